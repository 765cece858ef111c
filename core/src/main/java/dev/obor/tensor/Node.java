package dev.obor.tensor;

import dev.obor.error.AutogradException;
import dev.obor.layout.Layout;
import dev.obor.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// A vertex of the graph that backward walks: the record of an applied operator, or a leaf where gradients
/// come to rest.
abstract sealed class Node {
    /// Where the gradient of an input goes.
    ///
    /// @param output which output of the operator the input was
    record Edge(Node node, int output, Spec spec) {}

    private static final AtomicLong CLOCK = new AtomicLong();
    private static final Edge[] NONE = {};

    /// Later nodes have larger numbers; backward goes by falling numbers.
    final long sequence;
    /// What is called with the gradients of the outputs; null where there is none.
    private List<Hook> hooks;

    private Node(long sequence) {
        this.sequence = sequence;
    }

    /// Something to be done with the gradient of an output.
    ///
    /// @param keeps whether it only looks, after all that change the gradient
    record Hook(int output, boolean keeps, UnaryOperator<Tensor> body) {}

    /// Returns the edges, one for each input; null where an input is not tracked.
    Edge[] edges() {
        return NONE;
    }

    void add(Hook hook) {
        if (hooks == null) {
            hooks = new ArrayList<>();
        }
        hooks.add(hook);
    }

    void remove(Hook hook) {
        if (hooks != null) {
            hooks.remove(hook);
        }
    }

    boolean hasHooks() {
        return hooks != null && !hooks.isEmpty();
    }

    /// Returns what the hooks make of an output's gradient.
    Tensor hooked(int output, Tensor gradient) {
        Tensor changed = gradient;
        for (boolean keeps : new boolean[] {false, true}) {
            for (Hook hook : List.copyOf(hooks)) {
                if (hook.output() == output && hook.keeps() == keeps) {
                    changed = checked(hook.body().apply(changed), gradient);
                }
            }
        }
        return changed;
    }

    private static Tensor checked(Tensor changed, Tensor gradient) {
        if (!changed.shape().equals(gradient.shape()) || changed.dtype() != gradient.dtype()) {
            throw new AutogradException("hook: it was given a gradient of " + gradient.shape() + " and "
                    + gradient.dtype() + " and returned one of " + changed.shape() + " and " + changed.dtype()
                    + ": return one of the same shape and dtype");
        }
        return changed;
    }

    /// A tensor that the user made and whose gradient is kept.
    static final class Leaf extends Node {
        final Tensor tensor;

        Leaf(Tensor tensor) {
            super(Long.MAX_VALUE);
            this.tensor = tensor;
        }
    }

    /// An applied operator.
    static final class Applied extends Node implements Saved {
        final Op op;
        /// Where it was called, while anomalies are searched; else null.
        final Throwable call;
        private final SavedTensorHooks packing;
        private final Edge[] edges;
        private final Spec[] specs;
        private final long transposed;
        private final Spec[] outputSpecs;
        /// The saved inputs, then the saved outputs: tensors, or what was kept in their place.
        private final Object[] saved;
        private final int[] versions;
        private boolean released;

        /// Keeps what the operator's gradient asks for.
        ///
        /// @param bump how much the outputs' versions are about to grow
        Applied(Op op, Tensor[] inputs, Tensor[] outputs, Edge[] edges, int bump, GradMode.State mode) {
            super(CLOCK.getAndIncrement());
            this.op = op;
            this.edges = edges;
            this.packing = mode.hooks;
            this.call = mode.anomaly ? new Throwable() : null;
            int n = inputs.length;
            this.specs = specs(inputs);
            this.transposed = transposed(inputs);
            this.outputSpecs = specs(outputs);
            this.saved = new Object[n + outputs.length];
            this.versions = new int[n + outputs.length];
            for (int i = 0; i < n; i++) {
                if (edges[i] == null) {
                    continue;
                }
                for (int s = 0; s < n; s++) {
                    if (op.savesInput(i, s)) {
                        save(s, inputs[s], 0);
                    }
                }
                for (int o = 0; o < outputs.length; o++) {
                    if (op.savesOutput(i, o)) {
                        save(n + o, outputs[o], bump);
                    }
                }
            }
        }

        private static Spec[] specs(Tensor[] tensors) {
            Spec[] specs = new Spec[tensors.length];
            for (int i = 0; i < specs.length; i++) {
                specs[i] = new Spec(tensors[i].shape(), tensors[i].dtype());
            }
            return specs;
        }

        /// Returns a bit for each of the first inputs whose last two dims lie the other way round.
        private static long transposed(Tensor[] inputs) {
            long transposed = 0;
            for (int i = 0; i < Math.min(inputs.length, Long.SIZE); i++) {
                Layout layout = inputs[i].view().layout();
                if (layout.shape().rank() > 1 && layout.stride(-2) == 1 && layout.stride(-1) > 1) {
                    transposed |= 1L << i;
                }
            }
            return transposed;
        }

        private void save(int place, Tensor tensor, int bump) {
            if (saved[place] != null) {
                return;
            }
            if (tensor.isInference()) {
                throw new AutogradException(op.name() + ": a tensor of shape " + tensor.shape() + " made in inference"
                        + " mode would have to be saved for backward: use its clone(), or noGrad instead of"
                        + " inference mode");
            }
            Tensor kept = tensor.isStandIn() ? asNow(tensor) : tensor;
            saved[place] = packing == null ? kept : packing.pack(kept);
            versions[place] = tensor.view().storage().version() + bump;
        }

        /// Returns what a tensor stands for now, for it may stand for another when the gradient is computed.
        private static Tensor asNow(Tensor standIn) {
            Tensor now = standIn.detach();
            Edge edge = standIn.graphEdge();
            now.setNode(edge.node(), edge.output());
            return now;
        }

        /// Returns how many outputs the operator has.
        int outputCount() {
            return outputSpecs.length;
        }

        /// Returns the gradients that arrived, null where none did, in the form that operators take.
        Cotangents cotangents(Tensor[] arrived) {
            return new Cotangents(arrived, outputSpecs);
        }

        @Override
        Edge[] edges() {
            return edges;
        }

        /// Lets go of the saved tensors; a later use is an error, unless there were none.
        void release() {
            for (int i = 0; i < saved.length; i++) {
                released |= saved[i] != null;
                if (packing != null && saved[i] != null) {
                    packing.release(saved[i]);
                }
                saved[i] = null;
            }
        }

        /// Tells whether a saved tensor lies in this storage.
        boolean holds(Storage storage) {
            for (Object kept : saved) {
                if (kept instanceof Tensor tensor && tensor.view().storage() == storage) {
                    return true;
                }
            }
            return packing != null;
        }

        boolean isReleased() {
            return released;
        }

        @Override
        public Tensor input(int index) {
            return restored(index, "input " + index);
        }

        @Override
        public Tensor output() {
            return output(0);
        }

        @Override
        public Tensor output(int index) {
            return restored(specs.length + index, "result");
        }

        @Override
        public Spec spec(int index) {
            return specs[index];
        }

        @Override
        public boolean isTransposed(int index) {
            return index < Long.SIZE && (transposed & 1L << index) != 0;
        }

        private Tensor restored(int place, String what) {
            if (packing != null) {
                return packing.unpack(saved[place]);
            }
            Tensor tensor = (Tensor) saved[place];
            Storage storage = tensor.view().storage();
            if (storage.version() != versions[place]) {
                String writer = storage.writer();
                throw new AutogradException("backward: the " + what + " of " + op.name() + ", a " + tensor.dtype()
                        + " tensor of shape " + tensor.shape() + " that its gradient needs, was edited in place since"
                        + (writer.isEmpty() ? "" : ", last by " + writer) + " (it is at version " + storage.version()
                        + ", expected " + versions[place]
                        + "): use the form without the underscore, or edit a clone()");
            }
            return tensor;
        }
    }
}

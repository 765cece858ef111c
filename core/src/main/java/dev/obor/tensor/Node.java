package dev.obor.tensor;

import dev.obor.error.AutogradException;
import dev.obor.storage.Storage;
import java.util.concurrent.atomic.AtomicLong;

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

    private Node(long sequence) {
        this.sequence = sequence;
    }

    /// Returns the edges, one for each input; null where an input is not tracked.
    Edge[] edges() {
        return NONE;
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
        private final Edge[] edges;
        private final Spec[] specs;
        private final Tensor[] inputs;
        private final Tensor[] outputs;
        private final Spec[] outputSpecs;
        private final int[] versions;
        private boolean released;

        /// Keeps what the operator's gradient asks for.
        ///
        /// @param bump how much the outputs' versions are about to grow
        Applied(Op op, Tensor[] inputs, Tensor[] outputs, Edge[] edges, int bump) {
            super(CLOCK.getAndIncrement());
            this.op = op;
            this.edges = edges;
            int n = inputs.length;
            this.specs = new Spec[n];
            this.inputs = new Tensor[n];
            this.outputs = new Tensor[outputs.length];
            this.outputSpecs = new Spec[outputs.length];
            this.versions = new int[n + outputs.length];
            for (int o = 0; o < outputs.length; o++) {
                outputSpecs[o] = new Spec(outputs[o].shape(), outputs[o].dtype());
            }
            for (int i = 0; i < n; i++) {
                specs[i] = new Spec(inputs[i].shape(), inputs[i].dtype());
                if (edges[i] == null) {
                    continue;
                }
                for (int s = 0; s < n; s++) {
                    if (op.savesInput(i, s)) {
                        this.inputs[s] = inputs[s];
                        versions[s] = inputs[s].view().storage().version();
                    }
                }
                for (int o = 0; o < outputs.length; o++) {
                    if (op.savesOutput(i, o)) {
                        this.outputs[o] = outputs[o];
                        versions[n + o] = outputs[o].view().storage().version() + bump;
                    }
                }
            }
        }

        /// Returns how many outputs the operator has.
        int outputCount() {
            return outputs.length;
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
            for (Tensor[] saved : new Tensor[][] {inputs, outputs}) {
                for (int i = 0; i < saved.length; i++) {
                    released |= saved[i] != null;
                    saved[i] = null;
                }
            }
        }

        /// Tells whether a saved tensor lies in this storage.
        boolean holds(Storage storage) {
            for (Tensor[] saved : new Tensor[][] {inputs, outputs}) {
                for (Tensor tensor : saved) {
                    if (tensor != null && tensor.view().storage() == storage) {
                        return true;
                    }
                }
            }
            return false;
        }

        boolean isReleased() {
            return released;
        }

        @Override
        public Tensor input(int index) {
            return checked(inputs[index], versions[index], "input " + index);
        }

        @Override
        public Tensor output() {
            return output(0);
        }

        @Override
        public Tensor output(int index) {
            return checked(outputs[index], versions[inputs.length + index], "result");
        }

        @Override
        public Spec spec(int index) {
            return specs[index];
        }

        private Tensor checked(Tensor tensor, int version, String what) {
            int now = tensor.view().storage().version();
            if (now != version) {
                throw new AutogradException("backward: the " + what + " of " + op.name() + ", a " + tensor.dtype()
                        + " tensor of shape " + tensor.shape() + " that its gradient needs, was edited in place since ("
                        + "it is at version " + now + ", expected " + version
                        + "): use the form without the underscore, or edit a clone()");
            }
            return tensor;
        }
    }
}

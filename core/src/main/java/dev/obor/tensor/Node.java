package dev.obor.tensor;

import dev.obor.error.AutogradException;
import dev.obor.storage.Storage;
import java.util.concurrent.atomic.AtomicLong;

/// A vertex of the graph that backward walks: the record of an applied operator, or a leaf where gradients
/// come to rest.
abstract sealed class Node {
    /// Where the gradient of an input goes.
    record Edge(Node node, Spec spec) {}

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
        private Tensor output;
        private final int[] versions;
        private boolean released;

        /// Keeps what the operator's gradient asks for.
        ///
        /// @param bump how much the output's version is about to grow
        Applied(Op op, Tensor[] inputs, Tensor output, Edge[] edges, int bump) {
            super(CLOCK.getAndIncrement());
            this.op = op;
            this.edges = edges;
            int n = inputs.length;
            this.specs = new Spec[n];
            this.inputs = new Tensor[n];
            this.versions = new int[n + 1];
            Tensor keptOutput = null;
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
                if (op.savesOutput(i)) {
                    keptOutput = output;
                    versions[n] = output.view().storage().version() + bump;
                }
            }
            this.output = keptOutput;
        }

        @Override
        Edge[] edges() {
            return edges;
        }

        /// Lets go of the saved tensors; a later use is an error, unless there were none.
        void release() {
            for (int i = 0; i < inputs.length; i++) {
                released |= inputs[i] != null;
                inputs[i] = null;
            }
            released |= output != null;
            output = null;
        }

        /// Tells whether a saved tensor lies in this storage.
        boolean holds(Storage storage) {
            for (Tensor input : inputs) {
                if (input != null && input.view().storage() == storage) {
                    return true;
                }
            }
            return output != null && output.view().storage() == storage;
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
            return checked(output, versions[inputs.length], "result");
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

package dev.obor.tensor;

import dev.obor.error.AutogradException;

/// Records applied operators, for interpreters.
public final class Autograd {
    private Autograd() {}

    /// Tells whether an operator on these inputs is to be recorded on the current thread.
    ///
    /// @throws AutogradException if an input is a view whose base was edited in place in a recorded graph since
    public static boolean isTracked(Op op, Tensor... inputs) {
        boolean tracked = false;
        boolean stale = false;
        for (Tensor input : inputs) {
            tracked |= input.requiresGrad();
            stale |= input.isStale();
        }
        if (!tracked && !stale || !GradMode.isEnabled() || !op.isDifferentiable()) {
            return false;
        }
        if (stale) {
            throw new AutogradException(op.name() + ": an input is a view of a tensor that was edited in place in a"
                    + " recorded graph after the view was made: take the view again after the edit");
        }
        return true;
    }

    /// Records that `outputs` came from `op`; the inputs include one that requires a gradient.
    public static void record(Op op, Tensor[] outputs, Tensor... inputs) {
        record(op, outputs, 0, inputs);
    }

    /// Records that `op` wrote into `target`, which may be an input; to be called before the version is
    /// counted up.
    public static void recordInPlace(Op op, Tensor target, Tensor... inputs) {
        record(op, new Tensor[] {target}, 1, inputs);
        target.countRecordedEdit();
    }

    private static void record(Op op, Tensor[] outputs, int bump, Tensor... inputs) {
        boolean any = false;
        for (int o = 0; o < outputs.length; o++) {
            any |= isRecorded(op, outputs, o);
        }
        if (!any) {
            return;
        }
        Node.Edge[] edges = new Node.Edge[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].requiresGrad()) {
                edges[i] = inputs[i].graphEdge();
            }
        }
        Node node = new Node.Applied(op, inputs, outputs, edges, bump);
        for (int o = 0; o < outputs.length; o++) {
            if (isRecorded(op, outputs, o)) {
                outputs[o].setNode(node, o);
            }
        }
    }

    private static boolean isRecorded(Op op, Tensor[] outputs, int output) {
        return outputs[output].dtype().isFloating() && op.isDifferentiable(output);
    }

    /// Checks that an edit in place leaves gradients right.
    ///
    /// @param tracked whether the edit is about to be recorded
    /// @throws AutogradException for a leaf that requires a gradient, and for a view in a recorded graph
    public static void checkInPlace(Op op, Tensor target, boolean tracked) {
        if (!GradMode.isEnabled() || !target.requiresGrad() && !tracked) {
            return;
        }
        if (target.requiresGrad() && target.isLeaf()) {
            throw new AutogradException(op.name() + "_: a leaf that requires a gradient is edited in place, shape "
                    + target.shape() + ": do it inside Obor.noGrad(…), or on a clone()");
        }
        if (target.isView()) {
            throw new AutogradException(op.name() + "_: a view is edited in place in a recorded graph, shape "
                    + target.shape() + ": edit a clone(), or the tensor that it is a view of");
        }
    }
}

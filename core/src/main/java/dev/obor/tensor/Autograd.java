package dev.obor.tensor;

import dev.obor.error.AutogradException;

/// Records applied operators, for interpreters.
public final class Autograd {
    private Autograd() {}

    /// Tells whether an operator on these inputs is to be recorded on the current thread.
    public static boolean isTracked(Op op, Tensor... inputs) {
        for (Tensor input : inputs) {
            if (input.requiresGrad()) {
                return GradMode.isEnabled() && op.isDifferentiable();
            }
        }
        return false;
    }

    /// Records that `outputs` came from `op`; the inputs include one that requires a gradient.
    public static void record(Op op, Tensor[] outputs, Tensor... inputs) {
        record(op, outputs, 0, inputs);
    }

    /// Returns the inputs of an edit in place that is about to be recorded, the first of them, which is about
    /// to be overwritten, replaced by a copy of the same history if a gradient needs its value.
    public static Tensor[] withKeptTarget(Op op, Tensor... inputs) {
        boolean needed = false;
        for (int i = 0; i < inputs.length; i++) {
            needed |= inputs[i].requiresGrad() && op.savesInput(i, 0);
        }
        if (!needed) {
            return inputs;
        }
        Tensor copy = GradMode.noGrad(inputs[0]::clone);
        if (inputs[0].requiresGrad()) {
            Node.Edge edge = inputs[0].graphEdge();
            copy.setNode(edge.node(), edge.output());
        }
        Tensor[] kept = inputs.clone();
        kept[0] = copy;
        return kept;
    }

    /// Records that `op` wrote into `target`, which may be an input; to be called before the version is
    /// counted up. If the target is a view, the tensor that it is a view of gets the edit into its history,
    /// and all its views are taken again from there when they are next used.
    public static void recordInPlace(Op op, Tensor target, Tensor... inputs) {
        Tensor base = target.base();
        if (base == null) {
            record(op, new Tensor[] {target}, 1, inputs);
            target.countRecordedEdit();
            return;
        }
        // The base's edge is taken first: recording the edit moves the target.
        Node.Edge before = base.requiresGrad() ? base.graphEdge() : null;
        record(op, new Tensor[] {target}, 1, inputs);
        Tensor[] both = {base, target};
        Node.Edge[] edges = {before, target.graphEdge()};
        Node edited =
                new Node.Applied(new EditedView(target.path()), both, new Tensor[] {base}, edges, 1, GradMode.state());
        base.setNode(edited, 0);
        base.countRecordedEdit();
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
        Node node = new Node.Applied(op, inputs, outputs, edges, bump, GradMode.state());
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
    /// @throws AutogradException for a leaf that requires a gradient, and for a view of one
    public static void checkInPlace(Op op, Tensor target, boolean tracked) {
        if (!GradMode.isEnabled() || !target.requiresGrad() && !tracked) {
            return;
        }
        if (target.requiresGrad() && target.isLeaf()) {
            throw new AutogradException(inPlace(op) + ": a leaf that requires a gradient is edited in place, shape "
                    + target.shape() + ": do it inside Obor.noGrad(…), or on a clone()");
        }
        Tensor base = target.base();
        if (base != null && base.requiresGrad() && base.isLeaf()) {
            throw new AutogradException(inPlace(op) + ": a view, of shape " + target.shape()
                    + ", of a leaf that requires"
                    + " a gradient, of shape " + base.shape() + ", is edited in place: do it inside Obor.noGrad(…), or"
                    + " on a clone()");
        }
        if (target.requiresGrad() && !tracked) {
            throw new AutogradException(inPlace(op) + ": it has no gradient, and the tensor of shape " + target.shape()
                    + " that it edits is part of a recorded graph: edit its detach().clone()");
        }
        if (target.isInference() && tracked) {
            throw new AutogradException(inPlace(op) + ": a tensor made in inference mode, shape " + target.shape()
                    + ", is edited in a recorded graph: edit its clone()");
        }
    }

    /// Returns the name of the method that writes into its tensor.
    public static String inPlace(Op op) {
        return op.method().endsWith("_") ? op.method() : op.method() + "_";
    }
}

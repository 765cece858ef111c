package dev.obor.tensor;

/// How a view was made from the tensor that it is a view of: one view operator after another.
///
/// @param before the steps before, null at the first
/// @param step the last step
record ViewPath(ViewPath before, ViewOp step) {
    /// Returns the same view of a tensor of the base's shape, by recorded operators.
    Tensor of(Tensor base) {
        return replay(namesPlaces() ? base.contiguous() : base);
    }

    private Tensor replay(Tensor base) {
        return Tensor.of(step, before == null ? base : before.replay(base));
    }

    /// Tells whether a step depends on where in its storage a tensor's elements lie.
    private boolean namesPlaces() {
        return step instanceof ViewOp.AsStrided || before != null && before.namesPlaces();
    }
}

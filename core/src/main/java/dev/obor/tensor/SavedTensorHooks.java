package dev.obor.tensor;

/// What is kept in place of the tensors that operators save for backward: a copy elsewhere, a compressed
/// form, or the way to compute them again. Switched on by [GradMode#savedTensorHooks(SavedTensorHooks)].
public interface SavedTensorHooks {
    /// Returns what is kept for a tensor; called when an operator saves it.
    Object pack(Tensor tensor);

    /// Returns the tensor for what was kept, with the same values; called when backward needs it, perhaps more
    /// than once.
    Tensor unpack(Object kept);

    /// Says that what was kept will not be asked for again.
    default void release(Object kept) {}
}

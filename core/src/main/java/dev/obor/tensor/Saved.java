package dev.obor.tensor;

/// What an operator's gradient may ask for: the values it said it needs, and the shapes and dtypes of all.
public interface Saved {
    /// Returns an input's value.
    ///
    /// @throws dev.obor.error.AutogradException if it was edited in place since
    Tensor input(int index);

    /// Returns the (first) output's value.
    ///
    /// @throws dev.obor.error.AutogradException if it was edited in place since
    Tensor output();

    /// Returns an output's value.
    ///
    /// @throws dev.obor.error.AutogradException if it was edited in place since
    Tensor output(int index);

    /// Returns an input's shape and dtype.
    Spec spec(int index);

    /// Tells whether the last two dims of an input, one of the first 64, lay the other way round, as those of a
    /// transposed matrix.
    boolean isTransposed(int index);
}

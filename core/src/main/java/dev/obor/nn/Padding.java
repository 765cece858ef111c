package dev.obor.nn;

/// How much padding a convolution puts around its input, where it is not given in numbers.
public enum Padding {
    /// As much as keeps the size, half of it on each side; the odd one goes behind. Needs stride 1.
    SAME,

    /// None.
    VALID
}

package dev.obor.nn;

/// What stands in the places that a convolution's padding adds.
public enum PaddingMode {
    /// Zeros.
    ZEROS,
    /// The input mirrored at its last place, which is not repeated.
    REFLECT,
    /// The last place.
    REPLICATE,
    /// The input again, from its other end.
    CIRCULAR
}

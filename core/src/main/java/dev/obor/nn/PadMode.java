package dev.obor.nn;

/// What stands in the places that padding adds.
public enum PadMode {
    /// One value.
    CONSTANT,

    /// The input mirrored at its last place, which is not repeated.
    REFLECT,

    /// The last place.
    REPLICATE,

    /// The input again, from its other end.
    CIRCULAR
}

package dev.obor.nn;

/// How values between places are found.
public enum Interpolation {
    /// The place at the position rounded down.
    NEAREST,

    /// The place whose centre is nearest.
    NEAREST_EXACT,

    /// From two neighbours, along one dim.
    LINEAR,

    /// From two neighbours along each of two dims.
    BILINEAR,

    /// From four neighbours along each of two dims (Keys 1981, with A = −0.75).
    BICUBIC,

    /// From two neighbours along each of three dims.
    TRILINEAR,

    /// The means of the places that a place of the result covers.
    AREA
}

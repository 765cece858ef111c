package dev.obor.nn;

/// What stands outside the image that a grid samples.
public enum GridPadding {
    /// Zeros.
    ZEROS,

    /// The nearest place of the image.
    BORDER,

    /// The image mirrored at its border.
    REFLECTION
}

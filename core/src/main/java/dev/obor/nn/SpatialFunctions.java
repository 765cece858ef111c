package dev.obor.nn;

/// The functions of [F] over images and their like: convolution, pooling, resizing, padding.
public abstract sealed class SpatialFunctions extends ActivationFunctions permits NormalizationFunctions {
    SpatialFunctions() {}
}

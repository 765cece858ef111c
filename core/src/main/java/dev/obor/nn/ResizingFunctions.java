package dev.obor.nn;

/// The functions of [F] that resize, pad and rearrange images and their like.
public abstract sealed class ResizingFunctions extends PoolingFunctions permits NormalizationFunctions {
    ResizingFunctions() {}
}

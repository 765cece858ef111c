package dev.obor.nn;

/// The functions of [F] that pool.
public abstract sealed class PoolingFunctions extends SpatialFunctions permits ResizingFunctions {
    PoolingFunctions() {}
}

package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The largest elements of windows and where they lie.
///
/// @param values the largest elements
/// @param indices their places in the image, counted in row-major order over its dims of space, int64
public record PooledMax(Tensor values, Tensor indices) {}

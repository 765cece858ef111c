package dev.obor.tensor;

/// Elements and where they stood along a dim.
///
/// @param values the elements
/// @param indices their places, int64
public record ValuesIndices(Tensor values, Tensor indices) {}

package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;

/// What an operator's rules see of a tensor: its shape and dtype.
public record Spec(Shape shape, DType dtype) {}

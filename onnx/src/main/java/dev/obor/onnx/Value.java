package dev.obor.onnx;

import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// A tensor of a graph: an input, a constant, or what a node makes. Two values are the same only if they are
/// one object.
final class Value {
    private final DType dtype;
    private final Optional<Tensor> constant;
    private final Optional<String> name;

    Value(DType dtype, Optional<Tensor> constant, Optional<String> name) {
        this.dtype = dtype;
        this.constant = constant;
        this.name = name;
    }

    /// Returns a value that a node makes.
    static Value made(DType dtype) {
        return new Value(dtype, Optional.empty(), Optional.empty());
    }

    /// Returns a constant without a name of its own.
    static Value constant(Tensor tensor) {
        return new Value(tensor.dtype(), Optional.of(tensor), Optional.empty());
    }

    DType dtype() {
        return dtype;
    }

    /// Returns the elements, if they are known.
    Optional<Tensor> constant() {
        return constant;
    }

    /// Returns the name that users know it by.
    Optional<String> name() {
        return name;
    }
}

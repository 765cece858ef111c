package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;

/// New tensors in this one's dtype, or in its shape.
public sealed interface Making extends Applicable permits Tensor {
    /// Returns zeros of this dtype.
    default Tensor newZeros(int... size) {
        return newZeros(self().dtype(), size);
    }

    /// Returns a tensor of this dtype and another shape, as [#newZeros(int...)].
    default Tensor newZeros(Shape size) {
        return newZeros(size.toArray());
    }

    /// Returns zeros of another dtype.
    default Tensor newZeros(DType dtype, int... size) {
        return Tensor.full(Shape.of(size), 0, dtype);
    }

    /// Returns ones of this dtype.
    default Tensor newOnes(int... size) {
        return newOnes(self().dtype(), size);
    }

    /// Returns a tensor of this dtype and another shape, as [#newOnes(int...)].
    default Tensor newOnes(Shape size) {
        return newOnes(size.toArray());
    }

    /// Returns ones of another dtype.
    default Tensor newOnes(DType dtype, int... size) {
        return Tensor.full(Shape.of(size), 1, dtype);
    }

    /// Returns a tensor of this dtype that is to be filled; it holds zeros.
    default Tensor newEmpty(int... size) {
        return newZeros(size);
    }

    /// Returns a tensor of this dtype and another shape, as [#newEmpty(int...)].
    default Tensor newEmpty(Shape size) {
        return newEmpty(size.toArray());
    }

    /// Returns a tensor of another dtype that is to be filled; it holds zeros.
    default Tensor newEmpty(DType dtype, int... size) {
        return newZeros(dtype, size);
    }

    /// Returns a tensor of this dtype in which every element is a number.
    ///
    /// @throws DTypeException if the number does not fit
    default Tensor newFull(Number fillValue, int... size) {
        return newFull(self().dtype(), fillValue, size);
    }

    /// Returns a tensor of this dtype and another shape in which every element is a number.
    ///
    /// @throws DTypeException if the number does not fit
    default Tensor newFull(Shape size, Number fillValue) {
        return newFull(fillValue, size.toArray());
    }

    /// Returns a tensor of another dtype in which every element is a number.
    ///
    /// @throws DTypeException if the number does not fit
    default Tensor newFull(DType dtype, Number fillValue, int... size) {
        return Tensor.full(Shape.of(size), fillValue, dtype);
    }

    /// Returns a tensor of one dim and this dtype.
    default Tensor newTensor(double... elements) {
        Storage storage = new Storage.Doubles(elements.clone());
        return Tensor.of(storage, DType.FLOAT64, Shape.of(elements.length)).to(self().dtype());
    }

    /// Returns a tensor of one dim and this dtype.
    default Tensor newTensor(long... elements) {
        return Tensor.of(elements.clone()).to(self().dtype());
    }

    /// Returns a copy of a tensor in this dtype, which is no part of the graph.
    default Tensor newTensor(Tensor data) {
        Tensor copy = data.detach().to(self().dtype());
        return copy.view().storage() == data.view().storage() ? copy.clone() : copy;
    }
}

package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.LinalgException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;

/// What the operators of linear algebra ask of tensors that are batches of matrices.
final class Matrices {
    private Matrices() {}

    /// Checks that a tensor can be factorized.
    ///
    /// @throws ShapeException for fewer than two dims
    /// @throws DTypeException unless float32 or float64
    static void checkMatrix(String op, Spec spec) {
        if (spec.shape().rank() < 2) {
            throw new ShapeException(op + ": the tensor has shape " + spec.shape()
                    + " and must be a matrix or a batch of them: two dims at least");
        }
        if (spec.dtype() != DType.FLOAT32 && spec.dtype() != DType.FLOAT64) {
            throw new DTypeException(op + ": the matrix is " + spec.dtype()
                    + " and must be float32 or float64: convert it with to(FLOAT32)");
        }
    }

    /// Checks that a tensor can be factorized and its matrices are square.
    ///
    /// @throws ShapeException for fewer than two dims, or if the last two differ
    static void checkSquare(String op, Spec spec) {
        checkMatrix(op, spec);
        if (spec.shape().size(-1) != spec.shape().size(-2)) {
            throw new ShapeException(op + ": the matrices are " + spec.shape().size(-2) + " by "
                    + spec.shape().size(-1) + ", shape " + spec.shape() + ", and must be square");
        }
    }

    /// Checks that two tensors have one dtype.
    ///
    /// @throws DTypeException otherwise
    static void checkSameType(String op, Spec a, Spec b) {
        if (a.dtype() != b.dtype()) {
            throw new DTypeException(
                    op + ": dtypes " + a.dtype() + " and " + b.dtype() + " differ: convert one, as in b.to(a.dtype())");
        }
    }

    /// Returns a shape without its last dims.
    static Shape without(Shape shape, int count) {
        Shape result = shape;
        for (int i = 0; i < count; i++) {
            result = result.remove(result.rank() - 1);
        }
        return result;
    }

    /// Returns the dims before those of a matrix.
    static Shape batch(Shape shape) {
        return without(shape, 2);
    }

    /// Returns a shape with one or two dims added behind.
    static Shape with(Shape batch, int... sizes) {
        Shape result = batch;
        for (int size : sizes) {
            result = result.insert(result.rank(), size);
        }
        return result;
    }

    /// Returns a tensor whose dims before the last two are another batch's, which they broadcast to.
    static Tensor expandBatch(Tensor x, Shape batch) {
        return x.expand(with(batch, x.size(-2), x.size(-1)));
    }

    /// Returns the batch that those of two tensors broadcast to.
    static Shape commonBatch(String op, Tensor a, Tensor b) {
        return Broadcast.of(op, batch(a.shape()), batch(b.shape()));
    }

    /// Checks what a factorization says of each matrix: 0, or the number (from 1) of the row where it failed.
    ///
    /// @param why what it means that a matrix failed at row k, which `%d` stands for, and what to do
    /// @throws LinalgException for the first matrix that failed
    static void checkInfo(String op, Tensor info, String why) {
        long[] rows = info.toLongArray();
        for (int item = 0; item < rows.length; item++) {
            if (rows[item] != 0) {
                throw LinalgException.of(op, item, info.shape().toArray(), why.formatted(rows[item]));
            }
        }
    }

    /// Returns the distance from 1 to the next larger number of a dtype.
    static double unit(DType dtype) {
        return dtype == DType.FLOAT64 ? 0x1p-52 : 0x1p-23;
    }
}

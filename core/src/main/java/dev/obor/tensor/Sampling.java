package dev.obor.tensor;

import dev.obor.error.DTypeException;
import dev.obor.storage.Storage;

/// Fills tensors with random numbers. A generator writes a dense array in row-major order; a strided tensor takes the
/// numbers over from one, as PyTorch does.
final class Sampling {
    /// What fills an array.
    interface Fill<A> {
        void fill(A array, int length);
    }

    private Sampling() {}

    static Tensor fill(String op, Tensor target, Fill<float[]> floats, Fill<double[]> doubles) {
        Storage drawn = switch (target.dtype()) {
            case FLOAT32, FLOAT16, BFLOAT16 -> {
                float[] array = new float[target.numel()];
                floats.fill(array, array.length);
                yield new Storage.Floats(array);
            }
            case FLOAT64 -> {
                double[] array = new double[target.numel()];
                doubles.fill(array, array.length);
                yield new Storage.Doubles(array);
            }
            default ->
                throw new DTypeException(op + ": the tensor is " + target.dtype() + " and must be floating-point");
        };
        return target.copy_(Tensor.of(drawn, target.dtype().compute(), target.shape()));
    }
}

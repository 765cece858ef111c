package dev.obor.tensor;

import dev.obor.error.DTypeException;
import dev.obor.storage.Storage;
import java.util.stream.IntStream;

/// Fills tensors with random numbers in PyTorch's order: that of the places in memory, larger strides first.
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
        Tensor inOrder = target.isContiguous() ? target : target.permute(byStride(target));
        inOrder.copy_(Tensor.of(drawn, target.dtype().compute(), inOrder.shape()));
        return target;
    }

    /// Returns the dims by falling stride, equal ones in their order.
    private static int[] byStride(Tensor target) {
        return IntStream.range(0, target.dim())
                .boxed()
                .sorted((a, b) -> Integer.compare(target.stride(b), target.stride(a)))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}

package dev.obor.testing;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.SplittableRandom;

/// Seeded random tensors.
final class Samples {
    private final SplittableRandom random;

    Samples(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// Uniform numbers of a range; whole ones for integers, coins for bool, and never negative for uint8.
    Tensor uniform(DType dtype, double low, double high, int... sizes) {
        Shape shape = Shape.of(sizes);
        Storage storage = Storage.of(dtype, shape.numel());
        double bottom = dtype == DType.UINT8 ? Math.max(low, 0) : low;
        for (int i = 0; i < shape.numel(); i++) {
            if (dtype == DType.BOOL) {
                Elements.setLong(storage, dtype, i, random.nextInt(2));
            } else if (dtype.isFloating()) {
                Elements.setDouble(storage, dtype, i, random.nextDouble(bottom, high));
            } else {
                Elements.setLong(
                        storage, dtype, i, random.nextLong((long) bottom, (long) Math.max(high, bottom + 1) + 1));
            }
        }
        return Tensor.of(storage, dtype, shape);
    }

    /// An operator's inputs of one shape, within its ranges; masks are bool.
    Tensor[] inputs(Pointwise op, OperatorGolden golden, DType dtype, int... sizes) {
        Tensor[] inputs = new Tensor[op.arity()];
        for (int i = 0; i < inputs.length; i++) {
            double[] range = golden.ranges().get(i);
            inputs[i] = uniform(op.isMask(i) ? DType.BOOL : dtype, range[0], range[1], sizes);
        }
        return inputs;
    }
}

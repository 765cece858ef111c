package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.random.Draw;
import dev.obor.random.Generator;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;

/// Writes numbers of one distribution to a stretch of an array.
@FunctionalInterface
interface RandomNumbers {
    /// Writes `length` numbers from `offset` on.
    ///
    /// @param dense whether the stretch is the whole of a contiguous tensor: PyTorch makes normal numbers for
    ///     others one by one, which gives other numbers
    void fill(Storage into, DType dtype, int offset, int length, boolean dense);

    /// Returns uniform numbers of [from, to).
    static RandomNumbers uniform(Generator generator, double from, double to) {
        return (into, dtype, offset, length, _) -> {
            switch (into) {
                case Storage.Floats s -> generator.uniform(s.array(), offset, length, from, to);
                case Storage.Doubles s -> generator.uniform(s.array(), offset, length, from, to);
                case Storage.Shorts s
                when dtype.isFloating() -> generator.uniform(s.array(), offset, length, from, to, dtype);
                default -> throw notFloating("uniform_", dtype);
            }
        };
    }

    /// Returns normal numbers.
    static RandomNumbers normal(Generator generator, double mean, double std) {
        return (into, dtype, offset, length, dense) -> {
            if (!dtype.isFloating()) {
                throw notFloating("normal_", dtype);
            }
            if (!dense) {
                for (int i = 0; i < length; i++) {
                    Elements.setDouble(into, dtype, offset + i, generator.normal(mean, std));
                }
                return;
            }
            switch (into) {
                case Storage.Floats s -> generator.normal(s.array(), offset, length, mean, std);
                case Storage.Doubles s -> generator.normal(s.array(), offset, length, mean, std);
                case Storage.Shorts s -> generator.normal(s.array(), offset, length, mean, std, dtype);
                default -> throw notFloating("normal_", dtype);
            }
        };
    }

    /// Returns numbers of a distribution, for any dtype.
    static RandomNumbers draws(Generator generator, Draw distribution) {
        return (into, dtype, offset, length, _) -> {
            switch (into) {
                case Storage.Floats s -> generator.fill(s.array(), offset, length, distribution);
                case Storage.Doubles s -> generator.fill(s.array(), offset, length, distribution);
                case Storage.Longs s -> generator.fill(s.array(), offset, length, distribution);
                case Storage.Booleans s -> generator.fill(s.array(), offset, length, distribution);
                default -> {
                    double[] numbers = new double[length];
                    generator.fill(numbers, 0, length, distribution);
                    for (int i = 0; i < length; i++) {
                        Elements.setDouble(into, dtype, offset + i, numbers[i]);
                    }
                }
            }
        };
    }

    /// Returns numbers of a distribution, for floating-point dtypes.
    static RandomNumbers floatingDraws(String op, Generator generator, Draw distribution) {
        RandomNumbers draws = draws(generator, distribution);
        return (into, dtype, offset, length, dense) -> {
            if (!dtype.isFloating()) {
                throw notFloating(op, dtype);
            }
            draws.fill(into, dtype, offset, length, dense);
        };
    }

    /// Fills an array with integers of a dtype.
    @FunctionalInterface
    interface Integers {
        void fill(long[] into, DType dtype);
    }

    /// Returns integers.
    static RandomNumbers integers(Integers integers) {
        return (into, dtype, offset, length, _) -> {
            long[] numbers = new long[length];
            integers.fill(numbers, dtype);
            for (int i = 0; i < length; i++) {
                Elements.setLong(into, dtype, offset + i, numbers[i]);
            }
        };
    }

    private static OborException notFloating(String op, DType dtype) {
        return new DTypeException(
                op + ": the tensor is " + dtype + " and must be floating-point: convert it with to(FLOAT32)");
    }
}

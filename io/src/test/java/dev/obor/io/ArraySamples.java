package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/// The arrays that `tools/golden/files` makes, and others to compare with.
final class ArraySamples {
    private ArraySamples() {}

    /// Returns element `i` (row-major) of every array of the golden files.
    static double goldenValue(DType dtype, int i) {
        int number = i * 37 % 101;
        return switch (dtype) {
            case BOOL -> i % 3 == 0 ? 1 : 0;
            case UINT8 -> number;
            case INT8, INT16, INT32, INT64 -> number - 50;
            default -> (number - 50) / 8.0;
        };
    }

    /// Returns a dense tensor as the golden files hold it.
    static Tensor golden(DType dtype, int... sizes) {
        Shape shape = Shape.of(sizes);
        Storage storage = Storage.of(dtype, shape.numel());
        for (int i = 0; i < shape.numel(); i++) {
            dev.obor.storage.Elements.setDouble(storage, dtype, i, goldenValue(dtype, i));
        }
        return Tensor.of(new View(storage, Layout.dense(shape), dtype));
    }

    /// Returns a dense tensor of random bits.
    static Tensor random(DType dtype, SplittableRandom random, int... sizes) {
        Shape shape = Shape.of(sizes);
        Storage storage = Storage.of(dtype, shape.numel());
        for (int i = 0; i < shape.numel(); i++) {
            switch (storage) {
                case Storage.Booleans s -> s.array()[i] = random.nextBoolean();
                case Storage.Bytes s -> s.array()[i] = (byte) random.nextInt();
                case Storage.Shorts s -> s.array()[i] = (short) random.nextInt();
                case Storage.Ints s -> s.array()[i] = random.nextInt();
                case Storage.Longs s -> s.array()[i] = random.nextLong();
                case Storage.Floats s -> s.array()[i] = Float.intBitsToFloat(random.nextInt());
                case Storage.Doubles s -> s.array()[i] = Double.longBitsToDouble(random.nextLong());
            }
        }
        return Tensor.of(new View(storage, Layout.dense(shape), dtype));
    }

    /// Asserts that two tensors have the same dtype, shape and bits, whatever their layouts.
    static void assertSame(Tensor actual, Tensor expected) {
        assertThat(actual.dtype()).isEqualTo(expected.dtype());
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(bytes(actual)).isEqualTo(bytes(expected));
    }

    /// Returns the elements' bytes, row-major.
    static byte[] bytes(Tensor tensor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Elements.write(tensor.view(), ByteOrder.LITTLE_ENDIAN, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}

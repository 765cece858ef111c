package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.backend.Backend;
import dev.obor.backend.Backends;
import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.MaxPooling;
import dev.obor.tensor.Windows;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Largest elements of windows against the plain loops of the reference backend, bit for bit: with equal
/// elements, zeros of both signs, infinities and NaN among them, whose places tell which was taken.
class PoolingTest {
    private static final double[] SPECIAL = {
        Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, 1
    };

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64", "FLOAT16", "INT64"})
    void windowsOfAllKinds(DType dtype) {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            int rows = 2 + random.nextInt(9);
            int columns = 2 + random.nextInt(40);
            Windows y = windows(random, rows);
            Windows x = windows(random, columns);
            MaxPooling op = new MaxPooling(List.of(y, x));
            View image = image(dtype, Shape.of(1 + random.nextInt(3), rows, columns), random);
            String what = i + " of seed 1: " + image.shape() + ", " + y + " and " + x;
            assertThat(run(Backends.cpu(), op, image)).as(what).isEqualTo(run(TestBackends.reference(), op, image));
        }
    }

    /// Rows too long for all those of a window to be kept, in images and in volumes.
    @ParameterizedTest
    @ValueSource(ints = {3000, 6000, 9000, 20_000})
    void longRows(int columns) {
        Random random = new Random(columns);
        Windows x = Windows.sliding(columns, (columns - 3) / 2 + 1, 3, 2, 0, 1);
        Windows y = Windows.sliding(7, 5, 3, 1, 0, 1);
        Windows z = Windows.sliding(3, 2, 2, 1, 0, 1);
        for (List<Windows> windows : List.of(List.of(y, x), List.of(z, y, x))) {
            MaxPooling op = new MaxPooling(windows);
            Shape shape = windows.size() == 2 ? Shape.of(2, 7, columns) : Shape.of(1, 3, 7, columns);
            View image = image(DType.FLOAT32, shape, random);
            assertThat(run(Backends.cpu(), op, image)).isEqualTo(run(TestBackends.reference(), op, image));
        }
    }

    /// Half of them two wide, with or without padding and overlap.
    private static Windows windows(Random random, int size) {
        if (random.nextInt(4) == 0) {
            return Windows.adaptive(size, 1 + random.nextInt(size));
        }
        int kernel = random.nextBoolean() ? 2 : Math.min(size, 1 + random.nextInt(4));
        int stride = 1 + random.nextInt(3);
        int padding = random.nextInt(kernel / 2 + 1);
        int count = (size + 2 * padding - kernel) / stride + 1;
        return Windows.sliding(size, count, kernel, stride, padding, 1);
    }

    private static View image(DType dtype, Shape shape, Random random) {
        Storage storage = Storage.of(dtype, shape.numel());
        for (int i = 0; i < shape.numel(); i++) {
            double ordinary = dtype.isFloating() ? random.nextGaussian() : random.nextInt(5) - 2;
            boolean special = dtype.isFloating() && random.nextInt(3) == 0;
            Elements.setDouble(storage, dtype, i, special ? SPECIAL[random.nextInt(SPECIAL.length)] : ordinary);
        }
        return new View(storage, Layout.dense(shape), dtype);
    }

    /// The values' bits, then their places.
    private static String run(Backend backend, MaxPooling op, View image) {
        Shape shape = image.shape();
        for (int d = 0; d < op.windows().size(); d++) {
            shape = shape.with(d + 1, op.windows().get(d).count());
        }
        Storage values = backend.allocate(image.dtype(), shape.numel());
        Storage places = backend.allocate(DType.INT64, shape.numel());
        Layout layout = Layout.dense(shape);
        backend.run(op, new View[] {image}, new View[] {
            new View(values, layout, image.dtype()), new View(places, layout, DType.INT64)
        });
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shape.numel(); i++) {
            text.append(Double.toHexString(Elements.getDouble(values, image.dtype(), i)))
                    .append('@')
                    .append(Elements.getLong(places, DType.INT64, i))
                    .append(' ');
        }
        return text.toString();
    }
}

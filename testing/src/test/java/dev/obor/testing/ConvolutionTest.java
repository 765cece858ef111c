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
import dev.obor.tensor.Convolution;
import dev.obor.tensor.Op;
import dev.obor.tensor.Spec;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Convolutions and their gradients against the plain loops of the reference backend, bit for bit.
class ConvolutionTest {
    private static final Backend REFERENCE = TestBackends.reference();
    private static final Backend CPU = Backends.cpu();

    private final int threads = CPU.threads();

    @AfterEach
    void restoreThreads() {
        CPU.setThreads(threads);
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64", "FLOAT16", "BFLOAT16", "INT64", "UINT8"})
    void randomOnes(DType dtype) {
        Random random = new Random(3);
        for (int i = 0; i < 60; i++) {
            CPU.setThreads(1 + i % 3);
            Problem problem = Problem.random(random);
            problem.check(dtype, random, "problem " + i + " of seed 3");
        }
    }

    /// Large enough for several blocks, panels and tiles, and for the threads to share.
    @Test
    void largeOnes() {
        Random random = new Random(4);
        for (int i = 0; i < 6; i++) {
            CPU.setThreads(1 + i % 3);
            int kernel = 1 + i % 3;
            int stride = 1 + i / 4;
            Convolution.Geometry geometry =
                    new Convolution.Geometry(new int[] {stride, 1}, new int[] {i % 2, 1}, new int[] {1, 1}, 1);
            Shape x = Shape.of(1, i % 2 == 0 ? 40 : 3, 40, 61);
            Problem problem =
                    new Problem(geometry, x, Shape.of(13, x.size(1), kernel, 3), new int[] {40 / stride - 2, 59});
            problem.check(DType.FLOAT32, random, "problem " + i + " of seed 4");
        }
    }

    /// Several small images at once, with more channels than are copied at a time.
    @Test
    void deepOnes() {
        Convolution.Geometry geometry =
                new Convolution.Geometry(new int[] {1, 1}, new int[] {0, 0}, new int[] {1, 1}, 1);
        Problem problem = new Problem(geometry, Shape.of(6, 700, 9, 9), Shape.of(5, 700, 3, 3), new int[] {7, 7});
        problem.check(DType.FLOAT32, new Random(6), "deep ones");
    }

    /// A row so long that it is cut into pieces.
    @Test
    void longRows() {
        Convolution.Geometry geometry = new Convolution.Geometry(new int[] {1}, new int[] {2}, new int[] {1}, 1);
        Problem problem = new Problem(geometry, Shape.of(1, 160, 1100), Shape.of(2, 160, 5), new int[] {1100});
        problem.check(DType.FLOAT32, new Random(5), "long rows");
    }

    /// The sizes of x and of the weights, and y's dims of space.
    private record Problem(Convolution.Geometry geometry, Shape x, Shape w, int[] size) {
        static Problem random(Random random) {
            int rank = 1 + random.nextInt(3);
            int groups = 1 + random.nextInt(3);
            int channels = 1 + random.nextInt(4);
            int outs = 1 + random.nextInt(random.nextInt(5) == 0 ? 30 : 5);
            int[] xs = new int[rank + 2];
            int[] ws = new int[rank + 2];
            xs[0] = 1 + random.nextInt(3);
            xs[1] = channels * groups;
            ws[0] = outs * groups;
            ws[1] = channels;
            int[] stride = new int[rank];
            int[] before = new int[rank];
            int[] dilation = new int[rank];
            int[] size = new int[rank];
            for (int d = 0; d < rank; d++) {
                ws[d + 2] = 1 + random.nextInt(4);
                stride[d] = 1 + random.nextInt(3);
                dilation[d] = 1 + random.nextInt(2);
                before[d] = random.nextInt(4) - 1;
                size[d] = 1 + random.nextInt(random.nextInt(4) == 0 && rank < 3 ? 25 : 6);
                xs[d + 2] =
                        Math.max(1, (size[d] - 1) * stride[d] + (ws[d + 2] - 1) * dilation[d] - random.nextInt(5) + 1);
            }
            return new Problem(
                    new Convolution.Geometry(stride, before, dilation, groups), Shape.of(xs), Shape.of(ws), size);
        }

        private Shape y() {
            int[] sizes = new int[size.length + 2];
            sizes[0] = x.size(0);
            sizes[1] = w.size(0);
            System.arraycopy(size, 0, sizes, 2, size.length);
            return Shape.of(sizes);
        }

        private static int[] space(Shape shape) {
            return Arrays.copyOfRange(shape.toArray(), 2, shape.rank());
        }

        void check(DType dtype, Random random, String what) {
            View x = sample(dtype, x(), random);
            View w = sample(dtype, w(), random);
            View y = sample(dtype, y(), random);
            View bias = sample(dtype, Shape.of(w().size(0)), random);
            View channels = sample(dtype, Shape.of(x().size(1)), random);
            String text = what + ": " + geometry + ", x " + x() + ", w " + w() + ", y " + y();
            same(text, new Convolution.Forward(geometry, size), x, w, bias);
            same(text, new Convolution.Forward(geometry, size), x, w);
            same(text, new Convolution.Transposed(geometry, space(x())), y, w, channels);
            same(text, new Convolution.Transposed(geometry, space(x())), y, w);
            same(text, new Convolution.Weights(geometry, space(w())), x, y);
        }
    }

    /// Small numbers, so that those of 16 bits and integers tell something; dense, or with strides of any kind.
    private static View sample(DType dtype, Shape shape, Random random) {
        int kind = random.nextInt(3);
        Shape stored = shape;
        if (kind == 1) {
            stored = reversed(shape);
        } else if (kind == 2) {
            stored = shape.with(shape.rank() - 1, 2 * shape.size(-1) + 1);
        }
        Storage storage = Storage.of(dtype, stored.numel());
        for (int i = 0; i < stored.numel(); i++) {
            Elements.setDouble(storage, dtype, i, dtype.isFloating() ? random.nextGaussian() : random.nextInt(9) - 4);
        }
        Layout layout = Layout.dense(stored);
        if (kind == 1) {
            int[] order = new int[shape.rank()];
            Arrays.setAll(order, d -> order.length - 1 - d);
            layout = layout.permute(order);
        } else if (kind == 2) {
            layout = layout.slice(shape.rank() - 1, 1, shape.size(-1), 2);
        }
        return new View(storage, layout, dtype);
    }

    private static Shape reversed(Shape shape) {
        int[] sizes = shape.toArray();
        int[] turned = new int[sizes.length];
        Arrays.setAll(turned, d -> sizes[sizes.length - 1 - d]);
        return Shape.of(turned);
    }

    private static void same(String what, Op op, View... inputs) {
        assertThat(result(CPU, op, inputs))
                .as(op.getClass().getSimpleName() + ", " + what)
                .isEqualTo(result(REFERENCE, op, inputs));
    }

    private static String[] result(Backend backend, Op op, View... inputs) {
        Spec spec = op.infer(Stream.of(inputs)
                .map(x -> new Spec(x.shape(), x.dtype()))
                .toArray(Spec[]::new))[0];
        Storage storage = backend.allocate(spec.dtype(), spec.shape().numel());
        backend.run(op, inputs, new View[] {new View(storage, Layout.dense(spec.shape()), spec.dtype())});
        String[] texts = new String[storage.length()];
        Arrays.setAll(
                texts,
                i -> spec.dtype().isFloating()
                        ? Double.toHexString(Elements.getDouble(storage, spec.dtype(), i))
                        : Long.toString(Elements.getLong(storage, spec.dtype(), i)));
        return texts;
    }
}

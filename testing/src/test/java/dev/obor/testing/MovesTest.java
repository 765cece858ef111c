package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Op;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Selection;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.ValuesIndices;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rows in order, running sums, copies that turn matrices, and what indices name, at sizes for which there are loops of
/// their own.
class MovesTest {
    private final Samples samples = new Samples(17);

    private Tensor sample(DType dtype, int... sizes) {
        Tensor x = samples.uniform(dtype, -90, 90, sizes);
        return dtype == DType.INT64 ? x.mul(1L << 50) : x;
    }

    private static void assertInOrder(Tensor row, boolean descending) {
        double[] doubles = row.toDoubleArray();
        long[] longs =
                row.dtype().isFloating() ? new long[0] : row.to(DType.INT64).toLongArray();
        // −0 equals 0, as it does not for Double.compare.
        Comparator<Integer> order = row.dtype().isFloating()
                ? Comparator.comparingDouble(i -> doubles[i] + 0.)
                : Comparator.comparingLong(i -> longs[i]);
        long[] expected = IntStream.range(0, doubles.length)
                .boxed()
                .sorted(descending ? order.reversed() : order)
                .mapToLong(i -> i)
                .toArray();
        ValuesIndices sorted = row.sort(0, descending);
        assertThat(sorted.indices().toLongArray()).isEqualTo(expected);
        assertThat(row.argsort(0, descending).toLongArray()).isEqualTo(expected);
        assertSameBits(sorted.values(), row.gather(0, sorted.indices()));
        for (int k : new int[] {0, 1, 5, 32, 40, expected.length / 2}) {
            if (k <= expected.length) {
                ValuesIndices top = row.topk(k, 0, descending, true);
                assertSameBits(top.indices(), sorted.indices().narrow(0, 0, k));
                assertSameBits(top.values(), sorted.values().narrow(0, 0, k));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void rowsOfAnyLengthAreInStableOrder(DType dtype) {
        for (int length : new int[] {1, 2, 33, 249, 250, 599, 600, 2100}) {
            Tensor row = sample(dtype, length);
            if (dtype.isFloating() && length > 30) {
                double[] special = {Double.NaN, 0., -0., Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
                for (int i = 0; i < 2 * special.length; i++) {
                    row.select(0, 3 * i).fill_(special[i % special.length]);
                }
            }
            assertInOrder(row, false);
            assertInOrder(row, true);
            assertInOrder(Obor.full(dtype, 1, length), true);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT64", "INT64"})
    void rowsOfCloseNumbersAreInStableOrder(DType dtype) {
        for (int length : new int[] {33, 128, 599, 700}) {
            Tensor row = samples.uniform(DType.INT64, 0, 2000, length).to(dtype);
            if (dtype.isFloating()) {
                row.mul_(Math.ulp(1.)).add_(1);
            }
            assertInOrder(row, false);
            row.select(0, length / 2).fill_(-(1L << 62));
            assertInOrder(row, false);
            assertInOrder(row, true);
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void rowsAreSortedAloneWhateverTheThreads(DType dtype) {
        Tensor x = sample(dtype, 150, 700);
        ValuesIndices all = x.sort(1);
        for (int row : new int[] {0, 74, 149}) {
            assertSameBits(all.values().select(0, row), x.select(0, row).sort(0).values());
            assertSameBits(
                    all.indices().select(0, row), x.select(0, row).sort(0).indices());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64", "INT64", "FLOAT16"})
    void sumsRunFromTheFirstOn(DType dtype) {
        Tensor x = sample(dtype, 90, 1001).t();
        Tensor sums = x.cumsum(0).select(1, 89);
        double[] elements = x.select(1, 89).toDoubleArray();
        double[] expected = new double[elements.length];
        double sum = 0;
        for (int i = 0; i < elements.length; i++) {
            sum += elements[i];
            expected[i] = sum;
        }
        Tensor exact = Obor.zeros(DType.FLOAT64, expected.length);
        for (int i = 0; i < expected.length; i++) {
            exact.select(0, i).fill_(expected[i]);
        }
        assertSameBits(sums, exact.to(dtype));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void matricesAreTurnedAsTheReferenceDoes(DType dtype) {
        List<Tensor> views = List.of(
                sample(dtype, 2, 70, 531).permute(0, 2, 1),
                sample(dtype, 17, 2100).permute(1, 0),
                sample(dtype, 131, 600).t(),
                sample(dtype, 600, 131).t(),
                sample(dtype, 9, 3, 8, 40).permute(3, 1, 0, 2),
                sample(dtype, 40, 100).narrow(1, 3, 77).t(),
                sample(dtype, 5, 200).t(),
                sample(dtype, 64, 128).t());
        for (Tensor view : views) {
            Tensor expected = TestBackends.run(TestBackends.reference(), Ops.CLONE, view);
            assertSameBits(view.contiguous(), expected);
            Tensor turned = Obor.zeros(view.shape().toArray())
                    .to(dtype)
                    .transpose(0, -1)
                    .contiguous();
            turned.transpose(0, -1).copy_(view);
            assertSameBits(turned.transpose(0, -1), expected);
            Tensor wide = Obor.zeros(Math.toIntExact(view.size(0)), view.numel() / view.size(0) + 3)
                    .to(dtype);
            Tensor part = wide.narrow(1, 2, view.numel() / view.size(0));
            part.copy_(view.reshape(part.shape().toArray()));
            assertSameBits(part.reshape(view.shape().toArray()), expected);
            assertThat(wide.narrow(1, 0, 2).ne(0).any().itemBoolean()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void whatAMaskMarksIsCopiedInItsOrder(DType dtype) {
        Tensor x = sample(dtype, 40_001).narrow(0, 1, 40_000);
        Tensor chances = samples.uniform(DType.FLOAT32, 0, 1, 40_000);
        for (double share : new double[] {0, 0.0005, 0.02, 0.5, 1}) {
            Tensor mask = chances.lt(share);
            boolean[] marks = mask.toBooleanArray();
            long[] places = IntStream.range(0, marks.length)
                    .filter(i -> marks[i])
                    .mapToLong(i -> i)
                    .toArray();
            Tensor expected = x.gather(0, places.length == 0 ? Obor.zeros(DType.INT64, 0) : Obor.tensor(places));
            for (int repeat = 0; repeat < 3; repeat++) {
                assertSameBits(x.maskedSelect(mask), expected);
            }
            assertThat(mask.nonzero().view(-1).toLongArray()).isEqualTo(places);
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void whatIsPickedFromShortLinesIsWhatStandsThere(DType dtype) {
        Tensor x = sample(dtype, 30, 3, 200);
        Tensor index = samples.uniform(DType.INT64, 0, 199, 30, 3, 50);
        Tensor picked = x.gather(2, index);
        Tensor places = Obor.arange(90).mul(200).view(30, 3, 1).add(index);
        assertSameBits(picked, x.take(places));
        assertSameBits(x.transpose(0, 1).gather(2, index.transpose(0, 1)), picked.transpose(0, 1));
    }

    /// Runs long enough for kernels, and more of them for each place than one.
    @ParameterizedTest
    @EnumSource(DType.class)
    void runsMeetInTheOrderOfTheIndex(DType dtype) {
        var axes = new Selection.Axes("rows", 0, 1, false, false, 0);
        Tensor x = sample(dtype, 6, 333);
        Tensor source = sample(dtype, 40, 333);
        if (dtype.isFloating()) {
            x.select(1, 5).fill_(Double.NaN);
            source.select(1, 40).fill_(-0.);
            source.select(1, 77).fill_(Double.NEGATIVE_INFINITY);
        }
        Tensor index = samples.uniform(DType.INT64, 0, 5, 40);
        for (Selection.Combine combine : Selection.Combine.values()) {
            Op op = new Selection.Scatter(axes, combine);
            List<Tensor> sources = List.of(
                    source,
                    source.narrow(1, 3, 1),
                    source.flip(1),
                    sample(dtype, 40, 666).get(":, ::2"));
            for (Tensor values : sources) {
                Tensor expected = TestBackends.run(TestBackends.reference(), op, x, values, index);
                assertSameBits(x.apply(op, values, index), expected);
                assertSameBits(x.t().contiguous().t().apply(op, values, index), expected);
                Tensor edited = Obor.zeros(dtype, 6, 340).narrow(1, 5, 333);
                edited.copy_(x).applyInPlace(op, values, index);
                assertSameBits(edited, expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void indicesThatEachRunHasPickTheSameFromEach(DType dtype) {
        for (int picks : new int[] {50, 1500, 20_000}) {
            Tensor x = sample(dtype, 7, 3, 400);
            Tensor index = samples.uniform(DType.INT64, 0, 399, picks);
            Tensor places = Obor.arange(21).mul(400).view(7, 3, 1).add(index);
            Tensor expected = x.take(places);
            assertSameBits(x.indexSelect(2, index), expected);
            assertSameBits(x.transpose(0, 1).indexSelect(2, index), expected.transpose(0, 1));
            assertSameBits(x.flip(2).indexSelect(2, index.neg().add(399)), expected);
            assertSameBits(x.transpose(1, 2).contiguous().transpose(1, 2).indexSelect(2, index), expected);
            assertSameBits(x.gather(2, index.expand(7, 3, picks)), expected);
        }
        Tensor large = sample(dtype, 600, 900);
        Tensor index = samples.uniform(DType.INT64, 0, 899, 800);
        assertSameBits(
                large.indexSelect(1, index),
                large.take(Obor.arange(600).mul(900).unsqueeze(1).add(index)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void nothingIsTurnedAndCopied(DType dtype) {
        for (int[] sizes : new int[][] {{0, 3}, {3, 0}, {4, 0, 7}}) {
            Tensor x = Obor.zeros(dtype, sizes);
            assertThat(x.flip(0, 1).shape()).isEqualTo(x.shape());
            assertThat(x.tril().shape()).isEqualTo(x.shape());
        }
    }
}

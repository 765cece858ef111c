package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Sorting.Unique;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Different elements, found by counting and by sorting, beside what a look at each pair of neighbours finds.
class UniqueTest {
    private final Samples samples = new Samples(23);

    /// @param order the places of elements so that those compared are neighbours
    private static void assertFound(Tensor x, Unique found, long[] order) {
        Tensor row = x.reshape(-1).indexSelect(0, Tensor.of(order));
        double[] doubles = row.toDoubleArray();
        long[] longs =
                row.dtype().isFloating() ? new long[0] : row.to(DType.INT64).toLongArray();
        List<Long> firsts = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        long[] inverse = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            boolean same = i > 0 && (longs.length > 0 ? longs[i] == longs[i - 1] : doubles[i] == doubles[i - 1]);
            if (same) {
                sizes.set(sizes.size() - 1, sizes.getLast() + 1);
            } else {
                firsts.add(order[i]);
                sizes.add(1L);
            }
            inverse[(int) order[i]] = firsts.size() - 1L;
        }
        long[] places = firsts.stream().mapToLong(Long::longValue).toArray();
        assertSameBits(found.output(), x.reshape(-1).indexSelect(0, Tensor.of(places)));
        assertSameBits(found.inverse().orElseThrow(), Tensor.of(inverse).reshape(x.shape()));
        assertThat(found.counts().orElseThrow().toLongArray())
                .isEqualTo(sizes.stream().mapToLong(Long::longValue).toArray());
    }

    private static void assertUnique(Tensor x) {
        long[] order = x.reshape(-1).argsort().toLongArray();
        Unique found = x.unique(true, true, true);
        assertFound(x, found, order);
        assertSameBits(x.unique(), found.output());
        long[] places = Obor.arange(x.numel()).toLongArray();
        Unique consecutive = x.uniqueConsecutive(true, true);
        assertFound(x, consecutive, places);
        assertSameBits(x.uniqueConsecutive(), consecutive.output());
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void elementsThatDifferAreFound(DType dtype) {
        for (int n : new int[] {0, 1, 2, 40, 3000}) {
            Tensor close = samples.uniform(dtype, dtype == DType.UINT8 ? 0 : -9, 9, n);
            assertUnique(close);
            assertUnique(samples.uniform(dtype, dtype == DType.UINT8 ? 0 : -90, 90, n));
            assertUnique(samples.uniform(dtype, 0, 9, n, 6).t().narrow(0, 1, 3));
        }
        assertUnique(Obor.full(dtype, 1, 50).expand(3, 50));
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"INT64", "INT32", "INT16", "INT8"})
    void integersFarApartAreFound(DType dtype) {
        int bits = 8 * dtype.bytes();
        long most = Long.MAX_VALUE >> 64 - bits;
        for (long spread : new long[] {most, most / 2, 1L << 5 * bits / 8, 500}) {
            Tensor x = samples.uniform(DType.INT64, -10, 11, 700)
                    .mul(Math.max(1, spread / 10))
                    .clamp(-most - 1, most)
                    .to(dtype);
            assertUnique(x);
            assertUnique(x.add(dtype == DType.INT8 ? 1 : 100));
        }
        Tensor ends = Tensor.of(Long.MAX_VALUE, Long.MIN_VALUE, 0, Long.MIN_VALUE, -1, Long.MAX_VALUE);
        assertUnique(ends);
        assertUnique(ends.bitwiseRightShift(64 - bits).to(dtype));
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64", "FLOAT16", "BFLOAT16"})
    void zerosAreOneAndEveryNaNIsItsOwn(DType dtype) {
        Tensor x = samples.uniform(DType.INT64, -3, 4, 200).to(dtype);
        double[] special = {-0., Double.NaN, 0., Double.POSITIVE_INFINITY, -0., Double.NEGATIVE_INFINITY, Double.NaN};
        for (int i = 0; i < 2 * special.length; i++) {
            x.select(0, 3 * i).fill_(special[i % special.length]);
        }
        assertUnique(x);
        assertUnique(x.flip(0));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void slicesThatDifferAreFound(DType dtype) {
        Tensor x = samples.uniform(dtype, 0, 3, 4, 60, 2);
        Unique found = x.unique(true, true, true, 1);
        Tensor output = found.output();
        Tensor inverse = found.inverse().orElseThrow();
        assertSameBits(output.indexSelect(1, inverse), x);
        assertThat(found.counts().orElseThrow().equal(inverse.bincount())).isTrue();
        Tensor slices = output.transpose(0, 1).reshape(output.size(1), 8).to(DType.FLOAT64);
        for (int i = 1; i < slices.size(0); i++) {
            double[] before = slices.get(i - 1).toDoubleArray();
            double[] now = slices.get(i).toDoubleArray();
            assertThat(Arrays.compare(before, now)).isNegative();
        }
        Unique consecutive = x.uniqueConsecutive(true, true, OptionalInt.of(1));
        assertSameBits(consecutive.output().indexSelect(1, consecutive.inverse().orElseThrow()), x);
        assertThat(x.narrow(2, 0, 0).unique(1).shape().numel()).isZero();
        assertThat(x.unique(true, false, false, 1).inverse()).isEqualTo(Optional.empty());
    }
}

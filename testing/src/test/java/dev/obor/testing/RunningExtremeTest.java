package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.ValuesIndices;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Running extremes and their places beside a look at all elements up to each.
class RunningExtremeTest {
    private final Samples samples = new Samples(29);

    private static void assertRuns(Tensor row, boolean largest, ValuesIndices found) {
        double[] doubles = row.toDoubleArray();
        long[] longs =
                row.dtype().isFloating() ? new long[0] : row.to(DType.INT64).toLongArray();
        long[] places = new long[doubles.length];
        for (int i = 0; i < places.length; i++) {
            int best = i;
            for (int k = i - 1; k >= 0; k--) {
                boolean better;
                if (longs.length > 0) {
                    better = largest ? longs[k] > longs[best] : longs[k] < longs[best];
                } else {
                    better = !Double.isNaN(doubles[best])
                            && (Double.isNaN(doubles[k])
                                    || (largest ? doubles[k] > doubles[best] : doubles[k] < doubles[best]));
                }
                best = better ? k : best;
            }
            places[i] = best;
        }
        assertThat(found.indices().toLongArray()).isEqualTo(places);
        assertSameBits(found.values(), row.gather(0, Tensor.of(places)));
    }

    private static void assertBoth(Tensor x) {
        for (int dim = 0; dim < 2; dim++) {
            ValuesIndices most = x.cummax(dim);
            ValuesIndices least = x.cummin(dim);
            for (int i = 0; i < x.size(1 - dim); i++) {
                Tensor row = x.select(1 - dim, i);
                int across = 1 - dim;
                assertRuns(
                        row,
                        true,
                        new ValuesIndices(
                                most.values().select(across, i), most.indices().select(across, i)));
                assertRuns(
                        row,
                        false,
                        new ValuesIndices(
                                least.values().select(across, i),
                                least.indices().select(across, i)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void theLatestOfEqualsIsFound(DType dtype) {
        Tensor x = samples.uniform(dtype, dtype == DType.UINT8 ? 0 : -4, 5, 9, 130);
        assertBoth(x);
        assertBoth(x.narrow(1, 3, 100).t());
        assertBoth(Obor.full(dtype, 1, 5, 4));
        assertThat(x.narrow(1, 0, 0).cummax(1).indices().shape().numel()).isZero();
        assertThat(x.select(0, 0).select(0, 0).cummin(0).indices().itemLong()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64", "FLOAT16", "BFLOAT16"})
    void nanWinsAndStays(DType dtype) {
        Tensor x = samples.uniform(DType.INT64, -4, 5, 8, 70).to(dtype);
        double[] special = {Double.NEGATIVE_INFINITY, -0., 0., -0., Double.POSITIVE_INFINITY, Double.NaN, Double.NaN};
        for (int i = 0; i < special.length; i++) {
            x.select(0, i).select(0, 2 * i).fill_(special[i]);
            x.select(0, 7).select(0, 8 * i).fill_(special[i]);
        }
        assertBoth(x);
    }

    @Test
    void endsOfLongsAreFound() {
        Tensor x = Tensor.of(0, Long.MIN_VALUE, Long.MAX_VALUE, 1, Long.MAX_VALUE, Long.MIN_VALUE);
        assertBoth(x.reshape(2, 3));
        assertRuns(x, true, x.cummax(0));
        assertRuns(x, false, x.cummin(0));
    }

    @Test
    void gradientsGoToThePlacesFound() {
        Tensor x = samples.uniform(DType.FLOAT64, -1, 1, 4, 6).requiresGrad(true);
        new GradCheck("cummax").check(in -> List.of(in.get(0).cummax(1).values()), x);
        new GradCheck("cummin")
                .checkSecondOrder(in -> List.of(in.get(0).cummin(0).values().square()), x);
    }
}

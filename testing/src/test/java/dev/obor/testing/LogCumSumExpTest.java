package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// logcumsumexp beside sums of two at a time.
class LogCumSumExpTest {
    private final Samples samples = new Samples(37);

    private static void assertRuns(Tensor row, Tensor result, double rtol) {
        double[] x = row.toDoubleArray();
        double[] found = result.toDoubleArray();
        double y = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            double high = Math.max(x[i], y);
            double low = Math.min(x[i], y);
            boolean alone = Double.isInfinite(high) && high == low || low == Double.NEGATIVE_INFINITY;
            y = alone ? high : high + StrictMath.log1p(StrictMath.exp(low - high));
            if (Double.isFinite(y)) {
                assertThat(found[i]).isCloseTo(y, Offset.offset(rtol * (1 + Math.abs(y))));
            } else {
                assertThat(Double.compare(found[i], y)).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, 1, 1e-13", "FLOAT64, 900, 1e-13", "FLOAT32, 10, 1e-7", "FLOAT16, 10, 1e-3"})
    void everyElementIsTheSumOfThoseUpToIt(DType dtype, double scale, double rtol) {
        Tensor x = samples.uniform(dtype, -scale, scale, 7, 130);
        Tensor across = x.logcumsumexp(1);
        Tensor down = x.logcumsumexp(0);
        for (int i = 0; i < 7; i++) {
            assertRuns(x.select(0, i), across.select(0, i), rtol);
            assertRuns(x.select(1, i), down.select(1, i), rtol);
        }
        assertThat(x.narrow(1, 0, 0).logcumsumexp(1).numel()).isZero();
    }

    @Test
    void infinitiesAndNaNRunOn() {
        double[] special = {
            Double.NEGATIVE_INFINITY, -1e308, 1e308, -1000, Double.POSITIVE_INFINITY, 3, Double.NaN, 0, -0., 1000
        };
        Tensor x = Obor.zeros(DType.FLOAT64, 8 * special.length, special.length);
        for (int row = 0; row < x.size(0); row++) {
            for (int i = 0; i < special.length; i++) {
                int shift = row / 8;
                double value = special[(i * (row % 8 < 4 ? 1 : 3) + shift) % special.length];
                boolean plain =
                        row % 4 == 0 || !Double.isNaN(value) && (row % 4 == 1 || value != Double.POSITIVE_INFINITY);
                x.select(0, row).select(0, i).fill_(plain ? value : Double.NEGATIVE_INFINITY);
            }
            assertRuns(x.select(0, row), x.select(0, row).logcumsumexp(0), 1e-13);
        }
    }

    @Test
    void gradientsPass() {
        Tensor x = samples.uniform(DType.FLOAT64, -3, 3, 3, 6).requiresGrad(true);
        new GradCheck("logcumsumexp").check(in -> List.of(in.get(0).logcumsumexp(1)), x);
        new GradCheck("logcumsumexp").checkSecondOrder(in -> List.of(in.get(0).logcumsumexp(0)), x);
    }
}

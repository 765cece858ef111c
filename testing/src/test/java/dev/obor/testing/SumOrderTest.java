package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sums are formed in the order of note [order of a sum], whichever loops form them: the bits of a plain
/// program for it.
class SumOrderTest {
    private static final int CHUNK = 4096;
    private static final Generator GENERATOR = Generator.philox(7);

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 1000, 4095, 4096, 4097, 8192, 12_289, 70_001, 600_000, 1_000_003})
    void wholeSums(int count) {
        Tensor x = Obor.randn(GENERATOR, count);
        assertThat(x.sum().item()).isEqualTo(sum(x));
        Tensor later = Obor.cat(Obor.ones(3), x).narrow(0, 3, count);
        assertThat(later.sum().item()).isEqualTo(sum(x));
    }

    @ParameterizedTest
    @CsvSource({"3, 4097", "70, 9000", "2, 300000", "65, 8192", "7, 100"})
    void sumsOfRows(int rows, int count) {
        Tensor x = Obor.randn(GENERATOR, rows, count);
        Tensor sums = x.sum(1);
        Tensor ofColumns = x.t().contiguous().sum(0);
        for (int r = 0; r < rows; r++) {
            double expected = sum(x.get(r));
            assertThat(sums.get(r).item()).isEqualTo(expected);
            assertThat(ofColumns.get(r).item()).isEqualTo(expected);
        }
    }

    @Test
    void sumsOfOneRepeatedNumberAndOfHalves() {
        Tensor third = Obor.tensor(1f / 3);
        assertThat(third.expand(100_000).sum().item()).isEqualTo(sum(Obor.full(1f / 3, 100_000)));
        Tensor halves = Obor.randn(GENERATOR, 50_000).to(DType.FLOAT16);
        assertThat(halves.sum(DType.FLOAT32).item()).isEqualTo(sum(halves.to(DType.FLOAT32)));
    }

    private static double sum(Tensor x) {
        float[] values = x.toFloatArray();
        float[] chunks = new float[Math.ceilDiv(values.length, CHUNK)];
        for (int c = 0; c < chunks.length; c++) {
            chunks[c] = chunk(values, c * CHUNK, Math.min(values.length, (c + 1) * CHUNK));
        }
        return pairwise(chunks);
    }

    private static float chunk(float[] values, int from, int to) {
        float[] lanes = new float[32];
        for (int i = from; i < to; i++) {
            lanes[(i - from) % 32] += values[i];
        }
        for (int half = 16; half > 0; half /= 2) {
            for (int l = 0; l < Math.min(half, to - from - half); l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }

    private static float pairwise(float[] sums) {
        if (sums.length == 1) {
            return sums[0];
        }
        int half = sums.length / 2;
        return pairwise(Arrays.copyOf(sums, half)) + pairwise(Arrays.copyOfRange(sums, half, sums.length));
    }
}

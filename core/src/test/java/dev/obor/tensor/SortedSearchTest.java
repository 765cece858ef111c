package dev.obor.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortedSearchTest {
    private static final double[] SPECIAL = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1e-40, Float.MAX_VALUE
    };

    /// Few values in a long sequence and many in a short one go different ways.
    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 5, 1000",
        "FLOAT32, 1, 50",
        "FLOAT32, 0, 20",
        "FLOAT32, 300, 7",
        "FLOAT64, 6, 500",
        "INT64, 9, 100",
        "INT32, 64, 9",
        "FLOAT16, 9, 100"
    })
    void placesAreThoseOfCounting(DType dtype, int length, int count) {
        Random random = new Random(length * 31L + count);
        for (int run = 0; run < 20; run++) {
            Tensor sequence = numbers(random, length, dtype).sort(0).values();
            Tensor values = numbers(random, count, dtype);
            for (boolean right : new boolean[] {false, true}) {
                Tensor places = right ? sequence.searchsorted(values, right) : sequence.searchsorted(values);
                assertThat(places.toLongArray())
                        .as("%s in %s, right %s", values, sequence, right)
                        .isEqualTo(counted(sequence.toDoubleArray(), values.toDoubleArray(), right));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32", "FLOAT64"})
    void everyRowIsSearchedInItsOwn(DType dtype) {
        Random random = new Random(7);
        Tensor sequence =
                numbers(random, 3 * 4 * 6, dtype).reshape(3, 4, 6).sort(-1).values();
        Tensor values = numbers(random, 3 * 4 * 50, dtype).reshape(3, 50, 4).transpose(1, 2);
        Tensor places = sequence.searchsorted(values);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(places.select(0, i).select(0, j).toLongArray())
                        .isEqualTo(counted(
                                sequence.select(0, i).select(0, j).toDoubleArray(),
                                values.select(0, i).select(0, j).toDoubleArray(),
                                false));
            }
        }
    }

    private static Tensor numbers(Random random, int count, DType dtype) {
        double[] numbers = random.doubles(count, -10, 10).map(Math::rint).toArray();
        if (dtype.isFloating()) {
            for (int i = 0; i < count; i++) {
                numbers[i] = random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : numbers[i];
            }
        }
        return Obor.tensor(numbers).to(dtype);
    }

    /// Counts the elements before each value: the smaller ones, NaN as the largest.
    private static long[] counted(double[] sequence, double[] values, boolean right) {
        return Arrays.stream(values)
                .mapToLong(v -> Arrays.stream(sequence)
                        .filter(e -> Double.isNaN(v) ? right || !Double.isNaN(e) : right ? e <= v : e < v)
                        .count())
                .toArray();
    }
}

package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.distributions.Poisson;
import dev.obor.dtype.DType;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Many rows of few numbers, as of a mixture's components or a net's last layer: operands that broadcast along
/// them, and what is found in each.
class ShortRowsTest {
    private final Samples samples = new Samples(29);

    private void assertAdded(Tensor a, Tensor b) {
        assertSameBits(a.add(b), TestBackends.run(TestBackends.reference(), Ops.ADD, a, b));
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64", "INT32", "INT16"})
    void rowsAndColumnsAreAddedToRows(DType dtype) {
        for (int size : new int[] {2, 3, 5, 8, 9, 31}) {
            int rows = 70_001 / size;
            Tensor matrix = samples.uniform(dtype, -90, 90, rows, size);
            Tensor row = samples.uniform(dtype, -90, 90, size);
            Tensor column = samples.uniform(dtype, -90, 90, rows, 1);
            for (Tensor x : List.of(matrix, column, matrix.narrow(0, 3, 2000), matrix.narrow(1, 0, size - 1))) {
                Tensor fitting = x.size(1) == 1 ? row : row.narrow(0, 0, x.size(1));
                assertAdded(x, fitting);
                assertAdded(fitting, x);
                assertAdded(x, column.narrow(0, 0, x.size(0)));
            }
            Tensor wide = Obor.zeros(dtype, rows, size + 1);
            wide.narrow(1, 1, size).copy_(matrix).add_(row);
            assertSameBits(wide.narrow(1, 1, size), TestBackends.run(TestBackends.reference(), Ops.ADD, matrix, row));
            assertThat(wide.select(1, 0).ne(0).any().itemBoolean()).isFalse();
        }
    }

    @Test
    void aRowThatIsLongerThanATileIsAddedWhole() {
        Tensor every = samples.uniform(DType.FLOAT32, -1, 1, 40, 2500, 2).select(2, 1);
        assertAdded(every, samples.uniform(DType.FLOAT32, -1, 1, 2500));
    }

    @Test
    void numbersOfACutCubeAreRepeatedForPairs() {
        Tensor cube = samples.uniform(DType.FLOAT32, -1, 1, 30, 40, 50).narrow(2, 7, 33);
        assertAdded(cube.unsqueeze(3), samples.uniform(DType.FLOAT32, -1, 1, 2));
        assertAdded(cube.transpose(0, 2).unsqueeze(3), samples.uniform(DType.FLOAT32, -1, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstExtremeOfAPairIsFound(boolean largest) {
        float[] values = {0, -0f, 1, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE};
        Tensor pairs = Obor.cartesianProd(Obor.tensor(values), Obor.tensor(values));
        // As doubles they are looked for one by one.
        Tensor doubles = pairs.to(DType.FLOAT64);
        assertSameBits(largest ? pairs.argmax(1) : pairs.argmin(1), largest ? doubles.argmax(1) : doubles.argmin(1));
        Tensor many = samples.uniform(DType.FLOAT32, -1, 1, 40_001, 2);
        Tensor found = largest ? many.argmax(1) : many.argmin(1);
        assertSameBits(
                found,
                many.select(1, largest ? 0 : 1)
                        .lt(many.select(1, largest ? 1 : 0))
                        .to(DType.INT64));
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64"})
    void countsUnderSeveralRatesHaveTheDensitiesOfEach(DType dtype) {
        Tensor counts = samples.uniform(DType.INT64, 0, 40, 50).to(dtype);
        Tensor rates = samples.uniform(dtype, 0.5, 30, 3);
        Tensor leaf = rates.clone().requiresGrad(true);
        Tensor each = new Poisson(leaf).logProb(counts.unsqueeze(1));
        each.sum().backward();
        Tensor expected = Obor.stack(
                rates.unbind(0).stream()
                        .map(rate -> new Poisson(rate.expand(50)).logProb(counts))
                        .toList(),
                1);
        assertSameBits(each.detach(), expected);
        Tensor slope = counts.unsqueeze(1).div(rates).sub(1).sum(0);
        assertThat(leaf.grad().sub(slope).abs().max().item()).isLessThan(1e-3);
    }
}

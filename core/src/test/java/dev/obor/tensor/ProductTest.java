package dev.obor.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.FiniteDifferences;
import dev.obor.Obor;
import dev.obor.dtype.DType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {
    @Test
    void multipliesAlongDims() {
        Tensor x = Obor.arange(1, 7).reshape(2, 3);
        assertThat(x.prod().itemLong()).isEqualTo(720);
        assertThat(x.prod(0).toLongArray()).containsExactly(4, 10, 18);
        assertThat(x.prod(new int[] {-1}, true).shape()).hasToString("[2, 1]");
        assertThat(x.to(DType.INT32).prod().dtype()).isEqualTo(DType.INT64);
    }

    @Test
    void isOneWithoutElements() {
        assertThat(Obor.zeros(0, 2).prod(0).toDoubleArray()).containsExactly(1, 1);
        assertThat(Obor.zeros(0).prod().item()).isEqualTo(1);
    }

    /// A running product begins with the first number itself, as PyTorch's does.
    @Test
    void runningProductsKeepTheSignOfZero() {
        double[] x = {-0., 2, -3, 4};
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            Tensor rows = Obor.tensor(x).to(dtype).expand(5, 4);
            assertThat(rows.cumprod(1).select(0, 4).toDoubleArray()).containsExactly(-0., -0., 0., 0.);
            assertThat(rows.get(0).cumprod(0).toDoubleArray()).containsExactly(-0., -0., 0., 0.);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void hasRightGradientsWithZeros(int zeros) {
        double[] x = {1.5, -2, 0.5, 3, 0.7, -1.2};
        for (int i = 0; i < zeros; i++) {
            x[2 * i] = 0;
        }
        Tensor matrix = Obor.fromArray(x, 2, 3);
        FiniteDifferences.checkSecond(in -> in.getFirst().prod(1), List.of(matrix));
        FiniteDifferences.checkSecond(in -> in.getFirst().prod(0), List.of(matrix));
        FiniteDifferences.checkSecond(in -> in.getFirst().prod(), List.of(matrix));
        FiniteDifferences.checkSecond(in -> in.getFirst().reshape(3, 2, 1).prod(0, 2), List.of(matrix));
    }

    @Test
    void anyAndAllAlongDims() {
        Tensor x = Obor.tensor(new int[][] {{1, 0, 0}, {2, 3, 0}});
        assertThat(x.any(0).toBooleanArray()).containsExactly(true, true, false);
        assertThat(x.all(0).toBooleanArray()).containsExactly(true, false, false);
        assertThat(x.any(new int[] {1}, true).shape()).hasToString("[2, 1]");
        assertThat(x.any().itemBoolean()).isTrue();
        assertThat(x.all().itemBoolean()).isFalse();
        assertThat(Obor.zeros(0).all().itemBoolean()).isTrue();
        assertThat(Obor.zeros(0).any().itemBoolean()).isFalse();
        assertThat(Obor.tensor(Float.NaN).all(0).itemBoolean()).isTrue();
        assertThat(x.to(DType.UINT8).all(0).dtype()).isEqualTo(DType.UINT8);
    }
}

package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The gradient of a product beside each element's product of the others, one by one.
class ProductGradientTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private final Samples samples = new Samples(31);

    private static double[] gradient(Tensor given, int dim) {
        Tensor x = given.detach().requiresGrad(true);
        x.prod(dim).sum().backward();
        return x.grad().toDoubleArray();
    }

    private static Tensor row(double... elements) {
        Tensor x = Obor.zeros(DType.FLOAT64, elements.length);
        for (int i = 0; i < elements.length; i++) {
            x.select(0, i).fill_(elements[i]);
        }
        return x;
    }

    private static void assertGradient(double[] expected, Tensor x) {
        double[] found = gradient(x, 0);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            if (Double.isNaN(expected[i]) || Double.isInfinite(expected[i])) {
                assertThat(Double.compare(found[i], expected[i])).isZero();
            } else {
                assertThat(found[i]).isCloseTo(expected[i], Offset.offset(Math.abs(expected[i]) * 1e-6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64"})
    void othersAreMultiplied(DType dtype) {
        for (int rows = 1; rows < 6; rows++) {
            for (int length : new int[] {1, 2, 3, 40}) {
                Tensor x = samples.uniform(dtype, -1.5, 1.5, rows, length);
                x.select(1, length / 2).select(0, rows / 2).fill_(0);
                double[] elements = x.toDoubleArray();
                double[] found = gradient(x, 1);
                double[] across = gradient(x.t().contiguous().t(), 1);
                assertThat(across).isEqualTo(found);
                for (int i = 0; i < found.length; i++) {
                    double product = 1;
                    for (int k = i / length * length; k < (i / length + 1) * length; k++) {
                        product *= k == i ? 1 : elements[k];
                    }
                    double near = dtype == DType.FLOAT32 ? 1e-7 : 1e-14;
                    assertThat(found[i]).isCloseTo(product, Offset.offset(Math.abs(product) * near));
                }
            }
        }
    }

    @Test
    void zerosAndInfinitiesMeetOnlyTheOthers() {
        assertGradient(new double[] {0, 6, 0}, row(2, 0, 3));
        assertGradient(new double[] {0, 0, 0}, row(0, 0, 3));
        assertGradient(new double[] {0, INF, Double.NaN}, row(INF, 0, 3));
        assertGradient(new double[] {-6, -INF, INF}, row(INF, 2, -3));
        assertGradient(new double[] {0, Double.NaN, Double.NaN}, row(Double.NaN, 0, 3));
    }

    @Test
    void productsBeyondDoubleDoNotSpoilThoseWithin() {
        assertGradient(new double[] {7e-200, 7e-200, 1, 7e200, 7e200}, row(1e200, 1e200, 7, 1e-200, 1e-200));
        Tensor smallest = row(Double.MIN_VALUE, Double.MIN_VALUE, 0x1p600, 0x1p600, 0x1p900);
        assertGradient(new double[] {INF, INF, 0x1p-648, 0x1p-648, 0x1p-948}, smallest);
        assertGradient(new double[] {0, 0, 0, 1, 0}, row(1e200, 1e200, 1e-200, 0, 1e-200));
    }

    @Test
    void productsOfManyAreDifferentiableTwice() {
        Tensor x = samples.uniform(DType.FLOAT64, 0.5, 1.5, 2, 5);
        x.select(0, 0).select(0, 2).fill_(0);
        x.select(0, 1).select(0, 0).fill_(0);
        x.select(0, 1).select(0, 3).fill_(0);
        Tensor tracked = x.requiresGrad(true);
        new GradCheck("prod")
                .check(
                        in -> List.of(
                                in.get(0).prod(1), in.get(0).prod(0), in.get(0).prod()),
                        tracked);
        new GradCheck("prod")
                .checkSecondOrder(in -> List.of(in.get(0).prod(1), in.get(0).prod(0)), tracked);
    }
}

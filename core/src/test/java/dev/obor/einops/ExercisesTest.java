package dev.obor.einops;

import static dev.obor.einops.Einops.axis;
import static dev.obor.einops.Einops.einsum;
import static dev.obor.einops.Einops.rearrange;
import static dev.obor.einops.Einops.reduce;
import static dev.obor.einops.Einops.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.PatternException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Shape exercises as a user would solve them.
class ExercisesTest {
    private static final Tensor TEMPERATURES = Obor.tensor(
            71f, 72f, 70f, 75f, 71f, 72f, 70f, 68f, 65f, 60f, 68f, 60f, 55f, 59f, 75f, 80f, 85f, 80f, 78f, 72f, 83f);

    private static void assertClose(Tensor found, double... expected) {
        assertThat(found.toDoubleArray()).containsExactly(expected, Offset.offset(1e-4));
    }

    @Test
    void rangesInOtherShapes() {
        Tensor a1 = rearrange(Obor.arange(3, 9), "(a b) -> a b", axis("a", 3));
        assertThat(a1.equal(Obor.tensor(new int[][] {{3, 4}, {5, 6}, {7, 8}}))).isTrue();
        Tensor a2 = rearrange(Obor.arange(1, 7), "(a b) -> a b", axis("a", 2));
        assertThat(a2.equal(Obor.tensor(new int[][] {{1, 2, 3}, {4, 5, 6}}))).isTrue();
        Tensor a3 = rearrange(Obor.arange(1, 7), "a -> 1 a 1");
        assertThat(a3.shape()).hasToString("[1, 6, 1]");
        assertThat(a3.toLongArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void weeklyMeans() {
        assertClose(reduce(TEMPERATURES, "(weeks 7) -> weeks", "mean"), 71.5714, 62.1429, 79.0);
        assertThatThrownBy(() -> reduce(TEMPERATURES.narrow(0, 0, 20), "(weeks 7) -> weeks", "mean"))
                .isInstanceOf(PatternException.class)
                .hasMessageContaining("dim 0 has size 20, which does not divide by 7");
    }

    @Test
    void daysLessTheirWeeksMean() {
        Tensor means = reduce(TEMPERATURES, "(weeks 7) -> weeks", "mean");
        Tensor differences = TEMPERATURES.sub(repeat(means, "weeks -> (weeks 7)"));
        assertClose(
                differences,
                -0.5714,
                0.4286,
                -1.5714,
                3.4286,
                -0.5714,
                0.4286,
                -1.5714,
                5.8571,
                2.8571,
                -2.1429,
                5.8571,
                -2.1429,
                -7.1429,
                -3.1429,
                -4,
                1,
                6,
                1,
                -1,
                -7,
                4);
        Tensor deviations = reduce(TEMPERATURES, "(weeks days) -> weeks", ExercisesTest::std, axis("days", 7));
        assertClose(
                differences.div(repeat(deviations, "weeks -> (weeks days)", axis("days", 7))),
                -0.3326,
                0.2494,
                -0.9146,
                1.9954,
                -0.3326,
                0.2494,
                -0.9146,
                1.1839,
                0.5775,
                -0.4331,
                1.1839,
                -0.4331,
                -1.4438,
                -0.6353,
                -0.8944,
                0.2236,
                1.3416,
                0.2236,
                -0.2236,
                -1.5652,
                0.8944);
    }

    private static Tensor std(Tensor x, int... dims) {
        int count = IntStream.of(dims).map(x::size).reduce(1, (a, b) -> a * b);
        return x.sub(x.mean(dims, true)).square().sum(dims).div(count - 1).sqrt();
    }

    @Test
    void batchedDots() {
        Tensor a = Obor.tensor(new int[][] {{1, 1, 0}, {0, 0, 1}});
        Tensor b = Obor.tensor(new int[][] {{1, 1, 0}, {1, 1, 0}});
        assertThat(dots(a, b).toLongArray()).containsExactly(2, 0);
        Tensor cube = Obor.arange(0, 12).reshape(3, 2, 2);
        assertThat(dots(cube, cube).toLongArray()).containsExactly(14, 126, 366);
        assertThatThrownBy(() -> dots(a, b.narrow(1, 0, 2))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> dots(a, cube)).isInstanceOf(ShapeException.class);
    }

    private static Tensor dots(Tensor a, Tensor b) {
        if (!a.shape().equals(b.shape())) {
            throw new ShapeException("dots: shapes " + a.shape() + " and " + b.shape() + " differ");
        }
        return einsum("b...,b...->b", a, b);
    }

    @Test
    void identityMatrices() {
        assertThat(identity(3).equal(Obor.tensor(new int[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}})))
                .isTrue();
        assertThat(identity(0).equal(Obor.zeros(0, 0))).isTrue();
    }

    private static Tensor identity(int n) {
        Tensor range = Obor.arange(0, n);
        return rearrange(range, "i -> i 1").eq(rearrange(range, "j -> 1 j")).to(DType.INT64);
    }

    @Test
    void valuesAtCoordinates() {
        Tensor matrix = Obor.arange(0, 15).reshape(3, 5);
        Tensor places = Obor.tensor(new int[][] {{0, 1}, {0, 4}, {1, 4}});
        assertThat(valuesAt(matrix, places).toLongArray()).containsExactly(1, 4, 9);
        Tensor cube = Obor.arange(0, 24).reshape(2, 3, 4);
        Tensor corners = Obor.tensor(new int[][] {{0, 0, 0}, {0, 1, 1}, {0, 2, 2}, {1, 0, 3}, {1, 2, 0}});
        assertThat(valuesAt(cube, corners).toLongArray()).containsExactly(0, 5, 10, 15, 20);
    }

    private static Tensor valuesAt(Tensor x, Tensor places) {
        Shapes.check("batch dims", places);
        long[] strides = new long[x.dim()];
        long stride = 1;
        for (int d = strides.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= x.size(d);
        }
        Tensor flat = einsum("batch dims, dims -> batch", places, Obor.tensor(strides));
        return rearrange(x, "... -> (...)").gather(0, flat);
    }

    record LinearMap(@Shape("d_output d_input") Tensor weight) {
        LinearMap {
            Shapes.check(LinearMap.class, weight);
        }

        Tensor apply(Tensor batch) {
            Shapes.check("d_output d_input", weight).and("batch d_input", batch);
            return einsum("d_output d_input, batch d_input -> batch d_output", weight, batch);
        }
    }

    @Test
    void linearMapOfABatch() {
        LinearMap map = new LinearMap(Obor.tensor(new float[][] {{1, 2}, {3, 4}, {5, 6}}));
        Tensor batch = Obor.tensor(new float[][] {{.5f, .6f}, {.3f, .4f}, {-2, -9}, {-8, 1}});
        assertClose(map.apply(batch), 1.7, 3.9, 6.1, 1.1, 2.5, 3.9, -20, -42, -64, -6, -20, -34);
        assertThatThrownBy(() -> map.apply(Obor.zeros(4, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("axis 'd_input' is 2 in argument 1 and 3 in argument 2");
        assertThatThrownBy(() -> new LinearMap(Obor.zeros(3))).isInstanceOf(ShapeException.class);
    }

    @Test
    void flattensImages() {
        Tensor image = Obor.zeros(1, 28, 28);
        assertThat(rearrange(image, "... h w -> ... (h w)").shape()).hasToString("[1, 784]");
        List<Tensor> images = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            images.add(image);
        }
        assertThat(rearrange(images, "n 1 h w -> n (h w)").shape()).hasToString("[3, 784]");
    }
}

package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.error.ShapeException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmoothingTest {
    private static double[] steps(int count) {
        double[] xs = new double[count];
        for (int i = 0; i < count; i++) {
            xs[i] = 1000 + i;
        }
        return xs;
    }

    @Test
    void straightLineStaysItselfUpToItsEnds() {
        double[] xs = steps(200);
        double[] ys = new double[200];
        for (int i = 0; i < 200; i++) {
            ys[i] = 3 - 0.25 * xs[i];
        }
        assertThat(Smoothing.localLinear(xs, ys, 31)).containsExactly(ys, within(1e-9));
    }

    @Test
    void noiseShrinks() {
        Random random = new Random(1);
        double[] ys = random.doubles(2000).toArray();
        double[] smooth = Smoothing.localLinear(steps(2000), ys, 101);
        double worst = 0;
        for (int i = 100; i < 1900; i++) {
            worst = Math.max(worst, Math.abs(smooth[i] - 0.5));
        }
        // The standard deviation of a tricube mean of 101 points is 0.29 · √(1.73/101) ≈ 0.036.
        assertThat(worst).isLessThan(5 * 0.036);
    }

    @Test
    void windowOfOneChangesNothing() {
        double[] ys = {3, 1, 4, 1, 5};
        assertThat(Smoothing.localLinear(steps(5), ys, 1)).containsExactly(ys);
    }

    @Test
    void nonFinitePointsStayOut() {
        double[] ys = {2, Double.NaN, 2, Double.POSITIVE_INFINITY, 2};
        double[] smooth = Smoothing.localLinear(steps(5), ys, 5);
        assertThat(smooth).containsExactly(2, Double.NaN, 2, Double.NaN, 2);
    }

    @Test
    void pointsAtOnePlaceGiveTheirMean() {
        double[] smooth = Smoothing.localLinear(new double[] {7, 7, 7}, new double[] {1, 2, 3}, 3);
        assertThat(smooth[1]).isCloseTo(2, within(1e-12));
    }

    @Test
    void rejectsWhatHasNoMeaning() {
        assertThatThrownBy(() -> Smoothing.localLinear(new double[2], new double[3], 3))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Smoothing.localLinear(new double[3], new double[3], 0))
                .isInstanceOf(PlotException.class)
                .hasMessage("localLinear: a window of 0 points: pass 1 or more");
    }
}

package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The loss of sequences against the sum over all paths, one by one.
class CTCLossTest {
    private static Tensor whole(long... values) {
        return Obor.tensor(values);
    }

    private static Tensor logProbs(int seed, int... sizes) {
        Obor.manualSeed(seed);
        return Obor.zeros(DType.FLOAT64, sizes).normal_(0, 1).logSoftmax(-1);
    }

    /// Returns −log of the summed probability of every path of classes that reads as the labels.
    private static double summed(Tensor logProbs, int blank, int... labels) {
        int steps = logProbs.size(0);
        int classes = logProbs.size(1);
        double[] values = logProbs.toDoubleArray();
        double total = 0;
        for (int code = 0; code < StrictMath.pow(classes, steps); code++) {
            int[] path = new int[steps];
            double log = 0;
            for (int t = 0, rest = code; t < steps; t++, rest /= classes) {
                path[t] = rest % classes;
                log += values[t * classes + path[t]];
            }
            int[] read = IntStream.range(0, steps)
                    .filter(t -> path[t] != blank && (t == 0 || path[t] != path[t - 1]))
                    .map(t -> path[t])
                    .toArray();
            total += Arrays.equals(read, labels) ? StrictMath.exp(log) : 0;
        }
        return -StrictMath.log(total);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void isTheSumOverAllPaths(int blank) {
        Tensor logProbs = logProbs(blank, 6, 3);
        int a = (blank + 1) % 3;
        int b = (blank + 2) % 3;
        for (int[] labels : new int[][] {{}, {a}, {a, b}, {a, a}, {b, a, b}, {a, a, b}, {a, a, a}}) {
            Tensor targets = whole(Arrays.stream(labels).asLongStream().toArray());
            Tensor loss = F.ctcLoss(logProbs, targets, whole(6), whole(labels.length), blank, LossReduction.SUM, false);
            assertThat(loss.item()).isCloseTo(summed(logProbs, blank, labels), within(1e-12));
        }
    }

    @Test
    void takesPaddedOrJoinedLabelsAndTheStepsThatAreGiven() {
        Tensor logProbs = logProbs(3, 5, 2, 4);
        Tensor padded = Obor.tensor(new long[] {1, 2, 3, 3}).reshape(2, 2);
        Tensor steps = whole(5, 3);
        Tensor counts = whole(2, 1);
        double[] losses = F.ctcLoss(logProbs, padded, steps, counts, 0, LossReduction.NONE, false)
                .toDoubleArray();
        assertThat(losses[0]).isCloseTo(summed(logProbs.select(1, 0), 0, 1, 2), within(1e-12));
        assertThat(losses[1]).isCloseTo(summed(logProbs.select(1, 1).narrow(0, 0, 3), 0, 3), within(1e-12));
        assertThat(F.ctcLoss(logProbs, whole(1, 2, 3), steps, counts, 0, LossReduction.NONE, false)
                        .toDoubleArray())
                .containsExactly(losses);
        assertThat(new CTCLoss().forward(logProbs, padded, steps, counts).item())
                .isCloseTo((losses[0] / 2 + losses[1]) / 2, within(1e-12));
    }

    @Test
    void itsGradientThroughALogSoftmaxIsThatOfDifferences() {
        Obor.manualSeed(4);
        Tensor logits = Obor.zeros(DType.FLOAT64, 5, 2, 3).normal_(0, 1);
        CTCLoss loss = new CTCLoss(2, LossReduction.SUM, false);
        Tensor targets = whole(0, 1, 0);
        Tensor steps = whole(5, 4);
        Tensor counts = whole(2, 1);
        Tensor x = logits.clone().requiresGrad(true);
        loss.forward(x.logSoftmax(-1), targets, steps, counts).backward();
        double[] gradient = x.grad().toDoubleArray();
        double[] values = logits.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            double[] moved = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] near = values.clone();
                near[i] += side == 0 ? 1e-5 : -1e-5;
                Tensor at = Obor.fromArray(near, 5, 2, 3).logSoftmax(-1);
                moved[side] = loss.forward(at, targets, steps, counts).item();
            }
            assertThat(gradient[i]).isCloseTo((moved[0] - moved[1]) / 2e-5, within(1e-8));
        }
    }

    @Test
    void aSequenceWithoutAlignmentIsInfiniteOrCountsNothing() {
        Tensor logProbs = logProbs(5, 2, 1, 3).detach().requiresGrad(true);
        Tensor twice = whole(1, 1).unsqueeze(0);
        Tensor infinite = F.ctcLoss(logProbs, twice, whole(2), whole(2));
        assertThat(infinite.item()).isEqualTo(Double.POSITIVE_INFINITY);
        Tensor none = F.ctcLoss(logProbs, twice, whole(2), whole(2), 0, LossReduction.MEAN, true);
        assertThat(none.item()).isZero();
        none.backward();
        assertThat(logProbs.grad().toDoubleArray()).containsOnly(0);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Tensor x = logProbs(6, 4, 2, 3);
        Tensor labels = whole(1, 2, 1, 1).reshape(2, 2);
        Tensor lengths = whole(4, 4);
        Tensor counts = whole(2, 2);
        assertThatThrownBy(() -> F.ctcLoss(x, labels.add(2), lengths, counts))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("a label 3 and there are 3 classes");
        assertThatThrownBy(() -> F.ctcLoss(x, labels, lengths.add(1), counts))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("inputLengths has a length of 5: it must be from 0 to 4");
        assertThatThrownBy(() -> F.ctcLoss(x, labels, lengths, whole(2, 3)))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("targetLengths has a length of 3");
        assertThatThrownBy(() -> F.ctcLoss(x, labels, whole(4), counts))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("one length for each sequence");
        assertThatThrownBy(() -> F.ctcLoss(x, whole(1, 2, 1), lengths, counts))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, most], or all 4 one after the other");
        assertThatThrownBy(() -> F.ctcLoss(x, labels.to(DType.FLOAT32), lengths, counts))
                .isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> F.ctcLoss(x, labels, lengths, counts, 3, LossReduction.MEAN, false))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("blank is 3");
        assertThatThrownBy(() -> F.ctcLoss(x.select(0, 0).select(0, 0), labels, lengths, counts))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[steps, batch, classes]");
    }
}

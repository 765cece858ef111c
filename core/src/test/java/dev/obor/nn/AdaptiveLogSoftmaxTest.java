package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AdaptiveLogSoftmaxTest {
    private static AdaptiveLogSoftmaxWithLoss layer() {
        Obor.manualSeed(1);
        return new AdaptiveLogSoftmaxWithLoss(8, 12, new int[] {3, 7}, 2, true);
    }

    @Test
    void itsClassesMakeADistributionAndAgreeWithTheTargets() {
        AdaptiveLogSoftmaxWithLoss layer = layer();
        Tensor x = Obor.randn(12, 8);
        Tensor all = layer.logProb(x);
        assertThat(all.exp().sum(1).sub(1).abs().amax().item()).isLessThan(1e-5);
        Tensor targets = Obor.arange(12);
        AdaptiveLogSoftmaxOutput output = layer.forward(x, targets);
        assertThat(output.output().sub(all.diagonal()).abs().amax().item()).isLessThan(1e-5);
        assertThat(output.loss().item()).isCloseTo(-all.diagonal().mean().item(), within(1e-5));
        assertThat(layer.forward(x.select(0, 4), targets.select(0, 4)).output().item())
                .isCloseTo(all.select(0, 4).select(0, 4).item(), within(1e-5));
        output.loss().backward();
        assertThat(layer.parameters()).hasSize(6).allMatch(Tensor::hasGrad);
    }

    @Test
    void predictsTheLikeliestClassOfTheLikeliestCluster() {
        AdaptiveLogSoftmaxWithLoss layer = layer();
        Tensor x = Obor.randn(50, 8);
        double[] best = layer.logProb(x).argmax(1).toDoubleArray();
        double[] predicted = layer.predict(x).toDoubleArray();
        int same = 0;
        for (int i = 0; i < best.length; i++) {
            same += best[i] == predicted[i] ? 1 : 0;
        }
        assertThat(predicted).hasSize(50);
        assertThat(same).isGreaterThan(25);
    }

    @Test
    void refusesCutoffsAndTargetsOutOfRange() {
        for (int[] cutoffs : new int[][] {{}, {0, 3}, {3, 3}, {5, 2}, {12}, {3, 15}}) {
            assertThatThrownBy(() -> new AdaptiveLogSoftmaxWithLoss(8, 12, cutoffs))
                    .isInstanceOf(OborException.class)
                    .hasMessageContaining("cutoffs");
        }
        assertThatThrownBy(() -> layer().forward(Obor.zeros(2, 8), Obor.tensor(new long[] {0, 12})))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("a target 12: class numbers are from 0 to 11");
    }
}

package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.optim.SGD;
import dev.obor.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Numbers are those of PyTorch 1.13.
class ReparametrizationTest {
    private Linear linear;
    private Tensor x;

    @BeforeEach
    void make() {
        linear = new Linear(3, 2);
        linear.loadStateDict(
                Map.of("weight", Tensor.of(1f, 2f, 3f, -1f, 0.5f, 2f).reshape(2, 3), "bias", Tensor.of(0.1f, -0.2f)));
        x = Tensor.of(1f, -1f, 2f, 0.5f, 1f, -2f).reshape(2, 3);
    }

    private static void assertClose(Tensor actual, double... expected) {
        float[] values = actual.detach().reshape(-1).toFloatArray();
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    @Test
    void aWeightIsSplitIntoLengthAndDirection() {
        Tensor before = linear.forward(x).detach();
        assertThat(Reparametrization.weightNorm(linear)).isSameAs(linear);
        assertThat(linear.stateDict()).containsOnlyKeys("bias", "weight_g", "weight_v");
        assertThat(linear.namedParameters().get("weight_g").shape().toString()).isEqualTo("[2, 1]");
        assertThat(linear.describe()).isEqualTo("Linear(in_features=3, out_features=2, bias=True)");
        assertClose(linear.forward(x), doubles(before));
        linear.forward(x).square().sum().backward();
        assertClose(linear.namedParameters().get("weight_g").grad(), 19.991140, 19.683252);
        assertClose(
                linear.namedParameters().get("weight_v").grad(),
                1.457143,
                -27.685715,
                17.971430,
                8.990475,
                -17.295238,
                8.819050);
        SGD sgd = new SGD(linear.parameters(), 0.1);
        sgd.step();
        assertClose(linear.forward(x), -0.766636, -0.014959, 0.733978, 0.081490);
        assertThat(linear.weight().requiresGrad()).isTrue();
        Tensor after = linear.forward(x).detach();
        Reparametrization.removeWeightNorm(linear);
        assertThat(linear.stateDict()).containsOnlyKeys("bias", "weight");
        assertClose(linear.forward(x), doubles(after));
        assertThat(linear.weight().isParameter()).isTrue();
        linear.zeroGrad();
        linear.forward(x).sum().backward();
        assertClose(linear.weight().grad(), 1.5, 0, 0, 1.5, 0, 0);
    }

    @Test
    void severalForwardsAreDifferentiatedTogether() {
        Reparametrization.weightNorm(linear, "weight", -1);
        assertThat(linear.namedParameters().get("weight_g").dim()).isZero();
        Tensor first = linear.forward(x).square().sum();
        Tensor second = linear.forward(x.mul(2)).square().sum();
        first.add(second).backward();
        Tensor together = linear.namedParameters().get("weight_v").grad();
        linear.zeroGrad();
        linear.forward(x).square().sum().backward();
        linear.forward(x.mul(2)).square().sum().backward();
        assertClose(linear.namedParameters().get("weight_v").grad(), doubles(together));
    }

    @Test
    void aWeightIsDividedByItsSpectralNorm() {
        Reparametrization.spectralNorm(linear, "weight", 30, 1e-12, 0);
        assertThat(linear.stateDict()).containsOnlyKeys("bias", "weight_orig", "weight_u", "weight_v");
        Tensor two = linear.forward(x).sum().add(linear.forward(x).sum());
        two.backward();
        assertThat(linear.namedParameters().get("weight_orig").hasGrad()).isTrue();
        assertClose(linear.weight(), 0.242175, 0.484350, 0.726525, -0.242175, 0.121087, 0.484350);
        Tensor u = linear.stateDict().get("weight_u").clone();
        linear.eval();
        Tensor still = linear.forward(x).detach();
        assertClose(linear.stateDict().get("weight_u"), doubles(u));
        Reparametrization.removeSpectralNorm(linear);
        assertClose(linear.forward(x), doubles(still));
        assertThat(linear.stateDict()).containsOnlyKeys("bias", "weight");
    }

    @Test
    void everyKindOfModuleCanBeSplit() {
        Obor.manualSeed(1);
        LSTM lstm = Reparametrization.weightNorm(new LSTM(3, 4), "weight_hh_l0", 0);
        Tensor input = Obor.randn(5, 2, 3);
        lstm.forward(input).output().sum().backward();
        assertThat(lstm.namedParameters().get("weight_hh_l0_v").hasGrad()).isTrue();
        ConvTranspose2d conv = Reparametrization.spectralNorm(new ConvTranspose2d(3, 5, 2));
        assertThat(conv.stateDict().get("weight_u").size(0)).isEqualTo(5);
        conv.forward(Obor.randn(1, 3, 4, 4)).sum().backward();
        Embedding embedding = Reparametrization.weightNorm(new Embedding(7, 3));
        embedding.forward(Tensor.of(1L, 2L)).sum().backward();
        assertThat(embedding.namedParameters().get("weight_g").hasGrad()).isTrue();
    }

    @Test
    void mistakesAreTold() {
        assertThatThrownBy(() -> Reparametrization.weightNorm(linear, "wait", 0))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("Linear has no parameter 'wait', only [weight, bias]");
        assertThatThrownBy(() -> Reparametrization.weightNorm(linear, "weight", 2))
                .isInstanceOf(IndexException.class);
        assertThatThrownBy(() -> Reparametrization.removeWeightNorm(linear)).hasMessageContaining("nothing to remove");
        assertThatThrownBy(() -> Reparametrization.spectralNorm(linear, "weight", 0, 1e-12, 0))
                .hasMessageContaining("0 steps");
        Reparametrization.weightNorm(linear);
        assertThatThrownBy(() -> Reparametrization.spectralNorm(linear)).hasMessageContaining("already");
        assertThatThrownBy(() -> Reparametrization.weightNorm(new LazyLinear(3)))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("call the module once");
    }

    private static double[] doubles(Tensor tensor) {
        return tensor.reshape(-1).to(DType.FLOAT64).toDoubleArray();
    }
}

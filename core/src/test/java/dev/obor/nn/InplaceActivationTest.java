package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Activations that overwrite their input give the same values, gradients and, but for a word, the same text.
class InplaceActivationTest {
    static Stream<List<Layer>> pairs() {
        return Stream.of(
                List.of(new ReLU(), new ReLU(true)),
                List.of(new ReLU6(), new ReLU6(true)),
                List.of(new SELU(), new SELU(true)),
                List.of(new SiLU(), new SiLU(true)),
                List.of(new Mish(), new Mish(true)),
                List.of(new Hardsigmoid(), new Hardsigmoid(true)),
                List.of(new Hardswish(), new Hardswish(true)),
                List.of(new ELU(0.5), new ELU(0.5, true)),
                List.of(new CELU(0.5), new CELU(0.5, true)),
                List.of(new LeakyReLU(0.1), new LeakyReLU(0.1, true)),
                List.of(new Hardtanh(-1, 2), new Hardtanh(-1, 2, true)),
                List.of(new Threshold(0.1, 2), new Threshold(0.1, 2, true)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theInputIsOverwritten(List<Layer> pair) {
        Tensor leaf = Obor.arange(-4, 5).mul(0.7).requiresGrad(true);
        Tensor expected = pair.getFirst().forward(leaf.mul(1));
        expected.square().sum().backward();
        float[] gradient = leaf.grad().toFloatArray();
        leaf.clearGrad();
        Tensor x = leaf.mul(1);
        Tensor result = pair.getLast().forward(x);
        assertThat(result.detach().toFloatArray()).isEqualTo(expected.detach().toFloatArray());
        assertThat(x.detach().toFloatArray()).isEqualTo(result.detach().toFloatArray());
        result.square().sum().backward();
        assertThat(leaf.grad().toFloatArray()).isEqualTo(gradient);
        assertThat(pair.getLast().describe().replaceAll(",? ?inplace=True", ""))
                .isEqualTo(pair.getFirst().describe());
    }

    @Test
    void theTextSaysSo() {
        assertThat(new ReLU(true).describe()).isEqualTo("ReLU(inplace=True)");
        assertThat(new LeakyReLU(0.1, true).describe()).isEqualTo("LeakyReLU(negative_slope=0.1, inplace=True)");
    }
}

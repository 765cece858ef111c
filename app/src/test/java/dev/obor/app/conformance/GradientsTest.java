package dev.obor.app.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientsTest {
    private static void compare(String op, double... gradient) {
        Tensor x = Obor.fromArray(new double[] {2, 3}).requiresGrad(true);
        Tensor one = Obor.fromArray(new double[] {1, 1});
        GoldenValue expected = new GoldenValue.Tensor(Obor.fromArray(gradient));
        Results results = new Results(dtype -> Tolerance.of(op, dtype));
        Gradients.compare(op, results, List.of(x.mul(5)), List.of(one), List.of(x), List.of(expected));
    }

    @Test
    void onlyTheKinkOfHardswishIsLeftOut() {
        assertThatCode(() -> compare("nn.functional.hardswish", 5, 7)).doesNotThrowAnyException();
        assertThatCode(() -> compare("Hardswish", 5, 7)).doesNotThrowAnyException();
        assertThatThrownBy(() -> compare("Hardswish", 7, 5)).isInstanceOf(Mismatch.class);
        assertThatThrownBy(() -> compare("mul", 5, 7)).isInstanceOf(Mismatch.class);
    }
}

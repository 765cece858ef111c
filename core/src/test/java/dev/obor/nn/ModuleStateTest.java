package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// States that fit, fit in part, or do not fit; and parameters as a vector.
class ModuleStateTest {
    private static Sequential net() {
        return new Sequential(new Linear(2, 3), new BatchNorm1d(3), new Sequential(new Linear(3, 1, false)));
    }

    private static Map<String, Tensor> copy(Module module) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        module.stateDict()
                .forEach((name, tensor) -> state.put(name, tensor.detach().clone()));
        return state;
    }

    @Test
    void namesComeInTheOrderOfRegistration() {
        assertThat(net().stateDict().keySet())
                .containsExactly(
                        "0.weight",
                        "0.bias",
                        "1.weight",
                        "1.bias",
                        "1.running_mean",
                        "1.running_var",
                        "1.num_batches_tracked",
                        "2.0.weight");
    }

    @Test
    void strictlyAllMustFitAndOtherwiseNothingChanges() {
        Sequential net = net();
        Map<String, Tensor> state = copy(net());
        state.remove("0.bias");
        state.put("extra", Obor.zeros(1));
        state.put("2.0.weight", Obor.zeros(1, 4));
        double[] before = net.parameters().getFirst().toDoubleArray();
        assertThatThrownBy(() -> net.loadStateDict(state))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("missing [0.bias]")
                .hasMessageContaining("unexpected [extra]")
                .hasMessageContaining("2.0.weight has shape [1, 4] and needs [1, 3]");
        assertThat(net.parameters().getFirst().toDoubleArray()).containsExactly(before);
    }

    @Test
    void looselyWhatFitsIsTakenAndTheRestReported() {
        Sequential net = net();
        Map<String, Tensor> state = copy(net());
        state.remove("0.bias");
        state.put("extra", Obor.zeros(1));
        StateReport report = net.loadStateDict(state, false);
        assertThat(report.missing()).containsExactly("0.bias");
        assertThat(report.unexpected()).containsExactly("extra");
        assertThat(report.isComplete()).isFalse();
        assertThat(net.parameters().getFirst().toDoubleArray())
                .containsExactly(state.get("0.weight").toDoubleArray());
        state.put("2.0.weight", Obor.zeros(1, 4));
        assertThatThrownBy(() -> net.loadStateDict(state, false)).isInstanceOf(ShapeException.class);
    }

    @Test
    void aLazyModuleTakesItsShapesFromAState() {
        Sequential lazy =
                new Sequential(new LazyLinear(3), new LazyBatchNorm1d(), new Sequential(new LazyLinear(1, false)));
        Sequential net = net();
        lazy.loadStateDict(copy(net));
        assertThat(lazy).hasToString(net.toString());
        Tensor x = Obor.randn(4, 2);
        assertThat(lazy.eval().forward(x).toDoubleArray())
                .containsExactly(net.eval().forward(x).toDoubleArray());
    }

    @Test
    void aSharedModuleHasItsParametersOnce() {
        Linear shared = new Linear(2, 2);
        Sequential net = new Sequential(shared, new ReLU(), shared);
        assertThat(net.namedParameters().keySet()).containsExactly("0.weight", "0.bias");
        assertThat(net.stateDict().keySet()).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    }

    @Test
    void parametersGoToAVectorAndBack() {
        List<Tensor> parameters = net().parameters();
        Tensor vector = ParameterVector.parametersToVector(parameters);
        assertThat(vector.shape()).hasToString("[18]");
        vector.square().sum().backward();
        assertThat(parameters).allMatch(Tensor::hasGrad);
        Tensor numbers = Obor.arange(18).to(vector.dtype());
        ParameterVector.vectorToParameters(numbers, parameters);
        assertThat(ParameterVector.parametersToVector(parameters).toDoubleArray())
                .containsExactly(numbers.toDoubleArray());
        assertThat(parameters).allMatch(Tensor::isLeaf);
        assertThatThrownBy(() -> ParameterVector.vectorToParameters(numbers.narrow(0, 0, 17), parameters))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[17]")
                .hasMessageContaining("18 elements");
        assertThatThrownBy(() -> ParameterVector.parametersToVector(List.of())).isInstanceOf(ShapeException.class);
    }
}

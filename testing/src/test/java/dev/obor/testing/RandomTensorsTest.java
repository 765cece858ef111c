package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Random numbers written to tensors: what the golden numbers of the generator do not say.
class RandomTensorsTest {
    private static final List<UnaryOperator<Tensor>> FILLS = List.of(
            t -> t.uniform_(-1, 1, Generator.mersenneTwister(3)),
            t -> t.bernoulli_(0.5, Generator.mersenneTwister(3)),
            t -> t.exponential_(2, Generator.mersenneTwister(3)),
            t -> t.cauchy_(1, 2, Generator.mersenneTwister(3)),
            t -> t.logNormal_(0, 1, Generator.mersenneTwister(3)),
            t -> t.geometric_(0.3, Generator.mersenneTwister(3)),
            t -> t.random_(0, 100, Generator.mersenneTwister(3)));

    @Test
    void numbersGoToPlacesInTheOrderOfMemory() {
        for (UnaryOperator<Tensor> fill : FILLS) {
            Tensor dense = fill.apply(Obor.zeros(4, 6));
            assertSameBits(fill.apply(Obor.zeros(6, 4).t()), fill.apply(Obor.zeros(6, 4)).t());
            Tensor wide = Obor.zeros(8, 6).add(7);
            assertThat(fill.apply(wide.get("::2"))).isNotNull();
            assertSameBits(wide.get("::2"), dense);
            assertThat(wide.get("1::2").eq(7).all().itemBoolean()).isTrue();
        }
    }

    @Test
    void anOverwrittenTensorHandsNoGradientOn() {
        Tensor x = Obor.ones(5).requiresGrad(true);
        Tensor edited = x.mul(3);
        assertThat(edited.uniform_()).isSameAs(edited);
        edited.sum().backward();
        assertSameBits(x.grad(), Obor.zeros(5));
        assertThatThrownBy(x::uniform_)
                .isInstanceOf(AutogradException.class)
                .hasMessageStartingWith("uniform_: a leaf that requires a gradient is edited in place");
        Obor.noGrad(() -> x.uniform_(2, 3));
        assertThat(x.ge(2).all().itemBoolean()).isTrue();
    }

    @Test
    void badParametersAreRefusedBeforeANumberIsDrawn() {
        long before = Obor.manualSeed(5).copy().random64();
        refused(OborException.class, "uniform_: ", () -> Obor.zeros(2).uniform_(2, 1));
        refused(DTypeException.class, "uniform_: the tensor is int64", () -> Obor.rand(DType.INT64, 2));
        refused(DTypeException.class, "exponential_: the tensor is int32", () -> Obor.zeros(DType.INT32, 2)
                .exponential_());
        refused(OborException.class, "bernoulli_: ", () -> Obor.zeros(2).bernoulli_(1.5));
        refused(OborException.class, "multinomial: 3 samples of 2 places", () -> Obor.ones(2).multinomial(3));
        refused(OborException.class, "multinomial: weight 1 is -1.0", () -> Obor.tensor(1.0, -1.0).multinomial(1));
        refused(OborException.class, "multinomial: all weights are 0", () -> Obor.zeros(2).multinomial(2, true));
        refused(DTypeException.class, "poisson: the parameters are int64", () -> Obor.poisson(Obor.tensor(1, 2)));
        refused(OborException.class, "normal: a standard deviation is negative", () -> Obor.normal(
                Obor.zeros(2), Obor.tensor(1.0, -1.0)));
        assertThat(Generator.standard().random64()).isEqualTo(before);
    }

    private static void refused(Class<? extends OborException> type, String start, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(type).hasMessageStartingWith(start);
    }

    @Test
    void multinomialNeverDrawsAPlaceOfWeightZero() {
        Obor.manualSeed(1);
        Tensor weights = Obor.tensor(0.0, 3.0, 0.0, 1.0).expand(50, 4);
        assertThat(weights.multinomial(2).remainder(2).eq(1).all().itemBoolean()).isTrue();
        Tensor drawn = weights.multinomial(40, true);
        assertThat(drawn.shape().toArray()).containsExactly(50, 40);
        assertThat(drawn.eq(1).to(DType.FLOAT32).mean().item()).isBetween(0.7, 0.8);
        assertThat(drawn.remainder(2).eq(1).all().itemBoolean()).isTrue();
    }

    @Test
    void theDefaultDtypeIsThatOfNumbersWithAPointAndOfNewTensors() {
        Obor.setDefaultDtype(DType.FLOAT64);
        try {
            assertThat(Obor.rand(2).dtype()).isEqualTo(DType.FLOAT64);
            assertThat(Obor.tensor(1, 2).div(2).dtype()).isEqualTo(DType.FLOAT64);
            assertThat(Obor.tensor(1, 2).mul(1.5).dtype()).isEqualTo(DType.FLOAT64);
            assertThat(Obor.zeros(2)).hasToString("tensor([0., 0.])");
        } finally {
            Obor.setDefaultDtype(DType.FLOAT32);
        }
        refused(DTypeException.class, "setDefaultDtype: int64 is not floating-point", () -> Obor.setDefaultDtype(
                DType.INT64));
    }
}

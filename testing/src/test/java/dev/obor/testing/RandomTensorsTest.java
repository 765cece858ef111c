package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.distributions.Gamma;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.nn.F;
import dev.obor.nn.FanMode;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Nonlinearity;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
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
            assertSameBits(
                    fill.apply(Obor.zeros(6, 4).t()),
                    fill.apply(Obor.zeros(6, 4)).t());
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
        refused(
                DTypeException.class,
                "exponential_: the tensor is int32",
                () -> Obor.zeros(DType.INT32, 2).exponential_());
        refused(OborException.class, "bernoulli_: ", () -> Obor.zeros(2).bernoulli_(1.5));
        refused(
                OborException.class,
                "multinomial: 3 samples of 2 places",
                () -> Obor.ones(2).multinomial(3));
        refused(
                OborException.class,
                "multinomial: weight 1 is -1.0",
                () -> Obor.tensor(1.0, -1.0).multinomial(1));
        refused(
                OborException.class,
                "multinomial: all weights are 0",
                () -> Obor.zeros(2).multinomial(2, true));
        refused(DTypeException.class, "poisson: the parameters are int64", () -> Obor.poisson(Obor.tensor(1, 2)));
        refused(
                OborException.class,
                "normal: a standard deviation is negative",
                () -> Obor.normal(Obor.zeros(2), Obor.tensor(1.0, -1.0)));
        assertThat(Generator.standard().random64()).isEqualTo(before);
    }

    private static void refused(Class<? extends OborException> type, String start, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(type).hasMessageStartingWith(start);
    }

    @Test
    void multinomialNeverDrawsAPlaceOfWeightZero() {
        Obor.manualSeed(1);
        Tensor weights = Obor.tensor(0.0, 3.0, 0.0, 1.0).expand(50, 4);
        assertThat(weights.multinomial(2).remainder(2).eq(1).all().itemBoolean())
                .isTrue();
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
        refused(
                DTypeException.class,
                "setDefaultDtype: int64 is not floating-point",
                () -> Obor.setDefaultDtype(DType.INT64));
    }

    /// Every random operator draws from the generator it is given, as from the process's after the same seed.
    @Test
    void everythingRandomTakesAGenerator() {
        Tensor x = Obor.rand(Generator.mersenneTwister(1), 6, 5);
        List<Function<Generator, Tensor>> all = List.of(
                g -> Obor.rand(g, 4),
                g -> Obor.randn(g, 20),
                g -> Obor.randint(g, 0, 9, 5),
                g -> Obor.randperm(9, g),
                g -> Obor.randLike(x, g),
                g -> Obor.randnLike(x, g),
                g -> Obor.randintLike(x, 0, 9, g),
                g -> Obor.normal(x, x, g),
                g -> Obor.normal(x, 2, g),
                g -> Obor.normal(2, x, g),
                g -> Obor.normal(g, 1, 2, 3),
                g -> Obor.bernoulli(x, g),
                g -> Obor.multinomial(x, 3, true, g),
                g -> Obor.multinomial(x, 3, false, g),
                g -> Obor.poisson(x, g),
                g -> Obor.binomial(x.mul(9).floor(), x, g),
                g -> Obor.standardGamma(x, g),
                g -> Obor.sampleDirichlet(x, g),
                g -> x.clone().uniform_(1, 2, g),
                g -> x.clone().normal_(1, 2, g),
                g -> x.clone().bernoulli_(0.5, g),
                g -> x.clone().exponential_(2, g),
                g -> x.clone().logNormal_(0, 1, g),
                g -> x.clone().cauchy_(0, 1, g),
                g -> x.clone().geometric_(0.3, g),
                g -> x.clone().random_(0, 9, g),
                g -> F.dropout(x, 0.5, true, g),
                g -> F.dropout1d(x, 0.5, true, g),
                g -> F.dropout2d(x, 0.5, true, g),
                g -> F.alphaDropout(x, 0.5, true, g),
                g -> F.featureAlphaDropout(x, 0.5, true, g),
                g -> F.rrelu(x.neg(), 0.1, 0.3, true, g),
                g -> Init.kaimingUniform_(x.clone(), 0, FanMode.FAN_IN, Nonlinearity.RELU, g),
                g -> Init.xavierNormal_(x.clone(), 1, g),
                g -> Init.truncNormal_(x.clone(), 0, 1, -2, 2, g),
                g -> Init.orthogonal_(x.clone(), 1, g),
                g -> Init.sparse_(x.clone(), 0.3, 1, g),
                g -> new Gamma(2, 1).sample(g, 3),
                g -> Generator.using(g, () -> new Linear(3, 2).weight()));
        for (int i = 0; i < all.size(); i++) {
            byte[] before = Generator.standard().state();
            Tensor drawn = all.get(i).apply(Generator.mersenneTwister(7));
            assertThat(Generator.standard().state())
                    .as("the process's generator after call %d", i)
                    .isEqualTo(before);
            Obor.manualSeed(7);
            assertThat(all.get(i).apply(Generator.standard()).equal(drawn))
                    .as("call %d", i)
                    .isTrue();
        }
        assertThat(Generator.using(Generator.philox(1), Generator::standard)).isNotSameAs(Generator.standard());
    }
}

package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.distributions.Bernoulli;
import dev.obor.distributions.Beta;
import dev.obor.distributions.Categorical;
import dev.obor.distributions.Chi2;
import dev.obor.distributions.Constraint;
import dev.obor.distributions.ConstraintRegistry;
import dev.obor.distributions.Constraints;
import dev.obor.distributions.Distribution;
import dev.obor.distributions.Exponential;
import dev.obor.distributions.Gamma;
import dev.obor.distributions.KlDivergence;
import dev.obor.distributions.LKJCholesky;
import dev.obor.distributions.MixtureSameFamily;
import dev.obor.distributions.MultivariateNormal;
import dev.obor.distributions.Normal;
import dev.obor.distributions.Poisson;
import dev.obor.distributions.StudentT;
import dev.obor.distributions.Transform;
import dev.obor.distributions.TruncatedNormal;
import dev.obor.distributions.Uniform;
import dev.obor.distributions.Wishart;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DistributionException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import dev.obor.testing.DistributionSamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Densities, distribution functions, divergences and refusals.
class DistributionDensityTest {
    /// Their samples come by rejection, whose path is no differentiable function; their gradients are tested
    /// by themselves.
    private static final Set<String> BY_REJECTION =
            Set.of("Beta", "Chi2", "Dirichlet", "FisherSnedecor", "Gamma", "StudentT", "Wishart");

    static List<Sample> continuous() {
        return DistributionSamples.CONTINUOUS;
    }

    static List<Sample> discrete() {
        return DistributionSamples.DISCRETE;
    }

    static List<Sample> all() {
        return DistributionSamples.all();
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void densitiesIntegrateTo1(Sample sample) {
        // The Cauchy distributions have a share of 1e-7 beyond what the integral reaches.
        assertThat(Integral.of(sample.distribution()).total()).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("discrete")
    void probabilitiesAddUpTo1(Sample sample) {
        Distribution distribution = sample.distribution();
        Tensor values =
                distribution.hasEnumerateSupport() ? distribution.enumerateSupport() : Obor.arange(1000, DType.FLOAT64);
        assertThat(distribution.prob(values).sum().item()).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void distributionFunctionsAreTheIntegralsOfDensities(Sample sample) {
        Distribution distribution = sample.distribution();
        Tensor x = distribution.sample(Generator.mersenneTwister(3), 20);
        Tensor p;
        try {
            p = distribution.cdf(x);
        } catch (DistributionException e) {
            assertThat(e).hasMessageContaining("none in closed form");
            return;
        }
        Integral integral = Integral.of(distribution);
        double[] expected = x.toDoubleArray();
        for (int i = 0; i < expected.length; i++) {
            expected[i] = integral.below(expected[i]);
        }
        // As PyTorch's, that of ContinuousBernoulli is the uniform one for probabilities within 0.001 of a half.
        double tolerance = sample.name().equals("ContinuousBernoulli near half") ? 1e-4 : 1e-5;
        TensorAssertions.assertClose(p, Obor.fromArray(expected), 0, tolerance, false);
        try {
            TensorAssertions.assertClose(distribution.icdf(p), x, 1e-6, 1e-6, false);
        } catch (DistributionException e) {
            assertThat(e).hasMessageContaining("none in closed form");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientsOfDensities(Sample sample) {
        Distribution distribution = sample.distribution();
        Tensor value = distribution.sample(Generator.mersenneTwister(3), 2);
        List<Tensor> inputs = new ArrayList<>();
        sample.parameters().forEach(parameter -> {
            if (Double.isFinite(parameter.item())) {
                inputs.add(parameter.clone().requiresGrad(true));
            }
        });
        new GradCheck(sample.name())
                .check(
                        in -> List.of(Distribution.withValidation(
                                        false, () -> sample.make().apply(full(sample, in)))
                                .logProb(value)),
                        inputs.toArray(Tensor[]::new));
    }

    /// The parameters, those that are infinite as they are.
    private static List<Tensor> full(Sample sample, List<Tensor> moved) {
        List<Tensor> result = new ArrayList<>();
        int next = 0;
        for (Tensor parameter : sample.parameters()) {
            result.add(Double.isFinite(parameter.item()) ? moved.get(next++) : parameter);
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("all")
    void gradientsOfReparameterizedSamples(Sample sample) {
        Distribution distribution = sample.distribution();
        String kind = distribution.getClass().getSimpleName();
        if (!distribution.hasRsample() || BY_REJECTION.contains(kind) || kind.endsWith("StraightThrough")) {
            return;
        }
        List<Tensor> inputs = new ArrayList<>();
        sample.parameters().forEach(parameter -> {
            if (Double.isFinite(parameter.item())) {
                inputs.add(parameter.clone().requiresGrad(true));
            }
        });
        new GradCheck(sample.name())
                .check(
                        in -> List.of(Distribution.withValidation(
                                        false, () -> sample.make().apply(full(sample, in)))
                                .rsample(Generator.mersenneTwister(8), 3)),
                        inputs.toArray(Tensor[]::new));
    }

    @ParameterizedTest
    @MethodSource("all")
    void nanParametersAreRefused(Sample sample) {
        List<Tensor> parameters = new ArrayList<>(sample.parameters());
        parameters.set(parameters.size() - 1, DistributionSamples.number(Double.NaN));
        assertThatThrownBy(() -> sample.make().apply(parameters)).isInstanceOf(DistributionException.class);
    }

    @Test
    void refusalsNameDistributionParameterValueAndConstraint() {
        assertThatThrownBy(() -> new Normal(Obor.tensor(0f, 1f), Obor.tensor(1f, -2f)))
                .isInstanceOf(DistributionException.class)
                .hasMessage(
                        "Normal: the parameter scale must satisfy GreaterThan(lower_bound=0.0), but it holds -2.0 at [1]:"
                                + " correct it");
        assertThatThrownBy(() -> new Poisson(-1))
                .hasMessage(
                        "Poisson: the parameter rate must satisfy GreaterThanEq(lower_bound=0.0), but it is -1.0: correct it");
        assertThatThrownBy(() -> new Gamma(2, 1.5).logProb(-1))
                .isInstanceOf(DistributionException.class)
                .hasMessage("logProb: the value must lie within the support GreaterThanEq(lower_bound=0.0) of"
                        + " Gamma(concentration: 2.0, rate: 1.5), but it is -1.0: correct it");
        assertThatThrownBy(() -> Categorical.ofProbs(Obor.zeros(2, 3)))
                .hasMessageStartingWith(
                        "Categorical: the parameter probs must satisfy Simplex(), but it holds tensor([nan, nan, nan])")
                .hasMessageEndingWith("at [0]: correct it");
        assertThatThrownBy(() -> new Uniform(1, 0)).hasMessageContaining("Uniform: the parameter high must satisfy");
        assertThatThrownBy(() -> new Normal(0, 1).sample(-1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Normal(Obor.zeros(2), Obor.ones(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Normal: shapes [2] and [3] do not broadcast");
        assertThatThrownBy(() -> new Normal(Obor.zeros(2), Obor.ones(2)).logProb(Obor.zeros(3)))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> MultivariateNormal.ofScaleTril(Obor.zeros(2), Obor.eye(3)))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new LKJCholesky(1)).isInstanceOf(DistributionException.class);
        assertThatThrownBy(() -> Wishart.ofCovarianceMatrix(0.5, Obor.eye(2)))
                .hasMessageContaining("df must be greater than 1");
        assertThatThrownBy(() -> new MixtureSameFamily(Categorical.ofProbs(Obor.ones(3)), new Normal(0, 1)))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void whatADistributionHasNotItSaysSo() {
        assertThatThrownBy(() -> new Beta(1, 2).cdf(Obor.tensor(0.5)))
                .isInstanceOf(DistributionException.class)
                .hasMessage("cdf: Beta has none in closed form: estimate it from samples");
        assertThatThrownBy(() -> new Poisson(1).rsample())
                .hasMessageStartingWith("rsample: Poisson is not reparameterized");
        assertThatThrownBy(() -> new Poisson(1).enumerateSupport()).hasMessageContaining("cannot be listed");
    }

    @Test
    void validationCanBeTurnedOffAndOn() {
        Normal odd = Distribution.withValidation(false, () -> new Normal(0, -1));
        assertThat(odd.validateArgs()).isFalse();
        assertThat(new Gamma(2, 1).withValidation(false).logProb(-1).item()).isNaN();
        assertThatThrownBy(() -> odd.withValidation(true)).isInstanceOf(DistributionException.class);
        Distribution.setDefaultValidateArgs(false);
        try {
            assertThat(new Normal(0, -1).scale().item()).isEqualTo(-1);
        } finally {
            Distribution.setDefaultValidateArgs(true);
        }
        assertThat(new Normal(0, 1).expand(3).validateArgs()).isTrue();
    }

    @Test
    void gradientsOfSamplesByRejectionCannotBeDifferentiatedAgain() {
        Tensor shape = DistributionSamples.number(2).requiresGrad(true);
        Tensor x = new Gamma(shape, DistributionSamples.number(1)).rsample();
        Tensor slope = Obor.grad(x, List.of(shape), true).getFirst().orElseThrow();
        assertThatThrownBy(slope::backward).isInstanceOf(AutogradException.class);
    }

    /// The table of five Poisson distributions, and three densities of a gamma distribution.
    @Test
    void exerciseValues() {
        Tensor rates = Obor.arange(5, DType.FLOAT32).reshape(5, 1);
        Tensor table = new Poisson(rates).prob(Obor.arange(5, DType.FLOAT32));
        Tensor expected = Obor.tensor(
                        1, 0, 0, 0, 0, .3679, .3679, .1839, .0613, .0153, .1353, .2707, .2707, .1804, .0902, .0498,
                        .1494, .2240, .2240, .1680, .0183, .0733, .1465, .1954, .1954)
                .to(DType.FLOAT32)
                .reshape(5, 5);
        TensorAssertions.assertClose(table, expected, 0, 5.1e-5, false);
        Tensor logs = new Gamma(2, 1.5).logProb(Obor.tensor(1.5f, 3f, 4.2f));
        TensorAssertions.assertClose(logs, Obor.tensor(-1.0336f, -2.5905f, -4.0540f), 0, 5.1e-5f, false);
    }

    @Test
    void usersExtendDivergencesAndTheMostSpecialPairWins() {
        final class Steady extends Distribution {
            Steady() {
                super(Shape.SCALAR, Shape.SCALAR);
            }

            @Override
            public Constraint support() {
                return Constraints.REAL;
            }

            @Override
            protected Distribution expanded(Shape batch) {
                return this;
            }

            @Override
            protected Tensor logDensity(Tensor value) {
                return Obor.zerosLike(value);
            }
        }
        Distribution steady = new Steady();
        assertThatThrownBy(() -> KlDivergence.of(steady, new Normal(0, 1)))
                .isInstanceOf(DistributionException.class)
                .hasMessageStartingWith("klDivergence: no formula is known for Steady and Normal");
        KlDivergence.register(Steady.class, Distribution.class, (p, q) -> Obor.tensor(1f));
        KlDivergence.register(Steady.class, Gamma.class, (p, q) -> Obor.tensor(2f));
        assertThat(KlDivergence.of(steady, new Normal(0, 1)).item()).isEqualTo(1);
        assertThat(KlDivergence.of(steady, new Chi2(3)).item()).isEqualTo(2);
        assertThatThrownBy(() -> KlDivergence.of(new StudentT(1), new Normal(0, 1)))
                .isInstanceOf(DistributionException.class);
        assertThatThrownBy(() -> KlDivergence.of(Bernoulli.ofProbs(0.5), new Normal(0, 1)))
                .isInstanceOf(DistributionException.class);
    }

    @Test
    void usersExtendTheRegistryOfTransforms() {
        record Odd() implements Constraint {
            @Override
            public Tensor check(Tensor value) {
                return value.eq(value);
            }
        }
        assertThatThrownBy(() -> ConstraintRegistry.bijectTo(new Odd())).isInstanceOf(DistributionException.class);
        ConstraintRegistry.BIJECT_TO.register(Odd.class, _ -> ConstraintRegistry.bijectTo(Constraints.POSITIVE));
        Transform transform = ConstraintRegistry.bijectTo(new Odd());
        assertThat(transform.forward(Obor.tensor(0.0)).item()).isEqualTo(1);
    }

    @Test
    void truncationAtOneSideIsTheHalfNormalDistribution() {
        TruncatedNormal half = new TruncatedNormal(
                DistributionSamples.number(0),
                DistributionSamples.number(2),
                DistributionSamples.number(0),
                DistributionSamples.number(Double.POSITIVE_INFINITY));
        assertThat(half.mean().item()).isCloseTo(2 * Math.sqrt(2 / Math.PI), within(1e-12));
        assertThat(half.variance().item()).isCloseTo(4 * (1 - 2 / Math.PI), within(1e-12));
        assertThat(half.entropy().item()).isCloseTo(0.5 * Math.log(Math.PI * 4 / 2) + 0.5, within(1e-12));
        assertThat(half.mode().item()).isZero();
        // Far out it is nearly exponential.
        TruncatedNormal tail = new TruncatedNormal(
                DistributionSamples.number(0),
                DistributionSamples.number(1),
                DistributionSamples.number(1000),
                DistributionSamples.number(2000));
        assertThat(tail.mean().item() - 1000).isCloseTo(1e-3, within(1e-8));
        assertThat(tail.stddev().item()).isCloseTo(1e-3, within(1e-8));
    }

    @Test
    void exponentialDensityOfNumbers() {
        assertThat(new Exponential(2).logProb(0.5).item()).isCloseTo(Math.log(2) - 1, within(1e-6));
        assertThat(new Exponential(2).perplexity().item()).isCloseTo(Math.E / 2, within(1e-6));
    }
}

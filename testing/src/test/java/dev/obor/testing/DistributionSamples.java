package dev.obor.testing;

import dev.obor.Obor;
import dev.obor.distributions.AffineTransform;
import dev.obor.distributions.Bernoulli;
import dev.obor.distributions.Beta;
import dev.obor.distributions.Binomial;
import dev.obor.distributions.Categorical;
import dev.obor.distributions.Cauchy;
import dev.obor.distributions.Chi2;
import dev.obor.distributions.ContinuousBernoulli;
import dev.obor.distributions.Dirichlet;
import dev.obor.distributions.Distribution;
import dev.obor.distributions.Exponential;
import dev.obor.distributions.FisherSnedecor;
import dev.obor.distributions.Gamma;
import dev.obor.distributions.Geometric;
import dev.obor.distributions.Gumbel;
import dev.obor.distributions.HalfCauchy;
import dev.obor.distributions.HalfNormal;
import dev.obor.distributions.Independent;
import dev.obor.distributions.Kumaraswamy;
import dev.obor.distributions.LKJCholesky;
import dev.obor.distributions.Laplace;
import dev.obor.distributions.LogNormal;
import dev.obor.distributions.LogisticNormal;
import dev.obor.distributions.LowRankMultivariateNormal;
import dev.obor.distributions.MixtureSameFamily;
import dev.obor.distributions.Multinomial;
import dev.obor.distributions.MultivariateNormal;
import dev.obor.distributions.NegativeBinomial;
import dev.obor.distributions.Normal;
import dev.obor.distributions.OneHotCategorical;
import dev.obor.distributions.OneHotCategoricalStraightThrough;
import dev.obor.distributions.Pareto;
import dev.obor.distributions.Poisson;
import dev.obor.distributions.RelaxedBernoulli;
import dev.obor.distributions.RelaxedOneHotCategorical;
import dev.obor.distributions.SigmoidTransform;
import dev.obor.distributions.StudentT;
import dev.obor.distributions.TransformedDistribution;
import dev.obor.distributions.TruncatedNormal;
import dev.obor.distributions.Uniform;
import dev.obor.distributions.VonMises;
import dev.obor.distributions.Weibull;
import dev.obor.distributions.Wishart;
import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every distribution with sample parameters, in float64; the generated tests run over these lists.
final class DistributionSamples {
    /// @param name for messages
    /// @param parameters what the maker takes
    /// @param make makes the distribution
    record Sample(String name, List<Tensor> parameters, Function<List<Tensor>, Distribution> make) {
        Distribution distribution() {
            return make.apply(parameters);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// Of single numbers with a density.
    static final List<Sample> CONTINUOUS = List.of(
            of("Beta", p -> new Beta(p.get(0), p.get(1)), 2.5, 0.7),
            of("Cauchy", p -> new Cauchy(p.get(0), p.get(1)), 0.5, 2),
            of("Chi2", p -> new Chi2(p.get(0)), 3.5),
            of("ContinuousBernoulli", p -> ContinuousBernoulli.ofProbs(p.get(0)), 0.2),
            of("ContinuousBernoulli near half", p -> ContinuousBernoulli.ofLogits(p.get(0)), 0.0003),
            of("Exponential", p -> new Exponential(p.get(0)), 1.7),
            of("FisherSnedecor", p -> new FisherSnedecor(p.get(0), p.get(1)), 5, 9),
            of("Gamma", p -> new Gamma(p.get(0), p.get(1)), 2, 1.5),
            of("Gamma of small shape", p -> new Gamma(p.get(0), p.get(1)), 0.3, 2),
            of("Gumbel", p -> new Gumbel(p.get(0), p.get(1)), -0.5, 1.5),
            of("HalfCauchy", p -> new HalfCauchy(p.get(0)), 1.5),
            of("HalfNormal", p -> new HalfNormal(p.get(0)), 1.5),
            of("Kumaraswamy", p -> new Kumaraswamy(p.get(0), p.get(1)), 2.5, 1.7),
            of("Laplace", p -> new Laplace(p.get(0), p.get(1)), 0.5, 1.5),
            of("LogNormal", p -> new LogNormal(p.get(0), p.get(1)), 0.5, 0.6),
            of(
                    "MixtureSameFamily",
                    p -> new MixtureSameFamily(
                            Categorical.ofProbs(Obor.stack(p.subList(0, 2))),
                            new Normal(Obor.stack(p.subList(2, 4)), Obor.stack(p.subList(4, 6)))),
                    0.3,
                    0.7,
                    -1,
                    2,
                    0.5,
                    1.5),
            of("Normal", p -> new Normal(p.get(0), p.get(1)), 0.5, 1.5),
            of("Pareto", p -> new Pareto(p.get(0), p.get(1)), 1.5, 5),
            of("RelaxedBernoulli", p -> RelaxedBernoulli.ofProbs(p.get(0), p.get(1)), 0.8, 0.3),
            of("StudentT", p -> new StudentT(p.get(0), p.get(1), p.get(2)), 5.5, 0.5, 1.5),
            of(
                    "TransformedDistribution",
                    p -> new TransformedDistribution(
                            new Normal(p.get(0), p.get(1)), new SigmoidTransform(), new AffineTransform(1, -2)),
                    0.3,
                    0.9),
            of("TruncatedNormal", TruncatedSamples::make, 0.5, 1.5, -1, 3),
            of("TruncatedNormal in the upper tail", TruncatedSamples::make, 0, 1, 6, 7),
            of("TruncatedNormal in the lower tail", TruncatedSamples::make, 0, 1, Double.NEGATIVE_INFINITY, -4),
            of(
                    "TruncatedNormal unbounded",
                    TruncatedSamples::make,
                    1,
                    2,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY),
            of("Uniform", p -> new Uniform(p.get(0), p.get(1)), -0.5, 1.5),
            of("VonMises", p -> new VonMises(p.get(0), p.get(1)), 0.5, 2),
            of("Weibull", p -> new Weibull(p.get(0), p.get(1)), 1.5, 1.7));

    /// Of counts, 0 and up, or of the numbers of categories.
    static final List<Sample> DISCRETE = List.of(
            of("Bernoulli", p -> Bernoulli.ofProbs(p.get(0)), 0.3),
            of("Binomial of few", p -> Binomial.ofProbs(7, p.get(0)), 0.3),
            of("Binomial of many", p -> Binomial.ofProbs(100, p.get(0)), 0.6),
            of("Categorical", p -> Categorical.ofProbs(Obor.stack(p)), 0.2, 0.5, 0.3),
            of("Geometric", p -> Geometric.ofProbs(p.get(0)), 0.3),
            of("NegativeBinomial", p -> NegativeBinomial.ofProbs(2.5, p.get(0)), 0.6),
            of("Poisson of small rate", p -> new Poisson(p.get(0)), 3.5),
            of("Poisson of large rate", p -> new Poisson(p.get(0)), 40));

    /// Of vectors and matrices.
    static final List<Sample> MULTIVARIATE = List.of(
            of("Dirichlet", p -> new Dirichlet(Obor.stack(p)), 0.5, 2, 3),
            of(
                    "Independent",
                    p -> new Independent(new Normal(Obor.stack(p), Obor.ones(DType.FLOAT64, 3)), 1),
                    0.5,
                    2,
                    3),
            of("LKJCholesky", p -> new LKJCholesky(3, p.get(0)), 1.5),
            of("LogisticNormal", p -> new LogisticNormal(Obor.stack(p), Obor.ones(DType.FLOAT64, 2)), 0.5, -1),
            of(
                    "LowRankMultivariateNormal",
                    p -> new LowRankMultivariateNormal(
                            Obor.stack(p.subList(0, 2)),
                            Obor.stack(p.subList(2, 4)).unsqueeze(-1),
                            Obor.stack(p.subList(4, 6))),
                    0.5,
                    -1,
                    1,
                    0.7,
                    0.5,
                    2),
            of("Multinomial", p -> Multinomial.ofProbs(5, Obor.stack(p)), 0.2, 0.5, 0.3),
            of(
                    "MultivariateNormal",
                    p -> MultivariateNormal.ofCovarianceMatrix(Obor.stack(p.subList(0, 2)), matrix(p.subList(2, 5))),
                    0.5,
                    -1,
                    2,
                    0.6,
                    1),
            of("OneHotCategorical", p -> OneHotCategorical.ofProbs(Obor.stack(p)), 0.2, 0.5, 0.3),
            of(
                    "OneHotCategoricalStraightThrough",
                    p -> OneHotCategoricalStraightThrough.ofProbs(Obor.stack(p)),
                    0.2,
                    0.5,
                    0.3),
            of(
                    "RelaxedOneHotCategorical",
                    p -> RelaxedOneHotCategorical.ofProbs(p.get(0), Obor.stack(p.subList(1, 4))),
                    0.8,
                    0.2,
                    0.5,
                    0.3),
            of("Wishart", p -> Wishart.ofCovarianceMatrix(p.get(0), matrix(p.subList(1, 4))), 4.5, 2, 0.6, 1));

    private DistributionSamples() {}

    private static final class TruncatedSamples {
        static Distribution make(List<Tensor> p) {
            return new TruncatedNormal(p.get(0), p.get(1), p.get(2), p.get(3));
        }
    }

    static List<Sample> all() {
        return Stream.of(CONTINUOUS, DISCRETE, MULTIVARIATE)
                .flatMap(List::stream)
                .toList();
    }

    static Tensor number(double value) {
        return Tensor.full(Shape.SCALAR, value, DType.FLOAT64);
    }

    private static Tensor matrix(List<Tensor> p) {
        return Obor.stack(List.of(p.get(0), p.get(1), p.get(1), p.get(2))).reshape(2, 2);
    }

    private static Sample of(String name, Function<List<Tensor>, Distribution> make, double... parameters) {
        List<Tensor> numbers =
                Arrays.stream(parameters).mapToObj(DistributionSamples::number).toList();
        return new Sample(name, numbers, make);
    }
}

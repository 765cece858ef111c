package dev.obor.distributions;

import dev.obor.error.AutogradException;
import dev.obor.expr.Function;
import dev.obor.expr.ScalarMethod;
import dev.obor.math.SampleSlope;
import dev.obor.random.Generator;
import dev.obor.tensor.CustomFunction;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;

/// Random numbers made by rejection, whose gradients come from the distribution function F instead: a sample
/// moves with a parameter so that F stays, dx/dθ = −∂F/∂θ / ∂F/∂x (M. Figurnov, S. Mohamed and A. Mnih,
/// "Implicit reparameterization gradients", NeurIPS 2018). The gradients cannot be differentiated again.
final class ImplicitSample {
    private static final ScalarMethod GAMMA = ScalarMethod.of(SampleSlope.class, "gamma", 2);
    private static final ScalarMethod BETA = ScalarMethod.of(SampleSlope.class, "beta", 3);
    private static final Pointwise GAMMA_SLOPE = Pointwise.of(
                    Function.binary("standardGammaGrad", GAMMA::of), Pointwise.Result.FLOATING)
            .withoutGradient();
    private static final Pointwise BETA_SLOPE = Pointwise.of(
                    Function.ternary("dirichletGrad", (a, b, x) -> BETA.of(a, b, x)), Pointwise.Result.FLOATING)
            .withoutGradient();

    private ImplicitSample() {}

    /// Returns a gamma number of scale 1 for each shape.
    static Tensor gamma(Tensor shapes, Generator generator) {
        return new GammaSample(generator).apply(shapes)[0];
    }

    /// Returns a point of the simplex for each row of concentrations.
    static Tensor dirichlet(Tensor concentration, Generator generator) {
        return new DirichletSample(generator).apply(concentration)[0];
    }

    private static final class GammaSample extends CustomFunction {
        private final Generator generator;

        GammaSample(Generator generator) {
            this.generator = generator;
        }

        @Override
        protected Tensor[] forward(Tensor... inputs) {
            Tensor x = Draws.standardGamma(inputs[0], generator);
            saveForBackward(inputs[0], x);
            return new Tensor[] {x};
        }

        @Override
        protected Tensor[] backward(Tensor... gradients) {
            Tensor slope = new Once(saved(0).apply(GAMMA_SLOPE, saved(1))).apply(saved(0))[0];
            return new Tensor[] {gradients[0].mul(slope)};
        }
    }

    private static final class DirichletSample extends CustomFunction {
        private final Generator generator;

        DirichletSample(Generator generator) {
            this.generator = generator;
        }

        @Override
        protected Tensor[] forward(Tensor... inputs) {
            Tensor x = Draws.dirichlet(inputs[0], generator);
            saveForBackward(inputs[0], x);
            return new Tensor[] {x};
        }

        /// A share moves with its own concentration as the beta number that it is by itself, and the others
        /// make room in proportion.
        @Override
        protected Tensor[] backward(Tensor... gradients) {
            Tensor concentration = saved(0);
            Tensor x = saved(1).detach();
            Tensor rest = concentration.sum(-1, true).sub(concentration);
            Tensor slope = concentration.apply(BETA_SLOPE, rest, x);
            Tensor g = gradients[0];
            Tensor once = new Once(slope).apply(concentration)[0];
            return new Tensor[] {once.mul(g.sub(x.mul(g).sum(-1, true)))};
        }
    }

    /// A slope, recorded so that differentiating it again is refused instead of giving 0.
    private static final class Once extends CustomFunction {
        private final Tensor slope;

        Once(Tensor slope) {
            this.slope = slope;
        }

        @Override
        protected Tensor[] forward(Tensor... inputs) {
            return new Tensor[] {slope.detach()};
        }

        @Override
        protected Tensor[] backward(Tensor... gradients) {
            throw new AutogradException(
                    "rsample: the gradients of gamma, beta and Dirichlet samples cannot be differentiated"
                            + " again: detach() them, or leave createGraph out");
        }
    }
}

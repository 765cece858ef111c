package dev.obor.optim;

import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.max;
import static dev.obor.expr.Expr.param;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Adam with the largest instead of the mean square of gradients. Source: D. Kingma, J. Ba, "Adam: a method for
/// stochastic optimization" (2015), algorithm 2.
public final class Adamax extends GroupOptimizer<Adamax.Options> {
    private static final Pointwise UPDATE = update();

    /// Inputs: parameter, gradient, mean, largest. Parameters: β₁, 1−β₁, β₂, ε, −lr/(bias correction), weight
    /// decay, sign, smallest normal number.
    private static Pointwise update() {
        Expr g = param(6).mul(input(1)).add(param(5).mul(input(0)));
        Expr mean = Adam.flushed(input(2).mul(param(0)).add(param(1).mul(g)), param(7));
        Expr largest = max(input(3).mul(param(2)), abs(g).add(param(3)));
        return Pointwise.update("adamax", 4, input(0).add(param(4).mul(mean.div(largest))), mean, largest);
    }

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param betas the decays of the means of gradients and of their squares, 0 up to 1
    /// @param eps what is added to a divisor, 0 or more
    /// @param weightDecay the share of a parameter that is added to its gradient, 0 or more
    /// @param maximize whether to go up instead of down
    public record Options(double lr, Pair betas, double eps, double weightDecay, boolean maximize)
            implements OptimizerOptions.WithMomentum<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(2e-3, new Pair(0.9, 0.999), 1e-8, 0, false);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, betas, eps, weightDecay, maximize);
        }

        /// Returns these options with another value of `betas`: the decays of the means of gradients and of
        /// their squares, 0 up to 1.
        public Options betas(double first, double second) {
            Pair value = new Pair(first, second);
            return new Options(lr, value, eps, weightDecay, maximize);
        }

        /// Returns these options with another value of `eps`: what is added to a divisor, 0 or more.
        public Options eps(double value) {
            return new Options(lr, betas, value, weightDecay, maximize);
        }

        /// Returns these options with another value of `weightDecay`: the share of a parameter that is added
        /// to its gradient, 0 or more.
        public Options weightDecay(double value) {
            return new Options(lr, betas, eps, value, maximize);
        }

        /// Returns these options with another value of `maximize`: whether to go up instead of down.
        public Options maximize(boolean value) {
            return new Options(lr, betas, eps, weightDecay, value);
        }

        @Override
        public double scheduledMomentum() {
            return betas.first();
        }

        @Override
        public Options scheduledMomentum(double value) {
            return betas(value, betas.second());
        }

        @Override
        public Options checked(String optimizer) {
            new Check(optimizer)
                    .notNegative("lr", lr)
                    .shares("betas", betas)
                    .notNegative("eps", eps)
                    .notNegative("weightDecay", weightDecay);
            return this;
        }
    }

    /// Returns options with this learning rate, else PyTorch's defaults.
    public static Options options(double lr) {
        return Options.DEFAULT.lr(lr);
    }

    /// Makes an optimizer with this learning rate, else PyTorch's defaults.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public Adamax(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public Adamax(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public Adamax(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        int step = state.step();
        double beta1 = options.betas.first();
        Tensor mean = state.tensor("exp_avg", parameter);
        Tensor largest = state.tensor("exp_inf", parameter);
        write(
                UPDATE.with(
                        beta1,
                        1 - beta1,
                        options.betas.second(),
                        options.eps,
                        -options.lr / (1 - StrictMath.pow(beta1, step)),
                        options.weightDecay,
                        options.maximize ? -1 : 1,
                        tiny(parameter)),
                new Tensor[] {parameter, mean, largest},
                parameter,
                gradient,
                mean,
                largest);
    }
}

package dev.obor.optim;

import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Adam whose steps are corrected for the variance of the first squares. Source: L. Liu et al., "On the
/// variance of the adaptive learning rate and beyond" (2020), algorithm 2.
public final class RAdam extends GroupOptimizer<RAdam.Options> {
    private static final Pointwise PLAIN = update("radamPlain", mean());
    private static final Pointwise RECTIFIED =
            update("radam", mean().div(sqrt(square()).add(param(4))));

    /// Inputs: parameter, gradient, mean, square. Parameters: β₁, 1−β₁, β₂, 1−β₂, ε, rate, weight decay,
    /// smallest normal number.
    private static Pointwise update(String name, Expr direction) {
        return Pointwise.update(name, 4, input(0).add(param(5).mul(direction)), mean(), square());
    }

    private static Expr gradient() {
        return input(1).add(param(6).mul(input(0)));
    }

    private static Expr mean() {
        return Adam.flushed(input(2).mul(param(0)).add(param(1).mul(gradient())), param(7));
    }

    private static Expr square() {
        return input(3).mul(param(2)).add(param(3).mul(gradient()).mul(gradient()));
    }

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param betas the decays of the means of gradients and of their squares, 0 up to 1
    /// @param eps what is added to a divisor, 0 or more
    /// @param weightDecay the share of a parameter that is added to its gradient, 0 or more
    public record Options(double lr, Pair betas, double eps, double weightDecay)
            implements OptimizerOptions.WithMomentum<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(1e-3, new Pair(0.9, 0.999), 1e-8, 0);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, betas, eps, weightDecay);
        }

        /// Returns these options with another value of `betas`: the decays of the means of gradients and of
        /// their squares, 0 up to 1.
        public Options betas(double first, double second) {
            Pair value = new Pair(first, second);
            return new Options(lr, value, eps, weightDecay);
        }

        /// Returns these options with another value of `eps`: what is added to a divisor, 0 or more.
        public Options eps(double value) {
            return new Options(lr, betas, value, weightDecay);
        }

        /// Returns these options with another value of `weightDecay`: the share of a parameter that is added
        /// to its gradient, 0 or more.
        public Options weightDecay(double value) {
            return new Options(lr, betas, eps, value);
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
    public RAdam(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public RAdam(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public RAdam(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        int step = state.step();
        double beta1 = options.betas.first();
        double beta2 = options.betas.second();
        double power = StrictMath.pow(beta2, step);
        double correction2 = 1 - power;
        double longest = 2 / (1 - beta2) - 1;
        double length = longest - 2 * step * power / correction2;
        // Below a length of 5 the variance is not defined well enough, and the step is that of plain momentum.
        boolean rectified = length > 5;
        double rate = -options.lr / (1 - StrictMath.pow(beta1, step));
        if (rectified) {
            rate *= Math.sqrt(correction2)
                    * Math.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        }
        Tensor mean = state.tensor("exp_avg", parameter);
        Tensor square = state.tensor("exp_avg_sq", parameter);
        write(
                (rectified ? RECTIFIED : PLAIN)
                        .with(
                                beta1,
                                1 - beta1,
                                beta2,
                                1 - beta2,
                                options.eps,
                                rate,
                                options.weightDecay,
                                tiny(parameter)),
                new Tensor[] {parameter, mean, square},
                parameter,
                gradient,
                mean,
                square);
    }
}

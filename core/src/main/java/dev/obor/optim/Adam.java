package dev.obor.optim;

import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.max;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;
import static dev.obor.expr.Expr.where;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Adam, with PyTorch's arithmetic. Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization"
/// (2015), algorithm 1; amsgrad is of S. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond"
/// (2018).
public final class Adam extends GroupOptimizer<Adam.Options> {
    private static final Pointwise PLAIN = Pointwise.update("adam", 4, moved(square()), mean(), square());
    private static final Pointwise AMSGRAD =
            Pointwise.update("adamAmsgrad", 5, moved(largest()), mean(), square(), largest());

    /// Inputs: parameter, gradient, mean, square, and for amsgrad the largest square. Parameters: β₁, 1−β₁,
    /// β₂, 1−β₂, −step size, √(bias correction 2), ε, weight decay, smallest normal number, sign, shrinking
    /// factor.
    private static Expr gradient() {
        return param(9).mul(input(1)).add(param(7).mul(input(0)));
    }

    private static Expr mean() {
        return flushed(input(2).mul(param(0)).add(param(1).mul(gradient())), param(8));
    }

    private static Expr square() {
        return input(3).mul(param(2)).add(param(3).mul(gradient()).mul(gradient()));
    }

    private static Expr largest() {
        return max(input(4), square());
    }

    private static Expr moved(Expr square) {
        Expr root = sqrt(square).div(param(5)).add(param(6));
        return input(0).mul(param(10)).add(param(4).mul(mean().div(root)));
    }

    /// A moment, or 0 if it is below the smallest normal number.
    static Expr flushed(Expr moment, Expr smallest) {
        return where(lt(abs(moment), smallest), ZERO, moment);
    }

    private final Powers powers = new Powers();

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param betas the decays of the means of gradients and of their squares, 0 up to 1
    /// @param eps what is added to a divisor, 0 or more
    /// @param weightDecay the share of a parameter that is added to its gradient, 0 or more
    /// @param amsgrad whether steps are divided by the largest mean square so far
    /// @param maximize whether to go up instead of down
    public record Options(double lr, Pair betas, double eps, double weightDecay, boolean amsgrad, boolean maximize)
            implements OptimizerOptions.WithMomentum<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(1e-3, new Pair(0.9, 0.999), 1e-8, 0, false, false);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, betas, eps, weightDecay, amsgrad, maximize);
        }

        /// Returns these options with another value of `betas`: the decays of the means of gradients and of
        /// their squares, 0 up to 1.
        public Options betas(double first, double second) {
            Pair value = new Pair(first, second);
            return new Options(lr, value, eps, weightDecay, amsgrad, maximize);
        }

        /// Returns these options with another value of `eps`: what is added to a divisor, 0 or more.
        public Options eps(double value) {
            return new Options(lr, betas, value, weightDecay, amsgrad, maximize);
        }

        /// Returns these options with another value of `weightDecay`: the share of a parameter that is added
        /// to its gradient, 0 or more.
        public Options weightDecay(double value) {
            return new Options(lr, betas, eps, value, amsgrad, maximize);
        }

        /// Returns these options with another value of `amsgrad`: whether steps are divided by the largest
        /// mean square so far.
        public Options amsgrad(boolean value) {
            return new Options(lr, betas, eps, weightDecay, value, maximize);
        }

        /// Returns these options with another value of `maximize`: whether to go up instead of down.
        public Options maximize(boolean value) {
            return new Options(lr, betas, eps, weightDecay, amsgrad, value);
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
    public Adam(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public Adam(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public Adam(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    Map<String, Object> foreign() {
        return Map.of("foreach", StateDicts.NONE, "capturable", false, "differentiable", false, "fused", false);
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        update(parameter, gradient, state, options, 1, powers);
    }

    private static double[] values(Options options, int step, double tiny, double shrink, Powers powers) {
        double beta1 = options.betas.first();
        double beta2 = options.betas.second();
        return new double[] {
            beta1,
            1 - beta1,
            beta2,
            1 - beta2,
            -(options.lr / (1 - powers.of(beta1, step))),
            Math.sqrt(1 - powers.of(beta2, step)),
            options.eps,
            options.weightDecay,
            tiny,
            options.maximize ? -1 : 1,
            shrink
        };
    }

    /// One step, with the parameter first multiplied by `shrink`.
    static void update(
            Tensor parameter, Tensor gradient, ParamState state, Options options, double shrink, Powers powers) {
        double[] values = values(options, state.step(), tiny(parameter), shrink, powers);
        Tensor mean = state.tensor("exp_avg", parameter);
        Tensor square = state.tensor("exp_avg_sq", parameter);
        if (options.amsgrad) {
            Tensor largest = state.tensor("max_exp_avg_sq", parameter);
            write(
                    AMSGRAD.with(values),
                    new Tensor[] {parameter, mean, square, largest},
                    parameter,
                    gradient,
                    mean,
                    square,
                    largest);
        } else {
            write(PLAIN.with(values), new Tensor[] {parameter, mean, square}, parameter, gradient, mean, square);
        }
    }
}

package dev.obor.optim;

import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.param;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Averaged stochastic gradient descent. Source: B. Polyak, A. Juditsky, "Acceleration of stochastic
/// approximation by averaging" (1992). The rate and the weight of the average are float32 numbers, as
/// PyTorch's.
public final class ASGD extends GroupOptimizer<ASGD.Options> {
    private static final Pointwise UPDATE = update();

    /// Inputs: parameter, gradient, average. Parameters: 1−λη, −η, weight of the new value in the average,
    /// weight decay, sign.
    private static Pointwise update() {
        Expr g = param(4).mul(input(1)).add(param(3).mul(input(0)));
        Expr moved = input(0).mul(param(0)).add(param(1).mul(g));
        return Pointwise.update(
                "asgd", 3, moved, input(2).add(moved.sub(input(2)).mul(param(2))));
    }

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param lambd the decay of parameters with each step
    /// @param alpha the power by which the rate falls
    /// @param t0 the step from which on the average is taken
    /// @param weightDecay the share of a parameter that is added to its gradient, 0 or more
    /// @param maximize whether to go up instead of down
    public record Options(double lr, double lambd, double alpha, double t0, double weightDecay, boolean maximize)
            implements OptimizerOptions<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(1e-2, 1e-4, 0.75, 1e6, 0, false);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, lambd, alpha, t0, weightDecay, maximize);
        }

        /// Returns these options with another value of `lambd`: the decay of parameters with each step.
        public Options lambd(double value) {
            return new Options(lr, value, alpha, t0, weightDecay, maximize);
        }

        /// Returns these options with another value of `alpha`: the power by which the rate falls.
        public Options alpha(double value) {
            return new Options(lr, lambd, value, t0, weightDecay, maximize);
        }

        /// Returns these options with another value of `t0`: the step from which on the average is taken.
        public Options t0(double value) {
            return new Options(lr, lambd, alpha, value, weightDecay, maximize);
        }

        /// Returns these options with another value of `weightDecay`: the share of a parameter that is added
        /// to its gradient, 0 or more.
        public Options weightDecay(double value) {
            return new Options(lr, lambd, alpha, t0, value, maximize);
        }

        /// Returns these options with another value of `maximize`: whether to go up instead of down.
        public Options maximize(boolean value) {
            return new Options(lr, lambd, alpha, t0, weightDecay, value);
        }

        @Override
        public Options checked(String optimizer) {
            new Check(optimizer).notNegative("lr", lr).notNegative("weightDecay", weightDecay);
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
    public ASGD(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public ASGD(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public ASGD(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        int step = state.step();
        double eta = state.number("eta", (float) options.lr);
        double mu = state.number("mu", 1);
        Tensor average = state.tensor("ax", parameter);
        write(
                UPDATE.with(1 - options.lambd * eta, -eta, mu, options.weightDecay, options.maximize ? -1 : 1),
                new Tensor[] {parameter, average},
                parameter,
                gradient,
                average);
        double next = options.lr / StrictMath.pow(1 + options.lambd * options.lr * step, options.alpha);
        state.set("eta", (double) (float) next);
        state.set("mu", (double) (float) (1 / Math.max(1, step - options.t0)));
    }
}

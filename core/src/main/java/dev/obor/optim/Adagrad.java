package dev.obor.optim;

import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Steps divided by the root of the sum of all squared gradients. Source: J. Duchi, E. Hazan, Y. Singer,
/// "Adaptive subgradient methods for online learning and stochastic optimization" (2011).
public final class Adagrad extends GroupOptimizer<Adagrad.Options> {
    private static final Pointwise UPDATE = update();

    /// Inputs: parameter, gradient, sum of squares. Parameters: −rate, ε, weight decay, sign.
    private static Pointwise update() {
        Expr g = param(3).mul(input(1)).add(param(2).mul(input(0)));
        Expr sum = input(2).add(g.mul(g));
        return Pointwise.update(
                "adagrad", 3, input(0).add(param(0).mul(g).div(sqrt(sum).add(param(1)))), sum);
    }

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param lrDecay how fast the learning rate falls with the number of steps, 0 or more
    /// @param eps what is added to a divisor, 0 or more
    /// @param weightDecay the share of a parameter that is added to its gradient, 0 or more
    /// @param initialAccumulatorValue what the sums start from, 0 or more
    /// @param maximize whether to go up instead of down
    public record Options(
            double lr, double lrDecay, double eps, double weightDecay, double initialAccumulatorValue, boolean maximize)
            implements OptimizerOptions<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(1e-2, 0, 1e-10, 0, 0, false);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, lrDecay, eps, weightDecay, initialAccumulatorValue, maximize);
        }

        /// Returns these options with another value of `lrDecay`: how fast the learning rate falls with the
        /// number of steps, 0 or more.
        public Options lrDecay(double value) {
            return new Options(lr, value, eps, weightDecay, initialAccumulatorValue, maximize);
        }

        /// Returns these options with another value of `eps`: what is added to a divisor, 0 or more.
        public Options eps(double value) {
            return new Options(lr, lrDecay, value, weightDecay, initialAccumulatorValue, maximize);
        }

        /// Returns these options with another value of `weightDecay`: the share of a parameter that is added
        /// to its gradient, 0 or more.
        public Options weightDecay(double value) {
            return new Options(lr, lrDecay, eps, value, initialAccumulatorValue, maximize);
        }

        /// Returns these options with another value of `initialAccumulatorValue`: what the sums start from, 0
        /// or more.
        public Options initialAccumulatorValue(double value) {
            return new Options(lr, lrDecay, eps, weightDecay, value, maximize);
        }

        /// Returns these options with another value of `maximize`: whether to go up instead of down.
        public Options maximize(boolean value) {
            return new Options(lr, lrDecay, eps, weightDecay, initialAccumulatorValue, value);
        }

        @Override
        public Options checked(String optimizer) {
            new Check(optimizer)
                    .notNegative("lr", lr)
                    .notNegative("lrDecay", lrDecay)
                    .notNegative("eps", eps)
                    .notNegative("weightDecay", weightDecay)
                    .notNegative("initialAccumulatorValue", initialAccumulatorValue);
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
    public Adagrad(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public Adagrad(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public Adagrad(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    /// The sums exist from the start, as in PyTorch.
    @Override
    public void addParamGroup(ParamGroup<Options> group) {
        super.addParamGroup(group);
        for (Tensor parameter : group.parameters()) {
            ParamState state = state(parameter);
            state.set("step", 0);
            state.tensor("sum", parameter, group.options().initialAccumulatorValue);
        }
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        int step = state.step();
        Tensor sum = state.tensor("sum", parameter);
        double rate = options.lr / (1 + (step - 1) * options.lrDecay);
        write(
                UPDATE.with(-rate, options.eps, options.weightDecay, options.maximize ? -1 : 1),
                new Tensor[] {parameter, sum},
                parameter,
                gradient,
                sum);
    }
}

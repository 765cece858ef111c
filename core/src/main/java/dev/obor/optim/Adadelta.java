package dev.obor.optim;

import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Steps whose unit is that of the parameter, without a rate to choose. Source: M. Zeiler, "ADADELTA: an
/// adaptive learning rate method" (2012), algorithm 1.
public final class Adadelta extends GroupOptimizer<Adadelta.Options> {
    private static final Pointwise UPDATE = update();

    /// Inputs: parameter, gradient, mean of squares, mean of squared steps. Parameters: ρ, 1−ρ, ε, −lr,
    /// weight decay, sign.
    private static Pointwise update() {
        Expr g = param(5).mul(input(1)).add(param(4).mul(input(0)));
        Expr square = param(0).mul(input(2)).add(param(1).mul(g).mul(g));
        Expr step = sqrt(input(3).add(param(2))).div(sqrt(square.add(param(2)))).mul(g);
        Expr steps = param(0).mul(input(3)).add(param(1).mul(step).mul(step));
        return Pointwise.update("adadelta", 4, input(0).add(param(3).mul(step)), square, steps);
    }

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param rho the decay of both means of squares, from 0 to 1
    /// @param eps what is added to a divisor, 0 or more
    /// @param weightDecay the share of a parameter that is added to its gradient, 0 or more
    /// @param maximize whether to go up instead of down
    public record Options(double lr, double rho, double eps, double weightDecay, boolean maximize)
            implements OptimizerOptions<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(1.0, 0.9, 1e-6, 0, false);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, rho, eps, weightDecay, maximize);
        }

        /// Returns these options with another value of `rho`: the decay of both means of squares, from 0 to 1.
        public Options rho(double value) {
            return new Options(lr, value, eps, weightDecay, maximize);
        }

        /// Returns these options with another value of `eps`: what is added to a divisor, 0 or more.
        public Options eps(double value) {
            return new Options(lr, rho, value, weightDecay, maximize);
        }

        /// Returns these options with another value of `weightDecay`: the share of a parameter that is added
        /// to its gradient, 0 or more.
        public Options weightDecay(double value) {
            return new Options(lr, rho, eps, value, maximize);
        }

        /// Returns these options with another value of `maximize`: whether to go up instead of down.
        public Options maximize(boolean value) {
            return new Options(lr, rho, eps, weightDecay, value);
        }

        @Override
        public Options checked(String optimizer) {
            new Check(optimizer)
                    .notNegative("lr", lr)
                    .range("rho", rho, 0, 1)
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
    public Adadelta(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public Adadelta(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public Adadelta(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    boolean keepsNumbersAsTensors() {
        return false;
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        state.step();
        Tensor squares = state.tensor("square_avg", parameter);
        Tensor steps = state.tensor("acc_delta", parameter);
        write(
                UPDATE.with(
                        options.rho,
                        1 - options.rho,
                        options.eps,
                        -options.lr,
                        options.weightDecay,
                        options.maximize ? -1 : 1),
                new Tensor[] {parameter, squares, steps},
                parameter,
                gradient,
                squares,
                steps);
    }
}

package dev.obor.optim;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.gt;
import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.max;
import static dev.obor.expr.Expr.min;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.where;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Steps by the signs of gradients alone, each weight with a step size of its own. Source: M. Riedmiller, H.
/// Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm" (1993).
public final class Rprop extends GroupOptimizer<Rprop.Options> {
    private static final Pointwise UPDATE = update();

    /// Inputs: parameter, gradient, previous gradient, step size. Parameters: both etas, both bounds, sign.
    /// After a change of sign the weight rests for a step.
    private static Pointwise update() {
        Expr g = param(4).mul(input(1));
        Expr agreement = g.mul(input(2));
        Expr factor = where(gt(agreement, ZERO), param(1), where(lt(agreement, ZERO), param(0), ONE));
        Expr size = min(max(input(3).mul(factor), param(2)), param(3));
        Expr kept = where(lt(agreement, ZERO), ZERO, g);
        Expr step = where(gt(kept, ZERO), size, where(lt(kept, ZERO), size.neg(), ZERO));
        return Pointwise.update("rprop", 4, input(0).sub(step), kept, size);
    }

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param etas the factors by which a step size shrinks and grows, below and above 1
    /// @param stepSizes the smallest and the largest step size
    /// @param maximize whether to go up instead of down
    public record Options(double lr, Pair etas, Pair stepSizes, boolean maximize) implements OptimizerOptions<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(1e-2, new Pair(0.5, 1.2), new Pair(1e-6, 50), false);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, etas, stepSizes, maximize);
        }

        /// Returns these options with another value of `etas`: the factors by which a step size shrinks and
        /// grows, below and above 1.
        public Options etas(double first, double second) {
            Pair value = new Pair(first, second);
            return new Options(lr, value, stepSizes, maximize);
        }

        /// Returns these options with another value of `stepSizes`: the smallest and the largest step size.
        public Options stepSizes(double first, double second) {
            Pair value = new Pair(first, second);
            return new Options(lr, etas, value, maximize);
        }

        /// Returns these options with another value of `maximize`: whether to go up instead of down.
        public Options maximize(boolean value) {
            return new Options(lr, etas, stepSizes, value);
        }

        @Override
        public Options checked(String optimizer) {
            new Check(optimizer)
                    .notNegative("lr", lr)
                    .that(
                            etas.first() > 0 && etas.first() < 1 && etas.second() > 1,
                            "etas are (" + etas.first() + ", " + etas.second()
                                    + ") and must lie between 0 and 1, and above 1");
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
    public Rprop(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public Rprop(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public Rprop(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    boolean keepsNumbersAsTensors() {
        return false;
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        state.step();
        Tensor previous = state.tensor("prev", parameter);
        Tensor sizes = state.tensor("step_size", parameter, options.lr);
        write(
                UPDATE.with(
                        options.etas.first(),
                        options.etas.second(),
                        options.stepSizes.first(),
                        options.stepSizes.second(),
                        options.maximize ? -1 : 1),
                new Tensor[] {parameter, previous, sizes},
                parameter,
                gradient,
                previous,
                sizes);
    }
}

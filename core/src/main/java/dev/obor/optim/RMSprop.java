package dev.obor.optim;

import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Steps divided by a running root mean square of gradients. Source: T. Tieleman, G. Hinton, "Lecture 6.5:
/// RMSProp" (2012); the centred form is of A. Graves, "Generating sequences with recurrent neural networks"
/// (2013).
public final class RMSprop extends GroupOptimizer<RMSprop.Options> {
    /// Inputs: parameter, gradient, mean of squares; then, where they are, mean of gradients and buffer.
    /// Parameters: α, 1−α, ε, −lr, weight decay, sign, momentum.
    private static final Pointwise PLAIN = Pointwise.update("rmsprop", 3, moved(scaled(squares())), squares());

    private static final Pointwise CENTERED =
            Pointwise.update("rmspropCentered", 4, moved(scaled(variance())), squares(), means());
    private static final Pointwise MOMENTUM = Pointwise.update(
            "rmspropMomentum", 4, moved(buffer(3, scaled(squares()))), squares(), buffer(3, scaled(squares())));
    private static final Pointwise CENTERED_MOMENTUM = Pointwise.update(
            "rmspropCenteredMomentum",
            5,
            moved(buffer(4, scaled(variance()))),
            squares(),
            means(),
            buffer(4, scaled(variance())));

    private static Expr gradient() {
        return param(5).mul(input(1)).add(param(4).mul(input(0)));
    }

    private static Expr squares() {
        return param(0).mul(input(2)).add(param(1).mul(gradient()).mul(gradient()));
    }

    private static Expr means() {
        return param(0).mul(input(3)).add(param(1).mul(gradient()));
    }

    private static Expr variance() {
        return squares().sub(means().mul(means()));
    }

    private static Expr scaled(Expr square) {
        return gradient().div(sqrt(square).add(param(2)));
    }

    private static Expr buffer(int input, Expr step) {
        return param(6).mul(input(input)).add(step);
    }

    private static Expr moved(Expr step) {
        return input(0).add(param(3).mul(step));
    }

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param momentum the share of the last step that is kept, 0 or more
    /// @param alpha the decay of the mean of squares, 0 or more
    /// @param eps what is added to a divisor, 0 or more
    /// @param centered whether the mean of gradients is taken off before squaring
    /// @param weightDecay the share of a parameter that is added to its gradient, 0 or more
    /// @param maximize whether to go up instead of down
    public record Options(
            double lr,
            double momentum,
            double alpha,
            double eps,
            boolean centered,
            double weightDecay,
            boolean maximize)
            implements OptimizerOptions.WithMomentum<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(1e-2, 0, 0.99, 1e-8, false, 0, false);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, momentum, alpha, eps, centered, weightDecay, maximize);
        }

        /// Returns these options with another value of `momentum`: the share of the last step that is kept, 0
        /// or more.
        public Options momentum(double value) {
            return new Options(lr, value, alpha, eps, centered, weightDecay, maximize);
        }

        /// Returns these options with another value of `alpha`: the decay of the mean of squares, 0 or more.
        public Options alpha(double value) {
            return new Options(lr, momentum, value, eps, centered, weightDecay, maximize);
        }

        /// Returns these options with another value of `eps`: what is added to a divisor, 0 or more.
        public Options eps(double value) {
            return new Options(lr, momentum, alpha, value, centered, weightDecay, maximize);
        }

        /// Returns these options with another value of `centered`: whether the mean of gradients is taken off
        /// before squaring.
        public Options centered(boolean value) {
            return new Options(lr, momentum, alpha, eps, value, weightDecay, maximize);
        }

        /// Returns these options with another value of `weightDecay`: the share of a parameter that is added
        /// to its gradient, 0 or more.
        public Options weightDecay(double value) {
            return new Options(lr, momentum, alpha, eps, centered, value, maximize);
        }

        /// Returns these options with another value of `maximize`: whether to go up instead of down.
        public Options maximize(boolean value) {
            return new Options(lr, momentum, alpha, eps, centered, weightDecay, value);
        }

        @Override
        public double scheduledMomentum() {
            return momentum;
        }

        @Override
        public Options scheduledMomentum(double value) {
            return momentum(value);
        }

        @Override
        public Options checked(String optimizer) {
            new Check(optimizer)
                    .notNegative("lr", lr)
                    .notNegative("momentum", momentum)
                    .notNegative("alpha", alpha)
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
    public RMSprop(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public RMSprop(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public RMSprop(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    Map<String, Object> foreign() {
        return Map.of("foreach", StateDicts.NONE, "differentiable", false);
    }

    @Override
    boolean keepsNumbersAsTensors() {
        return false;
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        state.step();
        List<Tensor> memory = new ArrayList<>();
        memory.add(state.tensor("square_avg", parameter));
        if (options.centered) {
            memory.add(state.tensor("grad_avg", parameter));
        }
        if (options.momentum > 0) {
            memory.add(state.tensor("momentum_buffer", parameter));
        }
        List<Tensor> targets = new ArrayList<>(memory);
        targets.addFirst(parameter);
        List<Tensor> inputs = new ArrayList<>(targets);
        inputs.add(1, gradient);
        Pointwise kernel = options.centered
                ? options.momentum > 0 ? CENTERED_MOMENTUM : CENTERED
                : options.momentum > 0 ? MOMENTUM : PLAIN;
        write(
                kernel.with(
                        options.alpha,
                        1 - options.alpha,
                        options.eps,
                        -options.lr,
                        options.weightDecay,
                        options.maximize ? -1 : 1,
                        options.momentum),
                targets.toArray(Tensor[]::new),
                inputs.toArray(Tensor[]::new));
    }
}

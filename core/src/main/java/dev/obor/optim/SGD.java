package dev.obor.optim;

import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.param;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Gradient descent with momentum, as PyTorch's: the velocity starts as the first gradient and becomes
/// momentum · velocity + (1 − dampening) · gradient; the parameter moves by −lr · velocity, or, by Nesterov's
/// rule, by −lr · (gradient + momentum · velocity).
public final class SGD extends GroupOptimizer<SGD.Options> {
    private static final Pointwise PLAIN = Pointwise.update("sgd", 2, moved(decayed()));
    private static final Pointwise WITH_MOMENTUM = Pointwise.update("sgdMomentum", 3, moved(velocity()), velocity());
    private static final Pointwise NESTEROV =
            Pointwise.update("sgdNesterov", 3, moved(decayed().add(param(3).mul(velocity()))), velocity());

    /// The gradient with weight decay. Inputs: parameter, gradient, velocity. Parameters: −lr, weight decay,
    /// sign, momentum, the share of the gradient.
    private static Expr decayed() {
        return param(2).mul(input(1)).add(param(1).mul(input(0)));
    }

    private static Expr velocity() {
        return param(3).mul(input(2)).add(param(4).mul(decayed()));
    }

    private static Expr moved(Expr direction) {
        return input(0).add(param(0).mul(direction));
    }

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param momentum the share of the velocity that is kept, 0 or more
    /// @param dampening the share of a gradient that does not enter the velocity
    /// @param weightDecay the share of a parameter that is added to its gradient, 0 or more
    /// @param nesterov whether to move by Nesterov's rule
    /// @param maximize whether to go up instead of down
    public record Options(
            double lr, double momentum, double dampening, double weightDecay, boolean nesterov, boolean maximize)
            implements OptimizerOptions.WithMomentum<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(1e-3, 0, 0, 0, false, false);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, momentum, dampening, weightDecay, nesterov, maximize);
        }

        /// Returns these options with another value of `momentum`: the share of the velocity that is kept, 0
        /// or more.
        public Options momentum(double value) {
            return new Options(lr, value, dampening, weightDecay, nesterov, maximize);
        }

        /// Returns these options with another value of `dampening`: the share of a gradient that does not
        /// enter the velocity.
        public Options dampening(double value) {
            return new Options(lr, momentum, value, weightDecay, nesterov, maximize);
        }

        /// Returns these options with another value of `weightDecay`: the share of a parameter that is added
        /// to its gradient, 0 or more.
        public Options weightDecay(double value) {
            return new Options(lr, momentum, dampening, value, nesterov, maximize);
        }

        /// Returns these options with another value of `nesterov`: whether to move by Nesterov's rule.
        public Options nesterov(boolean value) {
            return new Options(lr, momentum, dampening, weightDecay, value, maximize);
        }

        /// Returns these options with another value of `maximize`: whether to go up instead of down.
        public Options maximize(boolean value) {
            return new Options(lr, momentum, dampening, weightDecay, nesterov, value);
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
                    .notNegative("weightDecay", weightDecay)
                    .that(
                            !nesterov || momentum > 0 && dampening == 0,
                            "nesterov needs a momentum above 0 and no dampening, and they are " + momentum + " and "
                                    + dampening);
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
    public SGD(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public SGD(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public SGD(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    Map<String, Object> foreign() {
        return Map.of("foreach", StateDicts.NONE, "differentiable", false);
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        double sign = options.maximize ? -1 : 1;
        if (options.momentum == 0) {
            state.set("momentum_buffer", StateDicts.NONE);
            write(PLAIN.with(-options.lr, options.weightDecay, sign), new Tensor[] {parameter}, parameter, gradient);
            return;
        }
        // From a velocity of 0 an undampened first step gives the gradient itself, as PyTorch's does.
        double share = state.has("momentum_buffer") ? 1 - options.dampening : 1;
        Tensor velocity = state.tensor("momentum_buffer", parameter);
        write(
                (options.nesterov ? NESTEROV : WITH_MOMENTUM)
                        .with(-options.lr, options.weightDecay, sign, options.momentum, share),
                new Tensor[] {parameter, velocity},
                parameter,
                gradient,
                velocity);
    }
}

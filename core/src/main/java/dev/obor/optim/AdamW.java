package dev.obor.optim;

import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Adam with weight decay that does not pass through the moments. Source: I. Loshchilov, F. Hutter,
/// "Decoupled weight decay regularization" (2019), algorithm 2.
public final class AdamW extends GroupOptimizer<AdamW.Options> {
    private final Powers powers = new Powers();

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param betas the decays of the means of gradients and of their squares, 0 up to 1
    /// @param eps what is added to a divisor, 0 or more
    /// @param weightDecay the share of lr · parameter that is taken off with each step, 0 or more
    /// @param amsgrad whether steps are divided by the largest mean square so far
    /// @param maximize whether to go up instead of down
    public record Options(double lr, Pair betas, double eps, double weightDecay, boolean amsgrad, boolean maximize)
            implements OptimizerOptions.WithMomentum<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(1e-3, new Pair(0.9, 0.999), 1e-8, 1e-2, false, false);

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

        /// Returns these options with another value of `weightDecay`: the share of lr · parameter that is
        /// taken off with each step, 0 or more.
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
    public AdamW(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public AdamW(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public AdamW(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    Map<String, Object> foreign() {
        return Map.of("foreach", StateDicts.NONE, "capturable", false);
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        Adam.update(
                parameter,
                gradient,
                state,
                new Adam.Options(options.lr, options.betas, options.eps, 0, options.amsgrad, options.maximize),
                1 - options.lr * options.weightDecay,
                powers);
    }
}

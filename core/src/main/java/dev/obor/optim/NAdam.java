package dev.obor.optim;

import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Adam with Nesterov's momentum. Source: T. Dozat, "Incorporating Nesterov momentum into Adam" (2016). The
/// product of momenta is a float32 number, as PyTorch's.
public final class NAdam extends GroupOptimizer<NAdam.Options> {
    private static final Pointwise UPDATE = update();

    /// Inputs: parameter, gradient, mean, square. Parameters: β₁, 1−β₁, β₂, 1−β₂, bias correction 2, ε, the
    /// rates of gradient and mean, weight decay, smallest normal number.
    private static Pointwise update() {
        Expr g = input(1).add(param(8).mul(input(0)));
        Expr mean = Adam.flushed(input(2).mul(param(0)).add(param(1).mul(g)), param(9));
        Expr square = input(3).mul(param(2)).add(param(3).mul(g).mul(g));
        Expr root = sqrt(square.div(param(4))).add(param(5));
        Expr moved = input(0).add(param(6).mul(g.div(root))).add(param(7).mul(mean.div(root)));
        return Pointwise.update("nadam", 4, moved, mean, square);
    }

    /// The options.
    ///
    /// @param lr the learning rate, 0 or more
    /// @param betas the decays of the means of gradients and of their squares, 0 up to 1
    /// @param eps what is added to a divisor, 0 or more
    /// @param weightDecay the share of a parameter that is added to its gradient, 0 or more
    /// @param momentumDecay how fast the momentum grows to the first beta, 0 or more
    public record Options(double lr, Pair betas, double eps, double weightDecay, double momentumDecay)
            implements OptimizerOptions.WithMomentum<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(2e-3, new Pair(0.9, 0.999), 1e-8, 0, 4e-3);

        /// Returns these options with another value of `lr`: the learning rate, 0 or more.
        @Override
        public Options lr(double value) {
            return new Options(value, betas, eps, weightDecay, momentumDecay);
        }

        /// Returns these options with another value of `betas`: the decays of the means of gradients and of
        /// their squares, 0 up to 1.
        public Options betas(double first, double second) {
            Pair value = new Pair(first, second);
            return new Options(lr, value, eps, weightDecay, momentumDecay);
        }

        /// Returns these options with another value of `eps`: what is added to a divisor, 0 or more.
        public Options eps(double value) {
            return new Options(lr, betas, value, weightDecay, momentumDecay);
        }

        /// Returns these options with another value of `weightDecay`: the share of a parameter that is added
        /// to its gradient, 0 or more.
        public Options weightDecay(double value) {
            return new Options(lr, betas, eps, value, momentumDecay);
        }

        /// Returns these options with another value of `momentumDecay`: how fast the momentum grows to the
        /// first beta, 0 or more.
        public Options momentumDecay(double value) {
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
                    .notNegative("weightDecay", weightDecay)
                    .notNegative("momentumDecay", momentumDecay);
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
    public NAdam(List<Tensor> parameters, double lr) {
        this(parameters, options(lr));
    }

    /// Makes an optimizer.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf, or an option is out
    ///     of range
    public NAdam(List<Tensor> parameters, Options options) {
        this(one(parameters, options));
    }

    /// Makes an optimizer of groups with options of their own.
    ///
    /// @throws dev.obor.error.OborException if there are no parameters, one is no leaf or in two groups, or
    ///     an option is out of range
    public NAdam(List<ParamGroup<Options>> groups) {
        super(groups);
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        int step = state.step();
        double beta1 = options.betas.first();
        double beta2 = options.betas.second();
        double mu = mu(options, step);
        double next = mu(options, step + 1);
        // Products of float32 numbers, as PyTorch keeps them.
        float product = (float) state.number("mu_product", 1) * (float) mu;
        state.set("mu_product", (double) product);
        float productNext = product * (float) mu * (float) next;
        Tensor mean = state.tensor("exp_avg", parameter);
        Tensor square = state.tensor("exp_avg_sq", parameter);
        write(
                UPDATE.with(
                        beta1,
                        1 - beta1,
                        beta2,
                        1 - beta2,
                        1 - StrictMath.pow(beta2, step),
                        options.eps,
                        -options.lr * (1 - mu) / (1.0 - product),
                        -options.lr * next / (1.0 - productNext),
                        options.weightDecay,
                        tiny(parameter)),
                new Tensor[] {parameter, mean, square},
                parameter,
                gradient,
                mean,
                square);
    }

    private static double mu(Options options, int step) {
        return options.betas.first() * (1 - 0.5 * StrictMath.pow(0.96, step * options.momentumDecay));
    }
}

package dev.obor.optim;

import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.param;

import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Gradient descent with momentum and weight decay, as PyTorch's: the velocity starts as the first gradient
/// and becomes momentum · velocity + gradient; the parameter moves by −rate · velocity.
public final class SGD extends Optimizer {
    private static final Pointwise PLAIN = Pointwise.update("sgd", 2, moved(input(0), decayed()));
    private static final Pointwise WITH_MOMENTUM = withMomentum();

    private final double momentum;
    private final double weightDecay;
    private final Tensor[] velocities;

    /// Makes an optimizer without momentum and weight decay.
    public SGD(List<Tensor> parameters, double learningRate) {
        this(parameters, learningRate, 0, 0);
    }

    /// Makes an optimizer.
    ///
    /// @param momentum the share of the velocity that is kept, 0 or more
    /// @param weightDecay the share of the parameter that is added to its gradient, 0 or more
    public SGD(List<Tensor> parameters, double learningRate, double momentum, double weightDecay) {
        super(parameters, learningRate);
        this.momentum = checkRange("momentum", momentum, 0, Double.MAX_VALUE);
        this.weightDecay = checkRange("weight decay", weightDecay, 0, Double.MAX_VALUE);
        this.velocities = new Tensor[parameters.size()];
    }

    /// The gradient with weight decay. Parameters: −rate, weight decay, momentum.
    private static Expr decayed() {
        return input(1).add(param(1).mul(input(0)));
    }

    private static Expr moved(Expr parameter, Expr velocity) {
        return parameter.add(param(0).mul(velocity));
    }

    private static Pointwise withMomentum() {
        Expr velocity = param(2).mul(input(2)).add(decayed());
        return Pointwise.update("sgd", 3, moved(input(0), velocity), velocity);
    }

    @Override
    void update(int index, Tensor parameter, Tensor gradient) {
        if (momentum == 0) {
            write(PLAIN.with(-learningRate(), weightDecay), new Tensor[] {parameter}, parameter, gradient);
            return;
        }
        // From a velocity of 0 the first step gives the gradient itself, as PyTorch's does.
        if (velocities[index] == null) {
            velocities[index] = Tensor.full(parameter.shape(), 0, parameter.dtype());
        }
        write(
                WITH_MOMENTUM.with(-learningRate(), weightDecay, momentum),
                new Tensor[] {parameter, velocities[index]},
                parameter,
                gradient,
                velocities[index]);
    }
}

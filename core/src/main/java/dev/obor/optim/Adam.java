package dev.obor.optim;

import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;
import static dev.obor.expr.Expr.where;

import dev.obor.dtype.DType;
import dev.obor.expr.Expr;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Adam, with PyTorch's arithmetic. Source: Kingma & Ba, "Adam: a method for stochastic optimization" (2015),
/// algorithm 1.
///
/// First moments below the smallest normal number become 0: left to decay through the subnormal numbers,
/// those of idle weights would halve the speed of every later step.
public final class Adam extends Optimizer {
    private static final Pointwise UPDATE = update();

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double weightDecay;
    private final Tensor[] means;
    private final Tensor[] squares;
    private final int[] steps;

    /// Makes an optimizer with betas 0.9 and 0.999, epsilon 1e-8 and no weight decay.
    public Adam(List<Tensor> parameters, double learningRate) {
        this(parameters, learningRate, 0.9, 0.999, 1e-8, 0);
    }

    /// Makes an optimizer.
    ///
    /// @param beta1 the decay of the mean of gradients, 0 up to 1
    /// @param beta2 the decay of the mean of their squares, 0 up to 1
    /// @param epsilon what is added to the root, 0 or more
    /// @param weightDecay the share of the parameter that is added to its gradient, 0 or more
    public Adam(
            List<Tensor> parameters,
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay) {
        super(parameters, learningRate);
        this.beta1 = checkRange("beta1", beta1, 0, Math.nextDown(1.0));
        this.beta2 = checkRange("beta2", beta2, 0, Math.nextDown(1.0));
        this.epsilon = checkRange("epsilon", epsilon, 0, Double.MAX_VALUE);
        this.weightDecay = checkRange("weight decay", weightDecay, 0, Double.MAX_VALUE);
        this.means = new Tensor[parameters.size()];
        this.squares = new Tensor[parameters.size()];
        this.steps = new int[parameters.size()];
    }

    /// Inputs: parameter, gradient, mean, square. Parameters: β₁, 1−β₁, β₂, 1−β₂, −step size, √(bias
    /// correction 2), ε, weight decay, smallest normal number.
    private static Pointwise update() {
        Expr p = input(0);
        Expr m = input(2);
        Expr v = input(3);
        Expr g = input(1).add(param(7).mul(p));
        Expr decayed = m.mul(param(0)).add(param(1).mul(g));
        Expr mean = where(lt(abs(decayed), param(8)), ZERO, decayed);
        Expr square = v.mul(param(2)).add(param(3).mul(g).mul(g));
        Expr root = sqrt(square).div(param(5)).add(param(6));
        return Pointwise.update("adam", 4, p.add(param(4).mul(mean.div(root))), mean, square);
    }

    @Override
    void update(int index, Tensor parameter, Tensor gradient) {
        if (means[index] == null) {
            means[index] = Tensor.full(parameter.shape(), 0, parameter.dtype());
            squares[index] = Tensor.full(parameter.shape(), 0, parameter.dtype());
        }
        int step = ++steps[index];
        double correction1 = 1 - StrictMath.pow(beta1, step);
        double correction2 = 1 - StrictMath.pow(beta2, step);
        double tiny = parameter.dtype() == DType.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
        Pointwise update = UPDATE.with(
                beta1,
                1 - beta1,
                beta2,
                1 - beta2,
                -(learningRate() / correction1),
                Math.sqrt(correction2),
                epsilon,
                weightDecay,
                tiny);
        write(
                update,
                new Tensor[] {parameter, means[index], squares[index]},
                parameter,
                gradient,
                means[index],
                squares[index]);
    }
}

package dev.obor.optim;

import dev.obor.error.OborException;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;

/// What changes parameters by their gradients.
public abstract class Optimizer {
    private final List<Tensor> parameters;
    private double learningRate;

    /// Makes an optimizer of these parameters.
    ///
    /// @throws OborException if there are none, one is no leaf, or the learning rate is negative
    protected Optimizer(List<Tensor> parameters, double learningRate) {
        if (parameters.isEmpty()) {
            throw new OborException(name() + ": there are no parameters to optimise: pass module.parameters()");
        }
        for (Tensor parameter : parameters) {
            if (!parameter.isLeaf()) {
                throw new OborException(name() + ": a parameter of shape " + parameter.shape()
                        + " was made by an operator and is no leaf: pass the tensors that were made first");
            }
        }
        this.parameters = List.copyOf(parameters);
        setLearningRate(learningRate);
    }

    /// Returns the parameters.
    public List<Tensor> parameters() {
        return parameters;
    }

    /// Returns the learning rate.
    public double learningRate() {
        return learningRate;
    }

    /// Replaces the learning rate.
    ///
    /// @throws OborException if it is negative or not finite
    public final void setLearningRate(double rate) {
        checkRange("learning rate", rate, 0, Double.MAX_VALUE);
        learningRate = rate;
    }

    /// Forgets the gradients of all parameters.
    public void zeroGrad() {
        parameters.forEach(Tensor::clearGrad);
    }

    /// Changes every parameter that has a gradient.
    public void step() {
        try (GradMode.Scope _ = GradMode.set(false)) {
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).hasGrad()) {
                    update(i, parameters.get(i), parameters.get(i).grad());
                }
            }
        }
    }

    /// Changes one parameter.
    abstract void update(int index, Tensor parameter, Tensor gradient);

    /// Writes an update's outputs into the targets in one pass.
    static void write(Pointwise update, Tensor[] targets, Tensor... inputs) {
        Interpreter.current().applyInto(update, targets, inputs);
    }

    final String name() {
        return getClass().getSimpleName();
    }

    /// Checks an option: `low ≤ value ≤ high`.
    final double checkRange(String what, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new OborException(
                    name() + ": the " + what + " is " + value + " and must be from " + low + " to " + high);
        }
        return value;
    }
}

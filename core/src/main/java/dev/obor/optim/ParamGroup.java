package dev.obor.optim;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;

/// Parameters that an optimizer changes under the same options.
///
/// @param <O> the optimizer's options
public final class ParamGroup<O extends OptimizerOptions<O>> {
    private final List<Tensor> parameters;
    private O options;
    private double initialLr = Double.NaN;

    /// Makes a group, for the constructors of optimizers.
    public ParamGroup(List<Tensor> parameters, O options) {
        this.parameters = List.copyOf(parameters);
        this.options = options;
    }

    /// Returns the parameters.
    public List<Tensor> parameters() {
        return parameters;
    }

    /// Returns the options as they are now.
    public O options() {
        return options;
    }

    /// Replaces the options.
    public void setOptions(O replacement) {
        options = replacement;
    }

    /// Returns the learning rate as it is now.
    public double lr() {
        return options.lr();
    }

    /// Replaces the learning rate.
    ///
    /// @throws OborException if it is negative or not finite
    public void setLr(double rate) {
        new Check("optimizer").notNegative("lr", rate);
        options = options.lr(rate);
    }

    /// Returns the learning rate that schedules start from: the one there was when the first schedule was made.
    public double initialLr() {
        return hasInitialLr() ? initialLr : lr();
    }

    boolean hasInitialLr() {
        return !Double.isNaN(initialLr);
    }

    /// Sets the learning rate that schedules start from.
    public void setInitialLr(double rate) {
        initialLr = rate;
    }

    /// Returns the momentum, or Adam's first beta; empty for an optimizer without.
    public OptionalDouble momentum() {
        return options instanceof OptimizerOptions.WithMomentum<?> with
                ? OptionalDouble.of(with.scheduledMomentum())
                : OptionalDouble.empty();
    }

    /// Replaces the momentum, or Adam's first beta.
    ///
    /// @throws OborException for an optimizer without momentum
    @SuppressWarnings("unchecked")
    public void setMomentum(double momentum) {
        if (!(options instanceof OptimizerOptions.WithMomentum<?> with)) {
            throw new OborException("momentum: the optimizer has none: turn cycleMomentum off");
        }
        // The record's own wither returns the record's own type.
        options = (O) with.scheduledMomentum(momentum);
    }
}

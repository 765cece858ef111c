package dev.obor.optim;

/// What an optimizer is told besides its parameters: a record with a component for each option, a constant
/// `DEFAULT`, and for each component a method of its name that returns a copy with another value.
///
/// Printing and state dicts read the components; `weightDecay` is PyTorch's `weight_decay` there.
///
/// @param <O> the record itself
public interface OptimizerOptions<O extends OptimizerOptions<O>> {
    /// Returns the learning rate.
    double lr();

    /// Returns these options with another learning rate.
    O lr(double rate);

    /// Returns these options after checking each.
    ///
    /// @param optimizer the name for messages
    /// @throws dev.obor.error.OborException if one is out of range
    O checked(String optimizer);

    /// Options with a momentum that a schedule may move: `momentum` itself, or the first of Adam's betas.
    ///
    /// @param <O> the record itself
    interface WithMomentum<O extends OptimizerOptions<O>> extends OptimizerOptions<O> {
        /// Returns the share of the past that a step keeps.
        double scheduledMomentum();

        /// Returns these options with another one.
        O scheduledMomentum(double momentum);
    }
}

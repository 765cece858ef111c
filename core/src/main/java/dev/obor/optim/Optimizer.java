package dev.obor.optim;

import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What changes parameters by their gradients.
///
/// ```java
/// Optimizer optimizer = new SGD(net.parameters(), SGD.options(0.1).momentum(0.9));
/// optimizer.zeroGrad();
/// loss.backward();
/// optimizer.step();
/// ```
public abstract sealed class Optimizer permits GroupOptimizer {
    Optimizer() {}

    /// Returns the groups of parameters, with their options.
    public abstract List<? extends ParamGroup<?>> groups();

    /// Changes every parameter that has a gradient.
    public abstract void step();

    /// Computes the loss and its gradients by a closure, changes every parameter that has a gradient, and
    /// returns the loss of before.
    ///
    /// @param closure clears the gradients, computes the loss, calls backward and returns the loss
    public Tensor step(Supplier<Tensor> closure) {
        Tensor loss;
        try (GradMode.Scope _ = GradMode.set(true)) {
            loss = closure.get();
        }
        step();
        return loss;
    }

    /// Returns the parameters of all groups.
    public List<Tensor> parameters() {
        return groups().stream().flatMap(group -> group.parameters().stream()).toList();
    }

    /// Returns the learning rate of the first group.
    public double lr() {
        return groups().getFirst().lr();
    }

    /// Replaces the learning rate of all groups.
    ///
    /// @throws dev.obor.error.OborException if it is negative or not finite
    public void setLr(double rate) {
        groups().forEach(group -> group.setLr(rate));
    }

    /// Forgets the gradients of all parameters.
    public void zeroGrad() {
        parameters().forEach(Tensor::clearGrad);
    }

    /// Returns what this optimizer remembers and its options, in PyTorch's form: `state` (by the parameters'
    /// numbers) and `param_groups`. The tensors are the optimizer's own, not copies.
    public abstract Map<String, Object> stateDict();

    /// Takes over what another optimizer of the same kind remembered; steps go on from there bit for bit.
    ///
    /// @param state of the form of [#stateDict()]
    /// @throws dev.obor.error.OborException if groups or parameters do not match
    public abstract void loadStateDict(Map<String, ?> state);
}

package dev.obor.tensor;

import dev.obor.error.AutogradException;
import dev.obor.layout.Shape;
import java.util.Arrays;
import java.util.List;

/// A function with a gradient of the user's own, in the role of `torch.autograd.Function`. An instance is one
/// application: what is no tensor may be kept in fields.
///
/// ```java
/// final class Exp extends CustomFunction {
///     protected Tensor[] forward(Tensor... inputs) {
///         Tensor y = inputs[0].exp();
///         saveForBackward(y);
///         return new Tensor[] {y};
///     }
///
///     protected Tensor[] backward(Tensor... gradients) {
///         return new Tensor[] {gradients[0].mul(saved(0))};
///     }
/// }
/// Tensor y = new Exp().apply(x)[0];
/// ```
///
/// Forward runs without being recorded. Backward is ordinary tensor code, so it can be differentiated again.
public abstract non-sealed class CustomFunction implements Op {
    /// What backward returns for an input without a gradient.
    protected static final Tensor NO_GRADIENT = Tensor.of(new float[0]);

    /// Where a kept tensor is found: at an input, at an output, or here.
    private record Kept(int input, int output, Tensor other) {}

    private List<Tensor> toKeep = List.of();
    private List<Tensor> marked = List.of();
    private List<Kept> kept = List.of();
    private Spec[] outputs = {};
    private boolean[] differentiable = {};
    private boolean[] needed = {};
    private boolean applied;
    private Saved saved;

    /// Makes a function to be applied once.
    protected CustomFunction() {}

    /// Returns the outputs for inputs.
    protected abstract Tensor[] forward(Tensor... inputs);

    /// Returns the gradients of the inputs, [#NO_GRADIENT] for an input that has none.
    ///
    /// @param gradients those of the outputs, zeros where none arrived
    protected abstract Tensor[] backward(Tensor... gradients);

    /// Applies the function, once.
    ///
    /// @throws AutogradException if this instance was applied before
    public final Tensor[] apply(Tensor... inputs) {
        if (applied) {
            throw new AutogradException(name() + ": this instance was applied before: make a new one for each call");
        }
        applied = true;
        return Interpreter.current().apply(this, inputs);
    }

    /// Keeps tensors for backward, where [#saved(int)] returns them. Inputs and outputs are watched for edits
    /// in place; other tensors may be kept too.
    protected final void saveForBackward(Tensor... tensors) {
        toKeep = List.of(tensors);
    }

    /// Returns a tensor that forward kept.
    ///
    /// @throws AutogradException if it was edited in place since
    protected final Tensor saved(int index) {
        if (saved == null) {
            return toKeep.get(index);
        }
        Kept place = kept.get(index);
        if (place.input() >= 0) {
            return saved.input(place.input());
        }
        return place.output() >= 0 ? saved.output(place.output()) : place.other();
    }

    /// Returns for which inputs backward's gradients are wanted.
    protected final boolean[] needsInputGrad() {
        return needed.clone();
    }

    /// Says of outputs that they have no gradient; to be called in forward.
    protected final void markNonDifferentiable(Tensor... tensors) {
        marked = List.of(tensors);
    }

    private static int place(Tensor[] tensors, Tensor tensor) {
        for (int i = 0; i < tensors.length; i++) {
            if (tensors[i] == tensor) {
                return i;
            }
        }
        return -1;
    }

    /// Runs forward, for interpreters. An output that is an input itself comes back as another tensor, so that
    /// it can have a history of its own.
    public final Tensor[] run(Tensor... inputs) {
        Tensor[] made = GradMode.noGrad(() -> forward(inputs));
        differentiable = new boolean[made.length];
        outputs = new Spec[made.length];
        Tensor[] results = made.clone();
        for (int o = 0; o < made.length; o++) {
            differentiable[o] = !marked.contains(made[o]);
            outputs[o] = new Spec(made[o].shape(), made[o].dtype());
            results[o] = place(inputs, made[o]) >= 0 ? made[o].detach() : made[o];
        }
        kept = toKeep.stream()
                .map(tensor -> {
                    int input = place(inputs, tensor);
                    int output = place(made, tensor);
                    return new Kept(input, output, input < 0 && output < 0 ? tensor : null);
                })
                .toList();
        toKeep = List.of();
        marked = List.of();
        return results;
    }

    @Override
    public String name() {
        return getClass().getSimpleName().isEmpty()
                ? "customFunction"
                : getClass().getSimpleName();
    }

    /// Not known before forward has run.
    @Override
    public final Spec[] infer(Spec... specs) {
        return outputs.clone();
    }

    @Override
    public final boolean isDifferentiable(int output) {
        return differentiable[output];
    }

    @Override
    public final boolean savesInput(int input, int index) {
        return kept.stream().anyMatch(place -> place.input() == index);
    }

    @Override
    public final boolean savesOutput(int input, int index) {
        return kept.stream().anyMatch(place -> place.input() < 0 && place.output() == index);
    }

    @Override
    public final boolean isJoint() {
        return true;
    }

    @Override
    public final Tensor gradient(int input, Tensor g, Saved values) {
        throw new IllegalStateException(name() + " computes its gradients together");
    }

    @Override
    public final Tensor[] gradients(boolean[] wanted, Cotangents g, Saved values) {
        saved = values;
        needed = wanted;
        Tensor[] arrived = new Tensor[outputs.length];
        Arrays.setAll(arrived, g::of);
        Tensor[] found = backward(arrived).clone();
        if (found.length != wanted.length) {
            throw new AutogradException(name() + ": backward returned " + found.length + " gradients for "
                    + wanted.length + " inputs: return one for each, NO_GRADIENT where there is none");
        }
        for (int i = 0; i < found.length; i++) {
            found[i] = found[i] == NO_GRADIENT ? null : found[i];
            Shape shape = values.spec(i).shape();
            if (found[i] != null && wanted[i] && !found[i].shape().equals(shape)) {
                throw new AutogradException(name() + ": backward returned a gradient of shape " + found[i].shape()
                        + " for input " + i + " of shape " + shape + ": they must be equal");
            }
        }
        return found;
    }
}

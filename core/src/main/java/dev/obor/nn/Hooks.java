package dev.obor.nn;

import dev.obor.error.AutogradException;
import dev.obor.error.OborException;
import dev.obor.tensor.CustomFunction;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The hooks of one module.
final class Hooks {
    private final List<ForwardPreHook> before = new CopyOnWriteArrayList<>();
    private final List<ForwardHook> after = new CopyOnWriteArrayList<>();
    private final List<BackwardHook> back = new CopyOnWriteArrayList<>();

    boolean areNone() {
        return before.isEmpty() && after.isEmpty() && back.isEmpty();
    }

    Tensor.Hook addBefore(ForwardPreHook hook) {
        before.add(hook);
        return () -> before.remove(hook);
    }

    /// Returns those that are called before forward.
    List<ForwardPreHook> before() {
        return List.copyOf(before);
    }

    void removeBefore(ForwardPreHook hook) {
        before.remove(hook);
    }

    Tensor.Hook addAfter(ForwardHook hook) {
        after.add(hook);
        return () -> after.remove(hook);
    }

    Tensor.Hook addBack(BackwardHook hook) {
        back.add(hook);
        return () -> back.remove(hook);
    }

    <R> R around(Module module, Function<Tensor[], R> body, Tensor... given) {
        Tensor[] inputs = given;
        for (ForwardPreHook hook : before) {
            Tensor[] replaced = hook.before(module, inputs);
            if (replaced.length != inputs.length) {
                throw new OborException(module.typeName() + ": a hook before forward returned " + replaced.length
                        + " inputs in the place of " + inputs.length + ": return as many");
            }
            inputs = replaced;
        }
        Passage passage = back.isEmpty() || !GradMode.isEnabled() ? null : new Passage(module, List.copyOf(back));
        R output = body.apply(passage == null ? inputs : passage.enter(inputs));
        for (ForwardHook hook : after) {
            output = sameType(module, output, hook.after(module, inputs, output));
        }
        return passage == null ? output : sameType(module, output, passage.leave(output));
    }

    @SuppressWarnings("unchecked")
    private static <R> R sameType(Module module, R output, Object replaced) {
        if (!output.getClass().isInstance(replaced)) {
            throw new OborException(module.typeName() + ": a hook after forward returned a "
                    + replaced.getClass().getSimpleName() + " in the place of a "
                    + output.getClass().getSimpleName() + ": return the same type");
        }
        return (R) replaced;
    }

    /// One forward whose gradients hooks are to see: inputs and output pass through functions that change
    /// nothing.
    private static final class Passage {
        private final Module module;
        private final List<BackwardHook> hooks;
        private boolean[] wanted = {};
        private Tensor arrived;

        Passage(Module module, List<BackwardHook> hooks) {
            this.module = module;
            this.hooks = hooks;
        }

        Tensor[] enter(Tensor... inputs) {
            wanted = new boolean[inputs.length];
            List<Tensor> through = new ArrayList<>();
            for (int i = 0; i < inputs.length; i++) {
                wanted[i] = inputs[i].requiresGrad();
                if (wanted[i]) {
                    through.add(inputs[i]);
                }
            }
            Tensor[] passed =
                    through.isEmpty() ? new Tensor[0] : new Through(this::run).apply(through.toArray(Tensor[]::new));
            Tensor[] result = inputs.clone();
            for (int i = 0, next = 0; i < result.length; i++) {
                result[i] = wanted[i] ? passed[next++] : result[i];
            }
            return result;
        }

        Object leave(Object output) {
            if (!(output instanceof Tensor tensor)) {
                throw new AutogradException(module.typeName() + ": a full backward hook needs a module that returns one"
                        + " tensor, and this one returns a " + output.getClass().getSimpleName()
                        + ": register hooks on its tensors");
            }
            return tensor.requiresGrad() ? new Through(this::arrive).apply(tensor)[0] : tensor;
        }

        private boolean isEntered() {
            for (boolean w : wanted) {
                if (w) {
                    return true;
                }
            }
            return false;
        }

        private Tensor[] run(Tensor... gradients) {
            List<Optional<Tensor>> inputs = new ArrayList<>();
            for (int i = 0, next = 0; i < wanted.length; i++) {
                inputs.add(wanted[i] ? Optional.of(gradients[next++]) : Optional.empty());
            }
            for (BackwardHook hook : hooks) {
                List<Optional<Tensor>> replaced = hook.back(module, inputs, arrived);
                if (replaced.size() != inputs.size()) {
                    throw new AutogradException(module.typeName() + ": a backward hook returned " + replaced.size()
                            + " gradients for " + inputs.size() + " inputs: return one for each, or none");
                }
                inputs = replaced;
            }
            List<Tensor> result = new ArrayList<>();
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i]) {
                    result.add(inputs.get(i).orElseGet(() -> gradients[result.size()].mul(0)));
                }
            }
            return result.toArray(Tensor[]::new);
        }

        private Tensor[] arrive(Tensor... gradients) {
            arrived = gradients[0];
            if (!isEntered()) {
                run();
            }
            return gradients;
        }
    }

    /// Changes nothing, and hands gradients over on their way back.
    private static final class Through extends CustomFunction {
        private final UnaryOperator<Tensor[]> onGradients;

        Through(UnaryOperator<Tensor[]> onGradients) {
            this.onGradients = onGradients;
        }

        @Override
        protected Tensor[] forward(Tensor... inputs) {
            return inputs;
        }

        @Override
        protected Tensor[] backward(Tensor... gradients) {
            return onGradients.apply(gradients);
        }
    }
}

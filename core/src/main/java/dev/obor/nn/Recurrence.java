package dev.obor.nn;

import dev.obor.error.DTypeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Composite;
import dev.obor.tensor.Cotangents;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.MatMul;
import dev.obor.tensor.Op;
import dev.obor.tensor.Saved;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One direction of one layer of a recurrent network, over all steps: what comes after the product of all
/// inputs with the input weight, which is one matrix product for all steps.
///
/// The inputs are that product, the initial states and the weights; the first outputs are the hidden state
/// after each step, as rows, and the last states; what backward needs besides follows. A step is one small
/// product and one fused formula. Backward takes the steps the other way round, and finds the weights'
/// gradients by one product for all steps.
sealed interface Recurrence extends Composite permits LstmRecurrence, GruRecurrence, ElmanRecurrence {
    /// Returns the steps.
    Steps steps();

    /// Returns how many states there are.
    int states();

    /// Returns the first outputs, computed step by step in calls that are recorded: what gradients of
    /// gradients come from.
    Tensor[] unrolled(Tensor... inputs);

    /// Returns the gradients of all inputs, not recorded.
    Tensor[] swept(Cotangents g, Saved saved);

    /// Applies this operator and returns the hidden states and the last states.
    ///
    /// @throws DTypeException if the dtypes of the inputs differ
    default Tensor[] run(Tensor... inputs) {
        for (Tensor input : inputs) {
            if (input.dtype() != inputs[0].dtype()) {
                throw new DTypeException(name() + ": the input's part is " + inputs[0].dtype()
                        + " and a state or weight " + input.dtype() + ": all must be of one dtype");
            }
        }
        return Arrays.copyOf(Interpreter.current().apply(this, inputs), states() + 1);
    }

    @Override
    default Tensor forward(Tensor... inputs) {
        return forwardAll(inputs)[0];
    }

    @Override
    default Tensor[] decomposed(Tensor... inputs) {
        return unrolled(inputs);
    }

    @Override
    default boolean isDifferentiable(int output) {
        return output <= states();
    }

    @Override
    default boolean savesInput(int input, int saved) {
        return true;
    }

    @Override
    default boolean savesOutput(int input, int saved) {
        return saved == 0 || saved > states();
    }

    @Override
    default boolean isJoint() {
        return true;
    }

    @Override
    default Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException(name() + " computes its gradients together");
    }

    @Override
    default Tensor[] gradients(boolean[] wanted, Cotangents g, Saved saved) {
        return GradMode.isEnabled() ? recorded(wanted, g, saved) : swept(g, saved);
    }

    private Tensor[] recorded(boolean[] wanted, Cotangents g, Saved saved) {
        Tensor[] inputs = new Tensor[wanted.length];
        List<Tensor> targets = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            // A view each, because one tensor may be several inputs.
            Tensor input = saved.input(i);
            inputs[i] = wanted[i] ? input.viewAs(input) : input;
            if (wanted[i]) {
                targets.add(inputs[i]);
            }
        }
        Tensor[] outputs = unrolled(inputs);
        List<Tensor> tracked = new ArrayList<>();
        List<Tensor> arrived = new ArrayList<>();
        for (int o = 0; o < outputs.length; o++) {
            if (g.has(o) && outputs[o].requiresGrad()) {
                tracked.add(outputs[o]);
                arrived.add(g.of(o));
            }
        }
        Tensor[] result = new Tensor[wanted.length];
        List<Optional<Tensor>> found = Tensor.gradients(tracked, arrived, targets, true, true);
        int next = 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = wanted[i] ? found.get(next++).orElse(null) : null;
        }
        return result;
    }

    /// Runs an operator into tensors that are there.
    static void into(Op op, Tensor[] targets, Tensor... inputs) {
        Interpreter.current().applyInto(op, targets, inputs);
    }

    /// Writes a · b into a target.
    static void product(Tensor target, Tensor a, Tensor b) {
        Interpreter.current().applyInto(MatMul.INSTANCE, new Tensor[] {target}, a, b);
    }

    /// Returns the gradient that arrived at an output, a copy that may be written to.
    static Tensor arrived(Cotangents g, int output) {
        return g.has(output) ? g.of(output).clone() : g.of(output);
    }

    /// Returns shapes and dtypes of rows and of states, all of the dtype of the first input.
    static Spec spec(Spec first, int rows, int columns) {
        return new Spec(Shape.of(rows, columns), first.dtype());
    }
}

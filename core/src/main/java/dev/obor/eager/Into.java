package dev.obor.eager;

import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.Op;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.ViewOp;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;

/// Computes the first result that has the shape and dtype of a given tensor in its place. If that was not the
/// last one, the result is copied there.
final class Into extends EagerInterpreter {
    private final Tensor target;
    /// What stands on the target's storage because it was written there.
    private final Set<Tensor> written = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean isTaken;
    /// How many operators that are made of others are under way. What they read is checked when they begin.
    private int depth;

    Into(Tensor target) {
        this.target = target;
        this.isTaken = !target.isContiguous();
    }

    Tensor run(Supplier<Tensor> body) {
        Tensor result = GradMode.noGrad(() -> Interpreter.with(this, body));
        if (!result.shape().equals(target.shape())) {
            throw new ShapeException("into: the result has shape " + result.shape() + " and the tensor written to "
                    + target.shape() + ": they must be equal");
        }
        if (written.contains(result) && result.layout().equals(target.layout())) {
            return target;
        }
        return GradMode.noGrad(() -> target.copy_(result));
    }

    @Override
    public Tensor[] apply(Op op, Tensor... inputs) {
        for (Tensor input : inputs) {
            checkRead(input);
        }
        depth++;
        Tensor[] outputs;
        try {
            outputs = super.apply(op, inputs);
        } finally {
            depth--;
        }
        for (Tensor output : outputs) {
            boolean isWritten = !written.isEmpty()
                    && output.view().storage() == target.view().storage();
            if (isWritten && !(op instanceof ViewOp && !written.contains(inputs[0]))) {
                written.add(output);
            }
        }
        return outputs;
    }

    @Override
    public void applyInto(Op op, Tensor[] targets, Tensor... inputs) {
        for (Tensor input : inputs) {
            checkRead(input);
        }
        super.applyInto(op, targets, inputs);
    }

    @Override
    boolean takes(Spec spec) {
        return !isTaken && spec.dtype() == target.dtype() && spec.shape().equals(target.shape());
    }

    @Override
    Tensor output(Spec spec) {
        if (!takes(spec)) {
            return super.output(spec);
        }
        isTaken = true;
        Tensor output = Tensor.of(target.view());
        target.view().storage().bumpVersion("into");
        written.add(output);
        return output;
    }

    private void checkRead(Tensor input) {
        if (depth > 0 || input.view().storage() != target.view().storage() || written.contains(input)) {
            return;
        }
        if (!written.isEmpty()) {
            throw new OborException("into: the tensor written to, of shape " + target.shape()
                    + ", is read after it was written: leave it out of the computation, or compute without into");
        }
        // What reads the target needs another place for its result.
        isTaken = true;
    }
}

package dev.obor.autograd;

import dev.obor.error.AutogradException;
import dev.obor.random.Generator;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.SavedTensorHooks;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Memory for time: a part of the computation whose saved tensors are dropped and computed again in backward,
/// in the role of `torch.utils.checkpoint` (its form without reentrance). Gradients of any order work, and
/// the values are the same bits as without.
public final class Checkpoint {
    private Checkpoint() {}

    /// Returns `body` of x; what its operators save for backward is computed again when backward needs it.
    ///
    /// @param body computes the same each time it is called; it draws the same random numbers the second time,
    ///     from the process's generator
    public static Tensor of(UnaryOperator<Tensor> body, Tensor x) {
        return of(() -> body.apply(x));
    }

    /// Returns what `body` returns; what its operators save for backward is computed again when backward
    /// needs it.
    ///
    /// @param body computes the same each time it is called; it draws the same random numbers the second time,
    ///     from the process's generator
    public static <T> T of(Supplier<T> body) {
        if (!GradMode.isEnabled()) {
            return body.get();
        }
        try (GradMode.Scope _ = GradMode.savedTensorHooks(new Recomputed(body))) {
            return body.get();
        }
    }

    /// Keeps the number of each saved tensor, and computes them all again when the first is asked for.
    private static final class Recomputed implements SavedTensorHooks {
        private final Supplier<?> body;
        private final byte[] generatorState = Generator.standard().state();
        private final List<Tensor> again = new ArrayList<>();
        private int count;

        Recomputed(Supplier<?> body) {
            this.body = body;
        }

        @Override
        public Object pack(Tensor tensor) {
            return count++;
        }

        @Override
        public Tensor unpack(Object kept) {
            int number = (Integer) kept;
            if (again.isEmpty() || again.get(number) == null) {
                compute();
            }
            return again.get(number);
        }

        @Override
        public void release(Object kept) {
            int number = (Integer) kept;
            if (number < again.size()) {
                again.set(number, null);
            }
        }

        private void compute() {
            again.clear();
            // Backward records only if its gradients are to be differentiated.
            boolean connected = GradMode.isEnabled();
            Generator generator = Generator.standard();
            byte[] now = generator.state();
            generator.setState(generatorState);
            try (GradMode.Scope _ = GradMode.set(true);
                    GradMode.Scope _ = GradMode.savedTensorHooks(new Collecting(again, connected))) {
                var _ = body.get();
            } finally {
                generator.setState(now);
            }
            if (again.size() != count) {
                throw new AutogradException("checkpoint: the body saved " + count + " tensors the first time and "
                        + again.size() + " the second: it must compute the same each time");
            }
        }
    }

    /// Keeps the tensors themselves and a list of them, with their history if it is needed.
    private record Collecting(List<Tensor> tensors, boolean connected) implements SavedTensorHooks {
        @Override
        public Object pack(Tensor tensor) {
            tensors.add(connected ? tensor : tensor.detach());
            return tensor;
        }

        @Override
        public Tensor unpack(Object kept) {
            return (Tensor) kept;
        }
    }
}

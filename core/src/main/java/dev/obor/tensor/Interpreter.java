package dev.obor.tensor;

import dev.obor.error.OborException;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// What stands behind every tensor call: eager computation by default; tracing, shapes only and profiling are
/// further interpreters, not further APIs.
public interface Interpreter {
    /// Applies an operator to inputs and returns its outputs.
    Tensor[] apply(Op op, Tensor... inputs);

    /// Applies an operator and writes its outputs into existing tensors, whose dtypes and shapes must hold
    /// them.
    ///
    /// @param targets one for each output; a target may be one of the inputs
    void applyInto(Op op, Tensor[] targets, Tensor... inputs);

    /// Returns a tensor after it took over the values of what `body` returns, which is computed in its place
    /// where that can be; see [dev.obor.Obor#into].
    default Tensor into(Tensor target, Supplier<Tensor> body) {
        return GradMode.noGrad(() -> target.copy_(body.get()));
    }

    /// Returns the interpreter of the current thread.
    static Interpreter current() {
        return Default.others.get() == 0 ? Default.INSTANCE : Default.CURRENT.orElse(Default.INSTANCE);
    }

    /// Returns what `body` returns, whose tensor calls in this thread go to an interpreter.
    static <R> R with(Interpreter interpreter, Supplier<R> body) {
        Default.others.incrementAndGet();
        try {
            return ScopedValue.where(Default.CURRENT, interpreter).call(body::get);
        } finally {
            Default.others.decrementAndGet();
        }
    }

    /// Holds the interpreter that the library brings.
    final class Default {
        private static final Interpreter INSTANCE = ServiceLoader.load(
                        Interpreter.class, Interpreter.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new OborException("interpreter: none is provided: the obor-core jar is damaged"));

        private static final ScopedValue<Interpreter> CURRENT = ScopedValue.newInstance();

        /// How many threads have another one: while there is none, a call need not look.
        private static final AtomicInteger others = new AtomicInteger();

        private Default() {}
    }
}

package dev.obor.tensor;

import dev.obor.error.OborException;
import java.util.ServiceLoader;

/// What stands behind every tensor call: eager computation today; tracing, shapes only and profiling are
/// further interpreters, not further APIs.
public interface Interpreter {
    /// Applies an operator to inputs and returns its outputs.
    Tensor[] apply(Op op, Tensor... inputs);

    /// Applies an operator and writes its outputs into existing tensors, whose dtypes and shapes must hold
    /// them.
    ///
    /// @param targets one for each output; a target may be one of the inputs
    void applyInto(Op op, Tensor[] targets, Tensor... inputs);

    /// Returns the interpreter of the current thread.
    static Interpreter current() {
        return Default.INSTANCE;
    }

    /// Holds the interpreter that the library brings.
    final class Default {
        private static final Interpreter INSTANCE = ServiceLoader.load(
                        Interpreter.class, Interpreter.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new OborException("interpreter: none is provided: the obor-core jar is damaged"));

        private Default() {}
    }
}

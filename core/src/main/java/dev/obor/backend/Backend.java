package dev.obor.backend;

import dev.obor.dtype.DType;
import dev.obor.storage.Device;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Op;

/// Runs operators on one kind of device. The interpreter has checked shapes and dtypes before; a backend
/// checks what only the elements tell, such as indices.
public interface Backend {
    /// Returns a name for people, such as `cpu, 512-bit vectors`.
    String description();

    /// Returns the device.
    Device device();

    /// Returns the rank among backends of one device: the highest present is taken.
    int priority();

    /// Returns how many threads, the caller's among them, share the work of one operator.
    int threads();

    /// Sets how many threads share the work of the operators that start from now on. The results do not
    /// depend on it.
    ///
    /// @throws dev.obor.error.OborException if `count` is less than 1
    void setThreads(int count);

    /// Returns a new storage of zeros.
    Storage allocate(DType dtype, int length);

    /// Computes an operator's outputs.
    ///
    /// @param op never a [dev.obor.tensor.ViewOp] or a [dev.obor.tensor.Composite]
    /// @param inputs in the operator's order; a pointwise operator's need not be of the outputs' shape, they
    ///     broadcast
    /// @param outputs of the inferred shapes; for a pointwise operator an output may be an input's very view
    void run(Op op, View[] inputs, View[] outputs);
}

package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.OptionalInt;

/// The logarithm of the softmax along a dim.
public final class LogSoftmax extends Layer {
    private final OptionalInt dim;

    /// Makes the layer along dim 0 of inputs of 0, 1 or 3 dims, and dim 1 of others, as PyTorch does where no
    /// dim is given.
    public LogSoftmax() {
        this.dim = OptionalInt.empty();
    }

    /// Makes the layer.
    public LogSoftmax(int dim) {
        this.dim = OptionalInt.of(dim);
    }

    @Override
    protected Tensor compute(Tensor x) {
        int along = dim.orElse(x.dim() == 0 || x.dim() == 1 || x.dim() == 3 ? 0 : 1);
        return x.logSoftmax(along);
    }

    @Override
    public String extraRepr() {
        return "dim=" + (dim.isPresent() ? Integer.toString(dim.getAsInt()) : "None");
    }
}

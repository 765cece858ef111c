package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.OptionalInt;

/// The softmax along a dim: positive numbers that sum to 1.
public final class Softmax extends Layer {
    private final OptionalInt dim;

    /// Makes the layer along dim 0 of inputs of 0, 1 or 3 dims, and dim 1 of others, as PyTorch does where no
    /// dim is given.
    public Softmax() {
        this.dim = OptionalInt.empty();
    }

    /// Makes the layer.
    public Softmax(int dim) {
        this.dim = OptionalInt.of(dim);
    }

    @Override
    protected Tensor compute(Tensor x) {
        int along = dim.orElse(x.dim() == 0 || x.dim() == 1 || x.dim() == 3 ? 0 : 1);
        return x.softmax(along);
    }

    @Override
    public String extraRepr() {
        return "dim=" + (dim.isPresent() ? Integer.toString(dim.getAsInt()) : "None");
    }
}

package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Some neighbouring dims as one.
public final class Flatten extends Layer {
    private final int startDim;
    private final int endDim;

    /// Makes the layer for all dims after the first.
    public Flatten() {
        this(1, -1);
    }

    /// Makes the layer for the dims from one to the last.
    public Flatten(int startDim) {
        this(startDim, -1);
    }

    /// Makes the layer for the dims from one to another, both included.
    public Flatten(int startDim, int endDim) {
        this.startDim = startDim;
        this.endDim = endDim;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.flatten(startDim, endDim);
    }

    @Override
    public String extraRepr() {
        return "start_dim=" + startDim + ", end_dim=" + endDim;
    }
}

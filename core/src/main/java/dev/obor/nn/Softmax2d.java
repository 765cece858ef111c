package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;

/// The softmax over the channels of images, at each place.
public final class Softmax2d extends Layer {
    /// Makes the layer.
    public Softmax2d() {}

    @Override
    protected Tensor compute(Tensor x) {
        if (x.dim() != 3 && x.dim() != 4) {
            throw new ShapeException("Softmax2d: the input has shape " + x.shape()
                    + ": it must be [batch, channels, height, width], or the same without the batch");
        }
        return x.softmax(-3);
    }
}

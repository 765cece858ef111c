package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// `[…, channels, height · r, width · r]` as `[…, channels · r², height, width]`: the opposite of
/// [PixelShuffle].
public final class PixelUnshuffle extends Layer {
    private final int downscaleFactor;

    /// Makes the layer.
    public PixelUnshuffle(int downscaleFactor) {
        this.downscaleFactor = downscaleFactor;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.pixelUnshuffle(x, downscaleFactor);
    }

    @Override
    public String extraRepr() {
        return "downscale_factor=" + downscaleFactor;
    }
}

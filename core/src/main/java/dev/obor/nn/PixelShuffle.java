package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// `[…, channels · r², height, width]` as `[…, channels, height · r, width · r]` (W. Shi et al., "Real-time
/// single image and video super-resolution", 2016).
public final class PixelShuffle extends Layer {
    private final int upscaleFactor;

    /// Makes the layer.
    public PixelShuffle(int upscaleFactor) {
        this.upscaleFactor = upscaleFactor;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.pixelShuffle(x, upscaleFactor);
    }

    @Override
    public String extraRepr() {
        return "upscale_factor=" + upscaleFactor;
    }
}

package dev.obor.nn;

/// `[batch, channels, height, width]` resized by linear interpolation along both dims, corners aligned.
public final class UpsamplingBilinear2d extends Upsample {
    /// Makes the layer with one factor for both dims, or one for each.
    public UpsamplingBilinear2d(double... scaleFactor) {
        super(options().scaleFactor(scaleFactor).mode(Interpolation.BILINEAR).alignCorners(true));
    }

    /// Makes the layer for a result of a given size: one number for both dims, or one for each.
    public UpsamplingBilinear2d(int... size) {
        super(options().size(size).mode(Interpolation.BILINEAR).alignCorners(true));
    }
}

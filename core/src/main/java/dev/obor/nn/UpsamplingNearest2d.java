package dev.obor.nn;

/// `[batch, channels, height, width]` resized by the nearest place.
public final class UpsamplingNearest2d extends Upsample {
    /// Makes the layer with one factor for both dims, or one for each.
    public UpsamplingNearest2d(double... scaleFactor) {
        super(options().scaleFactor(scaleFactor).mode(Interpolation.NEAREST));
    }

    /// Makes the layer for a result of a given size: one number for both dims, or one for each.
    public UpsamplingNearest2d(int... size) {
        super(options().size(size).mode(Interpolation.NEAREST));
    }
}

package dev.obor.nn;

/// The means of windows of `[batch, channels, depth, height, width]`, or the same without a batch.
///
/// ```java
/// new AvgPool3d(2);
/// new AvgPool3d(3, AvgPool3d.options().stride(2).padding(1));
/// ```
public final class AvgPool3d extends AvgPool {
    /// Makes the layer with windows side by side.
    ///
    /// @throws dev.obor.error.ShapeException if the size is less than 1
    public AvgPool3d(int kernelSize) {
        this(kernelSize, AvgPoolOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public AvgPool3d(int kernelSize, int stride) {
        this(kernelSize, AvgPoolOptions.DEFAULT.stride(stride));
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public AvgPool3d(int kernelSize, int stride, int padding) {
        this(kernelSize, AvgPoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /// Makes the layer with windows of one size in all dims.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public AvgPool3d(int kernelSize, AvgPoolOptions options) {
        this(new int[] {kernelSize}, options);
    }

    /// Makes the layer.
    ///
    /// @param kernelSize one number for all dims of space, or one for each
    /// @throws dev.obor.error.ShapeException if a number is too small
    public AvgPool3d(int[] kernelSize, AvgPoolOptions options) {
        super(new Space("AvgPool3d", 3), kernelSize, options);
    }
}

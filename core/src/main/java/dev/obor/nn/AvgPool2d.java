package dev.obor.nn;

/// The means of windows of `[batch, channels, height, width]`, or the same without a batch.
///
/// ```java
/// new AvgPool2d(2);
/// new AvgPool2d(3, AvgPool2d.options().stride(2).padding(1));
/// ```
public final class AvgPool2d extends AvgPool {
    /// Makes the layer with windows side by side.
    ///
    /// @throws dev.obor.error.ShapeException if the size is less than 1
    public AvgPool2d(int kernelSize) {
        this(kernelSize, AvgPoolOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public AvgPool2d(int kernelSize, int stride) {
        this(kernelSize, AvgPoolOptions.DEFAULT.stride(stride));
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public AvgPool2d(int kernelSize, int stride, int padding) {
        this(kernelSize, AvgPoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /// Makes the layer with windows of one size in all dims.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public AvgPool2d(int kernelSize, AvgPoolOptions options) {
        this(new int[] {kernelSize}, options);
    }

    /// Makes the layer.
    ///
    /// @param kernelSize one number for all dims of space, or one for each
    /// @throws dev.obor.error.ShapeException if a number is too small
    public AvgPool2d(int[] kernelSize, AvgPoolOptions options) {
        super(new Space("AvgPool2d", 2), kernelSize, options);
    }
}

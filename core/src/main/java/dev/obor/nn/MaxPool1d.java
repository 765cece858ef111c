package dev.obor.nn;

/// The largest elements of windows of `[batch, channels, length]`, or the same without a batch.
///
/// ```java
/// new MaxPool1d(2);
/// new MaxPool1d(3, MaxPool1d.options().stride(2).padding(1));
/// ```
public final class MaxPool1d extends MaxPool {
    /// Makes the layer with windows side by side.
    ///
    /// @throws dev.obor.error.ShapeException if the size is less than 1
    public MaxPool1d(int kernelSize) {
        this(kernelSize, MaxPoolOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public MaxPool1d(int kernelSize, int stride) {
        this(kernelSize, MaxPoolOptions.DEFAULT.stride(stride));
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public MaxPool1d(int kernelSize, int stride, int padding) {
        this(kernelSize, MaxPoolOptions.DEFAULT.stride(stride).padding(padding));
    }

    /// Makes the layer with windows of one size in all dims.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public MaxPool1d(int kernelSize, MaxPoolOptions options) {
        this(new int[] {kernelSize}, options);
    }

    /// Makes the layer.
    ///
    /// @param kernelSize one number for all dims of space, or one for each
    /// @throws dev.obor.error.ShapeException if a number is too small
    public MaxPool1d(int[] kernelSize, MaxPoolOptions options) {
        super(new Space("MaxPool1d", 1), kernelSize, options);
    }
}

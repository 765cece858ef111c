package dev.obor.nn;

/// The opposite of [MaxPool1d]: zeros, with the elements at the places that it found.
///
/// ```java
/// PooledMax pooled = new MaxPool1d(2).forwardWithIndices(x);
/// new MaxUnpool1d(2).forward(pooled.values(), pooled.indices());
/// ```
public final class MaxUnpool1d extends MaxUnpool {
    /// Makes the layer for windows side by side.
    ///
    /// @throws dev.obor.error.ShapeException if the size is less than 1
    public MaxUnpool1d(int kernelSize) {
        this(new int[] {kernelSize}, new int[0], new int[] {0});
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public MaxUnpool1d(int kernelSize, int stride) {
        this(new int[] {kernelSize}, new int[] {stride}, new int[] {0});
    }

    /// Makes the layer. Numbers for each dim of space are given once for all, or one for each.
    ///
    /// @param stride none for the kernel's size
    /// @throws dev.obor.error.ShapeException if a number is too small
    public MaxUnpool1d(int[] kernelSize, int[] stride, int[] padding) {
        super(new Space("MaxUnpool1d", 1), kernelSize, stride, padding);
    }
}

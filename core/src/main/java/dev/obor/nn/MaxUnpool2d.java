package dev.obor.nn;

/// The opposite of [MaxPool2d]: zeros, with the elements at the places that it found.
///
/// ```java
/// PooledMax pooled = new MaxPool2d(2).forwardWithIndices(x);
/// new MaxUnpool2d(2).forward(pooled.values(), pooled.indices());
/// ```
public final class MaxUnpool2d extends MaxUnpool {
    /// Makes the layer for windows side by side.
    ///
    /// @throws dev.obor.error.ShapeException if the size is less than 1
    public MaxUnpool2d(int kernelSize) {
        this(new int[] {kernelSize}, new int[0], new int[] {0});
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public MaxUnpool2d(int kernelSize, int stride) {
        this(new int[] {kernelSize}, new int[] {stride}, new int[] {0});
    }

    /// Makes the layer. Numbers for each dim of space are given once for all, or one for each.
    ///
    /// @param stride none for the kernel's size
    /// @throws dev.obor.error.ShapeException if a number is too small
    public MaxUnpool2d(int[] kernelSize, int[] stride, int[] padding) {
        super(new Space("MaxUnpool2d", 2), kernelSize, stride, padding);
    }
}

package dev.obor.nn;

import java.util.Arrays;

/// The options of max pooling, as in `new MaxPool2d(3, MaxPool2d.options().stride(2).padding(1))`.
///
/// Numbers for each dim of space are given once for all, or one for each.
///
/// @param stride the steps of the window; none for the kernel's size
/// @param padding how much is put before and behind, less than every element
/// @param dilation how far a window's places lie apart
/// @param ceilMode whether a last window may reach beyond the padded input
public record MaxPoolOptions(int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
    /// PyTorch's defaults: windows side by side, no padding, dilation 1, no window beyond.
    public static final MaxPoolOptions DEFAULT = new MaxPoolOptions(new int[0], new int[] {0}, new int[] {1}, false);

    /// Copies the arrays.
    public MaxPoolOptions {
        stride = stride.clone();
        padding = padding.clone();
        dilation = dilation.clone();
    }

    /// Returns these options with other strides; none for the kernel's size.
    public MaxPoolOptions stride(int... steps) {
        return new MaxPoolOptions(steps, padding, dilation, ceilMode);
    }

    /// Returns these options with other padding.
    public MaxPoolOptions padding(int... sizes) {
        return new MaxPoolOptions(stride, sizes, dilation, ceilMode);
    }

    /// Returns these options with other dilations.
    public MaxPoolOptions dilation(int... distances) {
        return new MaxPoolOptions(stride, padding, distances, ceilMode);
    }

    /// Returns these options with a last window that may reach beyond, or without.
    public MaxPoolOptions ceilMode(boolean wanted) {
        return new MaxPoolOptions(stride, padding, dilation, wanted);
    }

    /// Returns the strides, a copy.
    @Override
    public int[] stride() {
        return stride.clone();
    }

    /// Returns the padding, a copy.
    @Override
    public int[] padding() {
        return padding.clone();
    }

    /// Returns the dilations, a copy.
    @Override
    public int[] dilation() {
        return dilation.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaxPoolOptions that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "MaxPoolOptions[stride=" + Arrays.toString(stride) + ", padding=" + Arrays.toString(padding)
                + ", dilation=" + Arrays.toString(dilation) + ", ceilMode=" + ceilMode + "]";
    }
}

package dev.obor.nn;

import java.util.Arrays;
import java.util.OptionalInt;

/// The options of average pooling, as in `new AvgPool2d(3, AvgPool2d.options().stride(2).padding(1))`.
///
/// Numbers for each dim of space are given once for all, or one for each.
///
/// @param stride the steps of the window; none for the kernel's size
/// @param padding how many zeros are put before and behind
/// @param ceilMode whether a last window may reach beyond the padded input
/// @param countIncludePad whether padding counts among a window's places
/// @param divisorOverride what sums are divided by in the place of the number of places
public record AvgPoolOptions(
        int[] stride, int[] padding, boolean ceilMode, boolean countIncludePad, OptionalInt divisorOverride) {
    /// PyTorch's defaults: windows side by side, no padding, no window beyond.
    public static final AvgPoolOptions DEFAULT =
            new AvgPoolOptions(new int[0], new int[] {0}, false, true, OptionalInt.empty());

    /// Copies the arrays.
    public AvgPoolOptions {
        stride = stride.clone();
        padding = padding.clone();
    }

    /// Returns these options with other strides; none for the kernel's size.
    public AvgPoolOptions stride(int... steps) {
        return new AvgPoolOptions(steps, padding, ceilMode, countIncludePad, divisorOverride);
    }

    /// Returns these options with other padding.
    public AvgPoolOptions padding(int... sizes) {
        return new AvgPoolOptions(stride, sizes, ceilMode, countIncludePad, divisorOverride);
    }

    /// Returns these options with a last window that may reach beyond, or without.
    public AvgPoolOptions ceilMode(boolean wanted) {
        return new AvgPoolOptions(stride, padding, wanted, countIncludePad, divisorOverride);
    }

    /// Returns these options with padding counted or not.
    public AvgPoolOptions countIncludePad(boolean wanted) {
        return new AvgPoolOptions(stride, padding, ceilMode, wanted, divisorOverride);
    }

    /// Returns these options with another divisor.
    public AvgPoolOptions divisorOverride(int divisor) {
        return new AvgPoolOptions(stride, padding, ceilMode, countIncludePad, OptionalInt.of(divisor));
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

    @Override
    public boolean equals(Object other) {
        return other instanceof AvgPoolOptions that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "AvgPoolOptions[stride=" + Arrays.toString(stride) + ", padding=" + Arrays.toString(padding)
                + ", ceilMode=" + ceilMode + ", countIncludePad=" + countIncludePad + ", divisorOverride="
                + divisorOverride + "]";
    }
}

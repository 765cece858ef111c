package dev.obor.nn;

import java.util.Arrays;

/// The options of [Unfold] and [Fold].
///
/// Numbers for each dim of space are given once for all, or one for each.
///
/// @param dilation how far a window's places lie apart
/// @param padding how many zeros are put before and behind
/// @param stride the steps of the window
public record PatchOptions(int[] dilation, int[] padding, int[] stride) {
    /// PyTorch's defaults: dilation 1, no padding, stride 1.
    public static final PatchOptions DEFAULT = new PatchOptions(new int[] {1}, new int[] {0}, new int[] {1});

    /// Copies the arrays.
    public PatchOptions {
        dilation = dilation.clone();
        padding = padding.clone();
        stride = stride.clone();
    }

    /// Returns these options with other dilations.
    public PatchOptions dilation(int... distances) {
        return new PatchOptions(distances, padding, stride);
    }

    /// Returns these options with other padding.
    public PatchOptions padding(int... sizes) {
        return new PatchOptions(dilation, sizes, stride);
    }

    /// Returns these options with other strides.
    public PatchOptions stride(int... steps) {
        return new PatchOptions(dilation, padding, steps);
    }

    /// Returns the dilations, a copy.
    @Override
    public int[] dilation() {
        return dilation.clone();
    }

    /// Returns the padding, a copy.
    @Override
    public int[] padding() {
        return padding.clone();
    }

    /// Returns the strides, a copy.
    @Override
    public int[] stride() {
        return stride.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PatchOptions that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "PatchOptions[dilation=" + Arrays.toString(dilation) + ", padding=" + Arrays.toString(padding)
                + ", stride=" + Arrays.toString(stride) + "]";
    }
}

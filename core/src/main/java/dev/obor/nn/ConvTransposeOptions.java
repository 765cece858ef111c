package dev.obor.nn;

import java.util.Arrays;

/// The options of transposed convolutions, as in `new ConvTranspose2d(8, 4, 3,
/// ConvTranspose2d.options().stride(2))`.
///
/// Numbers for each dim of space are given once for all, or one for each.
///
/// @param stride how far the input's places lie apart in the result
/// @param padding how much is cut off on each side of the result
/// @param outputPadding by how much the result is larger behind, less than stride or dilation
/// @param groups into how many groups the channels are cut, each convolved by itself
/// @param bias whether there is a bias
/// @param dilation how far the kernel's places lie apart
public record ConvTransposeOptions(
        int[] stride, int[] padding, int[] outputPadding, int groups, boolean bias, int[] dilation) {
    /// PyTorch's defaults: stride 1, no padding, one group, a bias, dilation 1.
    public static final ConvTransposeOptions DEFAULT =
            new ConvTransposeOptions(new int[] {1}, new int[] {0}, new int[] {0}, 1, true, new int[] {1});

    /// Copies the arrays.
    public ConvTransposeOptions {
        stride = stride.clone();
        padding = padding.clone();
        outputPadding = outputPadding.clone();
        dilation = dilation.clone();
    }

    /// Returns these options with other strides.
    public ConvTransposeOptions stride(int... steps) {
        return new ConvTransposeOptions(steps, padding, outputPadding, groups, bias, dilation);
    }

    /// Returns these options with other padding.
    public ConvTransposeOptions padding(int... sizes) {
        return new ConvTransposeOptions(stride, sizes, outputPadding, groups, bias, dilation);
    }

    /// Returns these options with other padding of the result.
    public ConvTransposeOptions outputPadding(int... sizes) {
        return new ConvTransposeOptions(stride, padding, sizes, groups, bias, dilation);
    }

    /// Returns these options with another number of groups.
    public ConvTransposeOptions groups(int count) {
        return new ConvTransposeOptions(stride, padding, outputPadding, count, bias, dilation);
    }

    /// Returns these options with a bias or without.
    public ConvTransposeOptions bias(boolean wanted) {
        return new ConvTransposeOptions(stride, padding, outputPadding, groups, wanted, dilation);
    }

    /// Returns these options with other dilations.
    public ConvTransposeOptions dilation(int... distances) {
        return new ConvTransposeOptions(stride, padding, outputPadding, groups, bias, distances);
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

    /// Returns the padding of the result, a copy.
    @Override
    public int[] outputPadding() {
        return outputPadding.clone();
    }

    /// Returns the dilations, a copy.
    @Override
    public int[] dilation() {
        return dilation.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConvTransposeOptions that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "ConvTransposeOptions[stride=" + Arrays.toString(stride) + ", padding=" + Arrays.toString(padding)
                + ", outputPadding=" + Arrays.toString(outputPadding) + ", groups=" + groups + ", bias=" + bias
                + ", dilation=" + Arrays.toString(dilation) + "]";
    }
}

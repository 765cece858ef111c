package dev.obor.nn;

import java.util.Arrays;

/// The options of convolutions, as in `new Conv2d(1, 32, 3, Conv2d.options().padding(1).bias(false))`.
///
/// Numbers for each dim of space are given once for all, or one for each.
///
/// @param stride the steps of the kernel over the input
/// @param padding how much is put before and behind
/// @param dilation how far the kernel's places lie apart
/// @param groups into how many groups the channels are cut, each convolved by itself
/// @param bias whether there is a bias
/// @param paddingMode what the padding is made of
public record ConvOptions(
        int[] stride, int[] padding, int[] dilation, int groups, boolean bias, PaddingMode paddingMode) {
    /// PyTorch's defaults: stride 1, no padding, dilation 1, one group, a bias.
    public static final ConvOptions DEFAULT =
            new ConvOptions(new int[] {1}, new int[] {0}, new int[] {1}, 1, true, PaddingMode.ZEROS);

    /// Copies the arrays.
    public ConvOptions {
        stride = stride.clone();
        padding = padding.clone();
        dilation = dilation.clone();
    }

    /// Returns these options with other strides.
    public ConvOptions stride(int... steps) {
        return new ConvOptions(steps, padding, dilation, groups, bias, paddingMode);
    }

    /// Returns these options with other padding.
    public ConvOptions padding(int... sizes) {
        return new ConvOptions(stride, sizes, dilation, groups, bias, paddingMode);
    }

    /// Returns these options with other dilations.
    public ConvOptions dilation(int... distances) {
        return new ConvOptions(stride, padding, distances, groups, bias, paddingMode);
    }

    /// Returns these options with another number of groups.
    public ConvOptions groups(int count) {
        return new ConvOptions(stride, padding, dilation, count, bias, paddingMode);
    }

    /// Returns these options with a bias or without.
    public ConvOptions bias(boolean wanted) {
        return new ConvOptions(stride, padding, dilation, groups, wanted, paddingMode);
    }

    /// Returns these options with padding of another kind.
    public ConvOptions paddingMode(PaddingMode mode) {
        return new ConvOptions(stride, padding, dilation, groups, bias, mode);
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
        return other instanceof ConvOptions that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "ConvOptions[stride=" + Arrays.toString(stride) + ", padding=" + Arrays.toString(padding) + ", dilation="
                + Arrays.toString(dilation) + ", groups=" + groups + ", bias=" + bias + ", paddingMode=" + paddingMode
                + "]";
    }
}

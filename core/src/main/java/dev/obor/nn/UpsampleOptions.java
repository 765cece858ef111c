package dev.obor.nn;

import java.util.Arrays;
import java.util.Optional;

/// The options of [Upsample]; either a size or factors must be given.
///
/// @param size of the result's dims of space: one number for all, or one for each; none if factors are given
/// @param scaleFactor the result's size as a multiple of the input's: one number for all dims of space, or
///     one for each
/// @param mode how values between places are found
/// @param alignCorners whether the corners' centres stay where they are, for linear and cubic modes
/// @param recomputeScaleFactor whether to go by the rounded sizes in the place of the factors
public record UpsampleOptions(
        int[] size,
        double[] scaleFactor,
        Interpolation mode,
        Optional<Boolean> alignCorners,
        boolean recomputeScaleFactor) {
    /// PyTorch's defaults: the nearest place; a size is to be given.
    public static final UpsampleOptions DEFAULT =
            new UpsampleOptions(new int[0], new double[0], Interpolation.NEAREST, Optional.empty(), false);

    /// Copies the arrays.
    public UpsampleOptions {
        size = size.clone();
        scaleFactor = scaleFactor.clone();
    }

    /// Returns these options with a size.
    public UpsampleOptions size(int... sizes) {
        return new UpsampleOptions(sizes, scaleFactor, mode, alignCorners, recomputeScaleFactor);
    }

    /// Returns these options with factors.
    public UpsampleOptions scaleFactor(double... factors) {
        return new UpsampleOptions(size, factors, mode, alignCorners, recomputeScaleFactor);
    }

    /// Returns these options with another way to find values.
    public UpsampleOptions mode(Interpolation way) {
        return new UpsampleOptions(size, scaleFactor, way, alignCorners, recomputeScaleFactor);
    }

    /// Returns these options with corners aligned or not.
    public UpsampleOptions alignCorners(boolean wanted) {
        return new UpsampleOptions(size, scaleFactor, mode, Optional.of(wanted), recomputeScaleFactor);
    }

    /// Returns these options going by the rounded sizes or not.
    public UpsampleOptions recomputeScaleFactor(boolean wanted) {
        return new UpsampleOptions(size, scaleFactor, mode, alignCorners, wanted);
    }

    /// Returns the size, a copy.
    @Override
    public int[] size() {
        return size.clone();
    }

    /// Returns the factors, a copy.
    @Override
    public double[] scaleFactor() {
        return scaleFactor.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UpsampleOptions that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "UpsampleOptions[size=" + Arrays.toString(size) + ", scaleFactor=" + Arrays.toString(scaleFactor)
                + ", mode=" + mode + ", alignCorners=" + alignCorners + ", recomputeScaleFactor=" + recomputeScaleFactor
                + "]";
    }
}

package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// The functions of [F] that pad, resize, sample and rearrange images and their like.
public abstract sealed class ResizingFunctions extends UnpoolingFunctions permits NormalizationFunctions {
    ResizingFunctions() {}

    /// Returns the input with zeros around its last dims.
    ///
    /// @param pad pairs of how much comes before and behind, from the last dim on backwards; negative numbers
    ///     cut off
    /// @throws ShapeException if there are more pairs than dims, or more is cut off than there is
    public static Tensor pad(Tensor input, int... pad) {
        return ResizingCalls.pad(input, PadMode.CONSTANT, 0, pad);
    }

    /// Returns the input with more places around its last dims. All modes but [PadMode#CONSTANT] pad the one
    /// to three dims of space and no others.
    ///
    /// @param pad pairs of how much comes before and behind, from the last dim on backwards; negative numbers
    ///     cut off
    /// @throws ShapeException if the pairs do not suit the input, or a mirror or circle would go round more
    ///     than once
    public static Tensor pad(Tensor input, int[] pad, PadMode mode) {
        return ResizingCalls.pad(input, mode, 0, pad);
    }

    /// Returns the input with places of a value around its last dims.
    ///
    /// @param pad pairs of how much comes before and behind, from the last dim on backwards; negative numbers
    ///     cut off
    /// @throws ShapeException if there are more pairs than dims, or more is cut off than there is
    public static Tensor pad(Tensor input, int[] pad, Number value) {
        return ResizingCalls.pad(input, PadMode.CONSTANT, value, pad);
    }

    /// Returns the input with places of a value around its last dims.
    ///
    /// @param pad pairs of how much comes before and behind, from the last dim on backwards; negative numbers
    ///     cut off
    /// @param value for [PadMode#CONSTANT]
    /// @throws ShapeException if the pairs do not suit the input
    public static Tensor pad(Tensor input, int[] pad, PadMode mode, Number value) {
        return ResizingCalls.pad(input, mode, value, pad);
    }

    /// Returns images resized to the sizes given for their dims of space, or to one for all of them.
    ///
    /// @param input `[batch, channels, size…]`
    /// @throws ShapeException if the mode is for another number of dims
    public static Tensor interpolate(Tensor input, int[] size, Interpolation mode) {
        return interpolate(input, size, mode, Optional.empty(), false);
    }

    /// Returns images resized to the sizes given for their dims of space, or to one for all of them, from the
    /// place rounded down: `interpolate(x, 8)` is of size 8, `interpolate(x, 2.0)` twice as large.
    ///
    /// @param input `[batch, channels, size…]`
    /// @throws ShapeException if the sizes do not suit the input
    public static Tensor interpolate(Tensor input, int... size) {
        return interpolate(input, size, Interpolation.NEAREST);
    }

    /// Returns images resized to one size in all dims of space, from the place rounded down.
    ///
    /// @param input `[batch, channels, size…]`
    /// @throws ShapeException if the input has not one to three dims of space
    public static Tensor interpolate(Tensor input, int size) {
        // Without this method Java takes the whole number for a factor.
        return interpolate(input, new int[] {size}, Interpolation.NEAREST);
    }

    /// Returns images resized to the sizes given for their dims of space, or to one for all of them.
    ///
    /// @param input `[batch, channels, size…]`
    /// @param alignCorners whether the centres of the first and last places stay where they are
    /// @throws ShapeException if the mode is for another number of dims
    /// @throws dev.obor.error.OborException if alignCorners has no meaning for the mode
    public static Tensor interpolate(Tensor input, int[] size, Interpolation mode, boolean alignCorners) {
        return interpolate(input, size, mode, Optional.of(alignCorners), false);
    }

    /// Returns images made larger by a factor in all dims of space, from the place rounded down.
    ///
    /// @param input `[batch, channels, size…]`
    /// @throws ShapeException if nothing would be left
    public static Tensor interpolate(Tensor input, double scaleFactor) {
        return interpolate(input, scaleFactor, Interpolation.NEAREST);
    }

    /// Returns images made larger by a factor in all dims of space.
    ///
    /// @param input `[batch, channels, size…]`
    /// @throws ShapeException if the mode is for another number of dims, or nothing would be left
    public static Tensor interpolate(Tensor input, double scaleFactor, Interpolation mode) {
        return interpolate(input, new double[] {scaleFactor}, mode);
    }

    /// Returns images made larger by a factor in all dims of space.
    ///
    /// @param input `[batch, channels, size…]`
    /// @param alignCorners whether the centres of the first and last places stay where they are
    /// @throws ShapeException if the mode is for another number of dims, or nothing would be left
    /// @throws dev.obor.error.OborException if alignCorners has no meaning for the mode
    public static Tensor interpolate(Tensor input, double scaleFactor, Interpolation mode, boolean alignCorners) {
        return interpolate(input, new double[] {scaleFactor}, mode, Optional.of(alignCorners), false, false);
    }

    /// Returns images resized to the sizes given for their dims of space, or to one for all of them.
    ///
    /// @param input `[batch, channels, size…]`
    /// @param alignCorners whether the centres of the first and last places stay where they are, rather than
    ///     their outer ends; false where it is empty
    /// @param antialias whether the filter widens where an image shrinks; for BILINEAR and BICUBIC
    /// @throws ShapeException if the mode is for another number of dims
    /// @throws dev.obor.error.OborException if an option has no meaning for the mode
    public static Tensor interpolate(
            Tensor input, int[] size, Interpolation mode, Optional<Boolean> alignCorners, boolean antialias) {
        return ResizingCalls.interpolate(input, size, new double[0], mode, alignCorners, false, antialias);
    }

    /// Returns images made larger by factors for their dims of space, or by one for all of them; sizes are
    /// rounded down.
    ///
    /// @param input `[batch, channels, size…]`
    /// @throws ShapeException if the mode is for another number of dims, or nothing would be left
    public static Tensor interpolate(Tensor input, double[] scaleFactor, Interpolation mode) {
        return interpolate(input, scaleFactor, mode, Optional.empty(), false, false);
    }

    /// Returns images made larger by factors for their dims of space, or by one for all of them; sizes are
    /// rounded down.
    ///
    /// @param input `[batch, channels, size…]`
    /// @param alignCorners as for sizes
    /// @param recomputeScaleFactor whether positions follow from the rounded sizes rather than from the
    ///     factors
    /// @param antialias as for sizes
    /// @throws ShapeException if the mode is for another number of dims, or nothing would be left
    /// @throws dev.obor.error.OborException if an option has no meaning for the mode
    public static Tensor interpolate(
            Tensor input,
            double[] scaleFactor,
            Interpolation mode,
            Optional<Boolean> alignCorners,
            boolean recomputeScaleFactor,
            boolean antialias) {
        return ResizingCalls.interpolate(
                input, new int[0], scaleFactor, mode, alignCorners, recomputeScaleFactor, antialias);
    }

    /// Returns images resized to the place rounded down.
    ///
    /// @throws ShapeException if the input has not one to three dims of space
    public static Tensor upsampleNearest(Tensor input, int... size) {
        return interpolate(input, size, Interpolation.NEAREST);
    }

    /// Returns images made larger by factors, from the place rounded down.
    ///
    /// @throws ShapeException if the input has not one to three dims of space
    public static Tensor upsampleNearest(Tensor input, double[] scaleFactor) {
        return interpolate(input, scaleFactor, Interpolation.NEAREST);
    }

    /// Returns images of two dims resized between two neighbours along each, corners staying in place.
    ///
    /// @throws ShapeException if the input has not four dims
    public static Tensor upsampleBilinear(Tensor input, int... size) {
        return interpolate(input, size, Interpolation.BILINEAR, Optional.of(true), false);
    }

    /// Returns images of two dims made larger by factors, corners staying in place.
    ///
    /// @throws ShapeException if the input has not four dims
    public static Tensor upsampleBilinear(Tensor input, double[] scaleFactor) {
        return interpolate(input, scaleFactor, Interpolation.BILINEAR, Optional.of(true), false, false);
    }

    /// Returns the values of images at the positions of a grid.
    ///
    /// @param input `[batch, channels, height, width]`, or with a depth
    /// @param grid `[batch, height, width, 2]` of positions (x, y) from −1 to 1, or with a depth and (x, y,
    ///     z)
    /// @param mode NEAREST, BILINEAR (also for three dims), or BICUBIC for two
    /// @param alignCorners whether −1 and 1 are the centres of the first and last places, rather than their
    ///     outer ends
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.OborException for another mode
    public static Tensor gridSample(
            Tensor input, Tensor grid, Interpolation mode, GridPadding paddingMode, boolean alignCorners) {
        return new GridSampling(input, grid, mode, paddingMode, alignCorners).result();
    }

    /// Returns the values of images at the positions of a grid, between neighbours, with zeros outside; −1
    /// and 1 are the outer ends.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor gridSample(Tensor input, Tensor grid) {
        return gridSample(input, grid, Interpolation.BILINEAR, GridPadding.ZEROS, false);
    }

    /// Returns the values of images at the positions of a grid, between neighbours, with zeros outside.
    ///
    /// @param alignCorners whether −1 and 1 are the centres of the first and last places, rather than their
    ///     outer ends
    /// @throws ShapeException if the shapes do not fit
    public static Tensor gridSample(Tensor input, Tensor grid, boolean alignCorners) {
        return gridSample(input, grid, Interpolation.BILINEAR, GridPadding.ZEROS, alignCorners);
    }

    /// Returns the grid for [#gridSample(Tensor, Tensor, Interpolation, GridPadding, boolean)] of affine
    /// maps: where the places of a result lie in the input.
    ///
    /// @param theta `[batch, 2, 3]`, or `[batch, 3, 4]` with a depth
    /// @param size `[batch, channels, height, width]` of the result, or with a depth
    /// @throws ShapeException if the shapes do not fit
    public static Tensor affineGrid(Tensor theta, int[] size, boolean alignCorners) {
        return GridSampling.affine(theta, alignCorners, size);
    }

    /// Returns the grid of affine maps; −1 and 1 are the outer ends.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor affineGrid(Tensor theta, int... size) {
        return affineGrid(theta, size, false);
    }

    /// Returns `[…, channels · r², height, width]` as `[…, channels, height · r, width · r]`.
    ///
    /// @throws ShapeException if the channels do not divide
    public static Tensor pixelShuffle(Tensor input, int upscaleFactor) {
        int r = upscaleFactor;
        ResizingCalls.checkFactor("pixelShuffle", "upscaleFactor", r);
        int lead = lead("pixelShuffle", input);
        if (input.size(lead) % ((long) r * r) != 0) {
            throw new ShapeException("pixelShuffle: the input has shape " + input.shape() + ", and its "
                    + input.size(lead) + " channels do not divide by upscaleFactor² = " + (long) r * r);
        }
        int[] s = input.shape().toArray();
        int[] head = Arrays.copyOf(s, lead);
        int channels = s[lead] / r / r;
        return rearranged(
                input,
                joined(head, channels, r, r, s[lead + 1], s[lead + 2]),
                joined(head, channels, s[lead + 1] * r, s[lead + 2] * r),
                0,
                3,
                1,
                4,
                2);
    }

    /// Returns `[…, channels, height · r, width · r]` as `[…, channels · r², height, width]`.
    ///
    /// @throws ShapeException if height or width do not divide
    public static Tensor pixelUnshuffle(Tensor input, int downscaleFactor) {
        int r = downscaleFactor;
        ResizingCalls.checkFactor("pixelUnshuffle", "downscaleFactor", r);
        int lead = lead("pixelUnshuffle", input);
        int[] s = input.shape().toArray();
        if (s[lead + 1] % r != 0 || s[lead + 2] % r != 0) {
            throw new ShapeException("pixelUnshuffle: the input has shape " + input.shape()
                    + ", and its last two dims do not both divide by downscaleFactor " + r);
        }
        int[] head = Arrays.copyOf(s, lead);
        int height = s[lead + 1] / r;
        int width = s[lead + 2] / r;
        return rearranged(
                input,
                joined(head, s[lead], height, r, width, r),
                joined(head, s[lead] * r * r, height, width),
                0,
                2,
                4,
                1,
                3);
    }

    /// Returns `[batch, groups · n, …]` with the channels in another order: the first of each group, then the
    /// second of each, and so on.
    ///
    /// @throws ShapeException if the channels do not divide
    public static Tensor channelShuffle(Tensor input, int groups) {
        ResizingCalls.checkFactor("channelShuffle", "groups", groups);
        if (input.dim() < 3 || input.size(1) % groups != 0) {
            throw new ShapeException("channelShuffle: the input has shape " + input.shape()
                    + " and must be [batch, channels, …] with channels that divide by groups " + groups);
        }
        Shape apart = input.shape().with(1, groups).insert(2, input.size(1) / groups);
        return input.reshape(apart).transpose(1, 2).reshape(input.shape());
    }

    private static int lead(String op, Tensor input) {
        if (input.dim() < 3) {
            throw new ShapeException(op + ": the input has shape " + input.shape()
                    + " and must have 3 dims or more: […, channels, height, width]");
        }
        return input.dim() - 3;
    }

    private static int[] joined(int[] head, int... tail) {
        int[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    /// Takes dims apart, exchanges those from `channels` on, and joins dims.
    private static Tensor rearranged(Tensor input, int[] apart, int[] result, int... order) {
        int lead = apart.length - order.length;
        int[] dims = new int[apart.length];
        Arrays.setAll(dims, d -> d < lead ? d : lead + order[d - lead]);
        return input.reshape(Shape.of(apart)).permute(dims).reshape(Shape.of(result));
    }
}

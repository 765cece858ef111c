package dev.obor.data.transforms;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.nn.F;
import dev.obor.nn.GridPadding;
import dev.obor.nn.Interpolation;
import dev.obor.nn.PadMode;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Changes of images `[…, channels, height, width]`, of any dtype unless a method says otherwise, as in
/// `torchvision.transforms.functional` on tensors.
public final class Images {
    private Images() {}

    /// Returns pixels of a camera's layout, uint8 `[height, width, channels]` or `[height, width]`, as float32
    /// `[channels, height, width]` from 0 to 1; pixels of other dtypes keep them and their values.
    ///
    /// @throws ShapeException if there are not two or three dims
    public static Tensor toTensor(Tensor pixels) {
        if (pixels.dim() != 2 && pixels.dim() != 3) {
            throw new ShapeException("toTensor: the pixels have shape " + pixels.shape()
                    + ": give [height, width] or [height, width, channels]");
        }
        Tensor image = pixels.dim() == 2 ? pixels.unsqueeze(0) : pixels.permute(2, 0, 1);
        return image.dtype() == DType.UINT8 ? image.to(DType.FLOAT32).div(255) : image.contiguous();
    }

    /// Returns (image − mean) / std, with a mean and a deviation for each channel or one for all.
    ///
    /// @throws DTypeException if the image is not floating
    /// @throws OborException if a deviation is 0
    /// @throws ShapeException if there are neither one nor as many as channels
    public static Tensor normalize(Tensor image, double[] mean, double[] std) {
        check("normalize", image);
        if (!image.dtype().isFloating()) {
            throw new DTypeException("normalize: the image is " + image.dtype() + ": convert it first, as with toTensor");
        }
        for (double deviation : std) {
            if (deviation == 0) {
                throw new OborException("normalize: a deviation of " + Arrays.toString(std) + " is 0: leave that channel as it is"
                        + " by a mean of 0 and a deviation of 1");
            }
        }
        return image.sub(channels("mean", image, mean)).div(channels("std", image, std));
    }

    private static Tensor channels(String what, Tensor image, double... values) {
        if (values.length != 1 && values.length != image.size(-3)) {
            throw new ShapeException("normalize: " + values.length + " numbers as " + what + " for " + image.size(-3)
                    + " channels: give one for each, or one for all");
        }
        return Obor.fromArray(values, values.length, 1, 1).to(image.dtype());
    }

    /// Returns the image with its shorter side of a size and the other in proportion, rounded down.
    ///
    /// @throws OborException if the size is not positive
    public static Tensor resize(Tensor image, int size, Interpolation mode, boolean antialias) {
        check("resize", image);
        int height = image.size(-2);
        int width = image.size(-1);
        return height <= width
                ? resize(image, size, (int) ((long) size * width / height), mode, antialias)
                : resize(image, (int) ((long) size * height / width), size, mode, antialias);
    }

    /// Returns the image at another size. Integers are computed in float32 and rounded.
    ///
    /// @param mode NEAREST, BILINEAR or BICUBIC
    /// @param antialias whether BILINEAR and BICUBIC take means over all pixels where the image shrinks
    /// @throws OborException if a size is not positive, or the mode is another
    public static Tensor resize(Tensor image, int height, int width, Interpolation mode, boolean antialias) {
        check("resize", image);
        if (height < 1 || width < 1) {
            throw new OborException("resize: the size " + height + " × " + width + " is empty: give 1 or more");
        }
        boolean near = mode == Interpolation.NEAREST || mode == Interpolation.NEAREST_EXACT;
        return asBatch(image, x -> near
                ? F.interpolate(x, new int[] {height, width}, mode)
                : F.interpolate(x, new int[] {height, width}, mode, Optional.of(false), antialias));
    }

    /// Returns a part of the image; where it reaches over the edge, it is 0.
    ///
    /// @param top the first row, perhaps negative
    /// @param left the first column, perhaps negative
    /// @throws OborException if a size is not positive
    public static Tensor crop(Tensor image, int top, int left, int height, int width) {
        check("crop", image);
        if (height < 1 || width < 1) {
            throw new OborException("crop: the size " + height + " × " + width + " is empty: give 1 or more");
        }
        int above = Math.max(0, -top);
        int before = Math.max(0, -left);
        int below = Math.max(0, Math.addExact(top, height) - image.size(-2));
        int behind = Math.max(0, Math.addExact(left, width) - image.size(-1));
        Tensor wide = above + before + below + behind == 0 ? image : F.pad(image, before, behind, above, below);
        return wide.narrow(-2, top + above, height).narrow(-1, left + before, width);
    }

    /// Returns the middle of the image; of a smaller image, all of it with zeros around.
    ///
    /// @throws OborException if a size is not positive
    public static Tensor centerCrop(Tensor image, int height, int width) {
        check("centerCrop", image);
        int above = Math.max(0, height - image.size(-2));
        int before = Math.max(0, width - image.size(-1));
        Tensor wide = above + before == 0
                ? image
                : F.pad(image, before / 2, (before + 1) / 2, above / 2, (above + 1) / 2);
        return crop(
                wide,
                (int) Math.rint((wide.size(-2) - height) / 2.0),
                (int) Math.rint((wide.size(-1) - width) / 2.0),
                height,
                width);
    }

    /// Returns the image with more places around it.
    ///
    /// @param mode how they are filled
    /// @param fill the value for [PadMode#CONSTANT]
    public static Tensor pad(Tensor image, int left, int top, int right, int bottom, PadMode mode, double fill) {
        check("pad", image);
        int[] sides = {left, right, top, bottom};
        return mode == PadMode.CONSTANT
                ? F.pad(image, sides, mode, fill)
                : asBatch(image, x -> F.pad(x, sides, mode));
    }

    /// Returns the image mirrored left to right.
    public static Tensor hflip(Tensor image) {
        check("hflip", image);
        return image.flip(-1);
    }

    /// Returns the image mirrored top to bottom.
    public static Tensor vflip(Tensor image) {
        check("vflip", image);
        return image.flip(-2);
    }

    /// Returns the brightness of a colour image, 0.2989 red + 0.587 green + 0.114 blue (ITU-R BT.601).
    ///
    /// @param channels 1, or 3 for three equal ones
    /// @throws ShapeException if the image has not 1 or 3 channels
    public static Tensor grayscale(Tensor image, int channels) {
        check("grayscale", image);
        if (image.size(-3) != 3 && image.size(-3) != 1 || channels != 1 && channels != 3) {
            throw new ShapeException("grayscale: from " + image.size(-3) + " channels to " + channels + ": both are 1 or 3");
        }
        Tensor grey = image;
        if (image.size(-3) == 3) {
            Tensor x = image.dtype().isFloating() ? image : image.to(DType.FLOAT32);
            grey = x.narrow(-3, 0, 1).mul(0.2989).add(x.narrow(-3, 1, 1).mul(0.587)).add(x.narrow(-3, 2, 1).mul(0.114))
                    .to(image.dtype());
        }
        if (channels == 1) {
            return grey;
        }
        int[] sizes = grey.shape().toArray();
        sizes[sizes.length - 3] = 3;
        return grey.expand(sizes);
    }

    /// Returns the image turned counter-clockwise about its middle, at the same size.
    ///
    /// @param degrees how far
    /// @param mode NEAREST or BILINEAR
    /// @param fill the value of places that were outside
    public static Tensor rotate(Tensor image, double degrees, Interpolation mode, double fill) {
        return affine(image, new Affine(-degrees, 0, 0, 1, 0, 0), mode, fill);
    }

    /// Returns the image turned, moved, scaled and sheared about its middle, at the same size. Integers are computed in
    /// float32 and rounded.
    ///
    /// @param mode NEAREST or BILINEAR
    /// @param fill the value of places that were outside
    /// @throws OborException for another mode
    public static Tensor affine(Tensor image, Affine change, Interpolation mode, double fill) {
        check("affine", image);
        if (mode != Interpolation.NEAREST && mode != Interpolation.BILINEAR) {
            throw new OborException("affine: mode " + mode + " is not for turned images: use NEAREST or BILINEAR");
        }
        int height = image.size(-2);
        int width = image.size(-1);
        return asBatch(image, x -> {
            Tensor grid = change.grid(height, width, x.dtype()).expand(x.size(0), height, width, 2);
            Tensor sampled = F.gridSample(x, grid, mode, GridPadding.ZEROS, false);
            if (fill == 0) {
                return sampled;
            }
            Tensor inside = F.gridSample(Obor.onesLike(x.narrow(1, 0, 1)), grid, mode, GridPadding.ZEROS, false);
            return mode == Interpolation.NEAREST
                    ? sampled.where(inside.ge(0.5), Obor.full(fill).to(x.dtype()))
                    : sampled.add(inside.neg().add(1).mul(fill));
        });
    }

    private static void check(String op, Tensor image) {
        if (image.dim() < 3) {
            throw new ShapeException(op + ": the image has shape " + image.shape()
                    + ": give […, channels, height, width], with unsqueeze(0) for a grey one");
        }
    }

    /// Runs what takes floating `[batch, channels, height, width]`.
    private static Tensor asBatch(Tensor image, UnaryOperator<Tensor> body) {
        int[] sizes = image.shape().toArray();
        int rank = sizes.length;
        Tensor floating = image.dtype().isFloating() ? image : image.to(DType.FLOAT32);
        Tensor done = body.apply(floating.reshape(-1, sizes[rank - 3], sizes[rank - 2], sizes[rank - 1]));
        sizes[rank - 2] = done.size(-2);
        sizes[rank - 1] = done.size(-1);
        Tensor shaped = done.reshape(sizes);
        return image.dtype().isFloating() ? shaped : rounded(shaped, image.dtype());
    }

    private static Tensor rounded(Tensor values, DType dtype) {
        Tensor whole = values.round();
        return (dtype == DType.UINT8 ? whole.clamp(0, 255) : whole).to(dtype);
    }
}

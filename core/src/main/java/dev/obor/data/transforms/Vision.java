package dev.obor.data.transforms;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.nn.F;
import dev.obor.nn.Interpolation;
import dev.obor.nn.PadMode;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Changes of images without chance, after torchvision's `transforms.functional`. Images are `[…, C, H, W]`.
public final class Vision {
    private static final int BYTE_MAX = 255;

    private Vision() {}

    /// Returns a uint8 image as float32 from 0 to 1, one of another dtype as float32 of the same values. An
    /// image `[H, W]` becomes `[1, H, W]`.
    ///
    /// @throws ShapeException if the image has fewer than 2 dims
    public static Tensor toTensor(Tensor image) {
        if (image.dim() < 2) {
            throw new ShapeException(
                    "toTensor: the image has shape " + image.shape() + " and must be [H, W] or […, C, H, W]");
        }
        Tensor numbers = image.to(DType.FLOAT32);
        Tensor scaled = image.dtype() == DType.UINT8 ? numbers.div(BYTE_MAX) : numbers;
        return image.dim() == 2 ? scaled.unsqueeze(0) : scaled;
    }

    /// Returns (image − mean) / std for each channel.
    ///
    /// @param mean one number for each channel, or one for all
    /// @param std as `mean`, none 0
    /// @throws DTypeException if the image is not floating-point
    /// @throws OborException if the numbers do not fit the channels, or a deviation is 0
    public static Tensor normalize(Tensor image, double[] mean, double[] std) {
        check("normalize", image);
        if (!image.dtype().isFloating()) {
            throw new DTypeException(
                    "normalize: the image is " + image.dtype() + " and must be floating-point: apply toTensor first");
        }
        Tensor shift = channels("mean", image, mean);
        Tensor scale = channels("std", image, std);
        for (double deviation : std) {
            if (deviation == 0 || scale.eq(0).any().itemBoolean()) {
                throw new OborException("normalize: std has a 0, by which cannot be divided: give the deviations");
            }
        }
        return image.sub(shift).div(scale);
    }

    private static Tensor channels(String name, Tensor image, double... numbers) {
        if (numbers.length != 1 && numbers.length != image.size(-3)) {
            throw new OborException("normalize: " + name + " has " + numbers.length + " numbers and the image "
                    + image.size(-3) + " channels: give one for each, or one for all");
        }
        return Tensor.of(new Storage.Doubles(numbers.clone()), DType.FLOAT64, Shape.of(numbers.length))
                .to(image.dtype())
                .reshape(-1, 1, 1);
    }

    /// Returns an image resized to the given height and width.
    ///
    /// @param mode [Interpolation#NEAREST], [Interpolation#NEAREST_EXACT], [Interpolation#BILINEAR] or
    ///     [Interpolation#BICUBIC]
    /// @param antialias whether the filter widens where the image shrinks; NEAREST takes no notice
    /// @throws OborException if a size is not positive or the mode is another
    public static Tensor resize(Tensor image, int height, int width, Interpolation mode, boolean antialias) {
        check("resize", image);
        if (height < 1 || width < 1) {
            throw new OborException("resize: the size [" + height + ", " + width + "] must be 1 or more");
        }
        boolean smooth = mode == Interpolation.BILINEAR || mode == Interpolation.BICUBIC;
        if (!smooth && mode != Interpolation.NEAREST && mode != Interpolation.NEAREST_EXACT) {
            throw new OborException("resize: " + mode + " is not there for images: use NEAREST, BILINEAR or BICUBIC");
        }
        if (image.size(-2) == height && image.size(-1) == width) {
            return image;
        }
        return onBatch(image, batch -> {
            int[] size = {height, width};
            Tensor resized = F.interpolate(batch, size, mode, Optional.empty(), smooth && antialias);
            // A cubic leaves the range of bytes, into which it must come back.
            return mode == Interpolation.BICUBIC && image.dtype() == DType.UINT8 ? resized.clamp(0, BYTE_MAX) : resized;
        });
    }

    /// Returns an image whose shorter edge has a size; the longer one follows, rounded down. Bilinear, with
    /// antialias.
    public static Tensor resize(Tensor image, int shorter) {
        return resize(image, shorter, Interpolation.BILINEAR, true);
    }

    /// Returns an image whose shorter edge has a size; the longer one follows, rounded down.
    ///
    /// @throws OborException if the size is not positive
    public static Tensor resize(Tensor image, int shorter, Interpolation mode, boolean antialias) {
        check("resize", image);
        int height = image.size(-2);
        int width = image.size(-1);
        double exact = (double) shorter * Math.max(height, width) / Math.min(height, width);
        int longer = (int) Math.min(exact, Integer.MAX_VALUE);
        return height <= width
                ? resize(image, shorter, longer, mode, antialias)
                : resize(image, longer, shorter, mode, antialias);
    }

    /// Runs what needs `[N, C, H, W]` in a floating-point dtype; whole numbers are rounded to the nearest.
    static Tensor onBatch(Tensor image, UnaryOperator<Tensor> change) {
        DType dtype = image.dtype();
        boolean wide = dtype == DType.FLOAT32 || dtype == DType.FLOAT64;
        Tensor batch = image.reshape(-1, image.size(-3), image.size(-2), image.size(-1));
        Tensor changed = change.apply(wide ? batch : batch.to(DType.FLOAT32));
        Tensor back = wide ? changed : (dtype.isFloating() ? changed : changed.round()).to(dtype);
        int[] shape = image.shape().toArray();
        shape[shape.length - 2] = changed.size(-2);
        shape[shape.length - 1] = changed.size(-1);
        return back.reshape(shape);
    }

    /// Returns a part of an image; what lies outside the image is 0.
    ///
    /// @throws OborException if a size is not positive
    public static Tensor crop(Tensor image, int top, int left, int height, int width) {
        check("crop", image);
        if (height < 1 || width < 1) {
            throw new OborException("crop: the size [" + height + ", " + width + "] must be 1 or more");
        }
        long bottom = (long) top + height;
        long right = (long) left + width;
        boolean inside = top >= 0 && left >= 0 && bottom <= image.size(-2) && right <= image.size(-1);
        if (inside) {
            return image.narrow(-2, top, height).narrow(-1, left, width);
        }
        boolean far = Math.max(bottom, right) > Integer.MAX_VALUE || Math.min(top, left) == Integer.MIN_VALUE;
        if (far) {
            throw new OborException("crop: the part from [" + top + ", " + left + "] of size [" + height + ", " + width
                    + "] lies too far outside: choose one near the image");
        }
        int before = Math.max(-left, 0);
        int above = Math.max(-top, 0);
        int after = (int) Math.max(right - image.size(-1), 0);
        int below = (int) Math.max(bottom - image.size(-2), 0);
        return pad(image, before, above, after, below, 0, PadMode.CONSTANT)
                .narrow(-2, top + above, height)
                .narrow(-1, left + before, width);
    }

    /// Returns the middle of an image, with zeros around an image that is smaller.
    ///
    /// @throws OborException if a size is not positive
    public static Tensor centerCrop(Tensor image, int height, int width) {
        check("centerCrop", image);
        int wide = Math.max(width - image.size(-1), 0);
        int high = Math.max(height - image.size(-2), 0);
        Tensor padded = wide + high == 0
                ? image
                : pad(image, wide / 2, high / 2, (wide + 1) / 2, (high + 1) / 2, 0, PadMode.CONSTANT);
        int top = (int) Math.rint((padded.size(-2) - height) / 2.0);
        int left = (int) Math.rint((padded.size(-1) - width) / 2.0);
        return crop(padded, top, left, height, width);
    }

    /// Returns an image with a margin.
    ///
    /// @param left columns before the image, 0 or more; `top`, `right` and `bottom` alike
    /// @param fill the value of a CONSTANT margin; other modes take no notice
    /// @throws OborException if a margin is negative, or too large for the mode
    public static Tensor pad(Tensor image, int left, int top, int right, int bottom, Number fill, PadMode mode) {
        check("pad", image);
        if (left < 0 || top < 0 || right < 0 || bottom < 0) {
            throw new OborException("pad: the margins [" + left + ", " + top + ", " + right + ", " + bottom
                    + "] must be 0 or more: use crop to take away");
        }
        int[] margins = {left, right, top, bottom};
        return mode == PadMode.CONSTANT
                ? F.pad(image, margins, mode, fill)
                : onBatch(image, batch -> F.pad(batch, margins, mode));
    }

    /// Returns an image with left and right exchanged.
    public static Tensor hflip(Tensor image) {
        check("hflip", image);
        return image.flip(-1);
    }

    /// Returns an image upside down.
    public static Tensor vflip(Tensor image) {
        check("vflip", image);
        return image.flip(-2);
    }

    /// Returns the brightness of an RGB image, 0.2989 R + 0.587 G + 0.114 B, in one channel or three equal
    /// ones.
    ///
    /// @param channels 1 or 3
    /// @throws OborException if `channels` is another number
    /// @throws ShapeException if the image has neither 1 nor 3 channels
    public static Tensor grayscale(Tensor image, int channels) {
        check("grayscale", image);
        if (channels != 1 && channels != 3) {
            throw new OborException("grayscale: " + channels + " channels: ask for 1 or 3");
        }
        int given = image.size(-3);
        if (given != 1 && given != 3) {
            throw new ShapeException(
                    "grayscale: the image has shape " + image.shape() + " and must have 1 or 3 channels");
        }
        Tensor gray = image;
        if (given == 3) {
            DType wide = image.dtype().isFloating() ? image.dtype() : DType.FLOAT32;
            Tensor rgb = image.to(wide);
            gray = rgb.select(-3, 0)
                    .mul(0.2989)
                    .add(rgb.select(-3, 1).mul(0.587))
                    .add(rgb.select(-3, 2).mul(0.114))
                    .to(image.dtype())
                    .unsqueeze(-3);
        }
        return channels == 1 ? gray : Obor.cat(List.of(gray, gray, gray), -3);
    }

    /// Returns an image turned about its middle, with the size it had; corners outside are 0.
    ///
    /// @param degrees counter-clockwise
    public static Tensor rotate(Tensor image, double degrees) {
        return rotate(image, degrees, AffineOptions.DEFAULT, false);
    }

    /// Returns a turned image.
    ///
    /// @param degrees counter-clockwise
    /// @param expand whether the result is large enough for all of the turned image; then it turns about the
    ///     middle
    /// @throws OborException if the mode is neither NEAREST nor BILINEAR
    public static Tensor rotate(Tensor image, double degrees, AffineOptions options, boolean expand) {
        check("rotate", image);
        return new AffineMap("rotate", image, options).rotated(degrees, expand);
    }

    /// Returns an image that is turned, moved, scaled and sheared, in the size it had.
    ///
    /// @param degrees clockwise, as torchvision's `affine` turns
    /// @param right by how many pixels it moves to the right
    /// @param down by how many pixels it moves down
    /// @param scale more than 0
    /// @param shearX in degrees, parallel to the rows
    /// @param shearY in degrees, parallel to the columns
    /// @throws OborException if the scale is not positive, or the mode is neither NEAREST nor BILINEAR
    public static Tensor affine(
            Tensor image,
            double degrees,
            double right,
            double down,
            double scale,
            double shearX,
            double shearY,
            AffineOptions options) {
        check("affine", image);
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new OborException("affine: the scale is " + scale + " and must be more than 0");
        }
        return new AffineMap("affine", image, options)
                .mapped(new AffineMap.Motion(degrees, right, down, scale, shearX, shearY));
    }

    static void check(String op, Tensor image) {
        if (image.dim() < 3 || image.numel() == 0) {
            throw new ShapeException(op + ": the image has shape " + image.shape()
                    + " and must be […, C, H, W] and not empty: add a channel with unsqueeze(0) or toTensor");
        }
    }
}

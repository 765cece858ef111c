package dev.obor.data.transforms;

import dev.obor.error.OborException;
import dev.obor.nn.Interpolation;
import dev.obor.nn.PadMode;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Transforms to be composed, under torchvision's names.
///
/// ```java
/// Transform augment = Transforms.compose(
///         Transforms.toTensor(), Transforms.randomCrop(28, 28, 2), Transforms.randomHorizontalFlip(0.5),
///         Transforms.normalize(0.1307, 0.3081));
/// ```
public final class Transforms {
    private Transforms() {}

    /// Changes one after the other.
    public static Transform compose(Transform... transforms) {
        List<Transform> all = List.of(transforms);
        return (image, random) -> {
            Tensor changed = image;
            for (Transform transform : all) {
                changed = transform.apply(changed, random);
            }
            return changed;
        };
    }

    /// Pixels as float32 from 0 to 1; see [Images#toTensor].
    public static Transform toTensor() {
        return (image, _) -> Images.toTensor(image);
    }

    /// (image − mean) / std, the same for all channels.
    public static Transform normalize(double mean, double std) {
        return normalize(new double[] {mean}, new double[] {std});
    }

    /// (image − mean) / std for each channel; see [Images#normalize].
    public static Transform normalize(double[] mean, double[] std) {
        double[] means = mean.clone();
        double[] deviations = std.clone();
        return (image, _) -> Images.normalize(image, means, deviations);
    }

    /// Another size, from two neighbours and without means over pixels that fall away.
    public static Transform resize(int height, int width) {
        return resize(height, width, Interpolation.BILINEAR, false);
    }

    /// Another size; see [Images#resize(Tensor, int, int, Interpolation, boolean)].
    public static Transform resize(int height, int width, Interpolation mode, boolean antialias) {
        return (image, _) -> Images.resize(image, height, width, mode, antialias);
    }

    /// Another size of the shorter side; see [Images#resize(Tensor, int, Interpolation, boolean)].
    public static Transform resize(int size, Interpolation mode, boolean antialias) {
        return (image, _) -> Images.resize(image, size, mode, antialias);
    }

    /// The middle; see [Images#centerCrop].
    public static Transform centerCrop(int height, int width) {
        return (image, _) -> Images.centerCrop(image, height, width);
    }

    /// Places around the image; see [Images#pad].
    public static Transform pad(int left, int top, int right, int bottom, PadMode mode, double fill) {
        return (image, _) -> Images.pad(image, left, top, right, bottom, mode, fill);
    }

    /// Grey values; see [Images#grayscale].
    public static Transform grayscale(int channels) {
        return (image, _) -> Images.grayscale(image, channels);
    }

    /// A part at a random place, after zeros were put around the image.
    ///
    /// @param padding how many on each side
    /// @throws OborException when an image with its padding is smaller than the part
    public static Transform randomCrop(int height, int width, int padding) {
        return (image, random) -> {
            Tensor wide = padding == 0 ? image : Images.pad(image, padding, padding, padding, padding, PadMode.CONSTANT, 0);
            int rows = wide.size(-2) - height;
            int columns = wide.size(-1) - width;
            if (rows < 0 || columns < 0) {
                throw new OborException("randomCrop: " + height + " × " + width + " of an image of " + wide.size(-2) + " × "
                        + wide.size(-1) + ": choose a smaller part or more padding");
            }
            if (rows == 0 && columns == 0) {
                return wide;
            }
            int top = whole(random, rows);
            return Images.crop(wide, top, whole(random, columns), height, width);
        };
    }

    /// A mirrored image, left to right, with a probability.
    public static Transform randomHorizontalFlip(double probability) {
        return randomApply(probability, (image, _) -> Images.hflip(image));
    }

    /// A mirrored image, top to bottom, with a probability.
    public static Transform randomVerticalFlip(double probability) {
        return randomApply(probability, (image, _) -> Images.vflip(image));
    }

    /// A change that is made with a probability.
    ///
    /// @throws OborException if it is not from 0 to 1
    public static Transform randomApply(double probability, Transform change) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new OborException("randomApply: a probability of " + probability + ": give a number from 0 to 1");
        }
        return (image, random) -> uniform(random, 0, 1) < probability ? change.apply(image, random) : image;
    }

    /// A turn by an angle drawn evenly from ± a number of degrees, with zeros where nothing was.
    ///
    /// @param mode NEAREST or BILINEAR
    public static Transform randomRotation(double degrees, Interpolation mode) {
        return (image, random) -> Images.rotate(image, uniform(random, -degrees, degrees), mode, 0);
    }

    /// A turn, a move and a scaling, each drawn evenly, with zeros where nothing was.
    ///
    /// @param degrees the largest turn, either way
    /// @param move the largest move, either way, as a share of the image's size
    /// @param minScale the smallest scale
    /// @param maxScale the largest scale
    /// @param mode NEAREST or BILINEAR
    /// @throws OborException if the scales are not positive and in order, or the move not from 0 to 1
    public static Transform randomAffine(
            double degrees, double move, double minScale, double maxScale, Interpolation mode) {
        if (!(minScale > 0 && maxScale >= minScale && move >= 0 && move <= 1)) {
            throw new OborException("randomAffine: scales from " + minScale + " to " + maxScale + " and moves of " + move
                    + ": scales must be positive and in order, a move from 0 to 1");
        }
        return (image, random) -> {
            double angle = uniform(random, -degrees, degrees);
            double right = Math.rint(uniform(random, -move, move) * image.size(-1));
            double down = Math.rint(uniform(random, -move, move) * image.size(-2));
            return Images.affine(
                    image, new Affine(angle, right, down, uniform(random, minScale, maxScale), 0, 0), mode, 0);
        };
    }

    private static double uniform(Generator random, double from, double to) {
        float[] number = new float[1];
        random.uniform(number, 0, 1, from, to);
        return number[0];
    }

    private static int whole(Generator random, int largest) {
        long[] number = new long[1];
        random.integers(number, 0, 1, 0, largest + 1L);
        return (int) number[0];
    }
}

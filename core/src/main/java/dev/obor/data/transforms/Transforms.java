package dev.obor.data.transforms;

import dev.obor.data.Dataset;
import dev.obor.error.OborException;
import dev.obor.nn.Interpolation;
import dev.obor.nn.PadMode;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Makes [Transform]s, with torchvision's names, defaults and draws.
public final class Transforms {
    private static final int TRIES = 10;

    private Transforms() {}

    /// Returns changes one after another.
    public static Transform compose(Transform... changes) {
        List<Transform> all = List.of(changes);
        return (image, generator) -> {
            Tensor result = image;
            for (Transform change : all) {
                result = change.apply(result, generator);
            }
            return result;
        };
    }

    /// Returns a dataset whose examples' first tensors, the images, are changed.
    public static Dataset<List<Tensor>> onImages(Dataset<List<Tensor>> dataset, Transform change) {
        return new Dataset<>() {
            @Override
            public int size() {
                return dataset.size();
            }

            @Override
            public List<Tensor> get(int index) {
                return changed(dataset.get(index), Generator.standard());
            }

            @Override
            public List<Tensor> get(int index, Generator generator) {
                return changed(dataset.get(index, generator), generator);
            }

            private List<Tensor> changed(List<Tensor> example, Generator generator) {
                List<Tensor> result = new ArrayList<>(example);
                result.set(0, change.apply(example.getFirst(), generator));
                return result;
            }
        };
    }

    /// Returns [Vision#toTensor(Tensor)].
    public static Transform toTensor() {
        return (image, _) -> Vision.toTensor(image);
    }

    /// Returns [Vision#normalize(Tensor, double[], double[])].
    public static Transform normalize(double[] mean, double[] std) {
        double[] shift = mean.clone();
        double[] scale = std.clone();
        return (image, _) -> Vision.normalize(image, shift, scale);
    }

    /// Returns the resizing of the shorter edge, bilinear with antialias.
    public static Transform resize(int shorter) {
        return (image, _) -> Vision.resize(image, shorter);
    }

    /// Returns the resizing to a height and width, bilinear with antialias.
    public static Transform resize(int height, int width) {
        return resize(height, width, Interpolation.BILINEAR, true);
    }

    /// Returns [Vision#resize(Tensor, int, int, Interpolation, boolean)].
    public static Transform resize(int height, int width, Interpolation mode, boolean antialias) {
        return (image, _) -> Vision.resize(image, height, width, mode, antialias);
    }

    /// Returns the cut of the middle.
    public static Transform centerCrop(int height, int width) {
        return (image, _) -> Vision.centerCrop(image, height, width);
    }

    /// Returns a margin of zeros on all sides.
    public static Transform pad(int margin) {
        return pad(margin, margin, margin, margin, 0, PadMode.CONSTANT);
    }

    /// Returns [Vision#pad(Tensor, int, int, int, int, Number, PadMode)].
    public static Transform pad(int left, int top, int right, int bottom, Number fill, PadMode mode) {
        return (image, _) -> Vision.pad(image, left, top, right, bottom, fill, mode);
    }

    /// Returns the brightness in 1 or 3 channels.
    public static Transform grayscale(int channels) {
        return (image, _) -> Vision.grayscale(image, channels);
    }

    /// Returns a cut at a random place.
    ///
    /// @throws OborException when applied to an image that is smaller
    public static Transform randomCrop(int height, int width) {
        return randomCrop(height, width, 0);
    }

    /// Returns a cut at a random place, after a margin of zeros is added on all sides.
    ///
    /// @throws OborException when applied to an image that is smaller even so
    public static Transform randomCrop(int height, int width, int margin) {
        return (image, generator) -> {
            Tensor padded = margin == 0 ? image : pad(margin).apply(image, generator);
            Vision.check("randomCrop", padded);
            int free = padded.size(-2) - height;
            int across = padded.size(-1) - width;
            if (free < 0 || across < 0) {
                throw new OborException("randomCrop: the image with its margin has shape " + padded.shape()
                        + " and the part [" + height + ", " + width + "]: add a larger margin or take a smaller part");
            }
            if (free == 0 && across == 0) {
                return padded;
            }
            int top = whole(generator, free + 1);
            int left = whole(generator, across + 1);
            return Vision.crop(padded, top, left, height, width);
        };
    }

    /// Returns a cut of random area and shape, resized: of 8 to 100 % of the area and of sides 3:4 to 4:3.
    public static Transform randomResizedCrop(int height, int width) {
        return randomResizedCrop(height, width, 0.08, 1, 3.0 / 4, 4.0 / 3);
    }

    /// Returns a cut of random area and shape, resized (bilinear with antialias) to a height and width.
    ///
    /// @param leastArea the least share of the image's area, 0 to 1; `mostArea` alike
    /// @param leastRatio the least width for a height of 1; `mostRatio` alike
    /// @throws OborException if the bounds are no ranges
    public static Transform randomResizedCrop(
            int height, int width, double leastArea, double mostArea, double leastRatio, double mostRatio) {
        if (!(leastArea > 0 && leastArea <= mostArea && leastRatio > 0 && leastRatio <= mostRatio)) {
            throw new OborException("randomResizedCrop: areas of " + leastArea + " to " + mostArea + " and ratios of "
                    + leastRatio + " to " + mostRatio + ": give each as a least and a most number above 0");
        }
        float lowest = (float) StrictMath.log((float) leastRatio);
        float highest = (float) StrictMath.log((float) mostRatio);
        return (image, generator) -> {
            Vision.check("randomResizedCrop", image);
            int rows = image.size(-2);
            int columns = image.size(-1);
            for (int i = 0; i < TRIES; i++) {
                double area = (double) rows * columns * uniform(generator, leastArea, mostArea);
                double ratio = (float) StrictMath.exp(uniform(generator, lowest, highest));
                int w = (int) Math.rint(Math.sqrt(area * ratio));
                int h = (int) Math.rint(Math.sqrt(area / ratio));
                if (w > 0 && w <= columns && h > 0 && h <= rows) {
                    int top = whole(generator, rows - h + 1);
                    int left = whole(generator, columns - w + 1);
                    Tensor part = Vision.crop(image, top, left, h, w);
                    return Vision.resize(part, height, width, Interpolation.BILINEAR, true);
                }
            }
            double ratio = (double) columns / rows;
            int w = ratio > mostRatio ? (int) Math.rint(rows * mostRatio) : columns;
            int h = ratio < leastRatio ? (int) Math.rint(columns / leastRatio) : rows;
            Tensor part = Vision.crop(image, (rows - h) / 2, (columns - w) / 2, h, w);
            return Vision.resize(part, height, width, Interpolation.BILINEAR, true);
        };
    }

    /// Returns an exchange of left and right, made with a probability.
    public static Transform randomHorizontalFlip(double p) {
        return chance("randomHorizontalFlip", p, Vision::hflip);
    }

    /// Returns a flip upside down, made with a probability.
    public static Transform randomVerticalFlip(double p) {
        return chance("randomVerticalFlip", p, Vision::vflip);
    }

    /// Returns the brightness in as many channels as before, taken with a probability.
    public static Transform randomGrayscale(double p) {
        return chance("randomGrayscale", p, image -> Vision.grayscale(image, image.size(-3)));
    }

    private static Transform chance(String op, double p, UnaryOperator<Tensor> change) {
        checkProbability(op, p);
        return (image, generator) -> uniform(generator, 0, 1) < p ? change.apply(image) : image;
    }

    /// Returns a change that is made with a probability.
    ///
    /// @throws OborException if it is not from 0 to 1
    public static Transform randomApply(Transform change, double p) {
        checkProbability("randomApply", p);
        return (image, generator) -> p < uniform(generator, 0, 1) ? image : change.apply(image, generator);
    }

    private static void checkProbability(String op, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new OborException(op + ": the probability is " + p + " and must be from 0 to 1");
        }
    }

    /// Returns a rotation by a random angle of up to so many degrees to either side, of nearest pixels.
    public static Transform randomRotation(double degrees) {
        return randomRotation(-degrees, degrees, AffineOptions.DEFAULT, false);
    }

    /// Returns a rotation by a random angle; see [Vision#rotate(Tensor, double, AffineOptions, boolean)].
    ///
    /// @throws OborException if the angles are no range
    public static Transform randomRotation(double from, double to, AffineOptions options, boolean expand) {
        checkRange("randomRotation", "degrees", from, to);
        return (image, generator) -> Vision.rotate(image, uniform(generator, from, to), options, expand);
    }

    private static void checkRange(String op, String what, double from, double to) {
        if (!(from <= to)) {
            throw new OborException(op + ": " + what + " from " + from + " to " + to + ": give the lower one first");
        }
    }

    /// Returns a random affine map of nearest pixels: turned by up to so many degrees to either side.
    ///
    /// @param translate the most it moves, as a share of width and height; 0 to stay
    /// @param leastScale the least scale; equal to `mostScale` for one alone, and 1 for none
    /// @param shear the most degrees it is sheared along the rows, to either side
    /// @throws OborException if a number is negative or the scales are no range
    public static Transform randomAffine(
            double degrees, double translate, double leastScale, double mostScale, double shear) {
        if (!(degrees >= 0 && translate >= 0 && translate <= 1 && leastScale > 0 && shear >= 0)) {
            throw new OborException("randomAffine: degrees " + degrees + ", translate " + translate + ", scales from "
                    + leastScale + ", shear " + shear + ": none may be negative, translate 1 at most, scales above 0");
        }
        checkRange("randomAffine", "scales", leastScale, mostScale);
        return (image, generator) -> {
            Vision.check("randomAffine", image);
            double angle = uniform(generator, -degrees, degrees);
            double right = 0;
            double down = 0;
            if (translate > 0) {
                double across = translate * image.size(-1);
                double along = translate * image.size(-2);
                right = Math.rint(uniform(generator, -across, across));
                down = Math.rint(uniform(generator, -along, along));
            }
            boolean scales = leastScale != 1 || mostScale != 1;
            double scale = scales ? uniform(generator, leastScale, mostScale) : 1;
            double shearX = shear > 0 ? uniform(generator, -shear, shear) : 0;
            return Vision.affine(image, angle, right, down, scale, shearX, 0, AffineOptions.DEFAULT);
        };
    }

    /// Draws a number as `torch.empty(1).uniform_(from, to)` does.
    private static double uniform(Generator generator, double from, double to) {
        float[] number = new float[1];
        generator.uniform(number, 0, 1, from, to);
        return number[0];
    }

    /// Draws a whole number from 0 to below `bound`, as `torch.randint` does.
    private static int whole(Generator generator, int bound) {
        long[] number = new long[1];
        generator.integers(number, 0, 1, 0, bound);
        return (int) number[0];
    }
}

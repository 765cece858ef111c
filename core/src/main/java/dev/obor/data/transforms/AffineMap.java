package dev.obor.data.transforms;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.nn.F;
import dev.obor.nn.GridPadding;
import dev.obor.nn.Interpolation;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Affine maps of an image: each pixel of the result is read at the place where the inverse map leads.
record AffineMap(String op, Tensor image, AffineOptions options) {
    /// The rounding of corners, so that a right angle does not add a row of pixels.
    private static final float TOLERANCE = 1e-4f;

    /// What is done to the image: it is sheared, scaled and turned about the centre, and then moved.
    record Motion(double degrees, double right, double down, double scale, double shearX, double shearY) {
        /// Returns the rows of the inverse matrix, where the centre lies (x, y) from the middle.
        double[] inverse(double x, double y) {
            double turn = StrictMath.toRadians(degrees);
            double sx = StrictMath.toRadians(shearX);
            double sy = StrictMath.toRadians(shearY);
            double a = StrictMath.cos(turn - sy) / StrictMath.cos(sy);
            double b = -a * StrictMath.tan(sx) - StrictMath.sin(turn);
            double c = StrictMath.sin(turn - sy) / StrictMath.cos(sy);
            double d = -c * StrictMath.tan(sx) + StrictMath.cos(turn);
            double[] m = {d / scale, -b / scale, 0, -c / scale, a / scale, 0};
            m[2] = m[0] * (-x - right) + m[1] * (-y - down) + x;
            m[5] = m[3] * (-x - right) + m[4] * (-y - down) + y;
            return m;
        }
    }

    AffineMap {
        if (options.mode() != Interpolation.NEAREST && options.mode() != Interpolation.BILINEAR) {
            throw new OborException(op + ": " + options.mode() + " is not there: use NEAREST or BILINEAR");
        }
    }

    Tensor mapped(Motion motion) {
        double x = options.center().map(c -> c.x() - image.size(-1) * 0.5).orElse(0.0);
        double y = options.center().map(c -> c.y() - image.size(-2) * 0.5).orElse(0.0);
        return sampled(motion.inverse(x, y), image.size(-2), image.size(-1));
    }

    Tensor rotated(double degrees, boolean expand) {
        Motion motion = new Motion(-degrees, 0, 0, 1, 0, 0);
        if (!expand) {
            return mapped(motion);
        }
        double[] m = motion.inverse(0, 0);
        double halfWidth = image.size(-1) * 0.5;
        double halfHeight = image.size(-2) * 0.5;
        int width = extent(Math.abs(m[0]) * halfWidth + Math.abs(m[1]) * halfHeight, halfWidth);
        int height = extent(Math.abs(m[3]) * halfWidth + Math.abs(m[4]) * halfHeight, halfHeight);
        return sampled(m, height, width);
    }

    /// Returns how many pixels there are from the middle − half to the middle + half, whole pixels of the
    /// given image.
    private static int extent(double half, double middle) {
        // In float32, as torchvision does: its rounding takes away what sines and cosines of right angles lack.
        double upper = Math.ceil((float) towardsZero((float) (middle + half) / TOLERANCE) * TOLERANCE);
        double lower = Math.floor((float) towardsZero((float) (middle - half) / TOLERANCE) * TOLERANCE);
        return (int) (upper - lower);
    }

    private static double towardsZero(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private Tensor sampled(double[] m, int height, int width) {
        return Vision.onBatch(image, batch -> {
            Tensor x =
                    Obor.arange(width).to(batch.dtype()).sub(width * 0.5 - 0.5).reshape(1, -1);
            Tensor y = Obor.arange(height)
                    .to(batch.dtype())
                    .sub(height * 0.5 - 0.5)
                    .reshape(-1, 1);
            double halfWidth = batch.size(-1) * 0.5;
            double halfHeight = batch.size(-2) * 0.5;
            Tensor column = x.mul(m[0] / halfWidth).add(y.mul(m[1] / halfWidth)).add(m[2] / halfWidth);
            Tensor row = x.mul(m[3] / halfHeight).add(y.mul(m[4] / halfHeight)).add(m[5] / halfHeight);
            Tensor grid = Obor.stack(List.of(column, row), -1).unsqueeze(0).expand(batch.size(0), height, width, 2);
            Tensor result = F.gridSample(batch, grid, options.mode(), GridPadding.ZEROS, false);
            return options.fill() == 0 ? result : filled(result, batch, grid);
        });
    }

    private Tensor filled(Tensor result, Tensor batch, Tensor grid) {
        Tensor ones = batch.narrow(1, 0, 1).mul(0).add(1);
        Tensor inside = F.gridSample(ones, grid, options.mode(), GridPadding.ZEROS, false);
        if (options.mode() == Interpolation.NEAREST) {
            return Tensor.where(inside.lt(0.5), Tensor.number(options.fill()), result);
        }
        return result.mul(inside).add(inside.rsub(1.0).mul(options.fill()));
    }
}

package dev.obor.data.transforms;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;

/// A turn, a move, a scaling and a shearing of an image about its middle.
///
/// @param degrees how far it is turned, clockwise as in torchvision's `affine`
/// @param right by how many pixels it is moved
/// @param down by how many pixels it is moved
/// @param scale by what it is enlarged
/// @param shearX in degrees
/// @param shearY in degrees
public record Affine(double degrees, double right, double down, double scale, double shearX, double shearY) {
    /// Checks the numbers.
    ///
    /// @throws OborException if the scale is not positive, or a number not finite
    public Affine {
        if (!(scale > 0) || !Double.isFinite(degrees + right + down + scale + shearX + shearY)) {
            throw new OborException("affine: degrees " + degrees + ", move (" + right + ", " + down + "), scale " + scale
                    + ", shear (" + shearX + ", " + shearY + "): the scale must be positive, and all finite");
        }
    }

    /// Returns the two rows of the matrix that leads from places of the result to places of the image, pixels from the
    /// middle: the inverse of move · turn · shear · scale, where turn · shear is written out in torchvision's documentation.
    double[] inverse() {
        double turn = StrictMath.toRadians(degrees);
        double x = StrictMath.toRadians(shearX);
        double y = StrictMath.toRadians(shearY);
        double a = StrictMath.cos(turn - y) / StrictMath.cos(y);
        double b = -a * StrictMath.tan(x) - StrictMath.sin(turn);
        double c = StrictMath.sin(turn - y) / StrictMath.cos(y);
        double d = -c * StrictMath.tan(x) + StrictMath.cos(turn);
        double[] m = {d / scale, -b / scale, 0, -c / scale, a / scale, 0};
        m[2] = -m[0] * right - m[1] * down;
        m[5] = -m[3] * right - m[4] * down;
        return m;
    }

    /// Returns for every place of the result where it is in the image, `[1, height, width, 2]` from −1 to 1.
    Tensor grid(int height, int width, DType dtype) {
        double[] m = inverse();
        double[] grid = new double[2 * height * width];
        for (int row = 0; row < height; row++) {
            double y = row + 0.5 - height * 0.5;
            for (int column = 0; column < width; column++) {
                double x = column + 0.5 - width * 0.5;
                int at = 2 * (row * width + column);
                grid[at] = (m[0] * x + m[1] * y + m[2]) / (0.5 * width);
                grid[at + 1] = (m[3] * x + m[4] * y + m[5]) / (0.5 * height);
            }
        }
        return Obor.fromArray(grid, 1, height, width, 2).to(dtype);
    }
}

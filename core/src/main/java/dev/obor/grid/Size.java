package dev.obor.grid;

import dev.obor.error.ShapeException;

/// The extent of a grid in blocks, or of a block in threads.
///
/// @param x 1 or more
/// @param y 1 or more
/// @param z 1 or more
public record Size(int x, int y, int z) {
    /// Checks the extents.
    ///
    /// @throws ShapeException if one is less than 1, or there are more than 2³¹ - 1 places
    public Size {
        if (x < 1 || y < 1 || z < 1 || (double) x * y * z > Integer.MAX_VALUE) {
            throw new ShapeException("grid: a size of " + x + " × " + y + " × " + z
                    + ": each extent must be 1 or more, and their product below 2³¹");
        }
    }

    /// Returns a size of one dim.
    public static Size of(int x) {
        return new Size(x, 1, 1);
    }

    /// Returns a size of two dims.
    public static Size of(int x, int y) {
        return new Size(x, y, 1);
    }

    /// Returns the least number of blocks, in x and y, whose threads cover so many places.
    public static Size covering(int x, int y, Size block) {
        return of(Math.ceilDiv(x, block.x), Math.ceilDiv(y, block.y));
    }

    /// Returns the number of places.
    public int count() {
        return x * y * z;
    }

    /// Returns the place with a number; x runs fastest.
    Place place(int number) {
        return new Place(number % x, number / x % y, number / (x * y));
    }

    @Override
    public String toString() {
        return x + " × " + y + " × " + z;
    }
}

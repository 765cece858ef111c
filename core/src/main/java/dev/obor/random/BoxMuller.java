package dev.obor.random;

/// Turns uniform into normal numbers (Box and Muller, Ann. Math. Statist. 29(2), 1958), in the order of PyTorch's
/// blocks: of 16 numbers, number j of the first half gives the radius and number j + 8 the angle; the cosine replaces
/// the former and the sine the latter.
final class BoxMuller {
    /// The numbers of a block.
    static final int BLOCK = 16;

    private static final int HALF = BLOCK / 2;
    private static final double TWO_PI = 2 * Math.PI;

    private BoxMuller() {}

    /// Returns the radius that belongs to a uniform number of [0, 1).
    static double radius(double u) {
        return Math.sqrt(-2 * StrictMath.log(1 - u));
    }

    /// Returns the angle, in radians, that belongs to a uniform number of [0, 1).
    static double angle(double u) {
        return TWO_PI * u;
    }

    /// Replaces the uniform numbers of the whole blocks from `start` up to `end` by normal ones.
    static void transform(float[] data, int start, int end, float mean, float std) {
        for (int block = start; block <= end - BLOCK; block += BLOCK) {
            for (int j = block; j < block + HALF; j++) {
                double radius = radius(data[j]);
                double angle = angle(data[j + HALF]);
                data[j] = Math.fma((float) (radius * StrictMath.cos(angle)), std, mean);
                data[j + HALF] = Math.fma((float) (radius * StrictMath.sin(angle)), std, mean);
            }
        }
    }

    /// Replaces the uniform numbers of the whole blocks from `start` up to `end` by normal ones.
    static void transform(double[] data, int start, int end, double mean, double std) {
        for (int block = start; block <= end - BLOCK; block += BLOCK) {
            for (int j = block; j < block + HALF; j++) {
                double radius = radius(data[j]);
                double angle = angle(data[j + HALF]);
                data[j] = Math.fma(radius * StrictMath.cos(angle), std, mean);
                data[j + HALF] = Math.fma(radius * StrictMath.sin(angle), std, mean);
            }
        }
    }
}

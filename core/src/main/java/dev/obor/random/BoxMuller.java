package dev.obor.random;

/// Turns uniform into normal numbers (Box and Muller, Ann. Math. Statist. 29(2), 1958) in float64, in the
/// order of PyTorch's blocks: of 16 numbers, number j of the first half gives the radius and number j + 8 the
/// angle; the cosine replaces the former and the sine the latter.
///
/// The work is laid out in passes over short arrays, which HotSpot turns into vector code by itself;
/// [FloatNormals] is the same for float32.
final class BoxMuller {
    /// The numbers of a block.
    static final int BLOCK = 16;

    /// The most numbers that one call takes.
    static final int MOST = 1024;

    private static final int HALF = BLOCK / 2;
    private static final int PAIRS = MOST / 2;
    private static final double TWO_PI = 2 * Math.PI;

    private final double[] chance = new double[PAIRS];
    private final double[] angle = new double[PAIRS];
    private final double[] exponent = new double[PAIRS];
    private final double[] radius = new double[PAIRS];
    private final double[] sine = new double[PAIRS];
    private final double[] first = new double[PAIRS];
    private final double[] second = new double[PAIRS];

    /// Returns the radius that belongs to a uniform number of [0, 1).
    static double radius(double u) {
        return Math.sqrt(-2 * Elementary.log(1 - u));
    }

    /// Returns the angle, in radians, that belongs to a uniform number of [0, 1).
    static double angle(double u) {
        return TWO_PI * u;
    }

    /// Replaces `count` uniform numbers, a multiple of 16, by normal ones.
    void transform(double[] data, int offset, int count, double mean, double std) {
        int pairs = count / 2;
        separate(data, offset, count);
        findRadii(pairs);
        findDirections(pairs);
        findPoints(pairs);
        write(data, offset, count, mean, std);
    }

    private void separate(double[] data, int offset, int count) {
        for (int block = 0, pair = 0; block < count; block += BLOCK, pair += HALF) {
            int at = offset + block;
            for (int j = 0; j < HALF; j++) {
                chance[pair + j] = 1 - data[at + j];
                angle[pair + j] = angle(data[at + HALF + j]);
            }
        }
    }

    private void findRadii(int pairs) {
        for (int i = 0; i < pairs; i++) {
            long power = Elementary.exponent(chance[i]);
            chance[i] = Elementary.mantissa(chance[i], power);
            exponent[i] = power;
        }
        for (int i = 0; i < pairs; i++) {
            radius[i] = Math.sqrt(-2 * Elementary.log(chance[i], exponent[i]));
        }
    }

    /// Leaves cosine and sine beyond the nearest quarter in `first` and `sine`.
    private void findDirections(int pairs) {
        for (int i = 0; i < pairs; i++) {
            double quarter = Elementary.quarter(angle[i]);
            double x = Elementary.beyond(angle[i], quarter);
            double tail = Elementary.beyondTail(angle[i], quarter, x);
            first[i] = Elementary.cosine(x, tail);
            sine[i] = Elementary.sine(x, tail);
        }
    }

    private void findPoints(int pairs) {
        for (int i = 0; i < pairs; i++) {
            double quarter = Elementary.quarter(angle[i]);
            double odd = Elementary.odd(quarter);
            double even = 1 - odd;
            double signed = Elementary.sign(quarter, odd) * radius[i];
            double cosine = first[i];
            first[i] = signed * (even * cosine - odd * sine[i]);
            second[i] = signed * (even * sine[i] + odd * cosine);
        }
    }

    private void write(double[] data, int offset, int count, double mean, double std) {
        for (int block = 0, pair = 0; block < count; block += BLOCK, pair += HALF) {
            int at = offset + block;
            for (int j = 0; j < HALF; j++) {
                data[at + j] = Math.fma(first[pair + j], std, mean);
                data[at + HALF + j] = Math.fma(second[pair + j], std, mean);
            }
        }
    }
}

package dev.obor.random;

/// Makes float32 normal numbers from random words, by the blocks that [BoxMuller] describes, in float64 and
/// rounded once at the end: the error is half a unit in the last place, PyTorch's vector code is off by up to
/// 1.5e-6.
///
/// The work is laid out in passes over short arrays, each of which HotSpot turns into vector code by itself:
/// 1.4 ns a number where one loop over everything takes 5.3 and [StrictMath] 16. The functions consist of
/// IEEE basic operations only, so vector and scalar code and all processors give the same bits.
final class FloatNormals {
    /// The most words that one call takes.
    static final int MOST = 1024;

    private static final int PAIRS = MOST / 2;
    private static final int HALF = BoxMuller.BLOCK / 2;
    private static final int BITS = 24;
    private static final int ONE = 1 << BITS;
    private static final int QUARTER_BITS = BITS - 2;
    private static final int EIGHTH = ONE / 8;
    private static final double RADIANS = 2 * Math.PI / ONE;
    private static final double LOG_2 = 0.6931471805599453;
    private static final int SQRT_HALF = Float.floatToRawIntBits(0.70710677f);
    private static final int FLOAT_DIGITS = 23;

    // Uniform numbers in units of 2^-24: of (0, 1] for the radius, of [0, 1) for the angle.
    private final int[] chance = new int[PAIRS];
    private final int[] turn = new int[PAIRS];
    private final float[] narrowMantissa = new float[PAIRS];
    private final int[] narrowExponent = new int[PAIRS];
    private final double[] mantissa = new double[PAIRS];
    private final double[] exponent = new double[PAIRS];
    private final double[] angle = new double[PAIRS];
    private final double[] odd = new double[PAIRS];
    private final double[] sign = new double[PAIRS];
    private final double[] radius = new double[PAIRS];
    private final double[] first = new double[PAIRS];
    private final double[] second = new double[PAIRS];

    /// Writes `count` normal numbers, a multiple of 16, made of as many words.
    void fill(int[] words, int count, float[] out, int offset, float mean, float std) {
        int pairs = count / 2;
        separate(words, count);
        splitChances(pairs);
        findRadii(pairs);
        splitTurns(pairs);
        findPoints(pairs);
        write(count, out, offset, mean, std);
    }

    private void separate(int[] words, int count) {
        for (int block = 0, pair = 0; block < count; block += BoxMuller.BLOCK, pair += HALF) {
            for (int j = 0; j < HALF; j++) {
                chance[pair + j] = ONE - (words[block + j] & (ONE - 1));
                turn[pair + j] = words[block + HALF + j] & (ONE - 1);
            }
        }
    }

    /// Splits each chance into 2^exponent times a mantissa of [√½, √2). Widening to float64 is a pass of its
    /// own: a loop over elements of both sizes stays scalar.
    private void splitChances(int pairs) {
        for (int i = 0; i < pairs; i++) {
            int bits = Float.floatToRawIntBits(chance[i]);
            int power = (bits - SQRT_HALF) >> FLOAT_DIGITS;
            narrowMantissa[i] = Float.intBitsToFloat(bits - (power << FLOAT_DIGITS));
            narrowExponent[i] = power - BITS;
        }
        for (int i = 0; i < pairs; i++) {
            mantissa[i] = narrowMantissa[i];
        }
        for (int i = 0; i < pairs; i++) {
            exponent[i] = narrowExponent[i];
        }
    }

    /// √(-2 log chance), the logarithm by the series of 2 artanh((m - 1) / (m + 1)), which is off by 5e-11 of
    /// itself at most.
    private void findRadii(int pairs) {
        for (int i = 0; i < pairs; i++) {
            double s = (mantissa[i] - 1) / (mantissa[i] + 1);
            double z = s * s;
            double series = Math.fma(1.0 / 11, z, 1.0 / 9);
            series = Math.fma(series, z, 1.0 / 7);
            series = Math.fma(series, z, 1.0 / 5);
            series = Math.fma(series, z, 1.0 / 3);
            series = Math.fma(series, z, 1);
            radius[i] = Math.sqrt(-2 * Math.fma(2 * s, series, exponent[i] * LOG_2));
        }
    }

    /// Splits each turn into quarters and an angle within an eighth of a turn around them: the quarters come as
    /// whether their number is odd, which swaps cosine and sine, and as the sign of what then is the sine's.
    private void splitTurns(int pairs) {
        for (int i = 0; i < pairs; i++) {
            int quarter = (turn[i] + EIGHTH) >> QUARTER_BITS;
            angle[i] = turn[i] - (quarter << QUARTER_BITS);
        }
        for (int i = 0; i < pairs; i++) {
            int quarter = (turn[i] + EIGHTH) >> QUARTER_BITS;
            odd[i] = quarter & 1;
        }
        for (int i = 0; i < pairs; i++) {
            int quarter = (turn[i] + EIGHTH) >> QUARTER_BITS;
            sign[i] = 1 - (quarter & 2);
        }
    }

    /// The point at its radius and angle, by Taylor's series up to π/4, which are off by 1e-10 at most. The
    /// choices are sums with a factor 0: a branch would keep the loop scalar.
    private void findPoints(int pairs) {
        for (int i = 0; i < pairs; i++) {
            double x = angle[i] * RADIANS;
            double y = x * x;
            double sine = Math.fma(-1.0 / 39916800, y, 1.0 / 362880);
            sine = Math.fma(sine, y, -1.0 / 5040);
            sine = Math.fma(sine, y, 1.0 / 120);
            sine = Math.fma(sine, y, -1.0 / 6);
            sine = Math.fma(sine * y, x, x);
            double cosine = Math.fma(-1.0 / 3628800, y, 1.0 / 40320);
            cosine = Math.fma(cosine, y, -1.0 / 720);
            cosine = Math.fma(cosine, y, 1.0 / 24);
            cosine = Math.fma(cosine, y, -1.0 / 2);
            cosine = Math.fma(cosine, y, 1);
            double even = 1 - odd[i];
            double signed = sign[i] * radius[i];
            first[i] = signed * (even * cosine - odd[i] * sine);
            second[i] = signed * (even * sine + odd[i] * cosine);
        }
    }

    private void write(int count, float[] out, int offset, float mean, float std) {
        for (int block = 0, pair = 0; block < count; block += BoxMuller.BLOCK, pair += HALF) {
            int at = offset + block;
            for (int j = 0; j < HALF; j++) {
                out[at + j] = Math.fma((float) first[pair + j], std, mean);
                out[at + HALF + j] = Math.fma((float) second[pair + j], std, mean);
            }
        }
    }
}

package dev.obor.random;

/// Makes float32 normal numbers from random words, by the blocks that [BoxMuller] describes, in float32
/// throughout. The largest error is 7e-7, near the ends at ±5.77; PyTorch's vector code is off by up to
/// 1.5e-6.
///
/// The functions consist of IEEE basic operations without branches, so the scalar code here, vector code and
/// all processors give the same bits. The constants are public for the vector code's sake. The polynomials
/// are minimax approximations: Lawson's iteration on Chebyshev nodes, rounded to float32.
public final class FloatNormals {
    /// The words of half a block: radii, then angles.
    public static final int HALF = BoxMuller.BLOCK / 2;
    /// A whole turn, and the largest chance, in units of 2⁻²⁴.
    public static final int ONE = 1 << 24;
    /// The bits of a turn's quarter.
    public static final int QUARTER_BITS = 22;
    /// What rounds an angle to the nearest quarter of a turn.
    public static final int EIGHTH = ONE / 8;
    /// The bits of √½, where mantissas begin.
    public static final int SQRT_HALF = Float.floatToRawIntBits(0.70710677f);
    /// The bits of a float32's fraction.
    public static final int FRACTION_BITS = 23;
    /// The first 16 bits of log 2; times an exponent they are exact.
    public static final float LOG_2 = 0x1.63p-1f;
    /// What is left of log 2.
    public static final float LOG_2_REST = -2.1219444e-4f;

    private static final float[] LOG = {
        0.33333313f,
        -0.2500001f,
        0.20002119f,
        -0.16667996f,
        0.14219546f,
        -0.12405571f,
        0.11888198f,
        -0.11675782f,
        0.06746721f
    };
    private static final float[] SINE = {1.5707964f, -0.6459635f, 0.07968003f, -0.004601658f};
    private static final float SINE_REST = -4.8797947e-8f;
    private static final float[] COSINE = {-1.2337005f, 0.25366923f, -0.020860165f, 0.00090376654f};

    private FloatNormals() {}

    /// Returns the coefficients p of log(1 + t) = t - t²/2 + t³ (p₀ + p₁ t + …).
    public static float[] logCoefficients() {
        return LOG.clone();
    }

    /// Returns the coefficients p of sin(π/2 v) = v (p₀ + p₁ v² + …), and last what is left of the first one.
    public static float[] sineCoefficients() {
        return new float[] {SINE[0], SINE[1], SINE[2], SINE[3], SINE_REST};
    }

    /// Returns the coefficients p of cos(π/2 v) = 1 + v² (p₀ + p₁ v² + …).
    public static float[] cosineCoefficients() {
        return COSINE.clone();
    }

    /// Writes `count` normal numbers, a multiple of 16, made of as many words.
    static void fill(int[] words, float[] out, int at, int count, float mean, float std) {
        for (int block = 0; block < count; block += BoxMuller.BLOCK) {
            for (int j = block; j < block + HALF; j++) {
                float radius = radius(ONE - (words[j] & (ONE - 1)));
                int turn = words[j + HALF] & (ONE - 1);
                int quarter = (turn + EIGHTH) >> QUARTER_BITS;
                float v = (turn - (quarter << QUARTER_BITS)) * 0x1p-22f;
                float z = v * v;
                int sine = Float.floatToRawIntBits(sine(v, z));
                int cosine = Float.floatToRawIntBits(cosine(z));
                // The point is turned by quarters: an odd one swaps sine and cosine, and each has its signs.
                int swap = (sine ^ cosine) & -(quarter & 1);
                int sign = (quarter & 2) << 30;
                int other = ((quarter + 1) & 2) << 30;
                float first = radius * Float.intBitsToFloat(cosine ^ swap ^ other);
                float second = radius * Float.intBitsToFloat(sine ^ swap ^ sign);
                out[at + j] = Math.fma(first, std, mean);
                out[at + j + HALF] = Math.fma(second, std, mean);
            }
        }
    }

    /// √(-2 log of a chance in units of 2⁻²⁴), which is split into 2^power times a mantissa of [√½, √2).
    private static float radius(int chance) {
        int bits = Float.floatToRawIntBits(chance);
        int power = (bits - SQRT_HALF) >> FRACTION_BITS;
        float t = Float.intBitsToFloat(bits - (power << FRACTION_BITS)) - 1;
        float exponent = power - 24;
        float p = LOG[8];
        for (int k = 7; k >= 0; k--) {
            p = Math.fma(p, t, LOG[k]);
        }
        float z = t * t;
        float rest = Math.fma(exponent, LOG_2_REST, t * z * p);
        float log = Math.fma(exponent, LOG_2, t + Math.fma(-0.5f, z, rest));
        return (float) Math.sqrt(-2 * log);
    }

    private static float sine(float v, float z) {
        float p = Math.fma(Math.fma(SINE[3], z, SINE[2]), z, SINE[1]);
        return Math.fma(SINE[0], v, v * Math.fma(p, z, SINE_REST));
    }

    private static float cosine(float z) {
        float p = Math.fma(Math.fma(Math.fma(COSINE[3], z, COSINE[2]), z, COSINE[1]), z, COSINE[0]);
        return Math.fma(p, z, 1f);
    }
}

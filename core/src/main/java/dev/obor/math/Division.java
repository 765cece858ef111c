package dev.obor.math;

import dev.obor.dtype.Half;

/// Division that rounds, remainders, and what belongs to whole numbers alone, as PyTorch has them. Whole
/// numbers wrap; a divisor of 0, which callers refuse before, gives 0.
public final class Division {
    private Division() {}

    /// Returns ⌊a / b⌋, found from the exact remainder, so that rounding of the quotient cannot carry it over
    /// a whole number.
    public static double floor(double a, double b) {
        if (b == 0) {
            return a / b;
        }
        double remainder = a % b;
        double quotient = (a - remainder) / b;
        if (remainder != 0 && b < 0 != remainder < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0.0, a / b);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    /// Returns ⌊a / b⌋.
    public static long floor(long a, long b) {
        return b == 0 ? 0 : Math.floorDiv(a, b);
    }

    /// Returns a / b rounded towards 0.
    public static long trunc(long a, long b) {
        return b == 0 ? 0 : a / b;
    }

    /// Returns a − b · ⌊a / b⌋, of the sign of b.
    public static double remainder(double a, double b) {
        double remainder = a % b;
        return remainder != 0 && b < 0 != remainder < 0 ? remainder + b : remainder;
    }

    /// Returns a − b · ⌊a / b⌋, of the sign of b.
    public static long remainder(long a, long b) {
        return b == 0 ? 0 : Math.floorMod(a, b);
    }

    /// Returns the remainder of the division rounded towards 0, of the sign of a.
    public static double fmod(double a, double b) {
        return a % b;
    }

    /// Returns the remainder of the division rounded towards 0, of the sign of a.
    public static long fmod(long a, long b) {
        return b == 0 ? 0 : a % b;
    }

    /// Returns the greatest common divisor, 0 of two zeros.
    public static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return Math.abs(x);
    }

    /// Returns the least common multiple, 0 if either is 0.
    public static long lcm(long a, long b) {
        long divisor = gcd(a, b);
        return divisor == 0 ? 0 : Math.abs(a / divisor * b);
    }

    /// Returns a · 2ᵇ, wrapping; 0 for b beyond 0 … 63.
    public static long shiftLeft(long a, long b) {
        return b < 0 || b > 63 ? 0 : a << b;
    }

    /// Returns ⌊a / 2ᵇ⌋; only the sign is left for b beyond 0 … 63.
    public static long shiftRight(long a, long b) {
        return b < 0 || b > 63 ? a >> 63 : a >> b;
    }

    /// Returns the next double after a in the direction of b.
    public static double nextafter(double a, double b) {
        return Math.nextAfter(a, b);
    }

    /// Returns the next float after a in the direction of b.
    public static double nextafterSingle(double a, double b) {
        return Math.nextAfter((float) a, b);
    }

    /// Returns the next float16 number after a in the direction of b.
    public static double nextafterFloat16(double a, double b) {
        short bits = Half.toFloat16((float) a);
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : a == b ? b : Half.fromFloat16(next(bits, a, b));
    }

    /// Returns the next bfloat16 number after a in the direction of b.
    public static double nextafterBfloat16(double a, double b) {
        short bits = Half.toBfloat16((float) a);
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : a == b ? b : Half.fromBfloat16(next(bits, a, b));
    }

    /// The bits of sign and size count up away from 0.
    private static short next(short bits, double a, double b) {
        if (a == 0) {
            return (short) (b < 0 ? 0x8001 : 1);
        }
        return (short) (b > a == a > 0 ? bits + 1 : bits - 1);
    }

    /// Returns m of x = m · 2ᵉ with ½ ≤ |m| < 1; x itself for 0, NaN and infinities.
    public static double mantissa(double x) {
        if (x == 0 || !Double.isFinite(x)) {
            return x;
        }
        return Math.scalb(x, -(int) exponent(x));
    }

    /// Returns e of x = m · 2ᵉ with ½ ≤ |m| < 1; 0 for 0, NaN and infinities.
    public static double exponent(double x) {
        if (x == 0 || !Double.isFinite(x)) {
            return 0;
        }
        if (Math.abs(x) < Double.MIN_NORMAL) {
            return Math.getExponent(x * 0x1p54) - 54 + 1.0;
        }
        return Math.getExponent(x) + 1.0;
    }
}

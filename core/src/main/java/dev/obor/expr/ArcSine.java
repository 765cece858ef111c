package dev.obor.expr;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.sqrt;
import static dev.obor.expr.Expr.where;

/// The inverses of the sine and the cosine: up to ½ an odd polynomial, beyond asin(x) = π/2 − 2 asin(√((1 − x) / 2))
/// (W. J. Cody, W. Waite, *Software Manual for the Elementary Functions*, 1980, chapter 10). The rounding error of
/// the root is kept. Beyond 1 the root is NaN.
///
/// The polynomials come from `tools/minimax/asin.sollya`. An error given for float32 is over all its values;
/// one given for float64 is the largest seen over some 10⁷ random arguments.
final class ArcSine {
    /// (asin(√z) / √z − 1) / z, relative error 2^−31.7 of asin.
    private static final double[] ASIN_32 = {
        0x1.55554cp-3, 0x1.33389ep-4, 0x1.6caab6p-5, 0x1.04af34p-5, 0x1.d7924cp-7, 0x1.33d432p-5
    };
    /// (asin(√z) / √z − 1) / z, relative error 2^−59.9 of asin.
    private static final double[] ASIN_64 = {
        0x1.5555555555577p-3,
        0x1.333333332e133p-4,
        0x1.6db6db721247bp-5,
        0x1.f1c71a95002fbp-6,
        0x1.6e8bdedebf9dfp-6,
        0x1.1c49f077d5bc7p-6,
        0x1.ca1f8af1f0a39p-7,
        0x1.75859dad05d9ap-7,
        0x1.613c1e6ed7236p-7,
        0x1.e5fbe88dfeb2cp-9,
        0x1.639a894e21126p-6,
        -0x1.57fad0dea93ccp-6,
        0x1.0b45e9f72d94bp-5
    };

    private ArcSine() {}

    /// Returns asin(x). Error: float32 at most 0.621 ulp; float64 0.62 ulp.
    static Expr asin(Format format, Expr x) {
        Part part = Part.of(format, x);
        // π/2 − 2 s or s.
        Expr quarters = where(part.far, ONE, ZERO);
        return format.copySign(part.from(format, quarters, where(part.far, constant(-2), ONE)), x);
    }

    /// Returns acos(x). Error: float32 at most 0.597 ulp; float64 0.61 ulp.
    static Expr acos(Format format, Expr x) {
        Part part = Part.of(format, x);
        Expr negative = lt(x, ZERO);
        // 2 s or π − 2 s; π/2 − s or π/2 + s.
        Expr quarters = where(part.far, where(negative, constant(2), ZERO), ONE);
        Expr factor = where(part.far, where(negative, constant(-2), constant(2)), where(negative, ONE, constant(-1)));
        return part.from(format, quarters, factor);
    }

    /// The part of the angle that the polynomial gives, asin(s) = s + rest.
    ///
    /// @param far whether |x| is more than ½
    private record Part(Expr far, Expr s, Expr rest) {
        static Part of(Format format, Expr x) {
            Expr size = abs(x);
            Expr far = lt(HALF, size);
            Expr z = where(far, fma(size, constant(-0.5), HALF), size.square());
            Expr root = sqrt(z);
            // The root of 0 has no error.
            Expr twice = root.add(root).add(constant(0x1p-100));
            Expr s = where(far, root, size);
            Expr lost = where(far, fma(root.neg(), root, z).div(twice), ZERO);
            Expr p = Format.polynomial(z, format.isSingle() ? ASIN_32 : ASIN_64);
            return new Part(far, s, fma(s.mul(z), p, lost));
        }

        /// Returns quarters · π/2 + factor · asin(s).
        Expr from(Format format, Expr quarters, Expr factor) {
            double[] halfPi = ArcTangent.halfPi(format);
            Expr t = s.mul(factor);
            Expr sum = fma(quarters, constant(halfPi[0]), t);
            Expr sumLost = fma(quarters, constant(halfPi[0]), sum.neg()).add(t);
            return sum.add(fma(quarters, constant(halfPi[1]), fma(rest, factor, sumLost)));
        }
    }
}

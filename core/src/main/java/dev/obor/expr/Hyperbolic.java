package dev.obor.expr;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

/// The hyperbolic sine, cosine and tangent.
///
/// The polynomials come from `tools/minimax/tanh.sollya`. An error given for float32 is over all its values;
/// one given for float64 is the largest seen over some 10⁷ random arguments.
final class Hyperbolic {
    /// (sinh(√z) / √z − 1) / z, relative error 2^−34.1 of sinh.
    private static final double[] SINH_32 = {0x1.555556p-3, 0x1.110fe2p-7, 0x1.a28f1cp-13};
    /// (sinh(√z) / √z − 1) / z, relative error 2^−64.8 of sinh.
    private static final double[] SINH_64 = {
        0x1.5555555555555p-3,
        0x1.111111111130ap-7,
        0x1.a01a019f13f06p-13,
        0x1.71de3e34eee86p-19,
        0x1.ae56a4805bbe5p-26,
        0x1.73b9c51189654p-33
    };
    /// (cosh(√z) − 1) / z, relative error 2^−33.2 of cosh.
    private static final double[] COSH_32 = {0.5, 0x1.5554e4p-5, 0x1.6d516ap-10};
    /// (cosh(√z) − 1) / z, relative error 2^−70.0 of cosh.
    private static final double[] COSH_64 = {
        0.5,
        0x1.5555555555558p-5,
        0x1.6c16c16c15004p-10,
        0x1.a01a01ad7b67fp-16,
        0x1.27e4cc192f5b3p-22,
        0x1.1f8bd118c53f5p-29
    };
    /// (tanh(√z) / √z − 1) / z, relative error 2^−28.1 of tanh.
    private static final double[] TANH_32 = {
        -0x1.555542p-2, 0x1.110cf4p-3, -0x1.b981aep-5, 0x1.60dcf8p-6, -0x1.072706p-7, 0x1.36c0c4p-9, -0x1.8f1ddap-12
    };
    /// (tanh(√z) / √z − 1) / z, relative error 2^−57.2 of tanh.
    private static final double[] TANH_64 = {
        -0x1.555555555553p-2,
        0x1.111111110f132p-3,
        -0x1.ba1ba1b8e8fc5p-5,
        0x1.664f4853da73fp-6,
        -0x1.226e3114bab1bp-7,
        0x1.d6d34d9a3f83dp-9,
        -0x1.7d9df68b0dc16p-10,
        0x1.352eef7f82626p-11,
        -0x1.f3b2590f885a7p-13,
        0x1.8f0dce419d024p-14,
        -0x1.3257f94339a95p-15,
        0x1.a9c5fe2e90a1p-17,
        -0x1.e3c35bc187e61p-19,
        0x1.7e9f9330a8647p-21,
        -0x1.30ac27613d645p-24
    };
    /// Where the polynomial ends. From here on 2 / (exp(2x) + 1) is less than ¼, so that its rounding errors
    /// are small beside those of its difference from 1.
    private static final double SPLIT = 0.975;

    private Hyperbolic() {}

    /// Returns sinh(x). Error: float32 at most 0.745 ulp; float64 0.77 ulp.
    static Expr sinh(Format format, Expr x) {
        Expr size = abs(x);
        Rest rest = Rest.of(format, size);
        Expr half = rest.sum(format, rest.sinh, rest.cosh);
        // Keeps the last bit of subnormal numbers, which halving would lose.
        Expr tiny = lt(size, constant(Math.scalb(1.0, -1 - format.fraction())));
        return format.copySign(where(tiny, size, half.add(half)), x);
    }

    /// Returns cosh(x). Error: float32 at most 0.682 ulp; float64 0.66 ulp.
    static Expr cosh(Format format, Expr x) {
        Rest rest = Rest.of(format, abs(x));
        Expr half = rest.sum(format, rest.cosh, rest.sinh);
        return half.add(half);
    }

    /// Returns tanh(x). Error: float32 at most 0.914 ulp; float64 0.91 ulp.
    static Expr tanh(Format format, Expr x) {
        boolean single = format.isSingle();
        Expr size = abs(x);
        // From the bound on the result is 1.
        Expr capped = Exponential.atMost(size, single ? 9.1 : 19.1);
        Expr large = ONE.sub(constant(2).div(Exponential.expPlus1(format, capped.add(capped))));
        Expr z = size.square();
        Expr small = fma(Format.polynomial(z, single ? TANH_32 : TANH_64).mul(z), size, size);
        return format.copySign(where(lt(size, constant(SPLIT)), small, large), x);
    }

    /// A sum of two numbers.
    private record Pair(Expr high, Expr low) {}

    /// |x| = n ln 2 + r, n whole, r at most ½ ln 2 in size, for the theorems of addition (NIST, *Digital Library of
    /// Mathematical Functions*, 4.35.1 and 4.35.2):
    /// sinh(n ln 2 + r) = sinh(n ln 2) cosh(r) + cosh(n ln 2) sinh(r), and cosh alike with both exchanged.
    ///
    /// @param sinh ½ sinh(n ln 2), halved because 2ⁿ may be out of range where the function's value is not
    /// @param cosh ½ cosh(n ln 2)
    private record Rest(Expr r, Expr low, Pair sinh, Pair cosh) {
        static Rest of(Format format, Expr size) {
            boolean single = format.isSingle();
            // From the bound on the values are infinite; below it, 2ⁿ⁻² is in range.
            Expr capped = Exponential.atMost(size, single ? 89.5 : 710.5);
            double unit = format.magic() + format.bias() - 2;
            Expr t = fma(capped, constant(Ln2.INVERSE), constant(unit));
            Expr n = t.sub(constant(unit));
            Expr first = fma(n, constant(-Ln2.high(format)), capped);
            Expr second = n.mul(constant(-Ln2.low(format)));
            Expr r = first.add(second);
            Expr up = format.powerOfTwo(t);
            // Beyond the bound 2⁻ⁿ counts for nothing, and it would soon be out of range.
            Expr down = format.powerOfTwo(constant(unit).sub(Exponential.atMost(n, 99)));
            Expr less = up.sub(down);
            Expr more = up.add(down);
            return new Rest(
                    r,
                    first.sub(r).add(second),
                    new Pair(less, up.sub(less).sub(down)),
                    new Pair(more, up.sub(more).add(down)));
        }

        /// Returns even · cosh(r) + odd · sinh(r). The leading terms nearly cancel for n = 1, so their sum is kept
        /// with its rounding error.
        Expr sum(Format format, Pair even, Pair odd) {
            boolean single = format.isSingle();
            Expr z = r.square();
            Expr cosine = fma(z, Format.polynomial(z, single ? COSH_32 : COSH_64), r.mul(low));
            Expr sine = fma(r.mul(z), Format.polynomial(z, single ? SINH_32 : SINH_64), low);
            Expr sum = fma(odd.high, r, even.high);
            Expr lost = fma(odd.high, r, even.high.sub(sum));
            Expr rest = fma(odd.low, r, lost.add(even.low));
            return sum.add(fma(even.high, cosine, fma(odd.high, sine, rest)));
        }
    }
}

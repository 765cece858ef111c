package dev.obor.expr;

import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

/// The exponential: exp(x) = 2ⁿ · exp(r), where n is x / ln 2 rounded and r = x − n ln 2 is at most ½ ln 2 in size
/// (W. J. Cody, W. Waite, *Software Manual for the Elementary Functions*, 1980, chapter 6; J.-M. Muller, *Elementary
/// Functions*, 3rd edition, 2016, chapter 11). The polynomials come from `tools/minimax/exp.sollya`.
final class Exponential {
    private static final double[] EXP_32 = {
        1, 1, 0x1.fffffap-2, 0x1.555492p-3, 0x1.555a26p-5, 0x1.12397ep-7, 0x1.694c8ep-10
    };
    private static final double[] EXP_64 = {
        1, 1, 0x1.000000000000ap-1, 0x1.55555555554fep-3, 0x1.55555555506bcp-5, 0x1.1111111126b36p-7,
        0x1.6c16c18477083p-10, 0x1.a01a012fee99cp-13, 0x1.a019995efb00fp-16, 0x1.71df18ef76144p-19,
        0x1.28adfccb26cd8p-22, 0x1.ad92e899366cbp-26
    };

    private Exponential() {}

    /// Returns exp(x). Error: at most 0.8914 ulp over all of float32; float64: 0.8714 ulp is the largest seen.
    static Expr exp(Format format, Expr x) {
        boolean single = format.isSingle();
        // Beyond these bounds the result is 0 or infinite; within them n fits the exponents below.
        Expr capped = clamp(x, single ? -104 : -746, single ? 89 : 710);
        // The result may be subnormal or nearly 2^(bias+1), so 2ⁿ is applied as a power well inside the range and then
        // as a fixed one; only the second product rounds.
        int shift = single ? 64 : 512;
        Expr negative = lt(x, ZERO);
        double unit = format.magic() + format.bias();
        Expr magic = where(negative, constant(unit + shift), constant(unit - shift));
        Expr t = fma(capped, constant(Ln2.INVERSE), magic);
        Expr r = Ln2.reduce(format, capped, t.sub(magic));
        Expr p = Format.polynomial(r, single ? EXP_32 : EXP_64);
        Expr last = where(negative, constant(Math.scalb(1.0, -shift)), constant(Math.scalb(1.0, shift)));
        return p.mul(format.powerOfTwo(t)).mul(last);
    }

    /// Returns x, but not less than `low` nor more than `high`; NaN stays.
    private static Expr clamp(Expr x, double low, double high) {
        Expr raised = where(lt(x, constant(low)), constant(low), x);
        return where(lt(constant(high), raised), constant(high), raised);
    }
}

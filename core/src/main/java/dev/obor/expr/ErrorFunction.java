package dev.obor.expr;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

/// The error function: an odd polynomial up to [#SPLIT], and 1 − erfc beyond, where erfc(SPLIT + u) =
/// erfc(SPLIT) · exp(u p(u)) keeps the exponent, and so its rounding error, small where erfc is large. The
/// logarithm of erfc is nearly a parabola, hence p is short.
///
/// The polynomials come from `tools/minimax/erf.sollya`.
final class ErrorFunction {
    /// erf(√z) / √z − 1, relative error 2^−30.1 of erf.
    private static final double[] ERF_32 = {
        0x1.06eba8p-3, -0x1.812744p-2, 0x1.ce2e76p-4, -0x1.b81962p-6, 0x1.553c56p-8, -0x1.aea3b4p-11, 0x1.6c8874p-14
    };
    /// erf(√z) / √z − 1, relative error 2^−56.3 of erf.
    private static final double[] ERF_64 = {
        0x1.06eba8214db69p-3,
        -0x1.812746b037a05p-2,
        0x1.ce2f21a043eb2p-4,
        -0x1.b82ce312df81fp-6,
        0x1.565bcd1c6f67ap-8,
        -0x1.c02db6cd3a0cp-11,
        0x1.f9a3848f3f80ep-14,
        -0x1.f4da919a8ee79p-17,
        0x1.ba63830707dd3p-20,
        -0x1.6463a289ed43fp-23,
        0x1.1e369a29b93fbp-26,
        -0x1.1dfcea60c1cecp-29,
        0x1.18f093cc4d42cp-32
    };
    /// log(erfc(SPLIT + u) / erfc(SPLIT)) / u, error 2^−28.7 of erf.
    private static final double[] TAIL_32 = {
        -0x1.37116cp1, -0x1.a731ccp-1, -0x1.7fb906p-5, 0x1.6f111p-7, -0x1.0b24f8p-9, 0x1.a5ede6p-13
    };
    /// log(erfc(SPLIT + u) / erfc(SPLIT)) / u, error 2^−55.1 of erf.
    private static final double[] TAIL_64 = {
        -0x1.3711709c17b1ep1,
        -0x1.a730790b4feafp-1,
        -0x1.802c278f89856p-5,
        0x1.730b0dd8bb711p-7,
        -0x1.190485ad3e98p-9,
        0x1.a50dcab9299dp-13,
        0x1.f19bd3fdc703dp-15,
        -0x1.4adf47c148f0bp-15,
        0x1.9ba58ce72fc3ap-17,
        -0x1.216cde68d2a65p-19,
        -0x1.4eb6023c5c9c7p-25,
        0x1.7a392bd149051p-23,
        -0x1.2250601ff3493p-24,
        0x1.0646248b7412bp-26,
        -0x1.2fe25636cabdcp-29,
        0x1.a39c020777e6cp-33,
        -0x1.07930a137d1a8p-37
    };
    private static final double SPLIT = 0.875;
    private static final double ERFC_SPLIT = 0x1.ba36dab91c0e9p-3;

    private ErrorFunction() {}

    /// Returns erf(x). Error: float32 at most 0.827 ulp, over all its values; float64 0.96 ulp, the largest
    /// seen over some 10⁷ random arguments.
    static Expr erf(Format format, Expr x) {
        boolean single = format.isSingle();
        Expr size = abs(x);
        Expr z = size.square();
        Expr small = fma(Format.polynomial(z, single ? ERF_32 : ERF_64), size, size);
        // From the bound on the result is 1.
        Expr u = Exponential.atMost(size, single ? 4 : 6).sub(constant(SPLIT));
        Expr exponent = u.mul(Format.polynomial(u, single ? TAIL_32 : TAIL_64));
        Expr large = fma(Exponential.expInRange(format, exponent), constant(-ERFC_SPLIT), ONE);
        return format.copySign(where(lt(size, constant(SPLIT)), small, large), x);
    }
}

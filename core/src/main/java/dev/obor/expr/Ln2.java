package dev.obor.expr;

import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;

/// ln 2 as the sum of two numbers of a format. With fma the first may fill the significand: for n = x / ln 2
/// rounded, x − n · HIGH is a multiple of half a unit in the last place of HIGH, at most ½ ln 2 in size,
/// hence exact.
final class Ln2 {
    /// 1 / ln 2.
    static final double INVERSE = 0x1.71547652b82fep0;

    private static final double HIGH_32 = 0x1.62e43p-1;
    private static final double LOW_32 = -0x1.05c61p-29;
    private static final double HIGH_64 = 0x1.62e42fefa39efp-1;
    private static final double LOW_64 = 0x1.abc9e3b39803fp-56;

    private Ln2() {}

    /// Returns the leading part.
    static double high(Format format) {
        return format.isSingle() ? HIGH_32 : HIGH_64;
    }

    /// Returns the rest.
    static double low(Format format) {
        return format.isSingle() ? LOW_32 : LOW_64;
    }

    /// Returns x − n ln 2.
    static Expr reduce(Format format, Expr x, Expr n) {
        return fma(n, constant(-low(format)), fma(n, constant(-high(format)), x));
    }
}

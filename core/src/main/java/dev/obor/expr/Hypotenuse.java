package dev.obor.expr;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.eq;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.sqrt;
import static dev.obor.expr.Expr.where;

/// The length of the hypotenuse: a root whose error, which fma shows, is taken off in a step of Newton's method
/// (C. F. Borges, "An Improved Algorithm for hypot(a,b)", arXiv 1904.09481, 2019). Numbers too large or small
/// for squares and their rounding errors are scaled by powers of 2.
final class Hypotenuse {
    private Hypotenuse() {}

    /// Returns √(a² + b²), infinite if either is, even beside NaN. Error: 0.5001 ulp, but for subnormal values 0.75
    /// ulp, as they are rounded twice; the largest seen over some 10⁷ random pairs.
    static Expr hypot(Format format, Expr a, Expr b) {
        boolean single = format.isSingle();
        Expr width = abs(a);
        Expr height = abs(b);
        Expr steep = lt(width, height);
        Expr longer = where(steep, height, width);
        Expr large = lt(constant(single ? 0x1p62 : 0x1p500), longer);
        Expr small = lt(longer, constant(single ? 0x1p-40 : 0x1p-400));
        int down = single ? 66 : 524;
        int up = single ? 100 : 600;
        Expr x = longer.mul(scale(large, -down, small, up));
        Expr y = where(steep, width, height).mul(scale(large, -down, small, up));

        Expr xSquare = x.square();
        Expr root = sqrt(fma(y, y, xSquare));
        Expr square = root.square();
        // root² − x² − y²
        Expr excess = fma(y.neg(), y, square.sub(xSquare))
                .add(fma(root, root, square.neg()).sub(fma(x, x, xSquare.neg())));
        // The constant is lost in any root but 0.
        Expr twice = root.add(root).add(constant(single ? 0x1p-90 : 0x1p-700));
        Expr length = root.sub(excess.div(twice)).mul(scale(large, down, small, -up));
        Expr infinity = constant(Double.POSITIVE_INFINITY);
        return where(eq(width, infinity).or(eq(height, infinity)), infinity, length);
    }

    private static Expr scale(Expr large, int ofLarge, Expr small, int ofSmall) {
        Expr others = where(small, constant(Math.scalb(1.0, ofSmall)), ONE);
        return where(large, constant(Math.scalb(1.0, ofLarge)), others);
    }
}

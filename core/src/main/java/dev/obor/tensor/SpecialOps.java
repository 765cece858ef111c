package dev.obor.tensor;

import static dev.obor.tensor.Ops.floating;
import static dev.obor.tensor.Ops.promoted;

import dev.obor.error.DTypeException;
import dev.obor.expr.Functions;
import dev.obor.tensor.Pointwise.Domain;

/// The pointwise operators over elementary and special functions; the formulas stand in [Functions].
public final class SpecialOps {
    /// The sine.
    public static final Pointwise SIN = floating(Functions.SIN);
    /// The cosine.
    public static final Pointwise COS = floating(Functions.COS);
    /// The tangent.
    public static final Pointwise TAN = floating(Functions.TAN);
    /// The inverse of the sine.
    public static final Pointwise ASIN = floating(Functions.ASIN);
    /// The inverse of the cosine.
    public static final Pointwise ACOS = floating(Functions.ACOS);
    /// The inverse of the tangent.
    public static final Pointwise ATAN = floating(Functions.ATAN);
    /// The angle of the point (second, first).
    public static final Pointwise ATAN2 = floating(Functions.ATAN2);
    /// The hyperbolic sine.
    public static final Pointwise SINH = floating(Functions.SINH);
    /// The hyperbolic cosine.
    public static final Pointwise COSH = floating(Functions.COSH);
    /// The inverse of the hyperbolic sine.
    public static final Pointwise ASINH = floating(Functions.ASINH);
    /// The inverse of the hyperbolic cosine.
    public static final Pointwise ACOSH = floating(Functions.ACOSH);
    /// The inverse of the hyperbolic tangent.
    public static final Pointwise ATANH = floating(Functions.ATANH);
    /// The logarithm to the base 2.
    public static final Pointwise LOG2 = floating(Functions.LOG2);
    /// The logarithm to the base 10.
    public static final Pointwise LOG10 = floating(Functions.LOG10);
    /// 2 to the power x.
    public static final Pointwise EXP2 = floating(Functions.EXP2);
    /// The first to the power of the second.
    public static final Pointwise POW = promoted(Functions.POW).onlyFor(Domain.NUMBERS);


    private SpecialOps() {}

    /// Returns an exponent as an operand.
    static Tensor exponent(Tensor base, Number exponent) {
        Tensor result = Tensor.number(exponent);
        if (!base.dtype().isFloating() && !result.dtype().isFloating() && exponent.longValue() < 0) {
            throw new DTypeException("pow: " + base.dtype() + " to the power " + exponent
                    + " would not stay integers: convert the base with to(FLOAT32), or use floatPower");
        }
        return result;
    }
}

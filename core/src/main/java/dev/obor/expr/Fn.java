package dev.obor.expr;

import static dev.obor.expr.Kind.BITS;
import static dev.obor.expr.Kind.MASK;
import static dev.obor.expr.Kind.NUMBER;

import java.util.List;

/// The functions of the expression language.
///
/// A new one needs its row here, its derivative in [Derivative], its double value in [Reference], and either
/// a lowering in each emitter (a basic function) or a definition in [Definitions] (a defined one); the
/// compiler names the places.
public enum Fn {
    /// a + b.
    ADD(NUMBER, NUMBER, NUMBER),
    /// a − b.
    SUB(NUMBER, NUMBER, NUMBER),
    /// a · b.
    MUL(NUMBER, NUMBER, NUMBER),
    /// a / b, truncated for integers.
    DIV(NUMBER, NUMBER, NUMBER),
    /// a · b + c, rounded once.
    FMA(NUMBER, NUMBER, NUMBER, NUMBER),
    /// The square root.
    SQRT(NUMBER, NUMBER),
    /// The smaller; NaN if either is NaN; −0 is smaller than 0.
    MIN(NUMBER, NUMBER, NUMBER),
    /// The larger; NaN if either is NaN.
    MAX(NUMBER, NUMBER, NUMBER),
    /// |a|.
    ABS(NUMBER, NUMBER),
    /// −a.
    NEG(NUMBER, NUMBER),

    /// a = b.
    EQ(MASK, NUMBER, NUMBER),
    /// a ≠ b.
    NE(MASK, NUMBER, NUMBER),
    /// a < b.
    LT(MASK, NUMBER, NUMBER),
    /// a ≤ b.
    LE(MASK, NUMBER, NUMBER),

    /// Both.
    AND(MASK, MASK, MASK),
    /// Either.
    OR(MASK, MASK, MASK),
    /// Not.
    NOT(MASK, MASK),

    /// b where the mask a holds, else c.
    SELECT(NUMBER, MASK, NUMBER, NUMBER),

    /// The bits of a number; an integer is its own.
    TO_BITS(BITS, NUMBER),
    /// The number with these bits.
    FROM_BITS(NUMBER, BITS),
    /// a + b, wrapping.
    BITS_ADD(BITS, BITS, BITS),
    /// a − b, wrapping.
    BITS_SUB(BITS, BITS, BITS),
    /// a and b.
    BITS_AND(BITS, BITS, BITS),
    /// a or b.
    BITS_OR(BITS, BITS, BITS),
    /// a exclusive-or b.
    BITS_XOR(BITS, BITS, BITS),
    /// a shifted left by the constant b.
    SHIFT_LEFT(BITS, BITS, BITS),
    /// a shifted right by the constant b, keeping the sign.
    SHIFT_RIGHT(BITS, BITS, BITS),
    /// a shifted right by the constant b, filling with zeros.
    SHIFT_RIGHT_UNSIGNED(BITS, BITS, BITS),

    /// The largest whole number that is not larger. Defined.
    FLOOR(NUMBER, NUMBER),
    /// The smallest whole number that is not smaller. Defined.
    CEIL(NUMBER, NUMBER),
    /// The nearest whole number, ties to even. Defined.
    ROUND(NUMBER, NUMBER),
    /// The whole part, rounding towards 0. Defined.
    TRUNC(NUMBER, NUMBER),
    /// The exponential. Defined.
    EXP(NUMBER, NUMBER),
    /// exp(a) − 1, accurate near 0. Defined.
    EXPM1(NUMBER, NUMBER),
    /// The natural logarithm. Defined.
    LOG(NUMBER, NUMBER),
    /// log(1 + a), accurate near 0. Defined.
    LOG1P(NUMBER, NUMBER),
    /// 2 to the power a. Defined.
    EXP2(NUMBER, NUMBER),
    /// The logarithm to the base 2. Defined.
    LOG2(NUMBER, NUMBER),
    /// The logarithm to the base 10. Defined.
    LOG10(NUMBER, NUMBER),
    /// The sine. Defined.
    SIN(NUMBER, NUMBER),
    /// The cosine. Defined.
    COS(NUMBER, NUMBER),
    /// The hyperbolic tangent. Defined.
    TANH(NUMBER, NUMBER),
    /// The error function. Defined.
    ERF(NUMBER, NUMBER),
    /// 1 / (1 + exp(−a)). Defined.
    SIGMOID(NUMBER, NUMBER);

    private final Kind result;
    private final List<Kind> arguments;

    Fn(Kind result, Kind... arguments) {
        this.result = result;
        this.arguments = List.of(arguments);
    }

    /// Returns the kind of the value.
    public Kind result() {
        return result;
    }

    /// Returns the number of arguments.
    public int arity() {
        return arguments.size();
    }

    /// Returns the kind of an argument.
    public Kind argument(int index) {
        return arguments.get(index);
    }

    /// Tells whether the function is given by [Definitions] rather than by the machine.
    public boolean isDefined() {
        return compareTo(FLOOR) >= 0;
    }
}

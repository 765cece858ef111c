package dev.obor.tensor;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.exp;
import static dev.obor.expr.Expr.gt;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.log;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.max;
import static dev.obor.expr.Expr.min;
import static dev.obor.expr.Expr.ne;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;
import static dev.obor.expr.Expr.where;

import dev.obor.expr.Expr;
import dev.obor.expr.Fn;
import dev.obor.expr.Function;
import dev.obor.expr.ScalarMethod;
import dev.obor.math.Division;
import dev.obor.tensor.Pointwise.Domain;
import dev.obor.tensor.Pointwise.Result;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The pointwise operators: a name and a formula each. The gradient is derived from the formula unless one is
/// given, which happens where PyTorch's subgradient at a kink differs or a form over the value is cheaper.
public final class Ops {
    /// No gradient: that of a step function.
    private static final Function.BinaryGradient NONE = (g, a, b, y) -> ZERO;

    private static final Expr INFINITY = Expr.constant(Double.POSITIVE_INFINITY);

    /// a + b.
    public static final Pointwise ADD = binary("add", Expr::add);
    /// a − b.
    public static final Pointwise SUB = binary("sub", Expr::sub).onlyFor(Domain.NO_BOOLS);
    /// a + c · b, for a number c.
    public static final Pointwise ADD_SCALED = promoted(Function.ternary("addScaled", (a, b, c) -> a.add(c.mul(b))));
    /// a − c · b, for a number c.
    public static final Pointwise SUB_SCALED = promoted(Function.ternary("subScaled", (a, b, c) -> a.sub(c.mul(b))))
            .onlyFor(Domain.NO_BOOLS);
    /// a · b.
    public static final Pointwise MUL = binary("mul", Expr::mul);
    /// a / b, a floating-point number also for integers.
    public static final Pointwise DIV = floating(Function.binary("div", Expr::div));
    /// a / b rounded down. Its gradient is 0, as of all that rounds.
    public static final Pointwise FLOOR_DIVIDE = promoted(
                    scalar("floor", 2, "floorDivide").withGradients(NONE, NONE))
            .onlyFor(Domain.NUMBERS);
    /// a / b rounded towards 0.
    public static final Pointwise TRUNC_DIVIDE = promoted(Function.binary("truncDivide", (a, b) -> Expr.trunc(a.div(b)))
                    .withGradients(NONE, NONE))
            .onlyFor(Domain.FLOATING);
    /// a / b of integers, rounded towards 0.
    public static final Pointwise TRUNC_DIVIDE_INTEGERS =
            promoted(scalar("trunc", 2, "truncDivideIntegers")).onlyFor(Domain.INTEGERS);
    /// a − b · trunc(a / b).
    public static final Pointwise FMOD = promoted(scalar("fmod", 2, "fmod")
                    .withGradients((g, a, b, y) -> g, (g, a, b, y) -> g.neg().mul(Expr.trunc(a.div(b)))))
            .onlyFor(Domain.NUMBERS);
    /// a − b · ⌊a / b⌋.
    public static final Pointwise REMAINDER = promoted(scalar("remainder", 2, "remainder")
                    .withGradients(
                            (g, a, b, y) -> g,
                            (g, a, b, y) -> g.neg().mul(FLOOR_DIVIDE.function().of(a, b))))
            .onlyFor(Domain.NUMBERS);
    /// The greatest common divisor.
    public static final Pointwise GCD = promoted(scalar("gcd", 2, "gcd")).onlyFor(Domain.INTEGERS);
    /// The least common multiple.
    public static final Pointwise LCM = promoted(scalar("lcm", 2, "lcm")).onlyFor(Domain.INTEGERS);
    /// Bits set in both.
    public static final Pointwise BITWISE_AND = bitwise("bitwiseAnd", Fn.BITS_AND);
    /// Bits set in either.
    public static final Pointwise BITWISE_OR = bitwise("bitwiseOr", Fn.BITS_OR);
    /// Bits set in one of both.
    public static final Pointwise BITWISE_XOR = bitwise("bitwiseXor", Fn.BITS_XOR);
    /// a · 2ᵇ.
    public static final Pointwise BITWISE_LEFT_SHIFT =
            promoted(scalar("shiftLeft", 2, "bitwiseLeftShift")).onlyFor(Domain.INTEGERS);
    /// ⌊a / 2ᵇ⌋.
    public static final Pointwise BITWISE_RIGHT_SHIFT =
            promoted(scalar("shiftRight", 2, "bitwiseRightShift")).onlyFor(Domain.INTEGERS);
    /// −1 − a, which exchanges all bits.
    public static final Pointwise BITWISE_NOT =
            unary("bitwiseNot", a -> ONE.neg().sub(a)).onlyFor(Domain.INTEGERS);
    /// √(a² + b²), which does not overflow on the way.
    public static final Pointwise HYPOT = promoted(Function.of(
                            "hypot",
                            2,
                            ScalarMethod.of(StrictMath.class, "hypot", 2).of(Expr.input(0), Expr.input(1)))
                    .withGradients((g, a, b, y) -> g.mul(a.div(y)), (g, a, b, y) -> g.mul(b.div(y))))
            .onlyFor(Domain.FLOATING);
    /// |a| with the sign of b; the gradient at 0 is 0.
    public static final Pointwise COPYSIGN =
            floating(Function.binary("copysign", (a, b) -> where(signbit(b), abs(a).neg(), abs(a)))
                    .withGradients((g, a, b, y) -> where(Expr.eq(a, ZERO), ZERO, g.mul(y.div(a))), NONE));
    /// The next float64 number after a in the direction of b.
    public static final Pointwise NEXTAFTER = promoted(scalar("nextafter", 2, "nextafter"))
            .onlyFor(Domain.FLOATING)
            .withoutGradient();
    /// The next float32 number after a in the direction of b.
    public static final Pointwise NEXTAFTER_SINGLE = promoted(scalar("nextafterSingle", 2, "nextafterSingle"))
            .onlyFor(Domain.FLOATING)
            .withoutGradient();
    /// The next float16 number after a in the direction of b.
    public static final Pointwise NEXTAFTER_FLOAT16 = promoted(scalar("nextafterFloat16", 2, "nextafterFloat16"))
            .onlyFor(Domain.FLOATING)
            .withoutGradient();
    /// The next bfloat16 number after a in the direction of b.
    public static final Pointwise NEXTAFTER_BFLOAT16 = promoted(scalar("nextafterBfloat16", 2, "nextafterBfloat16"))
            .onlyFor(Domain.FLOATING)
            .withoutGradient();
    /// 0 below 0, 1 above, b at 0.
    public static final Pointwise HEAVISIDE = promoted(Function.binary(
                    "heaviside", (a, b) -> where(Expr.eq(a, ZERO), b, where(gt(a, ZERO), ONE, ZERO))))
            .withoutGradient();
    /// The larger; the other where one is NaN.
    public static final Pointwise FMAX =
            promoted(Function.binary("fmax", (a, b) -> where(ne(b, b), a, where(ne(a, a), b, max(a, b))))
                    .withGradients(
                            (g, a, b, y) -> where(Expr.ge(a, b).or(ne(b, b)), g, ZERO),
                            (g, a, b, y) -> where(Expr.ge(a, b).or(ne(b, b)), ZERO, g)));
    /// The smaller; the other where one is NaN.
    public static final Pointwise FMIN =
            promoted(Function.binary("fmin", (a, b) -> where(ne(b, b), a, where(ne(a, a), b, min(a, b))))
                    .withGradients(
                            (g, a, b, y) -> where(le(a, b).or(ne(b, b)), g, ZERO),
                            (g, a, b, y) -> where(le(a, b).or(ne(b, b)), ZERO, g)));
    /// The larger of x and a bound, whose gradient is x's at the bound.
    public static final Pointwise CLAMP_MIN = promoted(Function.binary("clampMin", Expr::max)
            .withGradients(
                    (g, x, low, y) -> where(Expr.ge(x, low), g, ZERO), (g, x, low, y) -> where(lt(x, low), g, ZERO)));
    /// The smaller of x and a bound, whose gradient is x's at the bound.
    public static final Pointwise CLAMP_MAX = promoted(Function.binary("clampMax", Expr::min)
            .withGradients(
                    (g, x, high, y) -> where(le(x, high), g, ZERO), (g, x, high, y) -> where(gt(x, high), g, ZERO)));
    /// min(max(x, low), high), whose gradient is x's at the bounds.
    public static final Pointwise CLAMP_BETWEEN = promoted(Function.ternary(
                            "clampBetween", (x, low, high) -> min(max(x, low), high))
                    .withGradients((g, x, low, high) -> List.of(
                            where(Expr.ge(x, low).and(le(x, high)), g, ZERO),
                            where(lt(x, low).and(lt(low, high)), g, ZERO),
                            where(gt(x, high).or(lt(high, low)), g, ZERO))))
            .onlyFor(Domain.NUMBERS);
    /// Whether |a − b| ≤ p₁ + p₀ · |b|, or both are equal, or, if p₂ ≠ 0, both NaN.
    public static final Pointwise ISCLOSE = comparison(
            "isclose",
            (a, b) -> Expr.eq(a, b)
                    .or(ne(param(2), ZERO).and(ne(a, a)).and(ne(b, b)))
                    .or(Expr.eq(a.sub(b).sub(a.sub(b)), ZERO)
                            .and(le(abs(a.sub(b)), param(1).add(abs(param(0).mul(b)))))));
    /// The larger.
    public static final Pointwise MAXIMUM = binary("maximum", Expr::max);
    /// The smaller.
    public static final Pointwise MINIMUM = binary("minimum", Expr::min);
    /// a + p₀ · b · c.
    public static final Pointwise ADDCMUL = promoted(Function.ternary(
                    "addcmul", (a, b, c) -> a.add(param(0).mul(b).mul(c))))
            .onlyFor(Domain.NUMBERS);
    /// a + p₀ · b / c.
    public static final Pointwise ADDCDIV = promoted(
                    Function.ternary("addcdiv", (a, b, c) -> a.add(param(0).mul(b.div(c)))))
            .onlyFor(Domain.FLOATING);
    /// a + w · (b − a), computed from the end b for w ≥ ½, so that w = 1 gives b exactly.
    public static final Pointwise LERP = promoted(Function.ternary(
                            "lerp",
                            (a, b, w) -> where(
                                    lt(w, HALF),
                                    a.add(w.mul(b.sub(a))),
                                    b.sub(b.sub(a).mul(ONE.sub(w)))))
                    .withGradients((g, a, b, w) -> List.of(g.mul(ONE.sub(w)), g.mul(w), g.mul(b.sub(a)))))
            .onlyFor(Domain.FLOATING);
    /// a where the mask holds, else b.
    public static final Pointwise WHERE =
            promoted(Function.of("where", 3, where(Expr.maskInput(0), Expr.input(1), Expr.input(2))));

    /// c where the mask b holds, else a.
    static final Pointwise MASKED_FILL =
            promoted(Function.of("maskedFill", 3, where(Expr.maskInput(1), Expr.input(2), Expr.input(0))));

    /// b in the place of a.
    public static final Pointwise COPY = binary("copy", (a, b) -> b);
    /// exp(x − top): the first step of a softmax.
    static final Pointwise EXP_DIFFERENCE = floating(Function.binary("expDifference", (x, top) -> exp(x.sub(top))));
    /// x − top − log(sum): the last step of a log-softmax.
    static final Pointwise LOG_SOFTMAX_SHIFT = floating(
            Function.ternary("logSoftmaxShift", (x, top, sum) -> x.sub(top).sub(log(sum))));
    /// g − exp(y) · sum: the gradient of a log-softmax.
    static final Pointwise LOG_SOFTMAX_GRADIENT =
            floating(Function.ternary("logSoftmaxGradient", (g, y, sum) -> g.sub(exp(y).mul(sum))));

    /// The root of a sum of squares: its gradient at 0 is 0, as a norm's.
    static final Pointwise NORM_ROOT = floating(Function.unary("norm", Expr::sqrt)
            .withGradient((g, x, y) -> where(Expr.eq(y, ZERO), ZERO, g.div(y.add(y)))));

    /// x itself, in a new place.
    public static final Pointwise CLONE = promoted(Function.unary("clone", x -> x));
    /// −x.
    public static final Pointwise NEG = unary("neg", Expr::neg).onlyFor(Domain.NUMBERS);
    /// |x|, whose gradient at 0 is 0.
    public static final Pointwise ABS = unary("abs", Expr::abs).onlyFor(Domain.NUMBERS);
    /// x².
    public static final Pointwise SQUARE = promoted(
                    Function.unary("square", Expr::square).withGradient((g, x, y) -> g.mul(x.add(x))))
            .onlyFor(Domain.NUMBERS);
    /// 1 / x.
    public static final Pointwise RECIPROCAL = floating(Function.unary("reciprocal", x -> ONE.div(x))
            .withGradient((g, x, y) -> g.neg().mul(y.square())));
    /// The square root.
    public static final Pointwise SQRT = floating(Function.unary("sqrt", Expr::sqrt));
    /// 1 / √x.
    public static final Pointwise RSQRT = floating(Function.unary("rsqrt", x -> ONE.div(sqrt(x)))
            .withGradient((g, x, y) -> g.mul(Expr.constant(-0.5)).mul(y.mul(y.square()))));
    /// The exponential.
    public static final Pointwise EXP = floating(Function.unary("exp", Expr::exp));
    /// exp(x) − 1.
    public static final Pointwise EXPM1 = floating(Function.unary("expm1", Expr::expm1));
    /// The natural logarithm.
    public static final Pointwise LOG = floating(Function.unary("log", Expr::log));
    /// log(1 + x).
    public static final Pointwise LOG1P = floating(Function.unary("log1p", Expr::log1p));
    /// The hyperbolic tangent.
    public static final Pointwise TANH = floating(Function.unary("tanh", Expr::tanh));
    /// The error function.
    public static final Pointwise ERF = floating(Function.unary("erf", Expr::erf));
    /// The largest whole number that is not larger.
    public static final Pointwise FLOOR = unary("floor", Expr::floor).onlyFor(Domain.NUMBERS);
    /// The smallest whole number that is not smaller.
    public static final Pointwise CEIL = unary("ceil", Expr::ceil).onlyFor(Domain.NUMBERS);
    /// The nearest whole number, ties to even.
    public static final Pointwise ROUND = unary("round", Expr::round).onlyFor(Domain.NUMBERS);
    /// The whole part.
    public static final Pointwise TRUNC = unary("trunc", Expr::trunc).onlyFor(Domain.NUMBERS);
    /// −1, 0 or 1.
    public static final Pointwise SIGN =
            unary("sign", x -> where(gt(x, ZERO), ONE, where(lt(x, ZERO), ONE.neg(), ZERO)));

    /// The nearest multiple of 1 / p₀, ties to even.
    public static final Pointwise ROUND_FRACTION = promoted(
                    Function.unary("roundFraction", Ops::roundFraction).withGradient((g, x, y) -> ZERO))
            .onlyFor(Domain.FLOATING);
    /// The nearest multiple of p₀, ties to even.
    public static final Pointwise ROUND_MULTIPLE = promoted(Function.unary(
                            "roundMultiple", x -> Expr.round(x.div(param(0))).mul(param(0)))
                    .withGradient((g, x, y) -> ZERO))
            .onlyFor(Domain.FLOATING);
    /// x − trunc(x).
    public static final Pointwise FRAC = promoted(
                    Function.unary("frac", x -> x.sub(Expr.trunc(x))).withGradient((g, x, y) -> g))
            .onlyFor(Domain.FLOATING);
    /// x with p₀ for NaN, p₁ for infinity, p₂ for −infinity.
    public static final Pointwise NAN_TO_NUM = promoted(Function.unary(
                            "nanToNum",
                            x -> where(
                                    ne(x, x),
                                    param(0),
                                    where(
                                            Expr.eq(x, INFINITY),
                                            param(1),
                                            where(Expr.eq(x, INFINITY.neg()), param(2), x))))
                    .withGradient((g, x, y) -> where(Expr.eq(x.sub(x), ZERO), g, ZERO)))
            .onlyFor(Domain.FLOATING);
    /// 0, or π for negative numbers.
    public static final Pointwise ANGLE =
            floating(Function.unary("angle", x -> where(ne(x, x), x, where(lt(x, ZERO), Expr.constant(Math.PI), ZERO)))
                    .withGradient((g, x, y) -> ZERO));
    /// Degrees from radians: x · 180 / π.
    public static final Pointwise RAD2DEG =
            floating(Function.unary("rad2deg", x -> x.mul(Expr.constant(180 / Math.PI))));
    /// Radians from degrees: x · π / 180.
    public static final Pointwise DEG2RAD =
            floating(Function.unary("deg2rad", x -> x.mul(Expr.constant(Math.PI / 180))));
    /// m of x = m · 2ᵉ.
    public static final Pointwise MANTISSA = promoted(scalar("mantissa", 1, "mantissa")
                    .withGradient((g, x, y) -> where(Expr.eq(x.sub(x), ZERO).and(ne(x, ZERO)), g.mul(y.div(x)), g)))
            .onlyFor(Domain.FLOATING);
    /// e of x = m · 2ᵉ.
    public static final Pointwise EXPONENT = promoted(
                    scalar("exponent", 1, "exponent").withGradient((g, x, y) -> ZERO))
            .onlyFor(Domain.FLOATING);
    /// x clamped to p₀ … p₁, whose gradient is 1 at the bounds.
    public static final Pointwise CLAMP = promoted(Function.unary("clamp", x -> min(max(x, param(0)), param(1)))
            .withGradient((g, x, y) -> where(le(param(0), x).and(le(x, param(1))), g, ZERO)));
    /// a = b.
    public static final Pointwise EQ = comparison("eq", Expr::eq);
    /// a ≠ b.
    public static final Pointwise NE = comparison("ne", Expr::ne);
    /// a < b.
    public static final Pointwise LT = comparison("lt", Expr::lt);
    /// a ≤ b.
    public static final Pointwise LE = comparison("le", Expr::le);
    /// a > b.
    public static final Pointwise GT = comparison("gt", Expr::gt);
    /// a ≥ b.
    public static final Pointwise GE = comparison("ge", Expr::ge);
    /// Both differ from 0.
    public static final Pointwise LOGICAL_AND =
            comparison("logicalAnd", (a, b) -> ne(a, ZERO).and(ne(b, ZERO)));
    /// Either differs from 0.
    public static final Pointwise LOGICAL_OR =
            comparison("logicalOr", (a, b) -> ne(a, ZERO).or(ne(b, ZERO)));
    /// One of both differs from 0.
    public static final Pointwise LOGICAL_XOR = comparison(
            "logicalXor",
            (a, b) -> ne(a, ZERO).and(Expr.eq(b, ZERO)).or(Expr.eq(a, ZERO).and(ne(b, ZERO))));
    /// Is infinite.
    public static final Pointwise ISINF =
            test("isinf", x -> Expr.eq(abs(x), INFINITY)).onlyFor(Domain.FLOATING);
    /// Is infinity.
    public static final Pointwise ISPOSINF =
            test("isposinf", x -> Expr.eq(x, INFINITY)).onlyFor(Domain.FLOATING);
    /// Is −infinity.
    public static final Pointwise ISNEGINF =
            test("isneginf", x -> Expr.eq(x, INFINITY.neg())).onlyFor(Domain.FLOATING);
    /// Has a negative sign, also −0.
    public static final Pointwise SIGNBIT = test("signbit", Ops::signbit).onlyFor(Domain.FLOATING);
    /// Equals 0.
    public static final Pointwise LOGICAL_NOT = test("logicalNot", x -> Expr.eq(x, ZERO));
    /// Is not a number.
    public static final Pointwise ISNAN = test("isnan", x -> ne(x, x));
    /// Is neither infinite nor NaN.
    public static final Pointwise ISFINITE = test("isfinite", x -> Expr.eq(x.sub(x), ZERO));

    private Ops() {}

    /// What overflows when multiplied is whole already.
    private static Expr roundFraction(Expr x) {
        Expr multiple = x.mul(param(0));
        return where(
                lt(abs(multiple), Expr.constant(Double.POSITIVE_INFINITY)),
                Expr.round(multiple).div(param(0)),
                x);
    }

    /// A method of [Division] on the inputs.
    private static Function scalar(String method, int arity, String name) {
        Expr[] inputs = new Expr[arity];
        Arrays.setAll(inputs, Expr::input);
        return Function.of(
                name, arity, ScalarMethod.of(Division.class, method, arity).of(inputs));
    }

    private static Pointwise bitwise(String name, Fn fn) {
        return binary(name, (a, b) -> Expr.call(Fn.FROM_BITS, Expr.call(fn, bits(a), bits(b))))
                .onlyFor(Domain.WHOLE);
    }

    private static Expr bits(Expr x) {
        return Expr.call(Fn.TO_BITS, x);
    }

    /// The sign of 0 shows in its reciprocal.
    private static Expr signbit(Expr x) {
        return lt(x, ZERO).or(Expr.eq(x, ZERO).and(lt(ONE.div(x), ZERO)));
    }

    /// Returns all pointwise operators of this file and of [Activations] and [SpecialOps], in their order.
    public static List<Pointwise> all() {
        return Stream.of(Ops.class, Activations.class, SpecialOps.class)
                .flatMap(family -> Arrays.stream(family.getDeclaredFields()))
                .filter(field -> field.getType() == Pointwise.class && Modifier.isPublic(field.getModifiers()))
                .map(field -> {
                    try {
                        return (Pointwise) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new LinkageError(field.toString(), e);
                    }
                })
                .toList();
    }

    static Pointwise unary(String name, UnaryOperator<Expr> body) {
        return promoted(Function.unary(name, body));
    }

    static Pointwise binary(String name, BinaryOperator<Expr> body) {
        return promoted(Function.binary(name, body));
    }

    static Pointwise promoted(Function function) {
        return Pointwise.of(function, Result.PROMOTED);
    }

    static Pointwise floating(Function function) {
        return Pointwise.of(function, Result.FLOATING);
    }

    static Pointwise comparison(String name, BinaryOperator<Expr> body) {
        return Pointwise.of(Function.binary(name, body), Result.BOOL);
    }

    static Pointwise test(String name, UnaryOperator<Expr> body) {
        return Pointwise.of(Function.unary(name, body), Result.BOOL);
    }
}

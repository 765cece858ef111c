package dev.obor.tensor;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.exp;
import static dev.obor.expr.Expr.gt;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.log;
import static dev.obor.expr.Expr.log1p;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.max;
import static dev.obor.expr.Expr.min;
import static dev.obor.expr.Expr.ne;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;
import static dev.obor.expr.Expr.where;

import dev.obor.expr.Expr;
import dev.obor.expr.Function;
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
    /// a + b.
    public static final Pointwise ADD = binary("add", Expr::add);
    /// a − b.
    public static final Pointwise SUB = binary("sub", Expr::sub).onlyFor(Domain.NUMBERS);
    /// a · b.
    public static final Pointwise MUL = binary("mul", Expr::mul);
    /// a / b, a floating-point number also for integers.
    public static final Pointwise DIV = floating(Function.binary("div", Expr::div));
    /// The larger.
    public static final Pointwise MAXIMUM = binary("maximum", Expr::max);
    /// The smaller.
    public static final Pointwise MINIMUM = binary("minimum", Expr::min);
    /// a + p₀ · b · c.
    public static final Pointwise ADDCMUL = promoted(
            Function.ternary("addcmul", (a, b, c) -> a.add(param(0).mul(b).mul(c))));
    /// a + p₀ · b / c.
    public static final Pointwise ADDCDIV =
            promoted(Function.ternary("addcdiv", (a, b, c) -> a.add(param(0).mul(b.div(c)))));
    /// a + w · (b − a), computed from the end b for w ≥ ½, so that w = 1 gives b exactly.
    public static final Pointwise LERP = promoted(Function.ternary(
                    "lerp",
                    (a, b, w) -> where(
                            lt(w, HALF), a.add(w.mul(b.sub(a))), b.sub(b.sub(a).mul(ONE.sub(w)))))
            .withGradients((g, a, b, w) -> List.of(g.mul(ONE.sub(w)), g.mul(w), g.mul(b.sub(a)))));
    /// a where the mask holds, else b.
    public static final Pointwise WHERE =
            promoted(Function.of("where", 3, where(Expr.maskInput(0), Expr.input(1), Expr.input(2))));

    /// c where the mask b holds, else a.
    static final Pointwise MASKED_FILL =
            promoted(Function.of("maskedFill", 3, where(Expr.maskInput(1), Expr.input(2), Expr.input(0))));

    /// b in the place of a.
    public static final Pointwise COPY = binary("copy", (a, b) -> b);
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
    public static final Pointwise ABS = unary("abs", Expr::abs);
    /// x².
    public static final Pointwise SQUARE =
            promoted(Function.unary("square", Expr::square).withGradient((g, x, y) -> g.mul(x.add(x))));
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
    public static final Pointwise FLOOR = unary("floor", Expr::floor);
    /// The smallest whole number that is not smaller.
    public static final Pointwise CEIL = unary("ceil", Expr::ceil);
    /// The nearest whole number, ties to even.
    public static final Pointwise ROUND = unary("round", Expr::round);
    /// The whole part.
    public static final Pointwise TRUNC = unary("trunc", Expr::trunc);
    /// −1, 0 or 1.
    public static final Pointwise SIGN =
            unary("sign", x -> where(gt(x, ZERO), ONE, where(lt(x, ZERO), ONE.neg(), ZERO)));

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
    /// Equals 0.
    public static final Pointwise LOGICAL_NOT = test("logicalNot", x -> Expr.eq(x, ZERO));
    /// Is not a number.
    public static final Pointwise ISNAN = test("isnan", x -> ne(x, x));
    /// Is neither infinite nor NaN.
    public static final Pointwise ISFINITE = test("isfinite", x -> Expr.eq(x.sub(x), ZERO));

    private Ops() {}

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

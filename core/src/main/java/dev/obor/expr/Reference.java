package dev.obor.expr;

import dev.obor.math.Powers;
import java.util.IdentityHashMap;
import java.util.List;

/// The value of a formula in double, or in long for integers: the specification that kernels are tested
/// against. Masks are 1 and 0. Defined functions are taken from `StrictMath` and
/// its like, not from [Definitions].
public final class Reference {
    private final double[] inputs;
    private final double[] params;
    private final IdentityHashMap<Expr, Double> done = new IdentityHashMap<>();

    private Reference(double[] inputs, double[] params) {
        this.inputs = inputs;
        this.params = params;
    }

    /// Returns the value of a formula for these inputs and parameters.
    public static double evaluate(Expr expr, double[] inputs, double... params) {
        return new Reference(inputs, params).visit(expr);
    }

    /// Returns the value of a formula in integer arithmetic, for dtypes whose values a double may not hold.
    public static long evaluate(Expr expr, long[] inputs, double... params) {
        return new Whole(inputs, params).visit(expr);
    }

    private double visit(Expr expr) {
        Double known = done.get(expr);
        if (known != null) {
            return known;
        }
        double value = switch (expr) {
            case Expr.Input in -> inputs[in.index()];
            case Expr.Param param -> params[param.index()];
            case Expr.Const constant -> constant.value();
            case Expr.Bits bits -> bits.value();
            case Expr.Inline inline ->
                visit(Substitution.apply(inline.function().body(), inline.args()));
            case Expr.Call call -> call(call.fn(), call.args());
            case Expr.Invoke invoke ->
                invoke.method()
                        .call(invoke.args().stream().mapToDouble(this::visit).toArray());
            case Expr.Guard guard -> visit(guard.mask()) != 0 ? visit(guard.usual()) : visit(guard.rare());
        };
        done.put(expr, value);
        return value;
    }

    private double call(Fn fn, List<Expr> args) {
        double a = visit(args.getFirst());
        double b = args.size() > 1 ? visit(args.get(1)) : 0;
        double c = args.size() > 2 ? visit(args.get(2)) : 0;
        return switch (fn) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case FMA -> Math.fma(a, b, c);
            case SQRT -> Math.sqrt(a);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case ABS -> Math.abs(a);
            case NEG -> -a;
            case EQ -> number(a == b);
            case NE -> number(a != b);
            case LT -> number(a < b);
            case LE -> number(a <= b);
            case AND -> number(a != 0 && b != 0);
            case OR -> number(a != 0 || b != 0);
            case NOT -> number(a == 0);
            case SELECT -> a != 0 ? b : c;
            case FLOOR -> Math.floor(a);
            case CEIL -> Math.ceil(a);
            case ROUND -> Math.rint(a);
            case TRUNC -> Math.copySign(Math.floor(Math.abs(a)), a);
            case EXP -> StrictMath.exp(a);
            case EXPM1 -> StrictMath.expm1(a);
            case LOG -> StrictMath.log(a);
            case LOG1P -> StrictMath.log1p(a);
            case EXP2 -> Powers.exp2(a);
            case LOG2 -> Powers.log2(a);
            case LOG10 -> StrictMath.log10(a);
            case SIN -> StrictMath.sin(a);
            case COS -> StrictMath.cos(a);
            case TANH -> StrictMath.tanh(a);
            case ERF -> erf(a);
            case SIGMOID -> {
                double power = StrictMath.exp(-Math.abs(a));
                yield (a < 0 ? power : 1) / (1 + power);
            }
            case TO_BITS,
                    FROM_BITS,
                    BITS_ADD,
                    BITS_SUB,
                    BITS_AND,
                    BITS_OR,
                    BITS_XOR,
                    SHIFT_LEFT,
                    SHIFT_RIGHT,
                    SHIFT_RIGHT_UNSIGNED ->
                throw new IllegalStateException(fn + " of floating-point numbers depends on their width: define a Fn");
        };
    }

    /// The error function within 3 ulp: its power series up to 1 and the continued fraction of its complement
    /// beyond (M. Abramowitz, I. Stegun, *Handbook of Mathematical Functions*, 7.1.5 and 7.1.14).
    static double erf(double x) {
        double a = Math.abs(x);
        double square = a * a;
        if (a < 1) {
            double sum = 0;
            for (int n = a < 0.01 ? 4 : 20; n > 0; n--) {
                sum = -square / n * (1.0 / (2 * n + 1) + sum);
            }
            return x * (2 / Math.sqrt(Math.PI)) * (1 + sum);
        }
        if (a < 6) {
            double fraction = a;
            for (int n = 300; n > 0; n--) {
                fraction = a + n / 2.0 / fraction;
            }
            double lost = Math.fma(a, a, -square);
            double complement = StrictMath.exp(-square) * (1 - lost) / (Math.sqrt(Math.PI) * fraction);
            return Math.copySign(1 - complement, x);
        }
        return Double.isNaN(x) ? x : Math.copySign(1, x);
    }

    private static double number(boolean mask) {
        return mask ? 1 : 0;
    }

    /// Integer arithmetic, wrapping at 64 bits.
    private record Whole(long[] inputs, double[] params) {
        long visit(Expr expr) {
            return switch (expr) {
                case Expr.Input in -> inputs[in.index()];
                case Expr.Param param -> (long) params[param.index()];
                case Expr.Const constant -> (long) constant.value();
                case Expr.Bits bits -> bits.value();
                case Expr.Inline inline ->
                    visit(Substitution.apply(inline.function().body(), inline.args()));
                case Expr.Call call -> call(call.fn(), call.args());
                case Expr.Invoke invoke ->
                    invoke.method()
                            .call(invoke.args().stream().mapToLong(this::visit).toArray());
                case Expr.Guard guard -> visit(guard.mask()) != 0 ? visit(guard.usual()) : visit(guard.rare());
            };
        }

        private long call(Fn fn, List<Expr> args) {
            long a = visit(args.getFirst());
            long b = args.size() > 1 ? visit(args.get(1)) : 0;
            long c = args.size() > 2 ? visit(args.get(2)) : 0;
            return switch (fn) {
                case ADD, BITS_ADD -> a + b;
                case SUB, BITS_SUB -> a - b;
                case MUL -> a * b;
                case DIV -> a / b;
                case FMA -> a * b + c;
                case MIN -> Math.min(a, b);
                case MAX -> Math.max(a, b);
                case ABS -> Math.abs(a);
                case NEG -> -a;
                case EQ -> a == b ? 1 : 0;
                case NE -> a != b ? 1 : 0;
                case LT -> a < b ? 1 : 0;
                case LE -> a <= b ? 1 : 0;
                case AND, BITS_AND -> a & b;
                case OR, BITS_OR -> a | b;
                case NOT -> 1 - a;
                case SELECT -> a != 0 ? b : c;
                case FLOOR, CEIL, ROUND, TRUNC, TO_BITS, FROM_BITS -> a;
                case BITS_XOR -> a ^ b;
                case SHIFT_LEFT -> a << b;
                case SHIFT_RIGHT -> a >> b;
                case SHIFT_RIGHT_UNSIGNED -> a >>> b;
                case SQRT, EXP, EXPM1, LOG, LOG1P, EXP2, LOG2, LOG10, SIN, COS, TANH, ERF, SIGMOID ->
                    throw new IllegalStateException(fn + " is not a function of integers");
            };
        }
    }
}

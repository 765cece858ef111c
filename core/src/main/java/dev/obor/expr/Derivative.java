package dev.obor.expr;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.eq;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Symbolic differentiation in reverse: the incoming gradient is carried from the formula's root to one
/// input, and what reaches a shared part is added up before it is carried on, so the result is as small as
/// the formula.
///
/// The rules follow PyTorch where a derivative does not exist: |x| has 0 at 0, the gradient of a maximum of
/// equals is shared in halves.
///
/// Formulas are graphs whose nodes are told apart by identity.
@SuppressWarnings("ReferenceEquality")
final class Derivative {
    private static final Expr TWO_OVER_ROOT_PI = Expr.constant(2 / Math.sqrt(Math.PI));
    private static final Expr LN_2 = Expr.constant(0x1.62e42fefa39efp-1);
    private static final Expr LN_10 = Expr.constant(0x1.26bb1bbb55516p1);

    private final Function function;
    private final Expr body;
    private final int input;
    private final List<Expr> order = new ArrayList<>();
    private final IdentityHashMap<Expr, Boolean> depends = new IdentityHashMap<>();
    private final IdentityHashMap<Expr, Expr> adjoints = new IdentityHashMap<>();

    private Derivative(Function function, int input) {
        this.function = function;
        this.body = function.body();
        this.input = input;
    }

    /// Returns the gradient of a function with respect to an input.
    static Expr of(Function function, int input) {
        return new Derivative(function, input).run();
    }

    private Expr run() {
        if (!visit(body)) {
            return ZERO;
        }
        adjoints.put(body, function.cotangent());
        Expr result = ZERO;
        for (Expr node : order.reversed()) {
            Expr adjoint = adjoints.get(node);
            if (adjoint == null) {
                continue;
            }
            switch (node) {
                case Expr.Input _ -> result = plus(result, adjoint);
                case Expr.Call call -> spread(call.args(), rule(call, self(node), adjoint));
                case Expr.Inline in -> spread(in.args(), in.function().gradientsAt(in.args(), self(node), adjoint));
                case Expr.Invoke invoke ->
                    throw new IllegalStateException(
                            invoke.method() + " has no derivative: give the gradient of " + function.name());
                case Expr.Guard guard ->
                    throw new IllegalStateException(
                            guard.rare().method() + " has no derivative: give the gradient of " + function.name());
                case Expr.Param _, Expr.Const _, Expr.Bits _ -> {}
            }
        }
        return result;
    }

    /// The value of a node, for rules that need it: the function's own value is kept, not computed again.
    private Expr self(Expr node) {
        return node == body ? function.value() : node;
    }

    private boolean visit(Expr node) {
        Boolean known = depends.get(node);
        if (known != null) {
            return known;
        }
        boolean result = false;
        switch (node) {
            case Expr.Input in -> result = in.index() == input;
            case Expr.Call call -> {
                for (Expr arg : call.args()) {
                    result |= visit(arg);
                }
            }
            case Expr.Inline inline -> {
                for (Expr arg : inline.args()) {
                    result |= visit(arg);
                }
            }
            case Expr.Invoke invoke -> {
                for (Expr arg : invoke.args()) {
                    result |= visit(arg);
                }
            }
            case Expr.Guard guard -> {
                boolean rare = visit(guard.rare());
                result = visit(guard.usual()) || rare;
            }
            case Expr.Param _, Expr.Const _, Expr.Bits _ -> {}
        }
        depends.put(node, result);
        order.add(node);
        return result;
    }

    private void spread(List<Expr> args, List<Expr> gradients) {
        for (int i = 0; i < args.size(); i++) {
            Expr arg = args.get(i);
            if (depends.get(arg) && gradients.get(i) != ZERO) {
                adjoints.merge(arg, gradients.get(i), Derivative::plus);
            }
        }
    }

    private static Expr plus(Expr a, Expr b) {
        return a == ZERO ? b : b == ZERO ? a : a.add(b);
    }

    private static Expr times(Expr a, Expr b) {
        return a == ONE ? b : b == ONE ? a : a.mul(b);
    }

    /// The derivative rules: the gradients of the arguments, given the value `y` and the incoming gradient `g`.
    private static List<Expr> rule(Expr.Call call, Expr y, Expr g) {
        Expr a = call.args().getFirst();
        Expr b = call.args().size() > 1 ? call.args().get(1) : ZERO;
        return switch (call.fn()) {
            case ADD -> List.of(g, g);
            case SUB -> List.of(g, g.neg());
            case MUL -> List.of(times(g, b), times(g, a));
            case DIV -> List.of(g.div(b), g.neg().mul(a.div(b).div(b)));
            case FMA -> List.of(times(g, b), times(g, a), g);
            case SQRT -> List.of(g.div(y.add(y)));
            case MIN -> List.of(shared(b, a, g), shared(a, b, g));
            case MAX -> List.of(shared(a, b, g), shared(b, a, g));
            case ABS -> List.of(g.mul(sign(a)));
            case NEG -> List.of(g.neg());
            case SELECT -> List.of(ZERO, where(a, g, ZERO), where(a, ZERO, g));
            case EQ, NE, LT, LE, AND, OR -> List.of(ZERO, ZERO);
            case NOT, FLOOR, CEIL, ROUND, TRUNC -> List.of(ZERO);
            case EXP -> List.of(g.mul(y));
            case EXPM1 -> List.of(g.mul(y.add(ONE)));
            case LOG -> List.of(g.div(a));
            case LOG1P -> List.of(g.div(a.add(ONE)));
            case EXP2 -> List.of(g.mul(y).mul(LN_2));
            case LOG2 -> List.of(g.div(a.mul(LN_2)));
            case LOG10 -> List.of(g.div(a.mul(LN_10)));
            case SIN -> List.of(g.mul(Expr.cos(a)));
            case COS -> List.of(g.mul(Expr.sin(a)).neg());
            case TANH -> List.of(g.mul(ONE.sub(y.square())));
            case SIGMOID -> List.of(g.mul(y).mul(ONE.sub(y)));
            case ERF -> List.of(g.mul(TWO_OVER_ROOT_PI.mul(Expr.exp(a.square().neg()))));
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
                throw new IllegalStateException(call.fn() + " has no derivative: give the function's gradient");
        };
    }

    /// The part of `g` that goes to `winner` in a maximum of `winner` and `other`.
    private static Expr shared(Expr winner, Expr other, Expr g) {
        return where(lt(winner, other), ZERO, where(eq(winner, other), g.mul(HALF), g));
    }

    private static Expr sign(Expr a) {
        return where(lt(ZERO, a), ONE, where(lt(a, ZERO), ONE.neg(), ZERO));
    }
}

package dev.obor.expr;

import java.util.IdentityHashMap;
import java.util.List;

/// Replaces the inputs of a formula by other formulas. Shared parts stay shared.
public final class Substitution {
    private final List<Expr> inputs;
    private final IdentityHashMap<Expr, Expr> done = new IdentityHashMap<>();

    private Substitution(List<Expr> inputs) {
        this.inputs = inputs;
    }

    /// Returns `expr` with its input `i` replaced by `inputs.get(i)`.
    public static Expr apply(Expr expr, List<Expr> inputs) {
        return new Substitution(inputs).visit(expr);
    }

    private Expr visit(Expr expr) {
        Expr known = done.get(expr);
        if (known != null) {
            return known;
        }
        Expr result = switch (expr) {
            case Expr.Input in -> inputs.get(in.index());
            case Expr.Param _, Expr.Const _, Expr.Bits _ -> expr;
            case Expr.Call call ->
                new Expr.Call(call.fn(), call.args().stream().map(this::visit).toList());
            case Expr.Inline inline ->
                new Expr.Inline(
                        inline.function(),
                        inline.args().stream().map(this::visit).toList());
            case Expr.Invoke invoke -> invoke(invoke);
            case Expr.Guard guard -> new Expr.Guard(visit(guard.mask()), visit(guard.usual()), invoke(guard.rare()));
        };
        done.put(expr, result);
        return result;
    }

    private Expr.Invoke invoke(Expr.Invoke invoke) {
        return new Expr.Invoke(
                invoke.method(), invoke.args().stream().map(this::visit).toList());
    }
}

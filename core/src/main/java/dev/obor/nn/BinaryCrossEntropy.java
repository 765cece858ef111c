package dev.obor.nn;

import static dev.obor.expr.Constants.ONE;

import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.tensor.Pointwise;

/// The binary cross-entropy of a probability, with logarithms of at least −100 and a divisor of at least
/// 1e-12 in its gradient, as PyTorch bounds them.
final class BinaryCrossEntropy {
    /// Of x, a probability, and y, the target.
    static final Pointwise OP = Pointwise.of(
            Function.binary(
                            "binaryCrossEntropy",
                            (x, y) ->
                                    y.sub(ONE).mul(bounded(Expr.log1p(x.neg()))).sub(y.mul(bounded(Expr.log(x)))))
                    .withGradients(
                            (g, x, y, v) ->
                                    g.mul(x.sub(y)).div(Expr.max(ONE.sub(x).mul(x), Expr.constant(1e-12))),
                            (g, x, y, v) -> g.mul(bounded(Expr.log1p(x.neg())).sub(bounded(Expr.log(x))))),
            Pointwise.Result.FLOATING);

    private BinaryCrossEntropy() {}

    private static Expr bounded(Expr log) {
        return Expr.max(log, Expr.constant(-100));
    }
}

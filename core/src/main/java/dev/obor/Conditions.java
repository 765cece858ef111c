package dev.obor;

import dev.obor.layout.Shape;
import dev.obor.tensor.FactorCalls;
import dev.obor.tensor.Tensor;
import java.util.function.UnaryOperator;

/// The condition numbers of [Linalg].
final class Conditions {
    private Conditions() {}

    static Tensor of(Tensor a, double p) {
        if (Math.abs(p) != 2) {
            return byInverse(a, x -> Linalg.matrixNorm(x, p));
        }
        if (isEmpty(a)) {
            return zeros(a);
        }
        Tensor values = Linalg.svdvals(a);
        Tensor largest = values.select(-1, 0);
        Tensor smallest = values.select(-1, values.size(-1) - 1);
        return p > 0 ? largest.div(smallest) : smallest.div(largest);
    }

    static Tensor of(Tensor a, String p) {
        return byInverse(a, x -> Linalg.matrixNorm(x, p));
    }

    private static boolean isEmpty(Tensor a) {
        return a.dim() >= 2 && (a.size(-1) == 0 || a.size(-2) == 0);
    }

    private static Tensor zeros(Tensor a) {
        Shape shape = a.shape().remove(a.dim() - 1).remove(a.dim() - 2);
        return Tensor.full(shape, 0, a.dtype());
    }

    private static Tensor byInverse(Tensor a, UnaryOperator<Tensor> norm) {
        FactorCalls.checkSquare("cond", a);
        if (isEmpty(a)) {
            return zeros(a);
        }
        var inverse = Linalg.invEx(a);
        // The inverse of a singular matrix holds infinities, which the nuclear norm would refuse.
        Tensor finite =
                Tensor.where(inverse.inverse().isfinite(), inverse.inverse(), Tensor.full(Shape.SCALAR, 0, a.dtype()));
        Tensor product = norm.apply(a).mul(norm.apply(finite));
        Tensor infinity = Tensor.full(Shape.SCALAR, Double.POSITIVE_INFINITY, a.dtype());
        return Tensor.where(inverse.info().eq(0), product, infinity);
    }
}

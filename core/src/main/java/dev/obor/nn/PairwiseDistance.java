package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.function.BinaryOperator;

/// The p-norm of the differences along the last dim.
public final class PairwiseDistance extends Block implements BinaryOperator<Tensor> {
    private final double p;
    private final double eps;
    private final boolean keepDim;

    /// Makes the Euclidean distance.
    public PairwiseDistance() {
        this(2);
    }

    /// Makes the distance.
    public PairwiseDistance(double p) {
        this(p, 1e-6, false);
    }

    /// Makes the distance.
    ///
    /// @param eps what is added to the differences
    /// @param keepDim whether the last dim stays with size 1
    public PairwiseDistance(double p, double eps, boolean keepDim) {
        this.p = p;
        this.eps = eps;
        this.keepDim = keepDim;
    }

    /// Returns the distances of `[batch, features]` or `[features]`; the shapes broadcast.
    ///
    /// @throws dev.obor.error.ShapeException if they do not
    public Tensor forward(Tensor x1, Tensor x2) {
        return call(x -> F.pairwiseDistance(x[0], x[1], p, eps, keepDim), x1, x2);
    }

    /// Returns what [#forward(Tensor, Tensor)] returns: the module as a function.
    @Override
    public Tensor apply(Tensor x1, Tensor x2) {
        return forward(x1, x2);
    }
}

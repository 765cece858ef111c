package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.function.BinaryOperator;

/// x1 · x2 / (|x1| · |x2|) along a dim, each length at least eps.
public final class CosineSimilarity extends Block implements BinaryOperator<Tensor> {
    private final int dim;
    private final double eps;

    /// Makes the similarity along dim 1.
    public CosineSimilarity() {
        this(1);
    }

    /// Makes the similarity along a dim.
    public CosineSimilarity(int dim) {
        this(dim, 1e-8);
    }

    /// Makes the similarity along a dim.
    ///
    /// @param eps the least length
    public CosineSimilarity(int dim, double eps) {
        this.dim = dim;
        this.eps = eps;
    }

    /// Returns the similarities; the shapes broadcast.
    ///
    /// @throws dev.obor.error.ShapeException if they do not
    public Tensor forward(Tensor x1, Tensor x2) {
        return call(x -> F.cosineSimilarity(x[0], x[1], dim, eps), x1, x2);
    }

    /// Returns what [#forward(Tensor, Tensor)] returns: the module as a function.
    @Override
    public Tensor apply(Tensor x1, Tensor x2) {
        return forward(x1, x2);
    }
}

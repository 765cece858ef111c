package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Numbers x of length D(D − 1)/2 to the Cholesky factor of a correlation matrix of size D: their hyperbolic
/// tangents are taken for partial correlations, row by row, each of what the earlier ones of its row leave
/// (D. Lewandowski, D. Kurowicka and H. Joe, "Generating random correlation matrices based on vines and
/// extended onion method", 2009).
public record CorrCholeskyTransform() implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        double most = 1 - Bounds.eps(x.dtype());
        Tensor partial = matrix(x.tanh().clamp(-most, most), size(x.shape()));
        Tensor left = partial.square().rsub(1).sqrt().cumprod(-1);
        Tensor withOnes = partial.add(Obor.eye(partial.size(-1), x.dtype()));
        return withOnes.mul(shifted(left));
    }

    @Override
    public Tensor inverse(Tensor y) {
        Tensor left = shifted(y.square().cumsum(-1).rsub(1));
        Tensor t = below(y, -1).div(below(left, -1).sqrt());
        return t.add(1).div(t.rsub(1)).log().div(2);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        Tensor left = y.square().cumsum(-1).rsub(1);
        Tensor breaking = below(left, -2).log().sum(-1).mul(0.5);
        Tensor tanh = x.add(F.softplus(x.mul(-2))).sub(Densities.LOG_2).sum(-1).mul(-2);
        return breaking.add(tanh);
    }

    /// Returns a matrix's columns moved one to the right, after a column of ones.
    private static Tensor shifted(Tensor matrix) {
        int n = matrix.size(-1);
        Tensor ones = Params.filled(Dims.append(Dims.dropLast(matrix.shape(), 1), 1), 1, matrix.dtype());
        return Obor.cat(List.of(ones, matrix.narrow(-1, 0, n - 1)), -1);
    }

    /// Returns where the elements below the diagonal stand in a matrix of size n, row by row.
    private static Tensor places(int n, int diagonal) {
        Tensor both = Obor.trilIndices(n, n, diagonal);
        return both.select(0, 0).mul(n).add(both.select(0, 1));
    }

    private static Tensor matrix(Tensor x, int n) {
        Shape batch = Dims.dropLast(x.shape(), 1);
        Tensor zeros = Params.filled(Dims.append(batch, n * n), 0, x.dtype());
        return zeros.scatter(-1, places(n, -1).expand(x.shape()), x).reshape(Dims.append(batch, n, n));
    }

    private static Tensor below(Tensor matrix, int diagonal) {
        int n = matrix.size(-1);
        Tensor flat = matrix.reshape(Dims.append(Dims.dropLast(matrix.shape(), 2), n * n));
        return flat.indexSelect(-1, places(n, diagonal));
    }

    private static int size(Shape shape) {
        SoftmaxTransform.requireDims("CorrCholeskyTransform", shape, 1);
        int count = shape.size(-1);
        int size = (int) Math.rint(0.5 + Math.sqrt(0.25 + 2.0 * count));
        if (size * (size - 1) / 2 != count) {
            throw new ShapeException("CorrCholeskyTransform: the last dim of " + shape
                    + " is no number of elements below a diagonal: pass D(D-1)/2 of them");
        }
        return size;
    }

    @Override
    public Constraint domain() {
        return Constraints.REAL_VECTOR;
    }

    @Override
    public Constraint codomain() {
        return Constraints.CORR_CHOLESKY;
    }

    @Override
    public Shape forwardShape(Shape shape) {
        int size = size(shape);
        return Dims.append(Dims.dropLast(shape, 1), size, size);
    }

    @Override
    public Shape inverseShape(Shape shape) {
        SoftmaxTransform.requireDims("CorrCholeskyTransform", shape, 2);
        int size = shape.size(-1);
        if (shape.size(-2) != size) {
            throw new ShapeException("CorrCholeskyTransform: the matrices of shape " + shape + " must be square");
        }
        return Dims.append(Dims.dropLast(shape, 2), size * (size - 1) / 2);
    }

    @Override
    public String toString() {
        return "CorrCholeskyTransform()";
    }
}

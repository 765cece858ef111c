package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;

/// The pseudo-inverse (Moore–Penrose) of matrices, by singular values in float64. Inputs: A; the absolute and
/// the relative tolerance, of shapes that broadcast with A's batch. Singular values not above both tolerances
/// count as zero.
///
/// Gradient: Golub and Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares problems
/// whose variables separate" (1973), theorem 4.3; it holds where the rank stays as it is.
///
/// @param hermitian whether A is symmetric: then eigenvalues, of the lower triangle, are used, which is faster
public record PseudoInverse(boolean hermitian) implements Composite {
    @Override
    public String name() {
        return "pinv";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        if (hermitian) {
            Matrices.checkSquare(name(), inputs[0]);
        } else {
            Matrices.checkMatrix(name(), inputs[0]);
        }
        Shape a = inputs[0].shape();
        return new Spec[] {new Spec(Matrices.with(Matrices.batch(a), a.size(-1), a.size(-2)), inputs[0].dtype())};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor a = inputs[0].to(DType.FLOAT64);
        if (a.numel() == 0) {
            return Tensor.full(infer(new Spec(a.shape(), inputs[0].dtype()))[0].shape(), 0, inputs[0].dtype());
        }
        Tensor[] found =
                hermitian ? SymmetricEigen.of(name(), a, false, true) : SingularValues.of(name(), a, false, true);
        Tensor left = found[hermitian ? 1 : 0];
        Tensor values = found[hermitian ? 0 : 1];
        Tensor right = hermitian ? left : found[2].transpose(-2, -1);
        Tensor sizes = values.abs();
        Tensor cut = cut(sizes, inputs[1], inputs[2]);
        Tensor zero = Tensor.full(Shape.SCALAR, 0, DType.FLOAT64);
        Tensor inverse = Tensor.where(sizes.gt(cut), values.reciprocal(), zero);
        return right.mul(inverse.unsqueeze(-2)).matmul(left.transpose(-2, -1)).to(inputs[0].dtype());
    }

    /// Returns the size up to which singular values count as zero, with a last dim of 1.
    static Tensor cut(Tensor sizes, Tensor atol, Tensor rtol) {
        Tensor top = sizes.amax(new int[] {-1}, true);
        Tensor absolute = atol.to(sizes.dtype()).unsqueeze(-1);
        return absolute.maximum(rtol.to(sizes.dtype()).unsqueeze(-1).mul(top));
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved == 0;
    }

    @Override
    public boolean savesOutput(int input) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return gradient(g, saved.output(), saved.input(0));
    }

    /// Returns A's gradient, given that of its pseudo-inverse.
    static Tensor gradient(Tensor g, Tensor inverse, Tensor a) {
        Tensor turned = inverse.transpose(-2, -1);
        Tensor back = g.transpose(-2, -1);
        if (a.size(-2) <= a.size(-1)) {
            Tensor inner = back.matmul(inverse);
            Tensor outer = inner.matmul(turned);
            return inverse.matmul(inner)
                    .transpose(-2, -1)
                    .neg()
                    .add(outer)
                    .sub(a.matmul(inverse).matmul(outer))
                    .add(turned.matmul(inverse).matmul(back.sub(inner.matmul(a))));
        }
        Tensor inner = inverse.matmul(back);
        Tensor outer = turned.matmul(inner);
        return inner.matmul(inverse)
                .transpose(-2, -1)
                .neg()
                .add(back.sub(a.matmul(inner)).matmul(inverse).matmul(turned))
                .add(outer)
                .sub(outer.matmul(inverse).matmul(a));
    }
}

package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;

/// The norm (Σ |x|ᵖ)^(1/p) along dims; for p = 0 the number of elements that are not 0, for infinities the
/// largest or smallest |x|. The gradient is 0 where the norm is.
///
/// @param dims ascending
record VectorNorm(double p, int[] dims, boolean keepDim) implements Composite {
    static Tensor of(Tensor x, double p, boolean keepDim, int... dims) {
        Tensor real = LogSoftmax.checked("norm", x);
        int[] all = Reduce.dims("norm", x.dim(), dims);
        if (p < 0 || Double.isInfinite(p)) {
            for (int d : all) {
                if (x.size(d) == 0) {
                    throw new ShapeException("norm: dim " + d + " of " + x.shape()
                            + " has no elements, and there is no norm of none for p = " + p);
                }
            }
        }
        return Tensor.of(new VectorNorm(p, all, keepDim), real);
    }

    @Override
    public String name() {
        return "norm";
    }

    private Shape reduced(Shape input, boolean keep) {
        Shape shape = input;
        for (int i = dims.length - 1; i >= 0; i--) {
            shape = keep ? shape.with(dims[i], 1) : shape.remove(dims[i]);
        }
        return shape;
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {new Spec(reduced(inputs[0].shape(), keepDim), inputs[0].dtype())};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        int[] along = dims;
        boolean none = along.length == 0;
        if (none) {
            return p == 0 ? x.ne(0).to(x.dtype()) : x.abs();
        }
        if (p == 2) {
            return Tensor.of(new Reduce(Reducer.SUM_SQUARES, along, keepDim), x).sqrt();
        }
        Tensor size = x.abs();
        if (p == 1) {
            return size.sum(along, keepDim);
        }
        if (p == 0) {
            return x.ne(0).to(x.dtype()).sum(along, keepDim);
        }
        if (Double.isInfinite(p)) {
            return p > 0 ? size.amax(along, keepDim) : size.amin(along, keepDim);
        }
        return size.pow(p).sum(along, keepDim).pow(1 / p);
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return true;
    }

    @Override
    public boolean savesOutput(int input) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor x = saved.input(0);
        Shape kept = reduced(x.shape(), true);
        Tensor norm = saved.output().reshape(kept);
        Tensor wide = g.reshape(kept);
        if (p == 0) {
            // A count has no gradient, and PyTorch's is none rather than 0.
            return null;
        }
        if (p == 1) {
            return x.sign().mul(wide);
        }
        Tensor zero = Tensor.full(Shape.SCALAR, 0, x.dtype());
        if (p == 2) {
            return Tensor.where(norm.eq(0), zero, x.mul(wide.div(norm)));
        }
        if (Double.isInfinite(p)) {
            Tensor hit = x.abs().eq(norm).to(x.dtype());
            return x.sign().mul(hit).mul(wide.div(hit.sum(dims, true)));
        }
        Tensor scaled = Tensor.where(norm.eq(0), zero, x.abs().div(norm).pow(p - 1));
        return Tensor.where(x.eq(0), zero, x.sign().mul(scaled).mul(wide));
    }
}

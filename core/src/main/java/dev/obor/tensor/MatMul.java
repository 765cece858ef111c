package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;

/// The product of matrices of shapes [..., m, k] and [..., k, n]; the leading dims broadcast.
///
/// Each element is one chain of fused multiply-adds over k from 0 up, whatever the layout or the machine.
public record MatMul() implements Op {
    /// The one instance.
    public static final MatMul INSTANCE = new MatMul();

    @Override
    public String name() {
        return "matmul";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape a = inputs[0].shape();
        Shape b = inputs[1].shape();
        if (inputs[0].dtype() != inputs[1].dtype()) {
            throw new DTypeException("matmul: dtypes " + inputs[0].dtype() + " and " + inputs[1].dtype()
                    + " differ: convert one, as in b.to(a.dtype())");
        }
        if (inputs[0].dtype() == DType.BOOL) {
            throw new DTypeException("matmul: bool has no product: convert with to(UINT8), or use logicalAnd and any");
        }
        if (a.size(-1) != b.size(-2)) {
            throw new ShapeException("matmul: shapes " + a + " and " + b + " do not fit: the last dim of the first ("
                    + a.size(-1) + ") and the last but one of the second (" + b.size(-2) + ") must be equal");
        }
        if (a.rank() == 2 && b.rank() == 2) {
            return new Spec[] {new Spec(Shape.of(a.size(0), b.size(1)), inputs[0].dtype())};
        }
        Shape batch = Broadcast.of(name(), leading(a), leading(b));
        Shape result = batch.insert(batch.rank(), a.size(-2));
        return new Spec[] {new Spec(result.insert(result.rank(), b.size(-1)), inputs[0].dtype())};
    }

    /// Returns the dims before the last two.
    public static Shape leading(Shape shape) {
        return shape.remove(shape.rank() - 1).remove(shape.rank() - 2);
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return input != saved;
    }

    /// The gradient of a transposed operand is computed so that it lies in memory as the operand does. That of
    /// a layer's weight W in `x·Wᵀ` is then `gᵀ·x`, which the leaf keeps, not `xᵀ·g`, which it would turn.
    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor other = saved.input(1 - input);
        if (input == 0) {
            return saved.isTransposed(0)
                    ? other.matmul(g.transpose(-2, -1)).transpose(-2, -1)
                    : g.matmul(other.transpose(-2, -1));
        }
        return saved.isTransposed(1)
                ? g.transpose(-2, -1).matmul(other).transpose(-2, -1)
                : other.transpose(-2, -1).matmul(g);
    }
}

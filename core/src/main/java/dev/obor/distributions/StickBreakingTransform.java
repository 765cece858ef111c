package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Numbers x₁ … x_K to K + 1 shares of a stick: each breaks a part of what is left off, sigmoid(x_k − log(K +
/// 1 − k)) of it, so that all shares are equal for x = 0.
public record StickBreakingTransform() implements Transform {
    /// log K, log(K − 1) … log 1.
    private static Tensor offsets(Tensor x, int count) {
        return Obor.arange(count, 0, -1, x.dtype()).log();
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor parts = Params.clippedSigmoid(x.sub(offsets(x, x.size(-1))));
        Tensor left = parts.rsub(1).cumprod(-1);
        Tensor one = Params.filled(Dims.append(Dims.dropLast(x.shape(), 1), 1), 1, x.dtype());
        return Obor.cat(List.of(parts, one), -1).mul(Obor.cat(List.of(one, left), -1));
    }

    @Override
    public Tensor inverse(Tensor y) {
        int count = y.size(-1) - 1;
        Tensor shares = y.narrow(-1, 0, count);
        Tensor left = shares.cumsum(-1).rsub(1).clampMin(Bounds.tiny(y.dtype()));
        return shares.log().sub(left.log()).add(offsets(y, count));
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        int count = x.size(-1);
        Tensor moved = x.sub(offsets(x, count));
        return F.logsigmoid(moved).sub(moved).add(y.narrow(-1, 0, count).log()).sum(-1);
    }

    @Override
    public Constraint domain() {
        return Constraints.REAL_VECTOR;
    }

    @Override
    public Constraint codomain() {
        return Constraints.SIMPLEX;
    }

    @Override
    public Shape forwardShape(Shape shape) {
        SoftmaxTransform.requireDims("StickBreakingTransform", shape, 1);
        return shape.with(shape.rank() - 1, shape.size(-1) + 1);
    }

    @Override
    public Shape inverseShape(Shape shape) {
        SoftmaxTransform.requireDims("StickBreakingTransform", shape, 1);
        return shape.with(shape.rank() - 1, shape.size(-1) - 1);
    }

    @Override
    public String toString() {
        return "StickBreakingTransform()";
    }
}

package dev.obor.primer;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Points and what is to be learnt of them.
///
/// @param x the points, `[n, 3]`
/// @param y two answers for each, 0 or 1, `[n, 2]`: whether x₀ ± x₁, with the sign of x₂, is large, and
///     whether the point lies far out
record Toy(Tensor x, Tensor y) {
    /// Draws n points and answers them.
    static Toy draw(int n) {
        return of(Obor.randn(n, 3));
    }

    /// Answers points.
    static Toy of(Tensor x) {
        List<Tensor> c = x.unbind(1);
        Tensor x2 = c.get(2);
        Tensor sum =
                c.get(0).add(c.get(1)).mul(x2.gt(0)).add(c.get(0).sub(c.get(1)).mul(x2.lt(0)));
        Tensor length = x.norm(2, 1);
        return new Toy(x, Obor.stack(List.of(sum, length)).t().abs().gt(1.33).to(x.dtype()));
    }

    /// Returns the same in another dtype.
    Toy to(DType dtype) {
        return new Toy(x.to(dtype), y.to(dtype));
    }
}

package dev.obor.tensor;

import dev.obor.layout.Shape;

/// What the methods of [Statistics] share.
final class Counting {
    private Counting() {}

    static ValuesIndices extreme(Tensor x, boolean largest, int dim, boolean keepDim) {
        int d = x.wrap(largest ? "max" : "min", dim);
        Tensor places = Tensor.of(new ArgReduce(largest, d, true), x.detach());
        Tensor values = x.gather(d, places);
        return keepDim || x.dim() == 0
                ? new ValuesIndices(values, places)
                : new ValuesIndices(values.squeeze(d), places.squeeze(d));
    }

    static Tensor withoutNaN(Tensor x) {
        return x.dtype().isFloating() ? Tensor.where(x.isnan(), Tensor.full(Shape.SCALAR, 0, x.dtype()), x) : x;
    }
}

package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// How scans along any dim become scans along the last.
final class Scans {
    private Scans() {}

    static Tensor widened(Tensor x) {
        return x.dtype().isFloating() ? x : x.to(DType.INT64);
    }

    /// Sums of small integers run in int64 and wrap at the end.
    static Tensor sameType(Tensor result, DType dtype) {
        return result.to(dtype);
    }

    /// Returns what `body` makes of a dense tensor along its last dim, for another dim.
    static Tensor along(Tensor x, String op, int dim, UnaryOperator<Tensor> body) {
        int d = x.wrap(op, dim);
        if (x.dim() == 0) {
            return body.apply(x.reshape(1)).reshape(Shape.SCALAR);
        }
        return body.apply(x.transpose(d, -1).contiguous()).transpose(d, -1);
    }

    /// yᵢ = xᵢ · yᵢ₋₁.
    static Tensor products(Tensor x) {
        return Tensor.of(new Scan(Scan.Kind.PRODUCT, false), x);
    }

    /// Returns the two outputs of a routine along any dim: elements and their places.
    static ValuesIndices found(Tensor x, int dim, RowRoutine routine) {
        int d = x.wrap(routine.name(), dim);
        boolean single = x.dim() == 0;
        Tensor rows = single ? x.reshape(1) : x.transpose(d, -1).contiguous();
        Tensor[] found = Interpreter.current().apply(routine, rows);
        return single
                ? new ValuesIndices(found[0].reshape(Shape.SCALAR), found[1].reshape(Shape.SCALAR))
                : new ValuesIndices(found[0].transpose(d, -1), found[1].transpose(d, -1));
    }

    static Tensor diff(Tensor x, int n, int dim, Optional<Tensor> prepend, Optional<Tensor> append) {
        if (x.dim() == 0) {
            throw new ShapeException(
                    "diff: the tensor is a single number and has no neighbours: pass at least one dim");
        }
        if (n < 0) {
            throw new ShapeException("diff: n is " + n + " and must be 0 or more");
        }
        int d = x.wrap("diff", dim);
        if (n == 0) {
            return x.clone();
        }
        List<Tensor> parts = new ArrayList<>();
        prepend.ifPresent(part -> parts.add(widenedTo(part, x, d)));
        parts.add(x);
        append.ifPresent(part -> parts.add(widenedTo(part, x, d)));
        Tensor result = parts.size() == 1 ? x : Concatenation.of(parts, d);
        for (int i = 0; i < n && result.size(d) > 0; i++) {
            int left = Math.max(result.size(d) - 1, 0);
            Tensor after = result.narrow(d, result.size(d) - left, left);
            Tensor before = result.narrow(d, 0, left);
            result = x.dtype() == DType.BOOL ? after.logicalXor(before) : after.sub(before);
        }
        return result;
    }

    private static Tensor widenedTo(Tensor part, Tensor x, int dim) {
        return part.dim() == 0 ? part.expand(x.shape().with(dim, 1)) : part;
    }

    /// The areas of the trapezoids between neighbours.
    static Tensor panels(Tensor y, Optional<Tensor> x, double dx, int dim) {
        int d = y.wrap("trapezoid", dim);
        if (y.dim() == 0) {
            throw new ShapeException(
                    "trapezoid: the tensor is a single number and has no neighbours: pass at least one dim");
        }
        int left = Math.max(y.size(d) - 1, 0);
        if (x.isEmpty()) {
            return y.narrow(d, 0, left).add(y.narrow(d, y.size(d) - left, left)).mul(dx / 2);
        }
        Tensor places = x.get();
        if (places.dim() == 1 && y.dim() > 1) {
            if (places.size(0) != y.size(d)) {
                throw new ShapeException("trapezoid: there are " + places.size(0) + " places and " + y.size(d)
                        + " elements along dim " + dim + ": they must be as many");
            }
            Shape shape = Shape.SCALAR;
            for (int i = 0; i < y.dim(); i++) {
                shape = shape.insert(i, i == d ? y.size(d) : 1);
            }
            places = places.reshape(shape);
        }
        int own = places.dim() - y.dim() + d;
        Tensor widths = diff(places, 1, own, Optional.empty(), Optional.empty());
        return widths.mul(y.narrow(d, 0, left).add(y.narrow(d, y.size(d) - left, left)))
                .mul(0.5);
    }
}

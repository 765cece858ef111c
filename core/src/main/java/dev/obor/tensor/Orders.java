package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Sorting.Interpolation;
import java.util.OptionalInt;

/// What is found by the order of elements: always by their places, with a gather, so that gradients of any
/// order follow.
final class Orders {
    private Orders() {}

    static Tensor argsort(Tensor x, String op, int dim, boolean descending) {
        return first(x, op, dim, descending, x.dim() == 0 ? 1 : x.size(x.wrap(op, dim)));
    }

    /// The places of the first elements in order.
    private static Tensor first(Tensor x, String op, int dim, boolean descending, int count) {
        return GradMode.noGrad(() -> Scans.along(x, op, dim, t -> Tensor.of(new Ordering(descending, count), t)));
    }

    static ValuesIndices sort(Tensor x, int dim, boolean descending) {
        return Scans.found(x, dim, new Sorted(descending));
    }

    private static ValuesIndices gathered(Tensor x, int dim, Tensor places) {
        return new ValuesIndices(x.gather(dim, places), places);
    }

    static ValuesIndices topk(Tensor x, int k, int dim, boolean largest) {
        int d = x.wrap("topk", dim);
        int size = x.dim() == 0 ? 1 : x.size(d);
        if (k < 0 || k > size) {
            throw new ShapeException("topk: k is " + k + " and dim " + dim + " of " + x.shape() + " has " + size
                    + " elements: pass 0 to " + size);
        }
        Tensor places = first(x, "topk", dim, largest, x.dim() == 0 ? 1 : k);
        return gathered(x, d, places.contiguous());
    }

    /// The element at one place of each row: of the dim, with the dim kept or not.
    private static ValuesIndices picked(Tensor x, int dim, Tensor place, boolean keepDim) {
        Tensor values = x.gather(dim, place);
        return keepDim || x.dim() == 0
                ? new ValuesIndices(values, place)
                : new ValuesIndices(values.squeeze(dim), place.squeeze(dim));
    }

    static ValuesIndices kthvalue(Tensor x, int k, int dim, boolean keepDim) {
        int d = x.wrap("kthvalue", dim);
        int size = x.dim() == 0 ? 1 : x.size(d);
        if (k < 1 || k > size) {
            throw new ShapeException("kthvalue: k is " + k + " and dim " + dim + " of " + x.shape() + " has " + size
                    + " elements: pass 1 to " + size);
        }
        Tensor place = GradMode.noGrad(() -> Scans.along(x, "kthvalue", dim, t -> Tensor.of(new Selected(k - 1), t)));
        return picked(x, d, place, keepDim);
    }

    static Tensor median(Tensor x, boolean ignoreNaN) {
        if (x.numel() == 0) {
            // PyTorch's: NaN, or the smallest integer.
            Number none = x.dtype().isFloating() ? (Number) Double.NaN : (Number) Long.MIN_VALUE;
            return Tensor.full(Shape.SCALAR, none, x.dtype());
        }
        return median(x.reshape(x.numel()), 0, false, ignoreNaN).values();
    }

    static ValuesIndices median(Tensor x, int dim, boolean keepDim, boolean ignoreNaN) {
        String op = ignoreNaN ? "nanmedian" : "median";
        int d = x.wrap(op, dim);
        int size = x.dim() == 0 ? 1 : x.size(d);
        if (size == 0) {
            throw new ShapeException(op + ": dim " + dim + " of " + x.shape()
                    + " has no elements, and there is no median of none: reduce another dim");
        }
        Tensor places = argsort(x, op, dim, false);
        if (x.dim() == 0) {
            return picked(x, d, places, keepDim);
        }
        if (!x.dtype().isFloating()) {
            return picked(x, d, places.narrow(d, (size - 1) / 2, 1), keepDim);
        }
        // NaN stands at the end: it is the median if it counts, or the others' middle is taken.
        Tensor place = GradMode.noGrad(() -> {
            Tensor nans = x.isnan().sum(d, true);
            Tensor known = nans.rsub(size);
            Tensor middle = known.sub(1).clampMin(0).div(2, Rounding.FLOOR);
            Tensor first = ignoreNaN ? middle : Tensor.where(nans.gt(0), known, middle);
            return places.gather(d, first);
        });
        return picked(x, d, place, keepDim);
    }

    static ValuesIndices mode(Tensor x, int dim, boolean keepDim) {
        int d = x.wrap("mode", dim);
        if (x.dim() > 0 && x.size(d) == 0) {
            throw new ShapeException("mode: dim " + dim + " of " + x.shape()
                    + " has no elements, and there is none most frequent: reduce another dim");
        }
        Tensor places = argsort(x, "mode", dim, false);
        if (x.dim() == 0) {
            return picked(x, d, places, keepDim);
        }
        Tensor place = GradMode.noGrad(() -> {
            int last = x.dim() - 1;
            int n = x.size(d);
            Tensor order = places.transpose(d, last).contiguous();
            Tensor sorted = x.transpose(d, last).gather(last, order);
            // How many equal elements end at each place of the sorted row: one more than before, or one.
            Tensor same = Tensor.full(sorted.shape(), 0, DType.INT64);
            same.narrow(last, 1, n - 1).copy_(sorted.narrow(last, 1, n - 1).eq(sorted.narrow(last, 0, n - 1)));
            Tensor ones = Tensor.full(sorted.shape(), 1, DType.INT64);
            Tensor run = Tensor.of(new Scan(Scan.Kind.LINEAR, false), same, ones);
            return order.gather(last, run.argmax(last, true)).transpose(d, last);
        });
        return picked(x, d, place, keepDim);
    }

    private static void checkQuantile(Tensor x) {
        if (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64) {
            throw new DTypeException("quantile: the tensor is " + x.dtype()
                    + " and must be float32 or float64: convert it with to(FLOAT32)");
        }
        if (x.numel() == 0) {
            throw new ShapeException("quantile: the tensor has shape " + x.shape()
                    + " and no elements, and there is no quantile of none: pass a tensor with elements");
        }
    }

    static Tensor quantile(
            Tensor x, double q, OptionalInt dim, boolean keepDim, Interpolation interpolation, boolean ignoreNaN) {
        checkQuantile(x);
        Tensor one = Tensor.full(Shape.SCALAR, q, x.dtype());
        return quantile(x, one, dim, keepDim, interpolation, ignoreNaN);
    }

    /// The rows are sorted; a quantile lies between two places of its row.
    static Tensor quantile(
            Tensor x, Tensor q, OptionalInt dim, boolean keepDim, Interpolation interpolation, boolean ignoreNaN) {
        checkQuantile(x);
        if (q.dim() > 1) {
            throw new ShapeException("quantile: q has shape " + q.shape() + ": pass a number, or a tensor of one dim");
        }
        Operands.sameType("quantile", x, q);
        for (double share : q.toDoubleArray()) {
            if (!(share >= 0 && share <= 1)) {
                throw new OborException("quantile: q is " + share + " and must be from 0 to 1");
            }
        }
        int d = dim.isPresent() ? x.wrap("quantile", dim.getAsInt()) : 0;
        Tensor rows = dim.isEmpty() || x.dim() == 0 ? x.reshape(x.numel()) : x.transpose(d, -1);
        Tensor sorted = sort(rows, -1, false).values();
        Tensor found = between(rows, sorted, q.reshape(q.numel()), interpolation, ignoreNaN);
        return shaped(x, found, q, dim, d, keepDim);
    }

    private static Tensor between(
            Tensor rows, Tensor sorted, Tensor q, Interpolation interpolation, boolean ignoreNaN) {
        int n = rows.size(-1);
        Tensor nans = rows.detach().isnan().sum(-1, true);
        Tensor last = nans.rsub(n).sub(1).to(q.dtype());
        Tensor ranks = ignoreNaN
                ? q.mul(last.clampMin(0))
                : Tensor.where(
                        nans.gt(0),
                        Tensor.full(Shape.SCALAR, n - 1, q.dtype()),
                        q.mul(Tensor.full(Shape.SCALAR, n - 1, q.dtype())));
        Tensor exact = switch (interpolation) {
            case LOWER -> ranks.floor();
            case HIGHER -> ranks.ceil();
            case NEAREST -> ranks.round();
            default -> ranks;
        };
        Tensor below = exact.detach().floor().to(DType.INT64);
        Shape shape = below.shape();
        Tensor low = sorted.gather(-1, below);
        if (interpolation != Interpolation.LINEAR && interpolation != Interpolation.MIDPOINT) {
            return low;
        }
        Tensor above = exact.detach().ceil().to(DType.INT64);
        Tensor high = sorted.gather(-1, above);
        Tensor weight = interpolation == Interpolation.MIDPOINT
                ? Tensor.full(shape, 0.5, q.dtype())
                : exact.sub(below.to(q.dtype()));
        return low.lerp(high, weight);
    }

    /// q becomes the first dim, or goes if it was a number; the reduced dim stays with size 1 or goes.
    private static Tensor shaped(Tensor x, Tensor found, Tensor q, OptionalInt dim, int d, boolean keepDim) {
        Tensor result;
        if (dim.isEmpty() || x.dim() == 0) {
            Shape kept = Shape.of(q.numel());
            for (int i = 0; keepDim && i < x.dim(); i++) {
                kept = kept.insert(1, 1);
            }
            result = found.reshape(kept);
        } else {
            // The quantiles' dim goes to the front, and what was last back to the end, from the reduced dim's place.
            int rank = x.dim();
            int[] order = new int[rank];
            int place = 0;
            order[place++] = rank - 1;
            for (int i = 0; i < rank - 1; i++) {
                if (i != d) {
                    order[place++] = i;
                }
            }
            if (d != rank - 1) {
                order[place] = d;
            }
            Tensor front = found.permute(order);
            result = keepDim ? front.unsqueeze(d + 1) : front;
        }
        return q.dim() == 0 ? result.squeeze(0) : result;
    }
}

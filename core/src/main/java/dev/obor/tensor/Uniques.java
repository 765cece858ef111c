package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import java.util.Optional;
import java.util.OptionalInt;

/// Different elements, or slices: found by comparing neighbours, in order for all, as they stand for
/// consecutive ones.
///
/// Integers that lie close together are counted instead, which takes a few passes through them.
final class Uniques {
    /// Integers are counted if there would be no more counters than this for each element: those that stay
    /// 0 cost less than a sort.
    private static final long SPREAD = 2;

    private static final long MOST_COUNTERS = 1 << 30;

    private Uniques() {}

    static Sorting.Unique of(Tensor given, boolean consecutive, boolean inverse, boolean counts, OptionalInt dim) {
        return GradMode.noGrad(() -> {
            Tensor x = given.detach();
            if (dim.isEmpty() || x.dim() == 0) {
                Tensor flat = x.reshape(x.numel());
                Sorting.Unique found =
                        consecutive ? runs(flat, Optional.empty(), inverse, counts) : elements(flat, inverse, counts);
                return new Sorting.Unique(
                        found.output(), found.inverse().map(places -> places.reshape(given.shape())), found.counts());
            }
            int d = x.wrap(consecutive ? "uniqueConsecutive" : "unique", dim.getAsInt());
            Tensor front = x.transpose(0, d);
            Shape slice = front.shape().remove(0);
            Tensor rows = front.reshape(Shape.of(front.size(0), slice.numel()));
            Sorting.Unique found;
            if (consecutive) {
                found = runs(rows, Optional.empty(), inverse, counts);
            } else {
                Tensor order = order(rows);
                found = runs(rows.indexSelect(0, order), Optional.of(order), inverse, counts);
            }
            Shape shape = slice.insert(0, found.output().size(0));
            return new Sorting.Unique(
                    found.output().reshape(shape).transpose(0, d).contiguous(), found.inverse(), found.counts());
        });
    }

    private static Sorting.Unique elements(Tensor x, boolean inverse, boolean counts) {
        if (!x.dtype().isFloating() && x.numel() > 0) {
            Tensor whole = x.to(DType.INT64);
            long limit = Math.min(MOST_COUNTERS, SPREAD * x.numel());
            long most = whole.amax().itemLong();
            long least = whole.amin().itemLong();
            if (least >= 0 && most < limit) {
                return counted(whole, 0, x.dtype(), inverse, counts);
            }
            // Negative where the difference is too large for a long.
            if (most - least >= 0 && most - least < limit) {
                return counted(whole.sub(least), least, x.dtype(), inverse, counts);
            }
        }
        ValuesIndices sorted = x.sort(0, false);
        return runs(sorted.values(), Optional.of(sorted.indices()), inverse, counts);
    }

    /// @param x numbers from 0, of which none is much larger than their number
    /// @param least what is to be added to them
    private static Sorting.Unique counted(Tensor x, long least, DType dtype, boolean inverse, boolean counts) {
        Tensor sizes = x.bincount();
        Tensor found = sizes.ne(0);
        Tensor output = found.nonzero().squeeze(1).add(least).to(dtype);
        return new Sorting.Unique(
                output,
                inverse ? Optional.of(numbered(found).indexSelect(0, x)) : Optional.empty(),
                counts ? Optional.of(sizes.maskedSelect(found)) : Optional.empty());
    }

    /// What differs from its neighbour before it.
    ///
    /// @param x elements, or rows of a matrix; equal ones stand together
    /// @param order where they stood
    private static Sorting.Unique runs(Tensor x, Optional<Tensor> order, boolean inverse, boolean counts) {
        int n = x.size(0);
        Tensor fresh = Tensor.full(Shape.of(n), 1, DType.BOOL);
        if (n > 1) {
            Tensor differs = x.narrow(0, 1, n - 1).ne(x.narrow(0, 0, n - 1));
            fresh.narrow(0, 1, n - 1).copy_(x.dim() > 1 ? differs.any(1) : differs);
        }
        Tensor starts = fresh.nonzero().squeeze(1);
        Optional<Tensor> places = Optional.empty();
        if (inverse) {
            Tensor numbers = numbered(fresh);
            places = Optional.of(order.map(o -> numbers.scatter(0, o, numbers)).orElse(numbers));
        }
        return new Sorting.Unique(
                x.indexSelect(0, starts),
                places,
                counts
                        ? Optional.of(starts.diff(1, 0, Optional.empty(), Optional.of(Tensor.of(n))))
                        : Optional.empty());
    }

    /// How many hold before each place, and at it, but one.
    private static Tensor numbered(Tensor mask) {
        return mask.cumsum(0).sub(1);
    }

    /// The rows' order, by their first elements first: sorted by each column from the last to the first, each
    /// sort stable.
    private static Tensor order(Tensor rows) {
        Tensor order =
                Tensor.full(Shape.of(rows.size(0)), 1, DType.INT64).cumsum(0).sub(1);
        for (int k = rows.size(1) - 1; k >= 0; k--) {
            Tensor column = rows.select(1, k).indexSelect(0, order);
            order = order.gather(0, Orders.argsort(column, "unique", 0, false));
        }
        return order;
    }
}

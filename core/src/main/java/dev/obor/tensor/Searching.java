package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import java.util.Optional;

/// Searching in ordered sequences, by halving.
final class Searching {
    private Searching() {}

    static Tensor sorted(
            Tensor sequence,
            Tensor values,
            boolean outInt32,
            boolean right,
            Optional<String> side,
            Optional<Tensor> sorter) {
        boolean after = right || side.isPresent() && side.get().equals("right");
        if (side.isPresent() && !side.get().equals("left") && !side.get().equals("right")) {
            throw new OborException("searchsorted: side is '" + side.get() + "': pass 'left' or 'right'");
        }
        if (right && side.isPresent() && side.get().equals("left")) {
            throw new OborException("searchsorted: side is 'left' and right is true: pass one of both");
        }
        if (sequence.dtype() != values.dtype() && !values.isNumber()) {
            throw new DTypeException(
                    "searchsorted: the sequence is " + sequence.dtype() + " and the values " + values.dtype()
                            + ": convert one with to(" + sequence.dtype().name() + ")");
        }
        boolean one = sequence.dim() == 1;
        boolean fits = sequence.dim() > 0 && (one || sequence.dim() == values.dim());
        for (int d = 0; fits && !one && d < sequence.dim() - 1; d++) {
            fits = sequence.size(d) == values.size(d);
        }
        if (!fits) {
            throw new ShapeException("searchsorted: the sequence has shape " + sequence.shape() + " and the values "
                    + values.shape() + ": the sequence needs one dim, or all but the last dims must be equal");
        }
        Tensor ordered = sequence;
        if (sorter.isPresent()) {
            if (!sorter.get().shape().equals(sequence.shape()) || sorter.get().dtype() != DType.INT64) {
                throw new ShapeException("searchsorted: the sorter has shape "
                        + sorter.get().shape() + " and " + sorter.get().dtype()
                        + ": pass int64 places of the sequence's shape " + sequence.shape());
            }
            ordered = sequence.gather(-1, sorter.get());
        }
        return result(places(ordered, values, one, after), outInt32);
    }

    private static Tensor result(Tensor places, boolean outInt32) {
        return outInt32 ? places.to(DType.INT32) : places;
    }

    /// Of one sequence each element is a row, so that threads can share them.
    private static Tensor places(Tensor ordered, Tensor values, boolean one, boolean after) {
        Tensor rows = one ? values.reshape(values.numel(), 1) : values;
        return GradMode.noGrad(() -> Tensor.of(new SortedSearch(after, one), rows.contiguous(), ordered.contiguous())
                .reshape(values.shape()));
    }

    static Tensor bucketize(Tensor x, Tensor boundaries, boolean outInt32, boolean right) {
        if (boundaries.dim() != 1) {
            throw new ShapeException(
                    "bucketize: the boundaries have shape " + boundaries.shape() + " and must have one dim");
        }
        return result(places(boundaries, x, true, right), outInt32);
    }

    static Tensor isin(Tensor x, Tensor test, boolean invert) {
        Tensor wanted = test.reshape(test.numel());
        Tensor ordered = Orders.sort(wanted.detach(), 0, false).values();
        DType dtype = Promotion.promote(x.dtype(), test.dtype());
        Tensor values = x.detach().to(dtype);
        Tensor sequence = ordered.to(dtype);
        Tensor from = places(sequence, values, true, false);
        Tensor to = places(sequence, values, true, true);
        Tensor result = invert ? from.eq(to) : from.lt(to);
        // NaN is in nothing, not even among NaN.
        return x.dtype().isFloating()
                ? invert
                        ? result.logicalOr(x.isnan())
                        : result.logicalAnd(x.isnan().logicalNot())
                : result;
    }
}

package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
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
        int length = ordered.size(-1);
        int each = one || values.dim() == 0 ? values.numel() : values.size(-1);
        long[] places = places(ordered.detach(), values.detach(), length, each, one, after);
        return result(places, values.shape(), outInt32);
    }

    private static Tensor result(long[] places, Shape shape, boolean outInt32) {
        Tensor result = Tensor.of(places).reshape(shape);
        return outInt32 ? result.to(DType.INT32) : result;
    }

    private static long[] places(Tensor ordered, Tensor values, int length, int each, boolean one, boolean after) {
        boolean whole = !ordered.dtype().isFloating() && !values.dtype().isFloating();
        long[] wholeRow = whole ? ordered.toLongArray() : new long[0];
        long[] wholeValues = whole ? values.toLongArray() : new long[0];
        double[] row = whole ? new double[0] : ordered.toDoubleArray();
        double[] wanted = whole ? new double[0] : values.toDoubleArray();
        long[] places = new long[values.numel()];
        for (int i = 0; i < places.length; i++) {
            int start = one ? 0 : i / each * length;
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                boolean before;
                if (whole) {
                    long element = wholeRow[start + middle];
                    before = after ? element <= wholeValues[i] : element < wholeValues[i];
                } else {
                    double element = row[start + middle];
                    // NaN stands at the end of an ordered sequence.
                    boolean smaller = element < wanted[i] || Double.isNaN(wanted[i]) && !Double.isNaN(element);
                    boolean equal = element == wanted[i] || Double.isNaN(wanted[i]) && Double.isNaN(element);
                    before = smaller || after && equal;
                }
                if (before) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            places[i] = low;
        }
        return places;
    }

    static Tensor bucketize(Tensor x, Tensor boundaries, boolean outInt32, boolean right) {
        if (boundaries.dim() != 1) {
            throw new ShapeException(
                    "bucketize: the boundaries have shape " + boundaries.shape() + " and must have one dim");
        }
        long[] places =
                places(boundaries.detach(), x.detach(), boundaries.numel(), Math.max(x.numel(), 1), true, right);
        return result(places, x.shape(), outInt32);
    }

    static Tensor isin(Tensor x, Tensor test, boolean invert) {
        Tensor wanted = test.reshape(test.numel());
        Tensor ordered = Orders.sort(wanted.detach(), "isin", 0, false).values();
        DType dtype = Promotion.promote(x.dtype(), test.dtype());
        Tensor values = x.detach().to(dtype);
        Tensor sequence = ordered.to(dtype);
        int n = Math.max(x.numel(), 1);
        long[] from = places(sequence, values, sequence.numel(), n, true, false);
        long[] to = places(sequence, values, sequence.numel(), n, true, true);
        boolean[] found = new boolean[x.numel()];
        for (int i = 0; i < found.length; i++) {
            found[i] = from[i] < to[i] != invert;
        }
        Tensor result = Tensor.of(new Storage.Booleans(found), DType.BOOL, x.shape());
        // NaN is in nothing, not even among NaN.
        return x.dtype().isFloating()
                ? invert
                        ? result.logicalOr(x.isnan())
                        : result.logicalAnd(x.isnan().logicalNot())
                : result;
    }
}

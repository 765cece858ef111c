package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.ScatterReduce.Kind;
import dev.obor.tensor.Selection.Axes;
import java.util.Arrays;

/// A dim divided into segments, each of which is reduced: elements are scattered to the number of their
/// segment, those outside all segments to one more that is dropped.
final class Segments {
    private static final String OP = "segmentReduce";

    private final Tensor x;
    private final SegmentOptions options;
    private final int axis;
    /// The shape of the segments' lengths.
    private final Shape shape;

    private final int rowCount;
    private final int count;
    /// For each element up to the axis the number of its segment among all.
    private final long[] numbers;

    private final long[] lengths;

    private Segments(Tensor x, SegmentOptions options) {
        this.x = x;
        this.options = options;
        this.axis = Shape.existingDim(OP, options.axis(), x.dim());
        Tensor given = options.lengths()
                .or(options::offsets)
                .orElseThrow(() -> new OborException(OP + ": there are no segments: give lengths or offsets"));
        boolean byOffset = options.lengths().isEmpty();
        check(given, byOffset);
        this.count = given.size(-1) - (byOffset ? 1 : 0);
        this.shape = given.shape().with(axis, count);
        this.lengths = new long[shape.numel()];
        int size = x.size(axis);
        this.rowCount = given.shape().with(axis, 1).numel();
        this.numbers = new long[rowCount * size];
        long[] values = given.toLongArray();
        for (int row = 0; row < rowCount; row++) {
            Arrays.fill(numbers, row * size, (row + 1) * size, number(row, count));
            long end = byOffset ? values[row * (count + 1)] : 0;
            for (int s = 0; s < count; s++) {
                long start = end;
                end = byOffset ? values[row * (count + 1) + s + 1] : start + values[row * count + s];
                mark(row, s, start, end, size);
            }
            if (!byOffset && !options.unsafe() && end != size) {
                throw new ShapeException(OP + ": the lengths of row " + row + " add up to " + end + " and dim " + axis
                        + " has size " + size + ": they must be equal unless unsafe");
            }
        }
    }

    private void check(Tensor given, boolean byOffset) {
        if (!x.dtype().isFloating()) {
            throw new DTypeException(OP + ": the tensor is " + x.dtype() + " and must be floating-point: convert it");
        }
        if (given.dtype() != DType.INT64 && given.dtype() != DType.INT32) {
            throw new DTypeException(
                    OP + ": the segments are given in " + given.dtype() + ": they must be int64 or int32");
        }
        boolean fits = given.dim() == axis + 1 && (!byOffset || given.size(-1) > 0);
        for (int d = 0; fits && d < axis; d++) {
            fits = given.size(d) == x.size(d);
        }
        if (!fits) {
            throw new ShapeException(OP + ": the segments are given in shape " + given.shape() + " for dim " + axis
                    + " of " + x.shape() + ": the shape must be that of the dims before it with one more");
        }
    }

    /// The number of a segment among all, with one more for each row.
    private long number(int row, int segment) {
        return (long) row * (count + 1) + segment;
    }

    private void mark(int row, int segment, long start, long end, int size) {
        if (start < 0 || end < start || end > size) {
            throw new ShapeException(OP + ": segment " + segment + " of row " + row + " runs from " + start + " to "
                    + end + ", and dim " + axis + " has size " + size + ": segments must lie within it, in order");
        }
        Arrays.fill(numbers, row * size + (int) start, row * size + (int) end, number(row, segment));
        lengths[row * count + segment] = end - start;
    }

    /// Returns a tensor's segments reduced.
    static Tensor reduce(Tensor x, String reduce, SegmentOptions options) {
        String name = switch (reduce) {
            case "max" -> "amax";
            case "min" -> "amin";
            case "sum", "prod", "mean" -> reduce;
            default ->
                throw new OborException(
                        OP + ": there is no reduction '" + reduce + "': pass one of sum, prod, mean, max, min");
        };
        return new Segments(x, options).reduce(Kind.of(OP, name, Kind.values()));
    }

    private Tensor reduce(Kind kind) {
        Number initial = options.initial().orElse(kind == Kind.PROD ? 1 : 0);
        return switch (kind) {
            case SUM, PROD -> reduced(kind, initial);
            case AMAX -> {
                Tensor top = reduced(kind, Double.NEGATIVE_INFINITY);
                yield options.initial().isEmpty()
                        ? top
                        : top.where(top.lt(initial).logicalNot(), initial);
            }
            case AMIN -> {
                Tensor bottom = reduced(kind, Double.POSITIVE_INFINITY);
                yield options.initial().isEmpty()
                        ? bottom
                        : bottom.where(bottom.gt(initial).logicalNot(), initial);
            }
            case MEAN -> {
                int[] sizes = Arrays.copyOf(shape.toArray(), x.dim());
                Arrays.fill(sizes, axis + 1, sizes.length, 1);
                Tensor counts = Tensor.of(lengths).reshape(Shape.of(sizes));
                Tensor mean = reduced(Kind.SUM, initial).div(counts.maskedFill(counts.eq(0), 1));
                yield options.initial().isPresent() ? mean : mean.maskedFill(counts.eq(0), Double.NaN);
            }
        };
    }

    private Tensor reduced(Kind kind, Number start) {
        int[] sizes = x.shape().toArray();
        int[] inner = Arrays.copyOfRange(sizes, axis, sizes.length);
        inner[0] = numbers.length;
        Tensor rows = x.reshape(Shape.of(inner));
        inner[0] = rowCount * (count + 1);
        Tensor begun = Tensor.full(Shape.of(inner), start, x.dtype());
        Tensor index = Tensor.of(numbers);
        Tensor all = Tensor.of(new ScatterReduce(Axes.inPlaceOf(OP, 0, false), kind, true), begun, rows, index);
        sizes[axis] = count + 1;
        return all.reshape(Shape.of(sizes)).narrow(axis, 0, count);
    }
}

package dev.obor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.math.Powers;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.tensor.Concatenation;
import dev.obor.tensor.Tensor;
import java.math.BigInteger;
import java.util.List;

/// Numbers at equal distances, and other tensors that are a rule alone.
///
/// Note [groups of a range]: PyTorch computes ranges in pairs of vectors of 32 bytes. Within a vector an
/// element is `first + i·step`, where `first`, the vector's first element, has been rounded to the dtype;
/// what does not fill a pair is computed from the ends of the range. In floating-point numbers that moves a
/// last digit; in integers, where rounding means cutting off, it changes elements by 1. PyTorch's numbers are
/// the rule here, so these are computed in the same groups on every processor.
final class Ranges {
    private static final int VECTOR_BYTES = 32;

    private Ranges() {}

    /// Returns the numbers from `start` up to, not including, `end`.
    static Tensor arange(Number start, Number end, Number step, DType dtype) {
        checkNumeric("arange", dtype);
        double from = start.doubleValue();
        double to = end.doubleValue();
        double by = step.doubleValue();
        if (!Double.isFinite(from) || !Double.isFinite(to) || Double.isNaN(by)) {
            throw new ShapeException(
                    "arange: from " + start + " to " + end + " by " + step + " is no range: pass finite numbers");
        }
        if (!dtype.isFloating()) {
            return wholeNumbers(start, end, step, dtype);
        }
        if (by == 0 || (by > 0 ? from > to : from < to)) {
            throw leadsAstray(start, end, step);
        }
        double length = Math.ceil((to - from) / by);
        if (!(length <= Integer.MAX_VALUE)) {
            throw tooLong(start, end, step);
        }
        boolean narrow = dtype.bytes() == 2;
        return new Line((int) length, from, 0, by, (int) length, narrow, true, dtype).tensor();
    }

    private static Tensor wholeNumbers(Number start, Number end, Number step, DType dtype) {
        long from = start.longValue();
        long to = end.longValue();
        long by = step.longValue();
        if (by == 0 || (by > 0 ? from > to : from < to)) {
            throw leadsAstray(start, end, step);
        }
        long length;
        if (dtype == DType.INT64) {
            // PyTorch counts the whole numbers here, and in the other dtypes the numbers before they are cut off.
            BigInteger distance =
                    BigInteger.valueOf(to).subtract(BigInteger.valueOf(from)).abs();
            BigInteger stride = BigInteger.valueOf(by).abs();
            BigInteger count = distance.add(stride).subtract(BigInteger.ONE).divide(stride);
            length = count.bitLength() < Long.SIZE ? count.longValue() : Long.MAX_VALUE;
        } else {
            length = (long) Math.ceil((end.doubleValue() - start.doubleValue()) / step.doubleValue());
        }
        if (length > Integer.MAX_VALUE) {
            throw tooLong(start, end, step);
        }
        Storage storage = Storage.of(dtype, (int) Math.max(length, 0));
        for (int i = 0; i < storage.length(); i++) {
            Elements.setLong(storage, dtype, i, from + i * by);
        }
        return Tensor.of(storage, dtype, Shape.of(storage.length()));
    }

    /// Returns numbers from `start` to `end`, both included.
    static Tensor linspace(Number start, Number end, int steps, DType dtype) {
        checkNumeric("linspace", dtype);
        checkSteps("linspace", steps);
        if (steps == 1) {
            return Tensor.full(Shape.of(1), start, dtype);
        }
        boolean narrow = dtype.isFloating() && dtype != DType.FLOAT64;
        double from = in(dtype, start);
        double to = in(dtype, end);
        double step = narrow ? (float) (to - from) / (float) (steps - 1) : (to - from) / (steps - 1);
        return new Line(steps, from, to, step, steps / 2, narrow, false, dtype).tensor();
    }

    /// Returns powers of a base whose exponents go from `start` to `end`, both included.
    static Tensor logspace(Number start, Number end, int steps, double base, DType dtype) {
        checkNumeric("logspace", dtype);
        checkSteps("logspace", steps);
        if (steps == 1) {
            return Tensor.full(Shape.of(1), Powers.pow(base, start.doubleValue()), dtype);
        }
        boolean narrow = dtype.isFloating() && dtype != DType.FLOAT64;
        double from = in(dtype, start);
        double to = in(dtype, end);
        double step = narrow ? (float) (to - from) / (float) (steps - 1) : (to - from) / (steps - 1);
        Storage storage = Storage.of(dtype, steps);
        for (int i = 0; i < steps; i++) {
            boolean first = i < steps / 2;
            double moved = step * (first ? i : steps - 1 - i);
            double way = narrow ? (float) moved : moved;
            double exponent = first ? from + way : to - way;
            Elements.setDouble(storage, dtype, i, Powers.pow(base, narrow ? (float) exponent : exponent));
        }
        return Tensor.of(storage, dtype, Shape.of(steps));
    }

    /// Returns a number as a dtype holds it.
    private static double in(DType dtype, Number value) {
        return Tensor.full(Shape.SCALAR, value, dtype).item();
    }

    /// Numbers at equal distances, computed in the groups of note [groups of a range].
    ///
    /// @param halfway from which element on they are counted from the end
    /// @param narrow whether in float32, else in float64
    /// @param fused whether steps within a group are rounded once
    private record Line(
            int length,
            double start,
            double end,
            double step,
            int halfway,
            boolean narrow,
            boolean fused,
            DType dtype) {
        Tensor tensor() {
            Storage storage = Storage.of(dtype, length);
            // 16-bit numbers are computed in float32 and rounded once, which is as near as they come.
            int group = dtype.isFloating() && dtype.bytes() == 2 ? Math.max(length, 1) : VECTOR_BYTES / dtype.bytes();
            int grouped = length - length % (2 * group);
            if (storage instanceof Storage.Floats floats && narrow) {
                groups(floats.array(), group, grouped);
            } else {
                groups(storage, group, grouped);
            }
            for (int i = grouped; i < length; i++) {
                Elements.setDouble(storage, dtype, i, direct(i));
            }
            return Tensor.of(storage, dtype, Shape.of(length));
        }

        private void groups(Storage storage, int group, int grouped) {
            for (int g = 0; g < grouped; g += group) {
                double first = rounded(direct(g));
                for (int i = 0; i < group; i++) {
                    double value = fused ? Math.fma(step, i, first) : first + step * i;
                    Elements.setDouble(storage, dtype, g + i, value);
                }
            }
        }

        private void groups(float[] values, int group, int grouped) {
            float[] ways = new float[group];
            for (int i = 0; i < group; i++) {
                ways[i] = fused ? i : (float) step * i;
            }
            // Times 1 and in one rounding is the sum itself.
            float factor = fused ? (float) step : 1;
            float first = 0;
            // Four at once, half a group: a loop over a group would be too short to be worth its start.
            for (int at = 0; at < grouped; at += 4) {
                int i = at & (group - 1);
                first = i == 0 ? (float) direct(at) : first;
                values[at] = Math.fma(factor, ways[i], first);
                values[at + 1] = Math.fma(factor, ways[i + 1], first);
                values[at + 2] = Math.fma(factor, ways[i + 2], first);
                values[at + 3] = Math.fma(factor, ways[i + 3], first);
            }
        }

        private double direct(int i) {
            return i < halfway ? fma(step, i, start) : fma(-step, length - 1 - i, end);
        }

        private double fma(double a, int b, double c) {
            return narrow ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
        }

        private double rounded(double value) {
            return dtype == DType.FLOAT32 ? (float) value : dtype.isFloating() ? value : (long) value;
        }
    }

    /// Returns the indices of the elements on and below, or above, a diagonal.
    static Tensor triangle(String op, boolean upper, int rows, int columns, int offset) {
        if (rows < 0 || columns < 0) {
            throw new ShapeException(op + ": " + rows + " rows and " + columns + " columns: pass 0 or more");
        }
        long[] starts = new long[rows];
        long[] ends = new long[rows];
        long count = 0;
        for (int r = 0; r < rows; r++) {
            starts[r] = upper ? Math.clamp((long) r + offset, 0, columns) : 0;
            ends[r] = upper ? columns : Math.clamp((long) r + offset + 1, 0, columns);
            count += ends[r] - starts[r];
        }
        Shape shape = Shape.of(2, (int) Math.min(count, Integer.MAX_VALUE));
        long[] indices = new long[shape.numel()];
        int next = 0;
        for (int r = 0; r < rows; r++) {
            for (long c = starts[r]; c < ends[r]; c++, next++) {
                indices[next] = r;
                indices[(int) count + next] = c;
            }
        }
        return Tensor.of(new Storage.Longs(indices), DType.INT64, shape);
    }

    /// Returns the powers of the elements, one column for each.
    static Tensor vander(Tensor x, int columns, boolean increasing) {
        if (x.dim() != 1 || columns < 0) {
            throw new ShapeException("vander: a tensor of shape " + x.shape() + " and " + columns
                    + " powers: pass one dim, and 0 powers or more");
        }
        Tensor base = x.dtype().isFloating() ? x : x.to(DType.INT64);
        Tensor ones = Tensor.full(Shape.of(x.numel(), Math.min(columns, 1)), 1, base.dtype());
        Tensor higher =
                base.unsqueeze(1).expand(x.numel(), Math.max(columns - 1, 0)).cumprod(1);
        Tensor powers = Concatenation.of(List.of(ones, higher), 1);
        return increasing ? powers : powers.flip(1);
    }

    private static void checkSteps(String op, int steps) {
        if (steps < 0) {
            throw new ShapeException(op + ": " + steps + " steps cannot be made: pass 0 or more");
        }
    }

    private static ShapeException leadsAstray(Number start, Number end, Number step) {
        return new ShapeException("arange: step " + step + " does not lead from " + start + " to " + end
                + ": give it the sign of the difference");
    }

    private static ShapeException tooLong(Number start, Number end, Number step) {
        return new ShapeException("arange: from " + start + " to " + end + " by " + step
                + " are more than 2147483647 elements, the most that one tensor holds");
    }

    private static void checkNumeric(String op, DType dtype) {
        if (dtype == DType.BOOL) {
            throw new DTypeException(op + ": there are no truth values in a range: pass another dtype than bool");
        }
    }
}

package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns the arguments of calls, dims and places as the user wrote them, into view operators.
final class Views {
    private Views() {}

    /// Returns the operator of one place of a dim.
    ///
    /// @throws IndexException if there is no such place
    static ViewOp select(String op, Shape shape, int dim, int index) {
        int d = Shape.wrapDim(op, dim, shape.rank());
        int size = shape.rank() == 0 ? 0 : shape.size(d);
        if (index < -size || index >= size) {
            throw new IndexException(op + ": index " + index + " is out of range for dim " + dim + " of " + shape
                    + ": pass one from " + -size + " to " + (size - 1));
        }
        return new ViewOp.Select(d, index < 0 ? index + size : index);
    }

    /// Returns the operator of a part of a dim; bounds may count from the end, and what lies outside is cut
    /// off.
    ///
    /// @throws ShapeException if the step is less than 1
    static ViewOp slice(String op, Shape shape, int dim, int start, int end, int step) {
        if (step < 1) {
            throw new ShapeException(op + ": the step is " + step + " and must be 1 or more");
        }
        int d = Shape.existingDim(op, dim, shape.rank());
        int size = shape.size(d);
        int from = Math.clamp(start < 0 ? (long) start + size : start, 0, size);
        int to = Math.clamp(end < 0 ? (long) end + size : end, from, size);
        return new ViewOp.Slice(d, from, (int) (((long) to - from + step - 1) / step), step);
    }

    /// Returns the operator of a diagonal of two dims.
    ///
    /// @throws ShapeException if both are the same dim
    static ViewOp diagonal(String op, Shape shape, int offset, int first, int second) {
        int a = Shape.wrapDim(op, first, shape.rank());
        int b = Shape.wrapDim(op, second, shape.rank());
        if (a == b || shape.rank() < 2) {
            throw new ShapeException(
                    op + ": dims " + first + " and " + second + " of " + shape + " must be two different ones");
        }
        return new ViewOp.Diagonal(offset, a, b);
    }

    /// Returns the operator of any layout on a tensor's storage.
    ///
    /// @throws ShapeException if sizes and strides differ in number, or are negative, or lead out of the
    ///     storage
    static ViewOp strided(String op, Tensor x, int[] size, int[] stride, int offset) {
        boolean fits = size.length == stride.length
                && offset >= 0
                && Arrays.stream(stride).allMatch(s -> s >= 0)
                && Arrays.stream(size).allMatch(s -> s >= 0);
        if (!fits) {
            throw new ShapeException(op + ": sizes " + Arrays.toString(size) + ", strides " + Arrays.toString(stride)
                    + " and storage offset " + offset
                    + " make no layout: give as many strides as sizes, and nothing negative");
        }
        Layout layout = Layout.of(Shape.of(size), stride, offset);
        int length = x.view().storage().length();
        if (layout.end() > length) {
            throw new ShapeException(op + ": sizes " + Arrays.toString(size) + " and strides " + Arrays.toString(stride)
                    + " from storage offset " + offset + " on lead to place " + (layout.end() - 1)
                    + " of a storage of " + length + " elements: keep inside");
        }
        return new ViewOp.AsStrided(x.layout(), layout);
    }

    /// Returns the place that a tensor of one integer names.
    ///
    /// @throws ShapeException if it is not a single number
    /// @throws DTypeException if it is no integer
    static int place(String op, Tensor index) {
        if (!index.dtype().isIntegral() || index.dim() > 0) {
            String what = op + ": the place is given by a tensor of " + index.dtype() + " and shape " + index.shape()
                    + ": pass a single integer";
            throw index.dim() > 0 ? new ShapeException(what) : new DTypeException(what);
        }
        return Math.clamp(index.itemLong(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /// Returns the places that a tensor of integers of one dim names.
    ///
    /// @throws ShapeException if it has another number of dims
    /// @throws DTypeException if it is of no integers
    static int[] places(String op, Tensor indices) {
        if (!indices.dtype().isIntegral()) {
            throw new DTypeException(
                    op + ": the places are given by a tensor of " + indices.dtype() + ": pass integers");
        }
        if (indices.dim() != 1) {
            throw new ShapeException(
                    op + ": the places are given by a tensor of shape " + indices.shape() + ": pass one dim");
        }
        return Arrays.stream(indices.toLongArray())
                .mapToInt(i -> Math.clamp(i, Integer.MIN_VALUE, Integer.MAX_VALUE))
                .toArray();
    }

    /// Returns a copy with other elements in the place of a view.
    ///
    /// @throws ShapeException if they have not the view's shape
    static Tensor replace(String op, Tensor x, ViewOp view, Tensor source) {
        Shape shape = view.infer(new Spec(x.shape(), x.dtype()))[0].shape();
        if (!source.shape().equals(shape)) {
            throw new ShapeException(op + ": the new elements have shape " + source.shape()
                    + ", and the places for them " + shape + ": they must be equal");
        }
        return x.apply(new ViewReplacement(op, view), source);
    }

    /// Returns the elements whose indices in all dims are equal, as a view; of a tall matrix, if `wrap`, also
    /// those of the squares that follow after one row each.
    ///
    /// @param x of two dims, or more of one size
    static List<Tensor> diagonals(Tensor x, boolean wrap) {
        if (x.dim() > 2) {
            int[] size = {x.size(0)};
            int[] stride = {Arrays.stream(x.stride()).sum()};
            return List.of(x.asStrided(size, stride));
        }
        List<Tensor> result = new ArrayList<>();
        int step = x.size(1) + 1;
        for (int row = 0; row < (wrap ? x.size(0) : Math.min(x.size(0), 1)); row += step) {
            result.add(x.narrow(0, row, x.size(0) - row).diagonal());
        }
        return result;
    }

    /// Returns the product of two sizes.
    ///
    /// @throws ShapeException if it is more than one tensor holds
    static int product(String op, int a, int b) {
        long product = (long) a * b;
        if (product > Integer.MAX_VALUE) {
            throw new ShapeException(op + ": " + a + " times " + b + " elements are " + product
                    + ", more than the 2147483647 that one tensor holds");
        }
        return (int) product;
    }

    /// Returns the places 0, 1, … each as often as a tensor of one dim says.
    ///
    /// @throws ShapeException if a number is negative, or they add up to more than one tensor holds
    /// @throws DTypeException if they are neither int64 nor int32
    static Tensor repeated(Tensor repeats) {
        if (repeats.dtype() != DType.INT64 && repeats.dtype() != DType.INT32) {
            throw new DTypeException("repeatInterleave: the repetitions are " + repeats.dtype()
                    + " and must be int64 or int32: convert them with to(INT64)");
        }
        if (repeats.dim() != 1) {
            throw new ShapeException(
                    "repeatInterleave: the repetitions have shape " + repeats.shape() + " and must have one dim");
        }
        long[] counts = repeats.toLongArray();
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || counts[i] > Integer.MAX_VALUE - sum) {
                throw new ShapeException("repeatInterleave: " + counts[i] + " repetitions at place " + i
                        + ": pass 0 or more, at most 2147483647 in all");
            }
            sum += counts[i];
        }
        long[] places = new long[(int) sum];
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            Arrays.fill(places, next, next + (int) counts[i], i);
            next += (int) counts[i];
        }
        return Tensor.of(places);
    }
}

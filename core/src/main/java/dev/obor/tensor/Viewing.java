package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.Arrays;

/// Other shapes of the same elements. All but [#reshape(int...)], [#contiguous()] and [#sumToSize(Shape)]
/// return views: what is written through one is seen by all.
public sealed interface Viewing extends Applicable permits Tensor {
    /// Returns the elements in row-major order in another shape; one size may be -1 and is then found. A view
    /// where strides can express it, else a copy.
    ///
    /// @throws ShapeException if the numbers of elements differ
    default Tensor reshape(int... sizes) {
        return reshape(resolve("reshape", self().numel(), sizes));
    }

    /// Returns the elements in row-major order in another shape; a view where strides can express it, else a
    /// copy.
    ///
    /// @throws ShapeException if the numbers of elements differ
    default Tensor reshape(Shape shape) {
        if (shape.equals(self().shape())) {
            return self();
        }
        boolean view = self().layout().reshape(shape).isPresent();
        return (view ? self() : contiguous()).apply(new ViewOp.Reshape(shape));
    }

    /// Returns a view in another shape; one size may be -1 and is then found.
    ///
    /// @throws ShapeException if strides cannot express it
    default Tensor view(int... sizes) {
        return apply(new ViewOp.Reshape(resolve("view", self().numel(), sizes)));
    }

    /// Returns the dims from `startDim` to `endDim`, both included, as one.
    default Tensor flatten(int startDim, int endDim) {
        int start = self().wrap("flatten", startDim);
        int end = self().wrap("flatten", endDim);
        if (start > end) {
            throw new ShapeException("flatten: startDim " + startDim + " comes after endDim " + endDim + ": swap them");
        }
        if (self().dim() == 0) {
            return reshape(1);
        }
        Shape shape = self().shape();
        long count = 1;
        for (int d = start; d <= end; d++) {
            count *= shape.size(d);
        }
        Shape flat = shape.with(start, (int) count);
        for (int d = end; d > start; d--) {
            flat = flat.remove(d);
        }
        return reshape(flat);
    }

    /// Returns the elements in one dim.
    default Tensor flatten() {
        return flatten(0, -1);
    }

    /// Returns a view with the dims in another order.
    ///
    /// @throws ShapeException unless each dim is given once
    default Tensor permute(int... dims) {
        int[] order = new int[dims.length];
        boolean[] seen = new boolean[self().dim()];
        boolean fits = dims.length == seen.length;
        for (int d = 0; fits && d < dims.length; d++) {
            order[d] = self().wrap("permute", dims[d]);
            fits = !seen[order[d]];
            seen[order[d]] = true;
        }
        if (!fits) {
            throw new ShapeException(
                    "permute: " + Arrays.toString(dims) + " does not name each dim of " + self().shape() + " once");
        }
        return apply(new ViewOp.Permute(order));
    }

    /// Returns a view with two dims swapped.
    default Tensor transpose(int a, int b) {
        int[] order = new int[Math.max(self().dim(), 1)];
        Arrays.setAll(order, d -> d);
        int first = self().wrap("transpose", a);
        int second = self().wrap("transpose", b);
        order[first] = second;
        order[second] = first;
        return self().dim() == 0 ? self() : apply(new ViewOp.Permute(order));
    }

    /// Returns a matrix's transpose, a view; a tensor of fewer dims itself.
    ///
    /// @throws ShapeException for more than two dims
    default Tensor t() {
        if (self().dim() > 2) {
            throw new ShapeException("t: the tensor has shape " + self().shape()
                    + ", and t() is for two dims or fewer: use transpose(a, b)");
        }
        return self().dim() < 2 ? self() : transpose(0, 1);
    }

    /// Returns a view in which dims of size 1, and new leading dims, are repeated; -1 keeps a dim's size.
    default Tensor expand(int... sizes) {
        int[] wide = sizes.clone();
        int lead = sizes.length - self().dim();
        for (int d = Math.max(lead, 0); d < sizes.length; d++) {
            if (sizes[d] == -1) {
                wide[d] = self().size(d - lead);
            }
        }
        return expand(Shape.of(wide));
    }

    /// Returns a view in which dims of size 1, and new leading dims, are repeated.
    default Tensor expand(Shape shape) {
        return shape.equals(self().shape()) ? self() : apply(new ViewOp.Expand(shape));
    }

    /// Returns a view with a new dim of size 1 at `dim`, which may be one past the last.
    default Tensor unsqueeze(int dim) {
        int at = Shape.wrapDim("unsqueeze", dim, self().dim() + 1);
        return apply(new ViewOp.Unsqueeze(at));
    }

    /// Returns a view without those of the given dims that have size 1; without arguments, without all dims
    /// of size 1.
    default Tensor squeeze(int... dims) {
        int[] candidates = Reduce.dims("squeeze", self().dim(), dims);
        Shape shape = self().shape();
        for (int i = candidates.length - 1; i >= 0; i--) {
            if (shape.size(candidates[i]) == 1) {
                shape = shape.remove(candidates[i]);
            }
        }
        return reshape(shape);
    }

    /// Returns a view of a dim from `start` on, `length` elements.
    ///
    /// @throws ShapeException if they are not all inside
    default Tensor narrow(int dim, int start, int length) {
        int d = Shape.existingDim("narrow", dim, self().dim());
        int size = self().size(d);
        int from = start < 0 ? start + size : start;
        if (from < 0 || length < 0 || (long) from + length > size) {
            throw new ShapeException("narrow: start " + start + " and length " + length + " do not lie within dim "
                    + dim + " of " + self().shape());
        }
        return apply(new ViewOp.Slice(d, from, length, 1));
    }

    /// Returns a view of every `step`-th element of a dim from `start` up to, not including, `end`; negative
    /// ones count from the end, and what lies outside is cut off.
    default Tensor slice(int dim, int start, int end, int step) {
        if (step < 1) {
            throw new ShapeException("slice: the step is " + step + " and must be 1 or more");
        }
        int d = Shape.existingDim("slice", dim, self().dim());
        int size = self().size(d);
        int from = Math.clamp(start < 0 ? (long) start + size : start, 0, size);
        int to = Math.clamp(end < 0 ? (long) end + size : end, from, size);
        return apply(new ViewOp.Slice(d, from, (int) (((long) to - from + step - 1) / step), step));
    }

    /// Returns a view of the main diagonal of the first two dims, which go; a new last dim runs along it.
    default Tensor diagonal() {
        return diagonal(0, 0, 1);
    }

    /// Returns a view of the elements whose index in `second` is larger by `offset` than that in `first`; the
    /// two dims go, and a new last one runs along the diagonal.
    ///
    /// @throws ShapeException if both are the same dim
    default Tensor diagonal(int offset, int first, int second) {
        int a = self().wrap("diagonal", first);
        int b = self().wrap("diagonal", second);
        if (a == b || self().dim() < 2) {
            throw new ShapeException("diagonal: dims " + first + " and " + second + " of " + self().shape()
                    + " must be two different ones");
        }
        return apply(new ViewOp.Diagonal(offset, a, b));
    }

    /// Returns this tensor if its elements follow one another in row-major order, else a copy in which they do.
    default Tensor contiguous() {
        return self().isContiguous() ? self() : apply(Ops.CLONE);
    }

    /// Returns the sum over the dims that broadcasting from `shape` would repeat: the opposite of
    /// [#expand(Shape)].
    default Tensor sumToSize(Shape shape) {
        if (shape.equals(self().shape())) {
            return self();
        }
        int lead = self().dim() - shape.rank();
        int[] dims = new int[self().dim()];
        int count = 0;
        for (int d = 0; d < dims.length; d++) {
            boolean repeated = d < lead || shape.size(d - lead) != self().size(d);
            if (repeated && d >= lead && shape.size(d - lead) != 1 || lead < 0) {
                throw new ShapeException("sumToSize: " + self().shape() + " does not sum to " + shape + ": " + shape
                        + " must broadcast to it");
            }
            if (repeated) {
                dims[count++] = d;
            }
        }
        Tensor sum = count == 0 ? self() : self().sum(Arrays.copyOf(dims, count), true);
        return sum.reshape(shape);
    }

    private static Shape resolve(String op, int numel, int... sizes) {
        int unknown = -1;
        long known = 1;
        for (int d = 0; d < sizes.length; d++) {
            if (sizes[d] == -1 && unknown < 0) {
                unknown = d;
            } else {
                known *= sizes[d];
            }
        }
        if (unknown < 0) {
            return Shape.of(sizes);
        }
        if (known <= 0 || numel % known != 0) {
            throw new ShapeException(op + ": " + numel + " elements do not divide into " + Arrays.toString(sizes)
                    + ": the sizes other than -1 must multiply to a divisor of " + numel);
        }
        int[] found = sizes.clone();
        found[unknown] = (int) (numel / known);
        return Shape.of(found);
    }
}

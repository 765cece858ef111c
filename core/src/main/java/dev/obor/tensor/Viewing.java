package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.Arrays;

/// Other shapes and parts of the same elements; [Axes] has those with the dims in another order, [Splitting]
/// those in several pieces, [Diagonals] those along diagonals.
///
/// Unless a method says otherwise it returns a view, with PyTorch's strides: what is written through one is
/// seen by all.
public sealed interface Viewing extends Applicable permits Tensor {
    /// Returns the stride of each dim, in elements, in a new array.
    default int[] stride() {
        return self().layout().strides();
    }

    /// Returns the place of the first element in the storage.
    default int storageOffset() {
        return self().layout().offset();
    }

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
        boolean view = self().isContiguous() || self().layout().reshape(shape).isPresent();
        return (view ? self() : contiguous()).apply(new ViewOp.Reshape(shape));
    }

    /// Returns the elements in row-major order in another tensor's shape; a view where strides can express
    /// it, else a copy.
    ///
    /// @throws ShapeException if the numbers of elements differ
    default Tensor reshapeAs(Tensor other) {
        return reshape(other.shape());
    }

    /// Returns a view in another shape; one size may be -1 and is then found.
    ///
    /// @throws ShapeException if strides cannot express it
    default Tensor view(int... sizes) {
        return view(resolve("view", self().numel(), sizes));
    }

    /// Returns a view of the same elements in another shape.
    ///
    /// @throws ShapeException if the number of elements differs, or the strides do not allow it
    default Tensor view(Shape shape) {
        return viewed("view", shape);
    }

    private Tensor viewed(String op, Shape shape) {
        if (shape.numel() != self().numel()) {
            throw new ShapeException(op + ": " + self().shape() + " has " + self().numel() + " elements, " + shape
                    + " has " + shape.numel() + ": the numbers must be equal");
        }
        return apply(new ViewOp.Reshape(shape));
    }

    /// Returns a view in another tensor's shape.
    ///
    /// @throws ShapeException if strides cannot express it
    default Tensor viewAs(Tensor other) {
        return viewed("viewAs", other.shape());
    }

    /// Returns the elements in one dim, in row-major order; a view where strides can express it, else a copy.
    default Tensor ravel() {
        return reshape(Shape.of(self().numel()));
    }

    /// Returns the dims from `startDim` to `endDim`, both included, as one; a view where strides can express
    /// it, else a copy.
    ///
    /// @throws ShapeException if the first dim comes after the last
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

    /// Returns the dims from `startDim` on as one.
    default Tensor flatten(int startDim) {
        return flatten(startDim, -1);
    }

    /// Returns the elements in one dim.
    default Tensor flatten() {
        return flatten(0, -1);
    }

    /// Returns a view with a dim broken into several, whose sizes multiply to its size; one may be -1 and is
    /// then found.
    ///
    /// @throws ShapeException if they do not, or there is none
    default Tensor unflatten(int dim, int... sizes) {
        int d = Shape.existingDim("unflatten", dim, self().dim());
        int size = self().size(d);
        Shape parts = resolve("unflatten", size, sizes);
        if (sizes.length == 0 || parts.numel() != size) {
            throw new ShapeException("unflatten: the sizes " + Arrays.toString(sizes) + " do not multiply to " + size
                    + ", the size of dim " + dim + " of " + self().shape() + ": pass others, or -1 for one of them");
        }
        Shape shape = self().shape().remove(d);
        for (int i = 0; i < parts.rank(); i++) {
            shape = shape.insert(d + i, parts.size(i));
        }
        return apply(new ViewOp.Reshape(shape));
    }

    /// Returns a view in which dims of size 1, and new leading dims, are repeated with stride 0; -1 keeps a
    /// dim's size.
    ///
    /// @throws ShapeException if another size than 1 would change, or a new dim has size -1
    default Tensor expand(int... sizes) {
        int[] wide = sizes.clone();
        int lead = sizes.length - self().dim();
        for (int d = 0; d < sizes.length; d++) {
            if (sizes[d] == -1 && d < lead) {
                throw new ShapeException("expand: the size -1 in " + Arrays.toString(sizes) + " stands at a new dim of "
                        + self().shape() + ", which has no size to keep: give one");
            }
            wide[d] = sizes[d] == -1 && lead >= 0 ? self().size(d - lead) : sizes[d];
        }
        return expand(Shape.of(wide));
    }

    /// Returns a view in which dims of size 1, and new leading dims, are repeated with stride 0.
    ///
    /// @throws ShapeException if another size than 1 would change
    default Tensor expand(Shape shape) {
        return shape.equals(self().shape()) ? self() : apply(new ViewOp.Expand(shape));
    }

    /// Returns a view expanded to another tensor's shape.
    ///
    /// @throws ShapeException if another size than 1 would change
    default Tensor expandAs(Tensor other) {
        return expand(other.shape());
    }

    /// Returns a view in which dims of size 1, and new leading dims, are repeated with stride 0; -1 keeps a
    /// dim's size. The same as [#expand(int...)].
    ///
    /// @throws ShapeException if another size than 1 would change
    default Tensor broadcastTo(int... sizes) {
        return expand(sizes);
    }

    /// Returns a view in a larger shape: another name of [#expand(Shape)].
    ///
    /// @throws ShapeException if this does not broadcast to it
    default Tensor broadcastTo(Shape shape) {
        return expand(shape);
    }

    /// Returns a view with a new dim of size 1 at `dim`, which may be one past the last.
    default Tensor unsqueeze(int dim) {
        int at = Shape.wrapDim("unsqueeze", dim, self().dim() + 1);
        return apply(new ViewOp.Unsqueeze(at));
    }

    /// Returns a view without those of the given dims that have size 1; without arguments, without all dims
    /// of size 1.
    default Tensor squeeze(int... dims) {
        int[] ones = Arrays.stream(Reduce.dims("squeeze", self().dim(), dims))
                .filter(d -> self().size(d) == 1)
                .toArray();
        return ones.length == 0 ? self() : apply(new ViewOp.Squeeze(ones));
    }

    /// Returns a view of a dim from `start` on, `length` elements; a negative start counts from the end.
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

    /// Returns a view of a dim from a place on that a single integer names, `length` elements.
    ///
    /// @throws ShapeException if they are not all inside, or `start` is not a single number
    /// @throws dev.obor.error.DTypeException if it is no integer
    default Tensor narrow(int dim, Tensor start, int length) {
        return narrow(dim, Views.place("narrow", start), length);
    }

    /// Returns a copy of a dim from `start` on, `length` elements; a negative start counts from the end.
    ///
    /// @throws ShapeException if they are not all inside
    default Tensor narrowCopy(int dim, int start, int length) {
        return narrow(dim, start, length).clone();
    }

    /// Returns a view of every `step`-th element of a dim from `start` up to, not including, `end`; negative
    /// ones count from the end, and what lies outside is cut off.
    ///
    /// @throws ShapeException if the step is less than 1
    default Tensor slice(int dim, int start, int end, int step) {
        return apply(Views.slice("slice", self().shape(), dim, start, end, step));
    }

    /// Returns a view of the elements of a dim from `start` up to, not including, `end`; negative ones count
    /// from the end, and what lies outside is cut off.
    default Tensor slice(int dim, int start, int end) {
        return slice(dim, start, end, 1);
    }

    /// Returns a view of the windows of `size` elements along a dim, one beginning every `step` elements: the
    /// dim counts the windows, and a new last one runs within each. Windows may share elements.
    ///
    /// @throws ShapeException if the dim is shorter than a window, or the step is less than 1
    default Tensor unfold(int dim, int size, int step) {
        int d = self().wrap("unfold", dim);
        int length = self().dim() == 0 ? 1 : self().size(d);
        if (size < 0 || size > length) {
            throw new ShapeException("unfold: windows of " + size + " elements do not fit dim " + dim + " of "
                    + self().shape() + ", which has " + length + ": pass 0 to " + length);
        }
        if (step < 1) {
            throw new ShapeException("unfold: the step is " + step + " and must be 1 or more");
        }
        return self().dim() == 0 ? reshape(1).narrow(0, 0, size) : apply(new ViewOp.Unfold(d, size, step));
    }

    /// Returns a view with any strides on this tensor's storage, beginning at any of its places. Elements may
    /// share a place; the gradient of one that does is that of all which do.
    ///
    /// @param size of each dim
    /// @param stride of each dim, in elements, 0 or more
    /// @param storageOffset the place of the first element in the storage, whatever this tensor's own is
    /// @throws ShapeException if sizes and strides differ in number, or are negative, or lead out of the
    ///     storage
    default Tensor asStrided(int[] size, int[] stride, int storageOffset) {
        return apply(Views.strided("asStrided", self(), size, stride, storageOffset));
    }

    /// Returns a view with any strides on this tensor's storage, beginning where this tensor does.
    ///
    /// @throws ShapeException if sizes and strides differ in number, or are negative, or lead out of the
    ///     storage
    default Tensor asStrided(int[] size, int[] stride) {
        return asStrided(size, stride, storageOffset());
    }

    /// Returns this tensor if its elements follow one another in row-major order, else a copy in which they
    /// do.
    default Tensor contiguous() {
        return self().isContiguous() ? self() : apply(Ops.CLONE);
    }

    /// Returns the sum over the dims that broadcasting from `shape` would repeat: the opposite of
    /// [#expand(Shape)]. A new tensor, unless the shape is this tensor's.
    ///
    /// @throws ShapeException if `shape` does not broadcast to this tensor's
    default Tensor sumToSize(Shape shape) {
        boolean same = shape.equals(self().shape());
        if (shape.rank() == 0 && !(same && self().dtype().isFloating())) {
            return self().sum();
        }
        if (same) {
            return self();
        }
        int lead = self().dim() - shape.rank();
        boolean fits = lead >= 0;
        int[] dims = new int[self().dim()];
        int count = 0;
        for (int d = 0; fits && d < dims.length; d++) {
            boolean repeated = d < lead || shape.size(d - lead) != self().size(d);
            fits = d < lead || !repeated || shape.size(d - lead) == 1;
            if (repeated) {
                dims[count++] = d;
            }
        }
        if (!fits) {
            throw new ShapeException("sumToSize: " + self().shape() + " does not sum to " + shape + ": " + shape
                    + " must broadcast to it");
        }
        if (count == 0) {
            return self().reshape(shape);
        }
        // Only leading dims go, as a bias has fewer: nothing is left to reshape.
        boolean leading = count == lead;
        Tensor sum = self().sum(Arrays.copyOf(dims, count), !leading);
        return leading ? sum : sum.reshape(shape);
    }

    /// Returns the sum over the dims that broadcasting from these sizes would repeat.
    ///
    /// @throws ShapeException if they do not broadcast to this tensor's shape
    default Tensor sumToSize(int... size) {
        return sumToSize(Shape.of(size));
    }

    /// Returns this tensor: no conjugation is put off.
    default Tensor resolveConj() {
        return self();
    }

    /// Returns this tensor: no negation is put off.
    default Tensor resolveNeg() {
        return self();
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

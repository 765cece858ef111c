package dev.obor.layout;

import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/// A shape, a stride for each dim and an offset: the element at index (i, j, …) lies at `offset + i·stride(0) +
/// j·stride(1) + …` of an array. Immutable; a view of a tensor is another layout on the same array.
public final class Layout {
    private final Shape shape;
    private final int[] strides;
    private final int offset;
    private final boolean contiguous;

    private Layout(Shape shape, int[] strides, int offset) {
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.contiguous = isRowMajor(shape, strides);
    }

    /// Returns the row-major layout of a shape, without gaps, from place 0.
    public static Layout dense(Shape shape) {
        Layout known = shape.dense;
        if (known == null) {
            known = new Layout(shape, rowMajor(shape), 0);
            shape.dense = known;
        }
        return known;
    }

    /// Returns a layout with these strides, in elements, 0 or more. Nothing says that it lies within an array:
    /// compare [#end()] with its length.
    ///
    /// @throws ShapeException if the numbers of sizes and strides differ, or a stride or the offset is negative
    public static Layout of(Shape shape, int[] strides, int offset) {
        if (strides.length != shape.rank()) {
            throw new ShapeException("layout: shape " + shape + " and strides " + Arrays.toString(strides)
                    + " differ in length: give a stride for each dim");
        }
        if (offset < 0 || Arrays.stream(strides).anyMatch(s -> s < 0)) {
            throw new ShapeException(
                    "layout: strides " + Arrays.toString(strides) + " and offset " + offset + " must not be negative");
        }
        return new Layout(shape, strides.clone(), offset);
    }

    private static int[] rowMajor(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int d = strides.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= Math.max(shape.size(d), 1);
        }
        return strides;
    }

    private static boolean isRowMajor(Shape shape, int[] strides) {
        if (shape.numel() == 0) {
            return true;
        }
        int stride = 1;
        for (int d = strides.length - 1; d >= 0; d--) {
            int size = shape.size(d);
            if (size != 1 && strides[d] != stride) {
                return false;
            }
            stride *= size;
        }
        return true;
    }

    /// Returns the shape.
    public Shape shape() {
        return shape;
    }

    /// Returns the stride of a dim, in elements; negative dims count from the end.
    public int stride(int dim) {
        return strides[dim >= 0 && dim < strides.length ? dim : Shape.existingDim("stride", dim, strides.length)];
    }

    /// Returns the strides in a new array.
    public int[] strides() {
        return strides.clone();
    }

    /// Returns the place of the first element.
    public int offset() {
        return offset;
    }

    /// Tells whether the elements follow one another in row-major order without gaps (from any offset).
    public boolean isContiguous() {
        return contiguous;
    }

    /// Tells whether all indices lead to one place, as after expanding a single number.
    public boolean isStill() {
        for (int d = 0; d < strides.length; d++) {
            if (strides[d] != 0 && shape.size(d) != 1) {
                return false;
            }
        }
        return true;
    }

    /// Returns one more than the last place used, 0 for a layout without elements.
    public long end() {
        if (shape.numel() == 0) {
            return 0;
        }
        long last = offset;
        for (int d = 0; d < strides.length; d++) {
            last += (long) strides[d] * (shape.size(d) - 1);
        }
        return last + 1;
    }

    /// Tells whether two indices lead to one place, as after [#expand(Shape)].
    public boolean overlaps() {
        if (contiguous) {
            return false;
        }
        Integer[] order = new Integer[strides.length];
        Arrays.setAll(order, d -> d);
        Arrays.sort(order, (a, b) -> Integer.compare(strides[a], strides[b]));
        long reach = 0;
        boolean interleaved = false;
        for (int d : order) {
            int size = shape.size(d);
            if (size == 0) {
                return false;
            }
            if (size > 1) {
                interleaved |= strides[d] <= reach;
                reach += (long) strides[d] * (size - 1);
            }
        }
        return interleaved && (reach + 1 < shape.numel() || meets(reach));
    }

    /// Tells whether two indices lead to one place, by going through all of them: strides such as 2 and 3
    /// tell it in no simpler way.
    private boolean meets(long reach) {
        if (repeats()) {
            return true;
        }
        BitSet seen = new BitSet((int) Math.min(reach + 1, Integer.MAX_VALUE));
        for (int place : Places.of(this)) {
            if (seen.get(place - offset)) {
                return true;
            }
            seen.set(place - offset);
        }
        return false;
    }

    private boolean repeats() {
        for (int d = 0; d < strides.length; d++) {
            if (strides[d] == 0 && shape.size(d) > 1) {
                return true;
            }
        }
        return false;
    }

    /// Returns the layout with the dims in another order; `dims` holds each dim once.
    public Layout permute(int... dims) {
        int[] sizes = new int[dims.length];
        int[] turned = new int[dims.length];
        for (int d = 0; d < dims.length; d++) {
            sizes[d] = shape.size(dims[d]);
            turned[d] = strides[dims[d]];
        }
        return new Layout(Shape.wrap(sizes), turned, offset);
    }

    /// Returns the layout of a larger shape in which dims of size 1, and new leading dims, are repeated with
    /// stride 0.
    ///
    /// @throws ShapeException if a size differs and is not 1
    public Layout expand(Shape target) {
        int lead = target.rank() - shape.rank();
        int[] wide = new int[Math.max(target.rank(), 0)];
        boolean fits = lead >= 0;
        for (int d = Math.max(lead, 0); fits && d < target.rank(); d++) {
            int size = shape.size(d - lead);
            if (size == target.size(d)) {
                wide[d] = strides[d - lead];
            } else {
                fits = size == 1;
            }
        }
        for (int d = lead - 1; fits && d >= 0 && shape.rank() > 0; d--) {
            // A new dim that repeats nothing has the stride that PyTorch gives it.
            wide[d] = target.size(d) == 1 ? wide[d + 1] * target.size(d + 1) : 0;
        }
        if (!fits) {
            throw new ShapeException("expand: " + shape + " does not expand to " + target
                    + ": from the last dim on, sizes must be equal or 1");
        }
        return new Layout(target, wide, offset);
    }

    /// Returns the part of a dim from `start` on, `length` elements in steps of `step`; all within the dim.
    public Layout slice(int dim, int start, int length, int step) {
        int[] wide = strides.clone();
        // Where one element is left, its stride means nothing and must only not overflow.
        wide[dim] = (int) Math.min((long) wide[dim] * step, Integer.MAX_VALUE);
        return new Layout(shape.with(dim, length), wide, length == 0 ? offset : offset + start * strides[dim]);
    }

    /// Returns the layout without `dim`, at `index` of it.
    public Layout select(int dim, int index) {
        if (index < 0 || index >= shape.size(dim)) {
            throw new IndexException(
                    "select: index " + index + " is out of range for dim " + dim + " of size " + shape.size(dim));
        }
        int[] fewer = new int[strides.length - 1];
        System.arraycopy(strides, 0, fewer, 0, dim);
        System.arraycopy(strides, dim + 1, fewer, dim, fewer.length - dim);
        return new Layout(shape.remove(dim), fewer, offset + index * strides[dim]);
    }

    /// Returns the layout of the elements whose indices in two different dims are equal, or differ by
    /// `offset` (second less first): the two dims go, and a new last one runs along the diagonal.
    public Layout diagonal(int offset, int first, int second) {
        int rows = shape.size(first) + Math.min(offset, 0);
        int columns = shape.size(second) - Math.max(offset, 0);
        int length = Math.max(Math.min(rows, columns), 0);
        int[] sizes = new int[strides.length - 1];
        int[] fewer = new int[strides.length - 1];
        int count = 0;
        for (int d = 0; d < strides.length; d++) {
            if (d != first && d != second) {
                sizes[count] = shape.size(d);
                fewer[count++] = strides[d];
            }
        }
        sizes[count] = length;
        fewer[count] = strides[first] + strides[second];
        int skipped = offset < 0 ? -offset * strides[first] : offset * strides[second];
        return new Layout(Shape.wrap(sizes), fewer, length == 0 ? this.offset : this.offset + skipped);
    }

    /// Returns the layout with a new dim of size 1 at `dim`, 0 to the rank.
    public Layout unsqueeze(int dim) {
        return insert(dim, 1, dim < strides.length ? strides[dim] * shape.size(dim) : 1);
    }

    private Layout insert(int dim, int size, int stride) {
        int[] more = new int[strides.length + 1];
        System.arraycopy(strides, 0, more, 0, dim);
        more[dim] = stride;
        System.arraycopy(strides, dim, more, dim + 1, strides.length - dim);
        return new Layout(shape.insert(dim, size), more, offset);
    }

    /// Returns the layout without some dims, which have size 1.
    ///
    /// @param dims rising
    public Layout squeeze(int... dims) {
        Layout result = this;
        for (int i = dims.length - 1; i >= 0; i--) {
            result = result.select(dims[i], 0);
        }
        return result;
    }

    /// Returns the layout of the windows of `size` elements along a dim, one beginning every `step` elements:
    /// the dim counts the windows, and a new last one runs within each. Windows may share elements.
    ///
    /// @param size 0 to the size of the dim
    /// @param step 1 or more
    public Layout unfold(int dim, int size, int step) {
        Layout starts = slice(dim, 0, (shape.size(dim) - size) / step + 1, step);
        return starts.insert(strides.length, size, strides[dim]);
    }

    /// Returns the layout with some dims running backwards, for reading alone: strides are negative.
    public Layout flip(int... dims) {
        int[] turned = strides.clone();
        int last = offset;
        for (int d : dims) {
            last += Math.max(shape.size(d) - 1, 0) * strides[d];
            turned[d] = -strides[d];
        }
        return new Layout(shape, turned, last);
    }

    /// Returns the layout of another shape with as many elements on the same places in the same order, if
    /// strides can express it; empty means that the elements must be copied.
    public Optional<Layout> reshape(Shape target) {
        if (target.numel() != shape.numel()) {
            throw new ShapeException("reshape: " + shape + " has " + shape.numel() + " elements, " + target + " has "
                    + target.numel() + ": the numbers must be equal");
        }
        if (shape.numel() == 0 && target.equals(shape)) {
            return Optional.of(this);
        }
        if (shape.numel() == 0 || contiguous && Arrays.equals(strides, dense(shape).strides)) {
            Layout dense = dense(target);
            return Optional.of(offset == 0 ? dense : new Layout(target, dense.strides, offset));
        }
        int[] result = new int[target.rank()];
        int d = target.rank() - 1;
        int chunk = strides.length == 0 ? 1 : strides[strides.length - 1];
        int have = 1;
        int used = 1;
        for (int s = strides.length - 1; s >= 0; s--) {
            have *= shape.size(s);
            // A chunk of source dims ends where the next dim does not continue it.
            if (s == 0 || shape.size(s - 1) != 1 && strides[s - 1] != have * chunk) {
                while (d >= 0 && (used < have || target.size(d) == 1)) {
                    result[d] = used * chunk;
                    used *= target.size(d);
                    d--;
                }
                if (used != have) {
                    return Optional.empty();
                }
                if (s > 0) {
                    chunk = strides[s - 1];
                    have = 1;
                    used = 1;
                }
            }
        }
        return d >= 0 ? Optional.empty() : Optional.of(new Layout(target, result, offset));
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Layout that
                        && offset == that.offset
                        && shape.equals(that.shape)
                        && Arrays.equals(strides, that.strides);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(strides) + offset;
    }

    /// Returns shape, strides and offset, as in `[3, 2] strides [1, 3] offset 0`.
    @Override
    public String toString() {
        return shape + " strides " + Arrays.toString(strides) + " offset " + offset;
    }
}

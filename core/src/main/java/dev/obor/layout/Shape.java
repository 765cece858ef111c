package dev.obor.layout;

import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import java.util.Arrays;

/// The sizes of a tensor's dims; immutable. A tensor of no dims holds one element, a dim of size 0 makes it
/// hold none.
public final class Shape {
    /// The shape of a single number.
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;
    private final int numel;

    /// The row-major layout, once [Layout#dense(Shape)] has made it; threads may each make one, which does no
    /// harm.
    Layout dense;

    private Shape(int[] sizes) {
        this.sizes = sizes;
        this.numel = count(sizes);
    }

    /// Returns the shape with these sizes.
    ///
    /// @throws ShapeException if a size is negative or the elements are more than 2³¹−1
    public static Shape of(int... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /// Wraps an array that nobody else will write to.
    static Shape wrap(int[] sizes) {
        return new Shape(sizes);
    }

    private static int count(int[] sizes) {
        long count = 1;
        boolean overflow = false;
        boolean empty = false;
        for (int size : sizes) {
            if (size < 0) {
                throw new ShapeException(
                        "shape: " + Arrays.toString(sizes) + " has a negative size: sizes are 0 or more");
            }
            empty |= size == 0;
            count *= size;
            overflow |= count > Integer.MAX_VALUE;
            if (overflow) {
                count = 1;
            }
        }
        if (empty) {
            return 0;
        }
        if (overflow) {
            throw new ShapeException("shape: " + Arrays.toString(sizes)
                    + " has more than 2147483647 elements, the most that one tensor holds: split it");
        }
        return (int) count;
    }

    /// Returns the number of dims.
    public int rank() {
        return sizes.length;
    }

    /// Returns the number of elements.
    public int numel() {
        return numel;
    }

    /// Returns the size of a dim; negative dims count from the end.
    ///
    /// @throws IndexException if there is no such dim
    public int size(int dim) {
        return sizes[dim >= 0 && dim < sizes.length ? dim : existingDim("size", dim, sizes.length)];
    }

    /// Returns the sizes in a new array.
    public int[] toArray() {
        return sizes.clone();
    }

    /// Returns this shape with one more dim of a size at `dim`, 0 to the rank.
    public Shape insert(int dim, int size) {
        int[] more = new int[sizes.length + 1];
        System.arraycopy(sizes, 0, more, 0, dim);
        more[dim] = size;
        System.arraycopy(sizes, dim, more, dim + 1, sizes.length - dim);
        return new Shape(more);
    }

    /// Returns this shape without the dim `dim`, 0 to the rank less one.
    public Shape remove(int dim) {
        int[] fewer = new int[sizes.length - 1];
        System.arraycopy(sizes, 0, fewer, 0, dim);
        System.arraycopy(sizes, dim + 1, fewer, dim, fewer.length - dim);
        return new Shape(fewer);
    }

    /// Returns this shape with another size at `dim`, 0 to the rank less one.
    public Shape with(int dim, int size) {
        int[] other = sizes.clone();
        other[dim] = size;
        return new Shape(other);
    }

    /// Returns `dim` counted from the front, for a tensor of `rank` dims. A single number is taken to have
    /// one dim, as PyTorch does, so its dims are -1 and 0.
    ///
    /// @throws IndexException if there is no such dim
    public static int wrapDim(String op, int dim, int rank) {
        int dims = Math.max(rank, 1);
        if (dim < -dims || dim >= dims) {
            throw new IndexException(op + ": dim " + dim + " is out of range for a tensor of " + rank
                    + " dims: pass a dim from " + -dims + " to " + (dims - 1));
        }
        return dim < 0 ? dim + dims : dim;
    }

    /// Returns `dim` counted from the front, where a single number has no dim at all.
    ///
    /// @throws IndexException if there is no such dim
    public static int existingDim(String op, int dim, int rank) {
        if (rank == 0) {
            throw new IndexException(
                    op + ": dim " + dim + " of a single number, which has no dims: pass a tensor of one dim or more");
        }
        return wrapDim(op, dim, rank);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Shape that && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /// Returns the sizes as `[2, 3]`.
    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}

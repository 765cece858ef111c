package dev.obor.tensor;

import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.Arrays;
import java.util.List;

/// The elements in another order, repeated, or with others in their places. All return new tensors.
public sealed interface Arranging extends Applicable permits Tensor {
    /// Returns a copy with some dims running backwards.
    ///
    /// @throws dev.obor.error.IndexException if a dim is out of range or stands twice
    default Tensor flip(int... dims) {
        int[] turned = dims.length == 0 ? dims : Reduce.dims("flip", self().dim(), dims);
        return turned.length == 0 ? self().clone() : apply(new Flip(turned));
    }

    /// Returns a copy with the second dim running backwards.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor fliplr() {
        return ofRank("fliplr", 2).flip(1);
    }

    /// Returns a copy with the first dim running backwards.
    ///
    /// @throws ShapeException for a single number
    default Tensor flipud() {
        return ofRank("flipud", 1).flip(0);
    }

    /// Returns a copy with the elements moved on by `shifts` places, in row-major order; those that would
    /// leave at the end come in at the beginning.
    default Tensor roll(int shifts) {
        return rolled(self().flatten(), 0, shifts).reshape(self().shape());
    }

    /// Returns a copy with the elements moved on along a dim; those that would leave at the end come in at
    /// the beginning.
    default Tensor roll(int shifts, int dims) {
        return roll(new int[] {shifts}, dims);
    }

    /// Returns a copy with the elements moved on along some dims, by a number of places each; those that
    /// would leave at the end come in at the beginning. Without dims, there is one number, for all elements
    /// in row-major order.
    ///
    /// @throws ShapeException if there are not as many numbers as dims
    default Tensor roll(int[] shifts, int... dims) {
        if (dims.length == 0 && shifts.length == 1) {
            return roll(shifts[0]);
        }
        if (dims.length == 0 || shifts.length != dims.length) {
            throw new ShapeException("roll: shifts " + Arrays.toString(shifts) + " and dims " + Arrays.toString(dims)
                    + " differ in length: give a shift for each dim");
        }
        int[] along = new int[dims.length];
        for (int i = 0; i < along.length; i++) {
            along[i] = Shape.existingDim("roll", dims[i], self().dim());
        }
        Tensor result = self();
        for (int i = 0; i < along.length; i++) {
            result = rolled(result, along[i], shifts[i]);
        }
        return result;
    }

    private Tensor rolled(Tensor x, int dim, int shift) {
        int size = x.size(dim);
        int first = size == 0 ? 0 : Math.floorMod(shift, size);
        if (first == 0) {
            return x.clone();
        }
        Tensor end = x.narrow(dim, size - first, first);
        return Concatenation.of(List.of(end, x.narrow(dim, 0, size - first)), dim);
    }

    /// Returns the plane of the first two dims turned by 90 degrees from the first towards the second,
    /// copied.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor rot90() {
        return rot90(1, 0, 1);
    }

    /// Returns a plane turned `k` times by 90 degrees from the first dim towards the second, copied; a
    /// negative `k` turns the other way.
    ///
    /// @param dims two different ones; none for the first two
    /// @throws ShapeException if they are not
    default Tensor rot90(int k, int... dims) {
        if (dims.length == 0) {
            return rot90(k, 0, 1);
        }
        boolean two = dims.length == 2 && self().dim() >= 2;
        int first = two ? self().wrap("rot90", dims[0]) : 0;
        int second = two ? self().wrap("rot90", dims[1]) : 0;
        if (first == second) {
            throw new ShapeException("rot90: the dims " + Arrays.toString(dims) + " of " + self().shape()
                    + " span no plane: name two different ones");
        }
        return switch (Math.floorMod(k, 4)) {
            case 1 -> self().flip(second).transpose(first, second);
            case 2 -> self().flip(first, second);
            case 3 -> self().flip(first).transpose(first, second);
            default -> self().clone();
        };
    }

    /// Returns the tensor repeated along each dim, as a copy; there may be new leading dims.
    ///
    /// @param sizes how often, one for each dim or more
    /// @throws ShapeException if there are fewer, or one is negative
    default Tensor repeat(int... sizes) {
        int lead = sizes.length - self().dim();
        if (lead < 0 || Arrays.stream(sizes).anyMatch(s -> s < 0)) {
            throw new ShapeException("repeat: " + Arrays.toString(sizes) + " repetitions of a tensor of shape "
                    + self().shape() + ": give a number, 0 or more, for each dim");
        }
        // Each dim is preceded by one of size 1, which is expanded; then the pairs are joined.
        int[] split = new int[2 * sizes.length];
        int[] wide = new int[2 * sizes.length];
        int[] joined = new int[sizes.length];
        for (int d = 0; d < sizes.length; d++) {
            int size = d < lead ? 1 : self().size(d - lead);
            split[2 * d] = 1;
            split[2 * d + 1] = size;
            wide[2 * d] = sizes[d];
            wide[2 * d + 1] = size;
            joined[d] = Views.product("repeat", sizes[d], size);
        }
        return self().reshape(Shape.of(split)).expand(Shape.of(wide)).clone().reshape(Shape.of(joined));
    }

    /// Returns the tensor repeated along each dim, as a copy. Where there are fewer numbers than dims, the
    /// first dims are not repeated; where there are more, there are new leading dims.
    ///
    /// @throws ShapeException if a number is negative
    default Tensor tile(int... dims) {
        int lead = Math.max(self().dim() - dims.length, 0);
        int[] sizes = new int[lead + dims.length];
        Arrays.fill(sizes, 0, lead, 1);
        System.arraycopy(dims, 0, sizes, lead, dims.length);
        return repeat(sizes);
    }

    /// Returns all elements, in row-major order, each repeated `repeats` times, in one dim.
    ///
    /// @throws ShapeException if `repeats` is negative
    default Tensor repeatInterleave(int repeats) {
        return self().flatten().repeatInterleave(repeats, 0);
    }

    /// Returns the slices along a dim, each repeated `repeats` times.
    ///
    /// @throws ShapeException if `repeats` is negative
    default Tensor repeatInterleave(int repeats, int dim) {
        if (self().dim() == 0) {
            return self().reshape(1).repeatInterleave(repeats, self().wrap("repeatInterleave", dim));
        }
        int d = self().wrap("repeatInterleave", dim);
        if (repeats < 0) {
            throw new ShapeException("repeatInterleave: " + repeats + " repetitions: pass 0 or more");
        }
        Shape shape = self().shape();
        int length = Views.product("repeatInterleave", shape.size(d), repeats);
        return self().unsqueeze(d + 1)
                .expand(shape.insert(d + 1, repeats))
                .clone()
                .reshape(shape.with(d, length));
    }

    /// Returns all elements, in row-major order, each repeated as often as an integer tensor says, in one
    /// dim.
    ///
    /// @param repeats one for each element, or one for all
    /// @throws ShapeException if the numbers do not fit, or one is negative
    /// @throws DTypeException if they are neither int64 nor int32
    default Tensor repeatInterleave(Tensor repeats) {
        return self().flatten().repeatInterleave(repeats, 0);
    }

    /// Returns the slices along a dim, each repeated as often as an integer tensor says.
    ///
    /// @param repeats one for each slice, or one for all
    /// @throws ShapeException if the numbers do not fit, or one is negative
    /// @throws DTypeException if they are neither int64 nor int32
    default Tensor repeatInterleave(Tensor repeats, int dim) {
        if (self().dim() == 0) {
            return self().reshape(1).repeatInterleave(repeats, self().wrap("repeatInterleave", dim));
        }
        int d = self().wrap("repeatInterleave", dim);
        Shape counts = repeats.shape();
        if (counts.rank() > 1 || counts.rank() == 1 && counts.numel() != 1 && counts.numel() != self().size(d)) {
            throw new ShapeException("repeatInterleave: the repetitions have shape " + counts + ", and dim " + dim
                    + " of " + self().shape() + " has " + self().size(d) + " slices: give one number for each, or one");
        }
        return self().indexSelect(d, Views.repeated(repeats.expand(self().size(d))));
    }

    /// Returns a copy with other elements at one place of a dim.
    ///
    /// @param src the elements, of this shape without the dim
    /// @throws ShapeException if `src` has another shape
    /// @throws dev.obor.error.IndexException if the index is out of range
    default Tensor selectScatter(Tensor src, int dim, int index) {
        return Views.replace("selectScatter", self(), Views.select("selectScatter", self().shape(), dim, index), src);
    }

    /// Returns a copy with other elements at every `step`-th place of a dim from `start` up to, not
    /// including, `end`; negative ones count from the end, and what lies outside is cut off.
    ///
    /// @param src the elements, of the shape of [Viewing#slice(int, int, int, int)]
    /// @throws ShapeException if `src` has another shape, or the step is less than 1
    default Tensor sliceScatter(Tensor src, int dim, int start, int end, int step) {
        ViewOp view = Views.slice("sliceScatter", self().shape(), dim, start, end, step);
        return Views.replace("sliceScatter", self(), view, src);
    }

    /// Returns a copy with other elements at the places of a dim from `start` up to, not including, `end`.
    ///
    /// @param src the elements, of the shape of [Viewing#slice(int, int, int)]
    /// @throws ShapeException if `src` has another shape
    default Tensor sliceScatter(Tensor src, int dim, int start, int end) {
        return sliceScatter(src, dim, start, end, 1);
    }

    /// Returns a copy, of the same layout, with other elements at the places that strides tell; see
    /// [Viewing#asStrided(int\[\], int\[\], int)]. A tensor whose elements share places is made dense first.
    ///
    /// @param src the elements, of the shape `size`
    /// @throws ShapeException if `src` has another shape, or the strides make no layout in the storage
    default Tensor asStridedScatter(Tensor src, int[] size, int[] stride, int storageOffset) {
        Tensor x = self().layout().overlaps() ? self().clone() : self();
        return Views.replace(
                "asStridedScatter", x, Views.strided("asStridedScatter", x, size, stride, storageOffset), src);
    }

    /// Returns a copy, of the same layout, with other elements at the places that strides tell, from this
    /// tensor's first on.
    ///
    /// @param src the elements, of the shape `size`
    /// @throws ShapeException if `src` has another shape, or the strides make no layout in the storage
    default Tensor asStridedScatter(Tensor src, int[] size, int[] stride) {
        Tensor x = self().layout().overlaps() ? self().clone() : self();
        return x.asStridedScatter(src, size, stride, x.storageOffset());
    }

    private Tensor ofRank(String op, int least) {
        if (self().dim() < least) {
            throw new ShapeException(op + ": a tensor of shape " + self().shape() + " has too few dims: it must have "
                    + least + " or more");
        }
        return self();
    }
}

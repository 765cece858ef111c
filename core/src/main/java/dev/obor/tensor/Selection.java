package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import java.util.Arrays;

/// Operators that read or write places named by integer tensors. They go through steps: each step takes an
/// index from each index tensor, and with them a place in x. [Axes] tells which dims of x the indices run
/// along, [Steps] where the places lie; backends check each index against its bounds.
public sealed interface Selection extends Op {
    /// Returns the dims that the indices run along.
    Axes axes();

    @Override
    default String name() {
        return axes().op();
    }

    /// How a value meets the one that is in its place already. Of several values for one place the first in
    /// row-major order of the steps comes first.
    enum Combine {
        /// The new value alone.
        REPLACE,
        /// The sum.
        ADD,
        /// The product.
        MULTIPLY,
        /// The larger, NaN if either is.
        MAX,
        /// The smaller, NaN if either is.
        MIN
    }

    /// The dims of x along which indices run.
    ///
    /// @param op the operator's name
    /// @param dim the first of them
    /// @param count how many, one after another, each with an index tensor of its own
    /// @param whole whether an index has all of x's dims, as in `out[i][j] = x[index[i][j]][j]` for dim 0; else
    ///     the dims of the index, or of several that are broadcast, take the place of the dims named
    /// @param negative whether indices may count from the end
    /// @param named the dims as messages name them
    record Axes(String op, int dim, int count, boolean whole, boolean negative, int... named) {
        /// Returns one dim whose index has all of x's dims.
        static Axes along(String op, int dim) {
            return new Axes(op, dim, 1, true, false, dim);
        }

        /// Returns one dim whose place the dims of the index take.
        static Axes inPlaceOf(String op, int dim, boolean negative) {
            return new Axes(op, dim, 1, false, negative, dim);
        }

        /// Returns what is wrong with an index that is out of range.
        ///
        /// @param which the place of its tensor among the index tensors
        /// @param size the size of the dim
        public IndexException outOfRange(int which, long index, int size) {
            String remedy = size == 0
                    ? ": it has no places"
                    : ": pass indices from " + (negative ? -size : 0) + " to " + (size - 1);
            return new IndexException(
                    op + ": index " + index + " is out of range for dim " + named[which] + " of size " + size + remedy);
        }
    }

    /// Where the steps of a selection lead. All layouts have the shape of the steps.
    ///
    /// @param base the places in x at index 0
    /// @param strides how far apart the places in x are that an index differing by 1 names, for each index
    ///     tensor
    /// @param sizes the bounds, for each index tensor
    /// @param indices the index tensors' layouts
    record Steps(Layout base, int[] strides, int[] sizes, Layout... indices) {
        /// Returns the steps of axes in x.
        public static Steps of(Axes axes, Layout x, Layout... indices) {
            Shape[] shapes = Arrays.stream(indices).map(Layout::shape).toArray(Shape[]::new);
            Shape shape = shape(axes, x.shape(), shapes);
            int rank = axes.whole() ? 1 : broadcast(axes.op(), shapes).rank();
            int[] base = new int[shape.rank()];
            for (int d = 0; d < base.length; d++) {
                base[d] = d < axes.dim() ? x.stride(d) : d < axes.dim() + rank ? 0 : x.stride(d - rank + axes.count());
            }
            int[] strides = new int[indices.length];
            int[] sizes = new int[indices.length];
            Layout[] wide = new Layout[indices.length];
            for (int i = 0; i < indices.length; i++) {
                strides[i] = x.stride(axes.dim() + i);
                sizes[i] = x.shape().size(axes.dim() + i);
                wide[i] = axes.whole() ? indices[i] : spread(indices[i], shape, axes.dim() + rank);
            }
            return new Steps(Layout.of(shape, base, x.offset()), strides, sizes, wide);
        }

        /// An index whose last dim comes to stand at `end` less one.
        private static Layout spread(Layout index, Shape shape, int end) {
            int[] strides = new int[shape.rank()];
            for (int d = 0; d < index.shape().rank(); d++) {
                int at = end - index.shape().rank() + d;
                strides[at] = index.shape().size(d) == 1 ? 0 : index.stride(d);
            }
            return Layout.of(shape, strides, index.offset());
        }

        /// Returns the shape of the steps.
        public Shape shape() {
            return base.shape();
        }

        private static Shape shape(Axes axes, Shape x, Shape... indices) {
            if (axes.whole()) {
                checkInside(axes, indices[0], x);
                return indices[0];
            }
            Shape index = broadcast(axes.op(), indices);
            int[] sizes = new int[x.rank() - axes.count() + index.rank()];
            for (int d = 0; d < sizes.length; d++) {
                boolean ofIndex = d >= axes.dim() && d < axes.dim() + index.rank();
                sizes[d] = d < axes.dim()
                        ? x.size(d)
                        : ofIndex ? index.size(d - axes.dim()) : x.size(d - index.rank() + axes.count());
            }
            Shape shape = Shape.of(sizes);
            // Where there are no steps no index is looked at, but no index can be right where there are no places.
            for (int i = 0; shape.numel() == 0 && index.numel() > 0 && i < axes.count(); i++) {
                if (x.size(axes.dim() + i) == 0) {
                    throw new IndexException(axes.op() + ": dim " + axes.named()[i] + " of size 0 has no places, and"
                            + " the index of shape " + index + " names some");
                }
            }
            return shape;
        }

        private static Shape broadcast(String op, Shape... indices) {
            Shape shape = indices[0];
            for (Shape index : indices) {
                try {
                    shape = Broadcast.of(op, shape, index);
                } catch (ShapeException e) {
                    throw new IndexException(
                            op + ": the indices have shapes " + Arrays.toString(indices)
                                    + " and do not broadcast: sizes" + " must be equal or 1",
                            e);
                }
            }
            return shape;
        }

        private static void checkInside(Axes axes, Shape index, Shape x) {
            boolean fits = index.rank() == x.rank();
            for (int d = 0; fits && d < index.rank(); d++) {
                fits = d == axes.dim() || index.size(d) <= x.size(d);
            }
            if (!fits) {
                throw new ShapeException(axes.op() + ": the index has shape " + index + ", the tensor " + x
                        + ": their ranks must be equal, and the index no larger except at dim " + axes.dim());
            }
        }
    }

    private static Shape shape(Axes axes, Spec[] inputs, int first) {
        Shape[] indices = new Shape[inputs.length - first];
        for (int i = 0; i < indices.length; i++) {
            DType dtype = inputs[first + i].dtype();
            if (dtype != DType.INT64 && dtype != DType.INT32) {
                throw new DTypeException(axes.op() + ": the index is " + dtype
                        + " and must be int64 or int32: convert it with to(INT64)");
            }
            indices[i] = inputs[first + i].shape();
        }
        return Steps.shape(axes, inputs[0].shape(), indices);
    }

    private static Tensor[] indices(int first, int count, Saved saved) {
        Tensor[] indices = new Tensor[count];
        for (int i = 0; i < count; i++) {
            indices[i] = saved.input(first + i);
        }
        return indices;
    }

    private static Tensor[] before(Tensor first, Tensor... rest) {
        Tensor[] all = new Tensor[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    /// The elements of x at the places that the indices name. Inputs: x, the indices.
    record Gather(Axes axes) implements Selection {
        @Override
        public Spec[] infer(Spec... inputs) {
            return new Spec[] {new Spec(shape(axes, inputs, 1), inputs[0].dtype())};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return input == 0 && saved > 0;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            Spec x = saved.spec(0);
            Tensor zeros = Tensor.full(x.shape(), 0, g.dtype());
            return zeros.applyInPlace(new Scatter(axes, Combine.ADD), before(g, indices(1, axes.count(), saved)));
        }
    }

    /// A copy of x with the elements of a source at the places that the indices name. Inputs: x, the source,
    /// which broadcasts to the shape of the steps, the indices. Only replacing and adding have gradients here;
    /// [ScatterReduce] has those of the others.
    ///
    /// @param combine how an element of the source meets the one in its place
    record Scatter(Axes axes, Combine combine) implements Selection {
        @Override
        public Spec[] infer(Spec... inputs) {
            Shape shape = shape(axes, inputs, 2);
            Shape source = inputs[1].shape();
            boolean fits = source.rank() <= shape.rank();
            for (int d = 1; fits && d <= source.rank(); d++) {
                fits = source.size(-d) == 1 || source.size(-d) == shape.size(-d);
            }
            if (!fits) {
                throw new ShapeException(axes.op() + ": the values have shape " + source + " and the places they go to "
                        + shape + ": the values must broadcast to the places");
            }
            if (inputs[0].dtype() != inputs[1].dtype()) {
                throw new DTypeException(axes.op() + ": the tensor is " + inputs[0].dtype() + " and the values are "
                        + inputs[1].dtype() + ": they must be equal, so convert the values with to("
                        + inputs[0].dtype().name() + ")");
            }
            return new Spec[] {inputs[0]};
        }

        @Override
        public boolean isDifferentiable() {
            return combine == Combine.REPLACE || combine == Combine.ADD;
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return saved > 1 && (input == 1 || input == 0 && combine == Combine.REPLACE);
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            if (input == 0 && combine == Combine.ADD) {
                return g;
            }
            Tensor[] indices = indices(2, axes.count(), saved);
            return input == 0
                    ? g.apply(this, before(Tensor.full(Shape.SCALAR, 0, g.dtype()), indices))
                    : g.apply(new Gather(axes), indices);
        }
    }
}

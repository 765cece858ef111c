package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import java.util.Arrays;

/// An operator whose output shares its input's storage: another layout, and no work for a backend.
public sealed interface ViewOp extends Op {
    /// Returns the layout of the output.
    Layout apply(Layout input);

    @Override
    default Spec[] infer(Spec... inputs) {
        return new Spec[] {new Spec(apply(Layout.dense(inputs[0].shape())).shape(), inputs[0].dtype())};
    }

    @Override
    default Tensor gradient(int input, Tensor g, Saved saved) {
        return Tensor.of(new ViewScatter(this, saved.spec(0).shape()), g);
    }

    /// The dims in another order.
    ///
    /// @param name of the call that asked for it, for graphs and messages
    record Permute(String name, int[] dims) implements ViewOp {
        /// Makes the operator of `permute`.
        public Permute(int... dims) {
            this("permute", dims);
        }

        @Override
        public Layout apply(Layout input) {
            return input.permute(dims);
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            int[] inverse = new int[dims.length];
            for (int d = 0; d < dims.length; d++) {
                inverse[dims[d]] = d;
            }
            return Tensor.of(new Permute(name, inverse), g);
        }
    }

    /// Dims of size 1, and new leading ones, repeated with stride 0.
    record Expand(Shape shape) implements ViewOp {
        @Override
        public String name() {
            return "expand";
        }

        @Override
        public Layout apply(Layout input) {
            return input.expand(shape);
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return g;
        }
    }

    /// The same elements in the same order in another shape; only where strides can express it.
    record Reshape(Shape shape) implements ViewOp {
        @Override
        public String name() {
            return "view";
        }

        @Override
        public Layout apply(Layout input) {
            return input.reshape(shape)
                    .orElseThrow(() -> new ShapeException("view: a tensor of " + input + " cannot be seen as " + shape
                            + " without copying: use reshape"));
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return g.reshape(saved.spec(0).shape());
        }
    }

    /// A new dim of size 1.
    record Unsqueeze(int dim) implements ViewOp {
        @Override
        public String name() {
            return "unsqueeze";
        }

        @Override
        public Layout apply(Layout input) {
            return input.unsqueeze(dim);
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return g.reshape(saved.spec(0).shape());
        }
    }

    /// Without some dims, which have size 1.
    ///
    /// @param dims rising
    record Squeeze(int[] dims) implements ViewOp {
        @Override
        public String name() {
            return "squeeze";
        }

        @Override
        public Layout apply(Layout input) {
            return input.squeeze(dims);
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return g.reshape(saved.spec(0).shape());
        }
    }

    /// The windows of `size` elements along a dim, one beginning every `step` elements: the dim counts the
    /// windows, and a new last one runs within each.
    record Unfold(int dim, int size, int step) implements ViewOp {
        @Override
        public String name() {
            return "unfold";
        }

        @Override
        public Layout apply(Layout input) {
            return input.unfold(dim, size, step);
        }
    }

    /// Any layout on the input's storage.
    ///
    /// @param before the layout of the input: only to an input of its strides can this be applied, because the
    ///     places are those of the storage
    /// @param after the layout of the output
    record AsStrided(Layout before, Layout after) implements ViewOp {
        @Override
        public String name() {
            return "asStrided";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            return new Spec[] {new Spec(after.shape(), inputs[0].dtype())};
        }

        @Override
        public Layout apply(Layout input) {
            int shift = input.offset() - before.offset();
            boolean alike =
                    input.isContiguous() && before.isContiguous() || Arrays.equals(input.strides(), before.strides());
            if (!alike || !input.shape().equals(before.shape())) {
                throw new ShapeException("asStrided: a view made of " + before + " cannot be taken again of " + input
                        + ": make it of a contiguous() tensor");
            }
            return shift == 0 ? after : Layout.of(after.shape(), after.strides(), after.offset() + shift);
        }

        // Note [gradient of any strides]: the gradient is added up in a stand-in for the storage, through the
        // output's layout, and read through the input's. Where several elements of the input are one place, each
        // gets an equal share, so that an edit of all of them by the gradient moves the place by it once.
        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            Tensor sums = Tensor.of(new ViewScatter(output(), places()), g);
            if (before.overlaps()) {
                Tensor ones = Tensor.full(before.shape(), 1, g.dtype());
                sums = sums.div(
                        Tensor.of(new ViewScatter(input(), places()), ones).clampMin(1));
            }
            return Tensor.of(input(), sums);
        }

        /// Returns the shape of a stand-in for the storage, one dim from the first place used on.
        Shape places() {
            return Shape.of((int) Math.max(before.end(), after.end()) - first());
        }

        private int first() {
            return Math.min(
                    before.end() == 0 ? after.offset() : before.offset(),
                    after.end() == 0 ? before.offset() : after.offset());
        }

        /// Returns the view of a stand-in for the storage that is the input.
        AsStrided input() {
            return seen(before);
        }

        /// Returns the view of a stand-in for the storage that is the output.
        AsStrided output() {
            return seen(after);
        }

        private AsStrided seen(Layout layout) {
            int offset = layout.end() == 0 ? 0 : layout.offset() - first();
            return new AsStrided(Layout.dense(places()), Layout.of(layout.shape(), layout.strides(), offset));
        }
    }

    /// A part of a dim, in steps.
    record Slice(int dim, int start, int length, int step) implements ViewOp {
        @Override
        public String name() {
            return "slice";
        }

        @Override
        public Layout apply(Layout input) {
            return input.slice(dim, start, length, step);
        }
    }

    /// The elements on a diagonal of two dims, which go; a new last dim runs along it.
    record Diagonal(int offset, int first, int second) implements ViewOp {
        @Override
        public String name() {
            return "diagonal";
        }

        @Override
        public Layout apply(Layout input) {
            return input.diagonal(offset, first, second);
        }
    }

    /// One place of a dim, which goes.
    record Select(int dim, int index) implements ViewOp {
        @Override
        public String name() {
            return "select";
        }

        @Override
        public Layout apply(Layout input) {
            return input.select(dim, index);
        }
    }
}

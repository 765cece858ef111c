package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;

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
    record Permute(int[] dims) implements ViewOp {
        @Override
        public String name() {
            return "permute";
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
            return Tensor.of(new Permute(inverse), g);
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

package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;

/// Operators that read or write places named by an integer tensor. Backends check each index against its
/// bounds.
public sealed interface Selection extends Op {
    /// Returns the dim along which places are named.
    int dim();

    /// Checks that the index is of integers; an empty one names no place, so its dtype does not matter.
    private static void checkIndex(String op, Spec index) {
        DType dtype = index.dtype();
        if (index.shape().numel() > 0 && dtype != DType.INT64 && dtype != DType.INT32) {
            throw new DTypeException(
                    op + ": the index is " + dtype + " and must be int64 or int32: convert it with to(INT64)");
        }
    }

    /// Elements of x at the places that the index names along a dim: `out[i][j] = x[index[i][j]][j]` for dim 0.
    /// Inputs: x, index; both of one rank, the index no larger than x along the other dims.
    record Gather(int dim) implements Selection {
        @Override
        public String name() {
            return "gather";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            checkIndex("gather", inputs[1]);
            checkInside("gather", dim, inputs[1].shape(), inputs[0].shape());
            return new Spec[] {new Spec(inputs[1].shape(), inputs[0].dtype())};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return saved == 1;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            Spec x = saved.spec(0);
            return Tensor.of(new ScatterAdd(dim), Tensor.full(x.shape(), 0, g.dtype()), saved.input(1), g);
        }
    }

    /// A copy of x with elements added at the places that the index names: `out[index[i][j]][j] +=
    /// source[i][j]` for dim 0, in row-major order. Inputs: x, index, source.
    record ScatterAdd(int dim) implements Selection {
        @Override
        public String name() {
            return "scatterAdd";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            checkIndex("scatterAdd", inputs[1]);
            checkInside("scatterAdd", dim, inputs[1].shape(), inputs[0].shape());
            checkInside("scatterAdd", -1, inputs[1].shape(), inputs[2].shape());
            checkSame("scatterAdd", inputs[0].dtype(), inputs[2].dtype());
            return new Spec[] {inputs[0]};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return input == 2 && saved == 1;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            if (input == 0) {
                return g;
            }
            Tensor read = Tensor.of(new Gather(dim), g, saved.input(1));
            Shape source = saved.spec(2).shape();
            for (int d = 0; d < source.rank(); d++) {
                if (read.size(d) != source.size(d)) {
                    read = Tensor.of(
                            new ViewScatter(
                                    new ViewOp.Slice(d, 0, read.size(d), 1),
                                    read.shape().with(d, source.size(d))),
                            read);
                }
            }
            return read;
        }
    }

    /// The slices of x at the places that an index of one dim names. Inputs: x, index.
    record IndexSelect(int dim) implements Selection {
        @Override
        public String name() {
            return "indexSelect";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            checkIndex("indexSelect", inputs[1]);
            Shape index = inputs[1].shape();
            if (index.rank() > 1) {
                throw new ShapeException("indexSelect: the index has shape " + index + " and must have one dim");
            }
            Shape x = inputs[0].shape();
            if (x.rank() == 0 && index.numel() != 1) {
                throw new ShapeException("indexSelect: the index has " + index.numel()
                        + " elements and names places in a single number: give one element");
            }
            return new Spec[] {new Spec(x.rank() == 0 ? x : x.with(dim, index.numel()), inputs[0].dtype())};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return saved == 1;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            Spec x = saved.spec(0);
            return Tensor.of(new IndexAdd(dim), Tensor.full(x.shape(), 0, g.dtype()), saved.input(1), g);
        }
    }

    /// A copy of x with slices of a source added at the places that an index of one dim names, in order.
    /// Inputs: x, index, source.
    record IndexAdd(int dim) implements Selection {
        @Override
        public String name() {
            return "indexAdd";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            checkIndex("indexAdd", inputs[1]);
            checkSame("indexAdd", inputs[0].dtype(), inputs[2].dtype());
            Shape x = inputs[0].shape();
            Shape expected = x.rank() == 0 ? x : x.with(dim, inputs[1].shape().numel());
            if (!inputs[2].shape().equals(expected)) {
                throw new ShapeException("indexAdd: the source has shape " + inputs[2].shape() + " and must have "
                        + expected + ", that of x with the index's length at dim " + dim);
            }
            return new Spec[] {inputs[0]};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return input == 2 && saved == 1;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return input == 0 ? g : Tensor.of(new IndexSelect(dim), g, saved.input(1));
        }
    }

    private static void checkInside(String op, int dim, Shape index, Shape x) {
        boolean fits = index.numel() == 0 || Math.max(index.rank(), 1) == Math.max(x.rank(), 1);
        for (int d = 0; fits && d < index.rank() && index.numel() > 0; d++) {
            fits = d == dim || index.size(d) <= (x.rank() == 0 ? 1 : x.size(d));
        }
        if (!fits) {
            throw new ShapeException(op + ": the index has shape " + index + ", the tensor " + x
                    + ": their ranks must be equal, and the index no larger"
                    + (dim >= 0 ? " except at dim " + dim : ""));
        }
    }

    private static void checkSame(String op, DType x, DType source) {
        if (x != source) {
            throw new DTypeException(op + ": x is " + x + " and the source " + source + ": they must be equal");
        }
    }
}

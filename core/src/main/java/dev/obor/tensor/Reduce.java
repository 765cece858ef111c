package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import java.util.Arrays;

/// Brings the elements along some dims together.
///
/// Sums and products of integers are int64, as PyTorch's; in other cases the dtype is that of the inputs.
///
/// @param reducer what is done with them
/// @param dims the dims, 0 or more and ascending
/// @param keepDim whether reduced dims stay, with size 1
public record Reduce(Reducer reducer, int[] dims, boolean keepDim) implements Op {
    /// Returns the dims that a user gave, counted from the front and ascending; none given means all.
    ///
    /// @throws IndexException if a dim is out of range or given twice
    public static int[] dims(String op, int rank, int... dims) {
        int[] result = new int[dims.length == 0 ? rank : dims.length];
        if (dims.length == 0) {
            for (int i = 0; i < rank; i++) {
                result[i] = i;
            }
            return result;
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = Shape.wrapDim(op, dims[i], rank);
        }
        Arrays.sort(result);
        for (int i = 1; i < result.length; i++) {
            if (result[i] == result[i - 1]) {
                throw new IndexException(
                        op + ": dim " + result[i] + " appears more than once in " + Arrays.toString(dims));
            }
        }
        // A single number has one dim for the user and none to reduce.
        return rank == 0 ? new int[0] : result;
    }

    /// Returns how many elements are reduced to one.
    static long count(String op, Tensor x, int... dims) {
        long count = 1;
        for (int dim : dims(op, x.dim(), dims)) {
            count *= x.size(dim);
        }
        return count;
    }

    /// Returns the shape of the result, reduced dims kept with size 1 or not.
    public Shape resultShape(Shape input, boolean keep) {
        if (!keep && dims.length == input.rank()) {
            return Shape.SCALAR;
        }
        Shape shape = input;
        for (int i = dims.length - 1; i >= 0; i--) {
            shape = keep ? shape.with(dims[i], 1) : shape.remove(dims[i]);
        }
        return shape;
    }

    @Override
    public String name() {
        return reducer.name();
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Spec each = reducer.each().infer(inputs)[0];
        if (reducer.combine().isExtreme()) {
            for (int dim : dims) {
                if (each.shape().size(dim) == 0) {
                    throw new ShapeException(name() + ": dim " + dim + " of " + each.shape()
                            + " has no elements, and there is no largest or smallest of none: reduce another dim");
                }
            }
        }
        boolean widens = !reducer.combine().isExtreme() && !each.dtype().isFloating();
        return new Spec[] {new Spec(resultShape(each.shape(), keepDim), widens ? DType.INT64 : each.dtype())};
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return reducer.combine() != Reducer.Combine.SUM || reducer.each().savesInput(input, saved);
    }

    @Override
    public boolean savesOutput(int input) {
        return reducer.combine().isExtreme();
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Shape full = saved.spec(0).shape();
        for (int i = 1; i < reducer.function().arity(); i++) {
            full = Broadcast.of(name(), full, saved.spec(i).shape());
        }
        Tensor wide = restore(g, full).expand(full);
        return switch (reducer.combine()) {
            case SUM -> reducer.each().gradient(input, wide, saved);
            case PROD -> wide.mul(ProductOfOthers.of(saved.input(0), dims));
            case MIN, MAX -> {
                // Equal extremes share the gradient evenly, as PyTorch's amax and amin do.
                Tensor hit = saved.input(0).eq(restore(saved.output(), full)).to(g.dtype());
                yield wide.mul(hit).div(hit.sum(dims, true));
            }
        };
    }

    private Tensor restore(Tensor reduced, Shape full) {
        return keepDim ? reduced : reduced.reshape(resultShape(full, true));
    }

    /// Returns the result's layout seen with the shape of the input: stride 0 along reduced dims.
    public Layout spread(Layout result, Shape input) {
        Layout kept = result;
        if (!keepDim) {
            for (int dim : dims) {
                kept = kept.unsqueeze(dim);
            }
        }
        return kept.expand(input);
    }
}

package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// What functions over images and their like have in common: arguments for each dim of space, and inputs with
/// or without a batch.
///
/// @param op the function's name, for messages
/// @param rank the number of dims of space: the last dims, after batch and channels
record Space(String op, int rank) {
    /// Returns an argument with an entry for each dim of space; one alone holds for all.
    int[] spread(String name, int... given) {
        if (given.length != 1 && given.length != rank) {
            throw new ShapeException(op + ": " + name + " has " + given.length + " numbers, " + Arrays.toString(given)
                    + ": give one, or one for each of " + rank + " dims");
        }
        int[] all = new int[rank];
        Arrays.setAll(all, d -> given[given.length == 1 ? 0 : d]);
        return all;
    }

    /// Returns such an argument after checking that none is below a bound.
    int[] atLeast(int least, String name, int... given) {
        int[] all = spread(name, given);
        for (int value : all) {
            if (value < least) {
                throw new ShapeException(
                        op + ": " + name + " " + Arrays.toString(given) + " must be " + least + " or more");
            }
        }
        return all;
    }

    /// Checks that a tensor has the dims of space and channels, and perhaps a batch.
    void checkInput(Tensor x) {
        if (x.dim() != rank + 1 && x.dim() != rank + 2) {
            throw new ShapeException(op + ": the input has shape " + x.shape() + " and must have " + (rank + 2)
                    + " dims (batch, channels, " + rank + " of space), or " + (rank + 1) + " without the batch");
        }
    }

    /// Returns the sizes of the dims of space.
    int[] sizes(Tensor x) {
        int[] sizes = x.shape().toArray();
        return Arrays.copyOfRange(sizes, sizes.length - rank, sizes.length);
    }

    /// Returns the shape with other dims of space.
    Shape with(Shape shape, int... sizes) {
        int[] all = shape.toArray();
        System.arraycopy(sizes, 0, all, all.length - rank, rank);
        return Shape.of(all);
    }

    /// Applies a function of batches; an input without a batch gets one, and the result loses it again.
    Tensor batched(Tensor x, UnaryOperator<Tensor> body) {
        checkInput(x);
        return x.dim() == rank + 2 ? body.apply(x) : body.apply(x.unsqueeze(0)).squeeze(0);
    }

    /// Returns a size as an int.
    ///
    /// @throws ShapeException if it is none, or negative
    int size(String what, int dim, long size) {
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new ShapeException(op + ": " + what + " of dim " + (dim - rank) + " is " + size
                    + ", and sizes are from 0 to 2147483647: check padding and stride");
        }
        return (int) size;
    }

    /// Returns the sizes of the dims of space times factors, rounded down.
    int[] scaled(String name, Tensor x, double... factors) {
        if (factors.length != 1 && factors.length != rank) {
            throw new ShapeException(op + ": " + name + " has " + factors.length + " numbers, "
                    + Arrays.toString(factors) + ": give one, or one for each of " + rank + " dims");
        }
        int[] sizes = sizes(x);
        for (int d = 0; d < rank; d++) {
            double factor = factors[factors.length == 1 ? 0 : d];
            if (!(factor > 0)) {
                throw new ShapeException(op + ": " + name + " " + Arrays.toString(factors) + " must be above 0");
            }
            sizes[d] = size("the result's size", d, (long) Math.floor(sizes[d] * factor));
        }
        return sizes;
    }
}

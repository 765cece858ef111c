package dev.obor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.math.BigInteger;

/// The choices of some of the elements of a tensor of one dim.
final class Choices {
    private Choices() {}

    /// Returns a row for each choice of `size` elements.
    static Tensor of(Tensor input, int size, boolean again) {
        if (input.dim() != 1 || size < 0) {
            throw new ShapeException("combinations: " + size + " elements of a tensor of shape " + input.shape()
                    + " cannot be chosen: pass one dim, and 0 elements or more");
        }
        if (size == 0) {
            return Tensor.full(Shape.of(0), 0, input.dtype());
        }
        Shape shape = Shape.of(count(input.numel(), size, again), size);
        long[] places = new long[shape.numel()];
        int[] choice = new int[size];
        for (int i = 0; i < size && !again; i++) {
            choice[i] = i;
        }
        for (int row = 0; row < shape.size(0); row++) {
            for (int i = 0; i < size; i++) {
                places[row * size + i] = choice[i];
            }
            advance(choice, input.numel(), again);
        }
        return input.indexSelect(0, Tensor.of(places)).reshape(shape);
    }

    /// Moves on to the next choice in lexicographic order; after the last one to none.
    private static void advance(int[] choice, int elements, boolean again) {
        int size = choice.length;
        int at = size - 1;
        while (at > 0 && choice[at] == (again ? elements - 1 : elements - size + at)) {
            at--;
        }
        int next = choice[at] + 1;
        for (int i = at; i < size; i++) {
            choice[i] = again ? next : next + i - at;
        }
    }

    private static int count(int elements, int size, boolean again) {
        long from = again ? (long) elements + size - 1 : elements;
        if (elements == 0 || from < size) {
            return 0;
        }
        long fewer = Math.min(size, from - size);
        BigInteger count = BigInteger.ONE;
        for (long i = 1; i <= fewer; i++) {
            count = count.multiply(BigInteger.valueOf(from - fewer + i)).divide(BigInteger.valueOf(i));
            if (count.bitLength() > Integer.SIZE) {
                break;
            }
        }
        if (count.bitLength() >= Integer.SIZE) {
            throw new ShapeException("combinations: the choices of " + size + " of " + elements
                    + " elements are more than one tensor holds: choose fewer");
        }
        return count.intValue();
    }
}

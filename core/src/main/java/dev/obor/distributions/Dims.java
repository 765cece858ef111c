package dev.obor.distributions;

import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// Shapes put together and taken apart.
final class Dims {
    private Dims() {}

    /// Returns the sizes of shapes one after the other.
    static Shape concat(Shape... shapes) {
        return Shape.of(Arrays.stream(shapes)
                .flatMapToInt(shape -> Arrays.stream(shape.toArray()))
                .toArray());
    }

    /// Returns a shape with a size after its others.
    static Shape append(Shape shape, int... sizes) {
        return concat(shape, Shape.of(sizes));
    }

    /// Returns a shape without its last `count` dims.
    static Shape dropLast(Shape shape, int count) {
        return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - count));
    }

    /// Returns the last `count` dims of a shape.
    static Shape last(Shape shape, int count) {
        return Shape.of(Arrays.copyOfRange(shape.toArray(), shape.rank() - count, shape.rank()));
    }

    /// Returns the shape to which all broadcast.
    static Shape broadcast(String op, Shape... shapes) {
        Shape result = Shape.SCALAR;
        for (Shape shape : shapes) {
            result = Broadcast.of(op, result, shape);
        }
        return result;
    }

    /// Returns the sums over the last `count` dims.
    static Tensor sumRightmost(Tensor x, int count) {
        if (count == 0) {
            return x;
        }
        int[] dims = new int[count];
        Arrays.setAll(dims, i -> -1 - i);
        return x.sum(dims);
    }

    /// Returns whether all elements of the last `count` dims hold.
    static Tensor allRightmost(Tensor mask, int count) {
        if (count == 0) {
            return mask;
        }
        int[] dims = new int[count];
        Arrays.setAll(dims, i -> -1 - i);
        return mask.all(dims);
    }

    /// Returns the index of an element, as `[1, 2]`, from its place in row-major order.
    static String index(Shape shape, int place) {
        int[] index = new int[shape.rank()];
        int rest = place;
        for (int d = shape.rank() - 1; d >= 0; d--) {
            index[d] = rest % shape.size(d);
            rest /= shape.size(d);
        }
        return Arrays.toString(index);
    }
}

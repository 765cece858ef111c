package dev.obor.io;

import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import java.util.Arrays;
import java.util.function.Function;

/// Sizes of dims as a file states them, which may be absurd.
final class Sizes {
    /// The most dims, as in PyTorch and NumPy.
    static final int MAX_RANK = 64;

    private Sizes() {}

    /// Returns the shape of these sizes.
    ///
    /// @param fault makes the exception from what is wrong, as in `of shape [-1] has a negative size`
    static Shape shape(long[] sizes, Function<String, FormatException> fault) {
        return Shape.of(Arrays.stream(checked(sizes, Integer.MAX_VALUE, fault))
                .mapToInt(Math::toIntExact)
                .toArray());
    }

    /// Returns `sizes`, of which it checks that there are at most 64, none negative, for at most `most`
    /// elements.
    static long[] checked(long[] sizes, long most, Function<String, FormatException> fault) {
        if (sizes.length > MAX_RANK) {
            throw fault.apply("has " + sizes.length + " dims: at most " + MAX_RANK + " are read");
        }
        // A size of 0 must not hide an absurd size beside it.
        long product = 1;
        for (long size : sizes) {
            if (size < 0) {
                throw fault.apply("of shape " + Arrays.toString(sizes) + " has a negative size");
            }
            if (Math.max(size, 1) > most / product) {
                throw fault.apply("of shape " + Arrays.toString(sizes) + " has more than " + most
                        + " elements, the most that one tensor holds");
            }
            product *= Math.max(size, 1);
        }
        return sizes;
    }
}

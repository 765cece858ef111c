package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// What poolings have in common that cut each dim of space into as many even parts as are asked for.
public abstract sealed class AdaptivePool extends Layer
        permits AdaptiveAvgPool1d,
                AdaptiveAvgPool2d,
                AdaptiveAvgPool3d,
                AdaptiveMaxPool1d,
                AdaptiveMaxPool2d,
                AdaptiveMaxPool3d {
    private final Space space;
    private final OptionalInt[] outputSize;

    AdaptivePool(Space space, OptionalInt... outputSize) {
        boolean fits = outputSize.length == 1 || outputSize.length == space.rank();
        if (!fits || Arrays.stream(outputSize).anyMatch(size -> size.orElse(0) < 0)) {
            throw new ShapeException(space.op() + ": outputSize is " + text(outputSize)
                    + ": give one number of parts, or one for each of " + space.rank() + " dims, 0 or more");
        }
        this.space = space;
        this.outputSize = outputSize.clone();
    }

    static OptionalInt[] known(int... sizes) {
        return Arrays.stream(sizes).mapToObj(OptionalInt::of).toArray(OptionalInt[]::new);
    }

    final Tensor means(Tensor x) {
        return PoolingCalls.of(space.op(), space.rank(), x).adaptiveMean(outputSize);
    }

    final PooledMax largest(Tensor x) {
        return PoolingCalls.of(space.op(), space.rank(), x).adaptiveMax(outputSize);
    }

    private static String text(OptionalInt... sizes) {
        String all = Arrays.stream(sizes)
                .map(size -> size.isPresent() ? Integer.toString(size.getAsInt()) : "None")
                .collect(Collectors.joining(", "));
        return sizes.length == 1 ? all : "(" + all + ")";
    }

    @Override
    public final String extraRepr() {
        return "output_size=" + text(outputSize);
    }
}

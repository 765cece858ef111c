package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// `[batch, channels, size…]` resized.
///
/// ```java
/// new Upsample(2.0, Interpolation.NEAREST);
/// new Upsample(Upsample.options().size(32, 32).mode(Interpolation.BILINEAR));
/// ```
public sealed class Upsample extends Layer permits UpsamplingNearest2d, UpsamplingBilinear2d {
    private final UpsampleOptions options;

    /// Makes the layer with one factor for all dims of space.
    public Upsample(double scaleFactor, Interpolation mode) {
        this(options().scaleFactor(scaleFactor).mode(mode));
    }

    /// Makes the layer for a result of a given size: one number for all dims of space, or one for each.
    public Upsample(int[] size, Interpolation mode) {
        this(options().size(size).mode(mode));
    }

    /// Makes the layer.
    public Upsample(UpsampleOptions options) {
        this.options = options;
    }

    /// Returns the default options, to be changed.
    public static UpsampleOptions options() {
        return UpsampleOptions.DEFAULT;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        boolean bySize = options.size().length > 0;
        if (bySize == options.scaleFactor().length > 0) {
            throw new OborException(typeName() + ": " + (bySize ? "both" : "neither") + " of size and scaleFactor "
                    + (bySize ? "are" : "is") + " given: give one of them");
        }
        return bySize
                ? F.interpolate(x, options.size(), options.mode(), options.alignCorners(), false)
                : F.interpolate(
                        x,
                        options.scaleFactor(),
                        options.mode(),
                        options.alignCorners(),
                        options.recomputeScaleFactor(),
                        false);
    }

    @Override
    public final String extraRepr() {
        double[] factors = options.scaleFactor();
        String mode = options.mode().name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (factors.length == 0) {
            return "size=" + (options.size().length == 0 ? "None" : Repr.sizes(options.size())) + ", mode=" + mode;
        }
        String all = Arrays.stream(factors).mapToObj(Repr::of).collect(Collectors.joining(", "));
        return "scale_factor=" + (factors.length == 1 ? all : "(" + all + ")") + ", mode=" + mode;
    }
}

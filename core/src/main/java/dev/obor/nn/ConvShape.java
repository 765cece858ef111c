package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import java.util.Arrays;
import java.util.Optional;

/// The numbers of a convolution's layer, checked, with an entry for each dim of space.
///
/// @param in the channels in, or UNKNOWN
/// @param extra the padding of the result where the convolution is transposed
/// @param named padding by name, in the place of `padding`
record ConvShape(
        int rank,
        boolean isTransposed,
        int in,
        int out,
        int[] kernel,
        int[] stride,
        int[] padding,
        int[] extra,
        int[] dilation,
        int groups,
        boolean bias,
        PaddingMode mode,
        Optional<Padding> named) {
    /// Channels that the first input will tell.
    static final int UNKNOWN = 0;

    static ConvShape of(int rank, int in, int out, int[] kernel, ConvOptions options) {
        Space space = space(rank, in, "Conv");
        return new ConvShape(
                        rank,
                        false,
                        in,
                        out,
                        space.atLeast(1, "kernelSize", kernel),
                        space.atLeast(1, "stride", options.stride()),
                        space.atLeast(0, "padding", options.padding()),
                        new int[rank],
                        space.atLeast(1, "dilation", options.dilation()),
                        options.groups(),
                        options.bias(),
                        options.paddingMode(),
                        Optional.empty())
                .checked(space.op());
    }

    static ConvShape transposed(int rank, int in, int out, int[] kernel, ConvTransposeOptions options) {
        Space space = space(rank, in, "ConvTranspose");
        return new ConvShape(
                        rank,
                        true,
                        in,
                        out,
                        space.atLeast(1, "kernelSize", kernel),
                        space.atLeast(1, "stride", options.stride()),
                        space.atLeast(0, "padding", options.padding()),
                        space.atLeast(0, "outputPadding", options.outputPadding()),
                        space.atLeast(1, "dilation", options.dilation()),
                        options.groups(),
                        options.bias(),
                        PaddingMode.ZEROS,
                        Optional.empty())
                .checked(space.op());
    }

    private static Space space(int rank, int in, String name) {
        return new Space((in == UNKNOWN ? "Lazy" : "") + name + rank + "d", rank);
    }

    private ConvShape checked(String op) {
        if (in < 0 || out < 0 || groups < 1 || in % groups != 0 || out % groups != 0) {
            throw new OborException(op + ": " + in + " channels in, " + out + " out and " + groups
                    + " groups: the groups must divide both numbers of channels");
        }
        return this;
    }

    ConvShape padded(Padding padding) {
        if (padding == Padding.SAME && Arrays.stream(stride).anyMatch(step -> step != 1)) {
            throw new ShapeException("Conv" + rank + "d: padding SAME with stride " + Arrays.toString(stride)
                    + " cannot keep the size: use stride 1, or padding in numbers");
        }
        int[] none = new int[rank];
        return new ConvShape(
                rank,
                isTransposed,
                in,
                out,
                kernel,
                stride,
                none,
                extra,
                dilation,
                groups,
                bias,
                mode,
                Optional.of(padding));
    }

    ConvShape withIn(int channels, String op) {
        return new ConvShape(
                        rank,
                        isTransposed,
                        channels,
                        out,
                        kernel,
                        stride,
                        padding,
                        extra,
                        dilation,
                        groups,
                        bias,
                        mode,
                        named)
                .checked(op);
    }

    int[] weightSizes() {
        int[] sizes = new int[rank + 2];
        sizes[0] = isTransposed ? in : out;
        sizes[1] = (isTransposed ? out : in) / groups;
        System.arraycopy(kernel, 0, sizes, 2, rank);
        return sizes;
    }

    /// Returns the padding before and behind each dim, the last dim first, as [F#pad] takes it.
    int[] sides() {
        int[] sides = new int[2 * rank];
        for (int d = 0; d < rank; d++) {
            int total =
                    named.isEmpty() ? 2 * padding[d] : named.get() == Padding.SAME ? dilation[d] * (kernel[d] - 1) : 0;
            int at = 2 * (rank - 1 - d);
            sides[at] = total / 2;
            sides[at + 1] = total - total / 2;
        }
        return sides;
    }

    String text(boolean hasBias) {
        StringBuilder text = new StringBuilder().append(in).append(", ").append(out);
        text.append(", kernel_size=")
                .append(Repr.tuple(kernel))
                .append(", stride=")
                .append(Repr.tuple(stride));
        if (named.isPresent()) {
            text.append(", padding=").append(named.get() == Padding.SAME ? "same" : "valid");
        } else {
            append(text, "padding", 0, padding);
        }
        append(text, "dilation", 1, dilation);
        append(text, "output_padding", 0, extra);
        text.append(groups == 1 ? "" : ", groups=" + groups).append(hasBias ? "" : ", bias=False");
        return switch (mode) {
            case ZEROS -> text.toString();
            case REFLECT -> text + ", padding_mode=reflect";
            case REPLICATE -> text + ", padding_mode=replicate";
            case CIRCULAR -> text + ", padding_mode=circular";
        };
    }

    private static void append(StringBuilder text, String name, int usual, int... values) {
        if (Arrays.stream(values).anyMatch(value -> value != usual)) {
            text.append(", ").append(name).append("=").append(Repr.tuple(values));
        }
    }
}

package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.ConstantPadding;
import dev.obor.tensor.Resampling;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The checks and tables behind resizing and padding.
final class ResizingCalls {
    private ResizingCalls() {}

    /// Resizes the dims behind batch and channels.
    ///
    /// @param size the new sizes, or none
    /// @param scales the factors, or none
    static Tensor interpolate(
            Tensor x,
            int[] size,
            double[] scales,
            Interpolation mode,
            Optional<Boolean> alignCorners,
            boolean recompute,
            boolean antialias) {
        Space space = space("interpolate", x, mode);
        boolean isPlain =
                mode == Interpolation.NEAREST || mode == Interpolation.NEAREST_EXACT || mode == Interpolation.AREA;
        if (isPlain && alignCorners.isPresent()) {
            throw new OborException("interpolate: alignCorners has no meaning for " + mode
                    + ": leave it out, or use LINEAR, BILINEAR, BICUBIC or TRILINEAR");
        }
        if (antialias && mode != Interpolation.BILINEAR && mode != Interpolation.BICUBIC) {
            throw new OborException(
                    "interpolate: antialias is not there for " + mode + ": use BILINEAR or BICUBIC, or leave it out");
        }
        int[] input = space.sizes(x);
        int[] output = scales.length > 0 ? space.scaled("scaleFactor", x, scales) : space.spread("size", size);
        for (int d = 0; d < output.length; d++) {
            if (output[d] < 1 || input[d] < 1) {
                throw new ShapeException("interpolate: the input of shape " + x.shape() + " would become "
                        + Arrays.toString(output) + ": sizes before and after must be 1 or more");
            }
        }
        if (mode == Interpolation.AREA) {
            return new PoolingCalls(space, x)
                    .adaptiveMean(
                            Arrays.stream(output).mapToObj(OptionalInt::of).toArray(OptionalInt[]::new));
        }
        if (mode != Interpolation.NEAREST
                && mode != Interpolation.NEAREST_EXACT
                && !x.dtype().isFloating()) {
            throw new DTypeException("interpolate: the input is " + x.dtype() + ", and " + mode
                    + " gives fractions: convert it with to(FLOAT32), or use NEAREST");
        }
        Tensor result = x;
        for (int d = input.length - 1; d >= 0; d--) {
            OptionalDouble scale = scales.length == 0 || recompute
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(scales[scales.length == 1 ? 0 : d]);
            ResizeTables tables = ResizeTables.of(input[d], output[d], scale, alignCorners.orElse(false), x.dtype());
            result = Tensor.of(new Resampling(d + 2, table(tables, mode, antialias)), result);
        }
        return result;
    }

    private static Space space(String op, Tensor x, Interpolation mode) {
        int rank = x.dim() - 2;
        boolean fits = switch (mode) {
            case LINEAR -> rank == 1;
            case BILINEAR, BICUBIC -> rank == 2;
            case TRILINEAR -> rank == 3;
            case NEAREST, NEAREST_EXACT, AREA -> rank >= 1 && rank <= 3;
        };
        if (!fits) {
            throw new ShapeException(op + ": the input has shape " + x.shape() + ", which does not suit " + mode
                    + ": batch and channels are followed by 1 dim for LINEAR, 2 for BILINEAR and BICUBIC, 3 for TRILINEAR,"
                    + " 1 to 3 for the others");
        }
        return new Space(op, rank);
    }

    private static Resampling.Table table(ResizeTables tables, Interpolation mode, boolean antialias) {
        return switch (mode) {
            case NEAREST -> tables.nearest(false);
            case NEAREST_EXACT -> tables.nearest(true);
            case BICUBIC -> antialias ? tables.smooth(2) : tables.cubic();
            default -> antialias ? tables.smooth(1) : tables.linear();
        };
    }

    /// Pads the last dims.
    ///
    /// @param pad pairs of how much comes before and behind, from the last dim on backwards
    static Tensor pad(Tensor x, PadMode mode, Number value, int... pad) {
        if (mode == PadMode.CONSTANT) {
            return ConstantPadding.of("pad", x, value, pad);
        }
        int dims = pad.length / 2;
        if (pad.length % 2 != 0 || dims < 1 || dims > 3 || x.dim() != dims + 1 && x.dim() != dims + 2) {
            throw new ShapeException("pad: the padding " + Arrays.toString(pad) + " with " + mode
                    + " does not suit a tensor of shape " + x.shape()
                    + ": give a pair (before, behind) for each of its last 1 to 3 dims, all but channels and batch");
        }
        Tensor result = x;
        for (int i = 0; i < dims; i++) {
            int d = x.dim() - 1 - i;
            int[] places = places(x, d, mode, pad[2 * i], pad[2 * i + 1]);
            result = Tensor.of(new Resampling(d, Resampling.Table.picking(x.size(d), places)), result);
        }
        return result;
    }

    private static int[] places(Tensor x, int dim, PadMode mode, int before, int after) {
        int size = x.size(dim);
        int most = switch (mode) {
            case REFLECT -> size - 1;
            // What is cut off is gone before the rest is repeated.
            case CIRCULAR -> size + Math.min(before, 0) + Math.min(after, 0);
            default -> size == 0 ? 0 : Integer.MAX_VALUE;
        };
        long length = (long) size + before + after;
        if (before > most || after > most || length < 1 || length > Integer.MAX_VALUE) {
            throw new ShapeException("pad: padding (" + before + ", " + after + ") of dim " + dim + " with " + mode
                    + " for a tensor of shape " + x.shape() + ": it may be at most " + most
                    + ", and at least one place must remain");
        }
        int[] places = new int[(int) length];
        for (int i = 0; i < places.length; i++) {
            int at = i - before;
            places[i] = switch (mode) {
                case REFLECT -> at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at;
                case CIRCULAR -> Math.max(-before, 0) + Math.floorMod(i - Math.max(before, 0), most);
                default -> Math.clamp(at, 0, size - 1);
            };
        }
        return places;
    }

    /// Checks an argument of a function that rearranges channels and space.
    static void checkFactor(String op, String name, int factor) {
        if (factor < 1) {
            throw new ShapeException(op + ": " + name + " is " + factor + " and must be 1 or more");
        }
    }

    /// Checks a dtype of a function that computes between places.
    static void checkFloating(String op, String what, DType dtype) {
        if (!dtype.isFloating()) {
            throw new DTypeException(op + ": the " + what + " is " + dtype + " and must be floating-point: convert it"
                    + " with to(FLOAT32)");
        }
    }
}

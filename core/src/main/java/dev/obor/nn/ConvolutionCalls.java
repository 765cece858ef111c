package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Convolution;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The checks and sizes behind the convolutions of [F], for any number of dims of space.
///
/// @param space the dims of space, with the function's name
/// @param x the input, with or without a batch
/// @param weight of the rank of a batch
/// @param bias one number for each channel of the result
record ConvolutionCalls(Space space, Tensor x, Tensor weight, Optional<Tensor> bias) {
    static ConvolutionCalls of(String op, int rank, Tensor x, Tensor weight, Optional<Tensor> bias) {
        Space space = new Space(op, rank);
        space.checkInput(x);
        if (weight.dim() != rank + 2) {
            throw new ShapeException(op + ": the weight has shape " + weight.shape() + " and must have " + (rank + 2)
                    + " dims: two of channels and " + rank + " of space");
        }
        checkDType(op, "weight", weight, x);
        bias.ifPresent(b -> checkDType(op, "bias", b, x));
        for (int d = 2; d < rank + 2; d++) {
            if (weight.size(d) == 0) {
                throw new ShapeException(
                        op + ": the weight has shape " + weight.shape() + ": a kernel has one place or more");
            }
        }
        return new ConvolutionCalls(space, x, weight, bias);
    }

    private static void checkDType(String op, String name, Tensor tensor, Tensor x) {
        if (tensor.dtype() != x.dtype()) {
            throw new DTypeException(op + ": the input is " + x.dtype() + " and the " + name + " " + tensor.dtype()
                    + ": convert one of them, as in " + name + ".to(input.dtype())");
        }
        if (x.dtype() == DType.BOOL) {
            throw new DTypeException(op + ": bool has no products to add: convert with to(FLOAT32)");
        }
    }

    /// The convolution with padding in numbers.
    Tensor forward(int[] stride, int[] padding, int[] dilation, int groups) {
        int[] before = space.atLeast(0, "padding", padding);
        return forward(stride, before, before, dilation, groups);
    }

    /// The convolution with padding by name.
    Tensor forward(int[] stride, Padding padding, int[] dilation, int groups) {
        int[] before = new int[space.rank()];
        int[] after = new int[space.rank()];
        if (padding == Padding.SAME) {
            int[] steps = space.atLeast(1, "stride", stride);
            int[] apart = space.atLeast(1, "dilation", dilation);
            for (int d = 0; d < before.length; d++) {
                if (steps[d] != 1) {
                    throw new ShapeException(space.op() + ": padding SAME with stride " + steps[d]
                            + " cannot keep the size: use stride 1, or padding in numbers");
                }
                long total = (long) apart[d] * (weight.size(d + 2) - 1);
                before[d] = space.size("the padding", d, total) / 2;
                after[d] = (int) total - before[d];
            }
        }
        return forward(stride, before, after, dilation, groups);
    }

    private Tensor forward(int[] stride, int[] before, int[] after, int[] dilation, int groups) {
        int[] steps = space.atLeast(1, "stride", stride);
        int[] apart = space.atLeast(1, "dilation", dilation);
        checkGroups(groups, weight.size(0), "out channels");
        checkChannels((long) weight.size(1) * groups, groups);
        checkBias(weight.size(0));
        int[] input = space.sizes(x);
        int[] size = new int[input.length];
        for (int d = 0; d < size.length; d++) {
            long padded = (long) input[d] + before[d] + after[d];
            long reach = (long) apart[d] * (weight.size(d + 2) - 1) + 1;
            if (reach > padded) {
                throw new ShapeException(space.op() + ": the kernel of shape " + weight.shape() + " reaches over "
                        + reach + " places of dim " + (d - size.length) + ", and the input of shape " + x.shape()
                        + " has " + padded + " with its padding: make the kernel smaller or the padding larger");
            }
            space.size("the padded size", d, padded);
            size[d] = (int) ((padded - reach) / steps[d]) + 1;
        }
        var op = new Convolution.Forward(new Convolution.Geometry(steps, before, apart, groups), size);
        return apply(op);
    }

    /// The transposed convolution.
    Tensor transposed(int[] stride, int[] padding, int[] outputPadding, int groups, int[] dilation) {
        int[] steps = space.atLeast(1, "stride", stride);
        int[] before = space.atLeast(0, "padding", padding);
        int[] apart = space.atLeast(1, "dilation", dilation);
        int[] extra = space.atLeast(0, "outputPadding", outputPadding);
        checkGroups(groups, weight.size(0), "channels");
        checkChannels(weight.size(0), 1);
        checkBias((long) weight.size(1) * groups);
        int[] input = space.sizes(x);
        int[] size = new int[input.length];
        for (int d = 0; d < size.length; d++) {
            if (extra[d] >= steps[d] && extra[d] >= apart[d]) {
                throw new ShapeException(space.op() + ": outputPadding " + extra[d] + " must be smaller than stride "
                        + steps[d] + " or dilation " + apart[d]
                        + ": it only chooses among sizes that the stride maps to one");
            }
            long spread = (input[d] - 1L) * steps[d] + (long) apart[d] * (weight.size(d + 2) - 1) + extra[d] + 1;
            space.size("the result's unpadded size", d, input[d] == 0 ? 0 : spread);
            size[d] = space.size("the result's size", d, spread - 2L * before[d]);
        }
        var op = new Convolution.Transposed(new Convolution.Geometry(steps, before, apart, groups), size);
        return apply(op);
    }

    private Tensor apply(Convolution op) {
        return space.batched(
                x,
                batch -> bias.map(b -> Tensor.of(op, batch, weight, b)).orElseGet(() -> Tensor.of(op, batch, weight)));
    }

    private void checkGroups(int groups, int channels, String what) {
        if (groups < 1 || channels % groups != 0) {
            throw new ShapeException(space.op() + ": the weight has shape " + weight.shape() + ", and its " + channels
                    + " " + what + " do not divide into " + groups
                    + " groups: groups must be 1 or more and divide them");
        }
    }

    private void checkChannels(long wanted, int groups) {
        int channels = x.size(x.dim() - space.rank() - 1);
        if (channels != wanted) {
            throw new ShapeException(space.op() + ": the input of shape " + x.shape() + " has " + channels
                    + " channels and the weight of shape " + weight.shape() + " is for " + wanted
                    + (groups == 1 ? "" : ", " + weight.size(1) + " in each of " + groups + " groups")
                    + ": the numbers must be equal");
        }
    }

    private void checkBias(long channels) {
        bias.ifPresent(b -> {
            if (b.dim() != 1 || b.size(0) != channels) {
                throw new ShapeException(space.op() + ": the bias has shape " + b.shape() + " and must have ["
                        + channels + "], a number for each channel of the result");
            }
        });
    }
}

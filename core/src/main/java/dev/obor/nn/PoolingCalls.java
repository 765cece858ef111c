package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.MaxPooling;
import dev.obor.tensor.MaxUnpooling;
import dev.obor.tensor.Resampling;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// The checks and windows behind the pooling functions of [F], for any number of dims of space.
///
/// @param space the dims of space, with the function's name
/// @param x the input, with or without a batch
record PoolingCalls(Space space, Tensor x) {
    static PoolingCalls of(String op, int rank, Tensor x) {
        Space space = new Space(op, rank);
        space.checkInput(x);
        if (x.dtype() == DType.BOOL) {
            throw new DTypeException(op + ": the input is bool and must hold numbers: convert with to(FLOAT32)");
        }
        for (int d = x.dim() == rank + 2 ? 1 : 0; d < x.dim(); d++) {
            if (x.size(d) == 0) {
                throw new ShapeException(op + ": the input has shape " + x.shape()
                        + ", and only the batch may be empty: pass a longer one");
            }
        }
        return new PoolingCalls(space, x);
    }

    /// A kernel sliding over the input.
    ///
    /// @param counts how many places it takes along each dim
    private record Sliding(int[] kernel, int[] stride, int[] padding, int[] dilation, int[] counts) {}

    /// @param stride none for the kernel's size
    private Sliding sliding(int[] kernelSize, int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
        int[] kernel = space.atLeast(1, "kernelSize", kernelSize);
        int[] steps = stride.length == 0 ? kernel : space.atLeast(1, "stride", stride);
        int[] pad = space.atLeast(0, "padding", padding);
        int[] apart = space.atLeast(1, "dilation", dilation);
        int[] input = space.sizes(x);
        int[] counts = new int[input.length];
        for (int d = 0; d < counts.length; d++) {
            long reach = (kernel[d] - 1L) * apart[d] + 1;
            if (2L * pad[d] > reach) {
                throw new ShapeException(
                        space.op() + ": padding " + pad[d] + " is more than half of the kernel's reach " + reach
                                + ", so that a window could lie outside altogether: make the padding smaller");
            }
            long padded = input[d] + 2L * pad[d];
            long rest = padded - reach;
            long count = (ceilMode ? Math.ceilDiv(rest, steps[d]) : Math.floorDiv(rest, steps[d])) + 1;
            // A last window must begin inside, or in the padding before.
            if (ceilMode && (count - 1) * steps[d] >= (long) input[d] + pad[d]) {
                count--;
            }
            if (count < 1) {
                throw new ShapeException(space.op() + ": the kernel reaches over " + reach + " places of dim "
                        + (d - counts.length) + ", and the input of shape " + x.shape() + " has " + padded
                        + " with its padding: make the kernel smaller or the padding larger");
            }
            space.size("the padded size", d, Math.max(padded, (count - 1) * steps[d] + reach));
            counts[d] = (int) count;
        }
        return new Sliding(kernel, steps, pad, apart, counts);
    }

    /// The largest elements of a sliding kernel.
    PooledMax max(int[] kernelSize, int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
        Sliding sliding = sliding(kernelSize, stride, padding, dilation, ceilMode);
        List<Windows> windows = new ArrayList<>();
        for (int d = 0; d < space.rank(); d++) {
            Windows along = Windows.sliding(
                    space.sizes(x)[d],
                    sliding.counts[d],
                    sliding.kernel[d],
                    sliding.stride[d],
                    sliding.padding[d],
                    sliding.dilation[d]);
            for (int i = 0; i < along.count(); i++) {
                if (along.length(i) == 0) {
                    throw new ShapeException(space.op() + ": window " + i + " of dim " + (d - space.rank())
                            + " holds no place of the input of shape " + x.shape()
                            + ": choose another stride or dilation, or leave ceilMode off");
                }
            }
            windows.add(along);
        }
        return max(windows);
    }

    private PooledMax max(List<Windows> windows) {
        Tensor[] found = Interpreter.current().apply(new MaxPooling(windows), x);
        return new PooledMax(found[0], found[1]);
    }

    /// The largest elements of as many even parts as are asked for.
    PooledMax adaptiveMax(OptionalInt... outputSize) {
        return max(adaptive(outputSize));
    }

    private List<Windows> adaptive(OptionalInt... outputSize) {
        if (outputSize.length != 1 && outputSize.length != space.rank()) {
            throw new ShapeException(space.op() + ": outputSize has " + outputSize.length
                    + " numbers: give one, or one for each of " + space.rank() + " dims");
        }
        List<Windows> windows = new ArrayList<>();
        int[] input = space.sizes(x);
        for (int d = 0; d < input.length; d++) {
            int count = outputSize[outputSize.length == 1 ? 0 : d].orElse(input[d]);
            if (count < 0) {
                throw new ShapeException(space.op() + ": outputSize " + count + " must be 0 or more");
            }
            windows.add(Windows.adaptive(input[d], count));
        }
        return windows;
    }

    /// The means of as many even parts as are asked for.
    Tensor adaptiveMean(OptionalInt... outputSize) {
        List<Windows> windows = adaptive(outputSize);
        if (!x.dtype().isFloating()) {
            throw new DTypeException(space.op() + ": the input is " + x.dtype()
                    + ", and means are floating-point: convert it with to(FLOAT32)");
        }
        if (windows.stream().allMatch(along -> along.count() == 1)) {
            int[] dims = new int[space.rank()];
            Arrays.setAll(dims, d -> d - dims.length);
            return x.mean(dims, true);
        }
        int[][] lengths = new int[windows.size()][];
        for (int d = 0; d < lengths.length; d++) {
            Windows along = windows.get(d);
            lengths[d] = new int[along.count()];
            Arrays.setAll(lengths[d], along::length);
        }
        return quotient(sums(windows), lengths);
    }

    /// The means of a sliding kernel.
    Tensor mean(
            int[] kernelSize,
            int[] stride,
            int[] padding,
            boolean ceilMode,
            boolean countIncludePad,
            OptionalInt divisorOverride) {
        Sliding sliding = sliding(kernelSize, stride, padding, new int[] {1}, ceilMode);
        if (divisorOverride.isPresent() && divisorOverride.getAsInt() == 0) {
            throw new ShapeException(space.op() + ": divisorOverride is 0: pass another number, or none");
        }
        List<Windows> windows = new ArrayList<>();
        int[] input = space.sizes(x);
        int[][] lengths = new int[input.length][];
        for (int d = 0; d < input.length; d++) {
            int kernel = sliding.kernel[d];
            int step = sliding.stride[d];
            int pad = sliding.padding[d];
            Windows along = Windows.sliding(input[d], sliding.counts[d], kernel, step, pad, 1);
            windows.add(along);
            lengths[d] = new int[along.count()];
            for (int i = 0; i < along.count(); i++) {
                long padded = Math.min((long) i * step + kernel, input[d] + 2L * pad) - (long) i * step;
                // A window outside altogether has the sum 0 and the mean 0.
                lengths[d][i] = Math.max(1, countIncludePad ? (int) padded : along.length(i));
            }
        }
        Tensor sums = sums(windows);
        return divisorOverride.isPresent()
                ? quotient(sums, divisor(sums, divisorOverride.getAsInt()))
                : quotient(sums, lengths);
    }

    /// The sums over windows; 16-bit sums in float32.
    private Tensor sums(List<Windows> windows) {
        Tensor sum = x.to(x.dtype().isFloating() ? x.dtype().compute() : DType.INT64);
        int[] input = space.sizes(x);
        // The last dim last: by then fewer elements are left, and sums along it go one by one.
        for (int d = 0; d < input.length; d++) {
            Resampling.Table table = Resampling.Table.summing(input[d], windows.get(d));
            sum = Tensor.of(new Resampling(x.dim() - input.length + d, table), sum);
        }
        return sum;
    }

    /// The sums by the sizes of their windows, which are products of lengths along each dim.
    private Tensor quotient(Tensor sums, int[]... lengths) {
        boolean areEqual = Arrays.stream(lengths)
                .allMatch(each -> Arrays.stream(each).distinct().count() <= 1);
        if (areEqual) {
            long size = Arrays.stream(lengths)
                    .mapToLong(each -> each.length == 0 ? 1 : each[0])
                    .reduce(1, (a, b) -> a * b);
            return quotient(sums, divisor(sums, size));
        }
        Tensor divisor = divisor(sums, 1);
        for (int d = 0; d < lengths.length; d++) {
            int[] shape = new int[lengths.length];
            Arrays.fill(shape, 1);
            shape[d] = lengths[d].length;
            long[] along = Arrays.stream(lengths[d]).asLongStream().toArray();
            divisor = divisor.mul(Tensor.of(along).to(divisor.dtype()).reshape(shape));
        }
        return quotient(sums, divisor);
    }

    private static Tensor divisor(Tensor sums, long value) {
        return Tensor.full(Shape.SCALAR, value, sums.dtype().isFloating() ? sums.dtype() : DType.FLOAT64);
    }

    /// Integers divide towards 0.
    private Tensor quotient(Tensor sums, Tensor divisor) {
        if (sums.dtype().isFloating()) {
            return sums.div(divisor).to(x.dtype());
        }
        return sums.to(DType.FLOAT64).div(divisor).trunc().to(x.dtype());
    }

    /// Zeros with the input's elements at these places.
    Tensor unpool(Tensor indices, int[] kernelSize, int[] stride, int[] padding, int[] outputSize) {
        int[] kernel = space.atLeast(1, "kernelSize", kernelSize);
        int[] steps = stride.length == 0 ? kernel : space.atLeast(1, "stride", stride);
        int[] pad = space.atLeast(0, "padding", padding);
        if (!indices.shape().equals(x.shape())) {
            throw new ShapeException(space.op() + ": the input has shape " + x.shape() + " and the indices "
                    + indices.shape() + ": they must be equal");
        }
        int[] size = unpooled(kernel, steps, pad, outputSize);
        int lead = x.dim() - size.length;
        Shape result = space.with(x.shape(), size);
        long places = 1;
        for (int s : size) {
            places *= s;
        }
        Tensor flat = Tensor.of(new MaxUnpooling((int) places), flattened(x, lead), flattened(indices, lead));
        return flat.reshape(result);
    }

    private int[] unpooled(int[] kernel, int[] stride, int[] padding, int... outputSize) {
        int[] input = space.sizes(x);
        int[] size = new int[input.length];
        int more = outputSize.length - input.length;
        if (outputSize.length > 0 && (more < 0 || more > 2)) {
            throw new ShapeException(space.op() + ": outputSize " + Arrays.toString(outputSize) + " must have "
                    + input.length + " numbers, or be the whole shape");
        }
        for (int d = 0; d < size.length; d++) {
            long usual = (input[d] - 1L) * stride[d] - 2L * padding[d] + kernel[d];
            size[d] = space.size("the result's size", d, outputSize.length == 0 ? usual : outputSize[more + d]);
            if (Math.abs(size[d] - usual) >= stride[d]) {
                throw new ShapeException(space.op() + ": outputSize " + Arrays.toString(outputSize) + " and " + size[d]
                        + " in it differ by the stride " + stride[d] + " or more from " + usual
                        + ", the size that the input of shape " + x.shape() + " would have");
            }
        }
        return size;
    }

    /// Returns the dims from `lead` on as one.
    private static Tensor flattened(Tensor x, int lead) {
        int[] sizes = Arrays.copyOf(x.shape().toArray(), lead + 1);
        for (int d = lead + 1; d < x.dim(); d++) {
            sizes[lead] *= x.size(d);
        }
        return x.reshape(Shape.of(sizes));
    }

    /// The largest elements of windows of one size that begin at random places.
    ///
    /// @param samples uniform numbers of shape `[batch, channels, rank]`
    PooledMax fractionalMax(int[] kernelSize, int[] outputSize, Tensor samples) {
        int[] kernel = space.atLeast(1, "kernelSize", kernelSize);
        int[] output = space.atLeast(1, "outputSize", outputSize);
        int[] input = space.sizes(x);
        int lead = x.dim() - space.rank();
        for (int d = 0; d < input.length; d++) {
            if (output[d] + kernel[d] - 1L > input[d]) {
                throw new ShapeException(space.op() + ": " + output[d] + " windows of " + kernel[d]
                        + " places do not fit in dim " + (d - input.length) + " of the input of shape " + x.shape()
                        + ": outputSize + kernelSize − 1 must not exceed its size");
            }
        }
        int planes = 1;
        for (int d = 0; d < lead; d++) {
            planes *= x.size(d);
        }
        if (samples.numel() != (long) planes * space.rank() || samples.dim() != 3) {
            throw new ShapeException(space.op() + ": the random samples have shape " + samples.shape()
                    + " and must have [batch, channels, " + space.rank() + "]");
        }
        Tensor flat = flattened(x, lead);
        Tensor places = FractionalWindows.places(kernel, output, input, planes, samples.toDoubleArray(), x.dtype());
        int windows = Math.max(places.size(1), 1);
        Shape index = flat.shape().with(lead, places.size(1) * places.size(2));
        Tensor elements = flat.gather(lead, places.reshape(index)).reshape(Shape.of(planes, windows, places.size(2)));
        Tensor best = elements.detach().argmax(2, true);
        Shape result = space.with(x.shape(), output);
        return new PooledMax(
                elements.gather(2, best).reshape(result), places.gather(2, best).reshape(result));
    }

    /// Uniform samples for [#fractionalMax(int\[\], int\[\], Tensor)].
    Tensor randomSamples() {
        int lead = x.dim() - space.rank();
        return Obor.zeros(x.dtype(), lead == 2 ? x.size(0) : 1, x.size(lead - 1), space.rank())
                .uniform_(0, 1);
    }

    static Tensor localResponseNorm(Tensor input, int size, double alpha, double beta, double k) {
        if (input.dim() < 3 || size < 1) {
            throw new ShapeException("localResponseNorm: the input has shape " + input.shape() + " and size is " + size
                    + ": it must be [batch, channels, size…], and size 1 or more");
        }
        if (input.numel() == 0) {
            return input;
        }
        int channels = input.size(1);
        Windows neighbours = Windows.sliding(channels, channels, size, 1, size / 2, 1);
        Resampling sums = new Resampling(1, Resampling.Table.summing(channels, neighbours));
        Tensor total = Tensor.of(sums, input.mul(input));
        Tensor mean = input.dtype().isFloating()
                ? total.div(size)
                : total.to(DType.FLOAT64).div(size).trunc().to(input.dtype());
        return input.div(mean.mul(alpha).add(k).pow(beta));
    }
}

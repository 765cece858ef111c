package dev.obor;

import dev.obor.backend.Backends;
import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.storage.Storage;
import dev.obor.tensor.Concatenation;
import dev.obor.tensor.ConstantPadding;
import dev.obor.tensor.Gathering;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.PatternLanguage;
import dev.obor.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The façade, in the role of PyTorch's `torch` namespace: tensors are made here, and functions of several
/// tensors stand here.
///
/// Literals follow PyTorch's defaults: whole numbers become int64, numbers with a point float32 (also Java
/// doubles), truth values bool. [#fromArray(double\[\], int...)] keeps a Java array's own type instead.
public final class Obor {
    private Obor() {}

    /// Returns a float32 tensor of one dim.
    public static Tensor tensor(float... elements) {
        return Tensor.of(elements.clone());
    }

    /// Returns a float32 tensor of one dim, the default dtype of numbers with a point; see
    /// [#fromArray(double\[\], int...)] for float64.
    public static Tensor tensor(double... elements) {
        return fromArray(elements).to(DType.FLOAT32);
    }

    /// Returns an int64 tensor of one dim.
    public static Tensor tensor(int... elements) {
        return Tensor.of(Arrays.stream(elements).asLongStream().toArray());
    }

    /// Returns an int64 tensor of one dim.
    public static Tensor tensor(long... elements) {
        return Tensor.of(elements.clone());
    }

    /// Returns a bool tensor of one dim.
    public static Tensor tensor(boolean... elements) {
        return Tensor.of(new Storage.Booleans(elements.clone()), DType.BOOL, Shape.of(elements.length));
    }

    /// Returns a tensor of the shape of a nested Java array such as `new double[][] {{1, 2}, {3, 4}}`, with
    /// the default dtype of its elements.
    ///
    /// @throws ShapeException if rows differ in length
    /// @throws DTypeException for an array of other things than numbers and truth values
    public static Tensor tensor(Object[] nested) {
        return NestedArrays.toTensor(nested);
    }

    /// Returns a tensor of no dims: int64 for a whole number, float32 for others.
    public static Tensor scalar(Number value) {
        return Tensor.full(Shape.SCALAR, value, Promotion.ofNumber(value));
    }

    /// Returns a float32 tensor over an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromArray(float[] array, int... sizes) {
        return Tensor.of(new Storage.Floats(array), DType.FLOAT32, shape(array.length, sizes));
    }

    /// Returns a float64 tensor over an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromArray(double[] array, int... sizes) {
        return Tensor.of(new Storage.Doubles(array), DType.FLOAT64, shape(array.length, sizes));
    }

    /// Returns an int64 tensor over an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromArray(long[] array, int... sizes) {
        return Tensor.of(new Storage.Longs(array), DType.INT64, shape(array.length, sizes));
    }

    /// Returns an int32 tensor over an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromArray(int[] array, int... sizes) {
        return Tensor.of(new Storage.Ints(array), DType.INT32, shape(array.length, sizes));
    }

    /// Returns a uint8 tensor over the bits of an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromBytes(byte[] array, int... sizes) {
        return Tensor.of(new Storage.Bytes(array), DType.UINT8, shape(array.length, sizes));
    }

    private static Shape shape(int length, int... sizes) {
        return sizes.length == 0 ? Shape.of(length) : Shape.of(sizes);
    }

    /// Returns float32 zeros.
    public static Tensor zeros(int... sizes) {
        return zeros(DType.FLOAT32, sizes);
    }

    /// Returns zeros of a dtype.
    public static Tensor zeros(DType dtype, int... sizes) {
        return Tensor.full(Shape.of(sizes), 0, dtype);
    }

    /// Returns float32 ones.
    public static Tensor ones(int... sizes) {
        return ones(DType.FLOAT32, sizes);
    }

    /// Returns ones of a dtype.
    public static Tensor ones(DType dtype, int... sizes) {
        return Tensor.full(Shape.of(sizes), 1, dtype);
    }

    /// Returns a tensor in which every element is a number, of its default dtype.
    public static Tensor full(Number value, int... sizes) {
        return full(Promotion.ofNumber(value), value, sizes);
    }

    /// Returns a tensor of a dtype in which every element is a number.
    public static Tensor full(DType dtype, Number value, int... sizes) {
        return Tensor.full(Shape.of(sizes), value, dtype);
    }

    /// Returns zeros of another tensor's shape and dtype.
    public static Tensor zerosLike(Tensor other) {
        return Tensor.full(other.shape(), 0, other.dtype());
    }

    /// Returns ones of another tensor's shape and dtype.
    public static Tensor onesLike(Tensor other) {
        return Tensor.full(other.shape(), 1, other.dtype());
    }

    /// Returns a tensor of another's shape and dtype in which every element is a number.
    public static Tensor fullLike(Tensor other, Number value) {
        return Tensor.full(other.shape(), value, other.dtype());
    }

    /// Returns 0, 1, … `end − 1` as int64.
    public static Tensor arange(long end) {
        return arange(0, end, 1);
    }

    /// Returns `start`, `start + 1`, … below `end` as int64.
    public static Tensor arange(long start, long end) {
        return arange(start, end, 1);
    }

    /// Returns `start`, `start + step`, … up to and not including `end`, as int64.
    ///
    /// @throws ShapeException if the step does not lead from start to end
    public static Tensor arange(long start, long end, long step) {
        if (step == 0 || start != end && step > 0 != end > start) {
            throw new ShapeException("arange: step " + step + " does not lead from " + start + " to " + end);
        }
        BigInteger distance =
                BigInteger.valueOf(end).subtract(BigInteger.valueOf(start)).abs();
        BigInteger stride = BigInteger.valueOf(step).abs();
        long length =
                distance.add(stride).subtract(BigInteger.ONE).divide(stride).longValue();
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new ShapeException("arange: from " + start + " to " + end + " by " + step
                    + " are more than 2147483647 elements, the most that one tensor holds");
        }
        long[] elements = new long[(int) length];
        Arrays.setAll(elements, i -> start + i * step);
        return Tensor.of(elements);
    }

    /// Returns `start`, `start + step`, … up to and not including `end`, as float32, each computed in double.
    ///
    /// @throws ShapeException if the step does not lead from start to end
    public static Tensor arange(double start, double end, double step) {
        double length = Math.ceil((end - start) / step);
        if (!(length >= 0 && length <= Integer.MAX_VALUE)) {
            throw new ShapeException("arange: step " + step + " does not lead from " + start + " to " + end
                    + " in at most 2147483647 steps");
        }
        float[] elements = new float[(int) length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) (start + i * step);
        }
        return Tensor.of(elements);
    }

    /// Returns how many threads share the work of one operator.
    public static int numThreads() {
        return Backends.cpu().threads();
    }

    /// Sets how many threads share the work of one operator; by default as many as there are processors. The
    /// results do not depend on it.
    ///
    /// @throws dev.obor.error.OborException if `count` is less than 1
    public static void setNumThreads(int count) {
        Backends.cpu().setThreads(count);
    }

    /// Seeds the process's generator and returns it; the numbers that follow are PyTorch's for that seed.
    public static Generator manualSeed(long seed) {
        return Generator.standard().manualSeed(seed);
    }

    /// Returns float32 uniform numbers from 0 up to, not including, 1.
    public static Tensor rand(int... sizes) {
        return zeros(sizes).uniform_(0, 1);
    }

    /// Returns float32 normal numbers of mean 0 and standard deviation 1.
    public static Tensor randn(int... sizes) {
        return zeros(sizes).normal_(0, 1);
    }

    /// Returns normal numbers of a floating-point dtype, mean 0 and standard deviation 1.
    public static Tensor randn(DType dtype, int... sizes) {
        return zeros(dtype, sizes).normal_(0, 1);
    }

    /// Returns int64 numbers from `low` up to, not including, `high`, all equally likely.
    public static Tensor randint(long low, long high, int... sizes) {
        long[] elements = new long[Shape.of(sizes).numel()];
        Generator.standard().integers(elements, 0, elements.length, low, high);
        return Tensor.of(new Storage.Longs(elements), DType.INT64, Shape.of(sizes));
    }

    /// Returns the numbers 0 to n − 1 in random order, int64.
    public static Tensor randperm(int n) {
        return randperm(n, Generator.standard());
    }

    /// Returns the numbers 0 to n − 1 in random order, int64.
    public static Tensor randperm(int n, Generator generator) {
        return Tensor.of(generator.permutation(n));
    }

    /// Returns tensors joined along a dim; dtypes are promoted, and the other sizes must be equal.
    ///
    /// @throws ShapeException if they are not, or there is no tensor
    public static Tensor cat(List<Tensor> tensors, int dim) {
        return Concatenation.of(tensors, dim);
    }

    /// Returns tensors of one shape joined along a new dim.
    ///
    /// @throws ShapeException if shapes differ, or there is no tensor
    public static Tensor stack(List<Tensor> tensors, int dim) {
        for (Tensor tensor : tensors) {
            if (!tensor.shape().equals(tensors.getFirst().shape())) {
                throw new ShapeException("stack: shapes " + tensors.getFirst().shape() + " and " + tensor.shape()
                        + " differ: all must be equal");
            }
        }
        return cat(tensors.stream().map(t -> t.unsqueeze(dim)).toList(), dim);
    }

    /// Returns a tensor with places of a value around its last dims.
    ///
    /// @param pad pairs of how much comes before and behind, from the last dim on backwards; negative numbers cut off
    /// @throws ShapeException if there are more pairs than dims, or more is cut off than there is
    public static Tensor constantPadNd(Tensor input, int[] pad, Number value) {
        return ConstantPadding.of("constantPadNd", input, value, pad);
    }

    /// Returns the sums of products that a pattern tells, as in `"ij,jk->ik"`; described in the package
    /// `dev.obor.einops`.
    ///
    /// @throws dev.obor.error.PatternException if the pattern is wrong or the tensors do not fit it
    public static Tensor einsum(String pattern, Tensor... operands) {
        return PatternLanguage.installed().einsum(pattern, operands);
    }

    /// Returns `yes` where a mask holds, else `no`; all broadcast, and dtypes are promoted.
    public static Tensor where(Tensor mask, Tensor yes, Tensor no) {
        return Tensor.where(mask, yes, no);
    }

    /// Returns `yes` where a mask holds, else a number; all broadcast, and dtypes are promoted.
    ///
    /// @throws DTypeException if the number does not fit
    public static Tensor where(Tensor mask, Tensor yes, Number no) {
        return yes.where(mask, no);
    }

    /// Returns a number where a mask holds, else `no`; all broadcast, and dtypes are promoted.
    ///
    /// @throws DTypeException if the number does not fit
    public static Tensor where(Tensor mask, Number yes, Tensor no) {
        return Gathering.where(mask, yes, no);
    }

    /// Returns one number where a mask holds, else another: int64 if both are whole, float32 otherwise.
    public static Tensor where(Tensor mask, Number yes, Number no) {
        DType dtype = Promotion.promote(Promotion.ofNumber(yes), Promotion.ofNumber(no));
        return Tensor.where(mask, full(dtype, yes), full(dtype, no));
    }

    /// Returns the indices of the elements that differ from 0: for each dim a tensor of one dim; see
    /// [dev.obor.tensor.Gathering#nonzeroTuple()].
    public static List<Tensor> where(Tensor condition) {
        return condition.nonzeroTuple();
    }

    /// Returns what `body` returns, run without recording for gradients.
    public static <T> T noGrad(Supplier<T> body) {
        return GradMode.noGrad(body);
    }

    /// Runs `body` without recording for gradients.
    public static void noGrad(Runnable body) {
        try (GradMode.Scope _ = GradMode.set(false)) {
            body.run();
        }
    }

    /// Stops recording until the scope is closed: `try (var scope = Obor.noGrad()) { … }`.
    public static GradMode.Scope noGrad() {
        return GradMode.set(false);
    }

    /// Returns what `body` returns, run with recording for gradients, also within noGrad.
    public static <T> T enableGrad(Supplier<T> body) {
        try (GradMode.Scope _ = GradMode.set(true)) {
            return body.get();
        }
    }

    /// Switches recording for gradients on or off on this thread, until the scope is closed or for good.
    public static GradMode.Scope setGradEnabled(boolean enabled) {
        return GradMode.set(enabled);
    }

    /// Returns what `body` returns, run in inference mode: nothing is recorded, and what is made can never be saved
    /// for backward.
    public static <T> T inferenceMode(Supplier<T> body) {
        try (GradMode.Scope _ = GradMode.setInference(true)) {
            return body.get();
        }
    }

    /// Searches for anomalies until the scope is closed: backward stops at the first NaN and says where in the
    /// program the operator was called. Costs time and memory.
    public static GradMode.Scope detectAnomaly() {
        return GradMode.detectAnomaly(true);
    }

    /// Returns the gradients of `output`, a single number, with respect to inputs, without touching their own.
    ///
    /// @throws dev.obor.error.AutogradException if an input was not used to compute the output
    public static List<Tensor> grad(Tensor output, Tensor... inputs) {
        return grad(List.of(output), List.of(inputs), List.of(), GradOptions.DEFAULT);
    }

    /// Returns the gradients of Σ outputs · gradients with respect to inputs, without touching their own.
    ///
    /// @param gradients of the outputs' shapes; empty if all outputs are single numbers
    /// @throws dev.obor.error.AutogradException if an input was not used and that is not allowed
    public static List<Tensor> grad(
            List<Tensor> outputs, List<Tensor> inputs, List<Tensor> gradients, GradOptions options) {
        return options.grad(outputs, inputs, gradients);
    }

    /// Returns the gradients of the sum of `output` with respect to inputs, without touching their own; empty
    /// where an input was not used.
    ///
    /// @param createGraph records the computation, so that the gradients can be differentiated
    public static List<Optional<Tensor>> grad(Tensor output, List<Tensor> inputs, boolean createGraph) {
        return Tensor.gradients(List.of(output), List.of(), inputs, createGraph, createGraph);
    }

    /// Returns a number to the power of a tensor's elements.
    public static Tensor pow(Number base, Tensor exponent) {
        return exponent.rpow(base);
    }

    /// Returns number · log(other): 0 where the number is 0, unless other is NaN.
    public static Tensor xlogy(Number input, Tensor other) {
        return Special.xlogy(input, other);
    }

    /// Returns the n-th derivative of ψ; see [Tensor#polygamma(int)].
    public static Tensor polygamma(int n, Tensor input) {
        return input.polygamma(n);
    }
}

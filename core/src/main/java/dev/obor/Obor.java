package dev.obor;

import dev.obor.backend.Backends;
import dev.obor.dtype.DType;
import dev.obor.dtype.FloatInfo;
import dev.obor.dtype.IntegerInfo;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.random.Generator;
import dev.obor.tensor.ConstantPadding;
import dev.obor.tensor.Gathering;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.PatternLanguage;
import dev.obor.tensor.PrintOptions;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The façade, in the role of PyTorch's `torch` namespace: tensors are made here, and functions of several
/// tensors stand here. A function of one tensor is a method of it: `torch.exp(x)` is `x.exp()`, and
/// `torch.matmul(a, b)` is `a.matmul(b)`.
///
/// Literals follow PyTorch's defaults: whole numbers become int64, numbers with a point float32 (also Java
/// doubles), truth values bool. [#fromArray(double\[\], int...)] keeps a Java array's own type instead.
public final class Obor extends Randomness {
    private Obor() {}

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

    /// Returns how tensors are written as text.
    public static PrintOptions getPrintOptions() {
        return PrintOptions.current();
    }

    /// Says how tensors are written as text, by all threads from now on:
    /// `setPrintOptions(PrintOptions.DEFAULT.withPrecision(2))`.
    public static void setPrintOptions(PrintOptions options) {
        PrintOptions.set(options);
    }

    /// Sets the dtype of numbers with a point and of tensors made without one, for the whole process; float32
    /// at first.
    ///
    /// @throws dev.obor.error.DTypeException unless it is floating-point
    public static void setDefaultDtype(DType dtype) {
        Promotion.setDefaultDtype(dtype);
    }

    /// Returns the dtype of numbers with a point and of tensors made without one.
    public static DType defaultDtype() {
        return Promotion.defaultDtype();
    }

    /// Seeds the process's generator and returns it; the numbers that follow are PyTorch's for that seed.
    public static Generator manualSeed(long seed) {
        return Generator.standard().manualSeed(seed);
    }

    /// Returns a tensor with places of a value around its last dims.
    ///
    /// @param pad pairs of how much comes before and behind, from the last dim on backwards; negative numbers
    ///     cut off
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

    /// Returns the dtype in which two tensors take part in arithmetic: one of no dims changes that of one
    /// with dims only if its category is higher.
    public static DType resultType(Tensor first, Tensor second) {
        int difference = Integer.signum(rank(first) - rank(second));
        return switch (difference) {
            case 0 -> Promotion.promote(first.dtype(), second.dtype());
            case 1 -> Promotion.withWeaker(first.dtype(), second.dtype());
            default -> Promotion.withWeaker(second.dtype(), first.dtype());
        };
    }

    private static int rank(Tensor tensor) {
        return tensor.isNumber() ? 0 : tensor.dim() == 0 ? 1 : 2;
    }

    /// Returns the dtype in which a tensor and a number take part in arithmetic.
    public static DType resultType(Tensor tensor, Number number) {
        return Promotion.withWeaker(tensor.dtype(), Promotion.ofNumber(number));
    }

    /// Returns the smallest dtype that holds the numbers of both.
    public static DType promoteTypes(DType first, DType second) {
        return Promotion.promote(first, second);
    }

    /// Tells whether a result of dtype `from` may be written into a tensor of dtype `to` in place: not where
    /// that would make integers of fractions, or truth values of numbers.
    public static boolean canCast(DType from, DType to) {
        return Promotion.canCast(from, to);
    }

    /// Returns the limits of a floating-point dtype.
    ///
    /// @throws DTypeException for another dtype
    public static FloatInfo finfo(DType dtype) {
        return FloatInfo.of(dtype);
    }

    /// Returns the limits of an integer dtype.
    ///
    /// @throws DTypeException for another dtype
    public static IntegerInfo iinfo(DType dtype) {
        return IntegerInfo.of(dtype);
    }

    /// Tells whether an object is a tensor.
    public static boolean isTensor(Object object) {
        return object instanceof Tensor;
    }

    /// Tells whether operators are recorded for gradients on this thread.
    public static boolean isGradEnabled() {
        return GradMode.isEnabled();
    }

    /// Tells whether this thread is in inference mode.
    public static boolean isInferenceModeEnabled() {
        return GradMode.isInference();
    }

    /// Returns a tensor after it took over the values of what `body` returns, in the role of PyTorch's
    /// `out=`: large results need no new memory.
    ///
    /// ```java
    /// Obor.into(sum, () -> a.add(b));
    /// ```
    ///
    /// The body runs without recording for gradients. The result of its first operator that has the target's
    /// shape and dtype is computed in the target's place; if that was not the last one, the result is copied.
    ///
    /// @param target not read by the body after the first such operator
    /// @throws ShapeException if the result has another shape than the target
    /// @throws dev.obor.error.DTypeException if the target's dtype cannot hold the result's
    /// @throws dev.obor.error.OborException if the target is read after it was written
    public static Tensor into(Tensor target, Supplier<Tensor> body) {
        return Interpreter.current().into(target, body);
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

    /// Returns what `body` returns, run in inference mode: nothing is recorded, and what is made can never be
    /// saved for backward.
    public static <T> T inferenceMode(Supplier<T> body) {
        try (GradMode.Scope _ = GradMode.setInference(true)) {
            return body.get();
        }
    }

    /// Searches for anomalies until the scope is closed: backward stops at the first NaN and says where in
    /// the program the operator was called. Costs time and memory.
    public static GradMode.Scope detectAnomaly() {
        return GradMode.detectAnomaly(true);
    }

    /// Returns the gradients of `output`, a single number, with respect to inputs, without touching their
    /// own.
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

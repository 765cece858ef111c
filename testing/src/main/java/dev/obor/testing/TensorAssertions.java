package dev.obor.testing;

import dev.obor.dtype.DType;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// Comparisons of tensors that say what differs: shape, dtype, how many elements, and the worst of them with
/// its index.
public final class TensorAssertions {
    private TensorAssertions() {}

    /// Passes if both tensors have one shape and dtype, and each element lies within `atol + rtol ·
    /// |expected|` of the expected one. Equal infinities pass, NaN never does.
    ///
    /// @throws AssertionError saying what differs
    public static void assertClose(Tensor actual, Tensor expected, double rtol, double atol) {
        assertClose(actual, expected, rtol, atol, false);
    }

    /// Passes if both tensors have one shape and dtype, and each element lies within `atol + rtol ·
    /// |expected|` of the expected one. Equal infinities pass.
    ///
    /// @param equalNan whether NaN passes where NaN is expected
    /// @throws AssertionError saying what differs
    public static void assertClose(Tensor actual, Tensor expected, double rtol, double atol, boolean equalNan) {
        assertSameKind("assertClose", actual, expected);
        compare(
                "assertClose",
                actual.view(),
                expected.view(),
                rtol == 0 && atol == 0,
                (a, e) -> a == e || equalNan && Double.isNaN(a) && Double.isNaN(e) ? 0 : excess(a, e, rtol, atol),
                " (rtol " + rtol + ", atol " + atol + (equalNan ? ", equal NaN" : "") + ")");
    }

    private static double excess(double actual, double expected, double rtol, double atol) {
        double difference = Math.abs(actual - expected);
        double allowed = atol + rtol * Math.abs(expected);
        // Written so that NaN, and an infinity where another number is expected, count as differing without bound.
        boolean close = difference <= allowed && !Double.isInfinite(expected);
        return close ? 0 : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    /// Passes if both tensors have one shape and dtype, and each element lies within some units in the last
    /// place of the expected one, a unit being the distance from the expected element to the next larger
    /// magnitude in the dtype. Zeros must agree in sign if `ulps` is 0; NaN passes where NaN is expected.
    ///
    /// @param ulps 0 or more
    /// @throws AssertionError saying what differs
    public static void assertWithinUlps(Tensor actual, Tensor expected, double ulps) {
        assertWithinUlps(actual, expected, ulps, 0);
    }

    /// Passes if both tensors have one shape and dtype, and each element lies within some units in the last
    /// place of the expected one; the unit is that of `floor` where the expected element is smaller, as where
    /// terms of that size may cancel each other. Zeros must agree in sign if `ulps` is 0; NaN passes where
    /// NaN is expected.
    ///
    /// @param ulps 0 or more
    /// @throws AssertionError saying what differs
    public static void assertWithinUlps(Tensor actual, Tensor expected, double ulps, double floor) {
        assertSameKind("assertWithinUlps", actual, expected);
        DType dtype = expected.dtype();
        compare(
                "assertWithinUlps",
                actual.view(),
                expected.view(),
                ulps == 0,
                (a, e) -> ulpExcess(a, e, ulps, ulp(Math.max(Math.abs(e), floor), dtype)),
                " (" + ulps + " units in the last place" + (floor == 0 ? "" : " of at least " + floor) + ")");
    }

    private static double ulpExcess(double actual, double expected, double ulps, double unit) {
        boolean same = ulps == 0
                ? Double.doubleToLongBits(actual) == Double.doubleToLongBits(expected)
                : actual == expected || Double.isNaN(actual) && Double.isNaN(expected);
        if (same) {
            return 0;
        }
        double difference = Math.abs(actual - expected);
        if (!Double.isFinite(difference)) {
            return Double.POSITIVE_INFINITY;
        }
        // Zeros of different sign differ by nothing, and yet they differ where bits are asked for.
        return difference == 0 ? Double.MIN_VALUE : difference <= ulps * unit ? 0 : difference;
    }

    private static double ulp(double value, DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> Math.ulp(value);
            case FLOAT32 -> Math.ulp((float) value);
            case FLOAT16 -> Math.max(StrictMath.scalb(1.0, Math.getExponent(value) - 10), 0x1p-24);
            case BFLOAT16 -> Math.max(StrictMath.scalb(1.0, Math.getExponent(value) - 7), 0x1p-133);
            case BOOL, UINT8, INT8, INT16, INT32, INT64 -> 1;
        };
    }

    /// Passes if both tensors have one shape and dtype and the same bits in each element; all NaN count as
    /// the same.
    ///
    /// @throws AssertionError saying what differs
    public static void assertSameBits(Tensor actual, Tensor expected) {
        assertSameKind("assertSameBits", actual, expected);
        compare(
                "assertSameBits",
                actual.view(),
                expected.view(),
                true,
                (a, e) -> Double.doubleToLongBits(a) == Double.doubleToLongBits(e)
                        ? 0
                        : a == e ? Double.MIN_VALUE : Double.isNaN(a - e) ? Double.POSITIVE_INFINITY : Math.abs(a - e),
                "");
    }

    private static void assertSameKind(String check, Tensor actual, Tensor expected) {
        if (!actual.shape().equals(expected.shape())) {
            throw new AssertionError(check + ": the shape is " + actual.shape() + " and should be " + expected.shape());
        }
        if (actual.dtype() != expected.dtype()) {
            throw new AssertionError(check + ": the dtype is " + actual.dtype() + " and should be " + expected.dtype());
        }
    }

    /// How far a pair of elements is beyond what is allowed; 0 if it is not.
    private interface Excess {
        double of(double actual, double expected);
    }

    private static void compare(
            String check, View actual, View expected, boolean exact, Excess excess, String allowance) {
        int[] as = Places.of(actual.layout());
        int[] es = Places.of(expected.layout());
        // Beyond 2^53, doubles do not tell all integers apart.
        boolean exactWhole = exact && !expected.dtype().isFloating();
        int worst = -1;
        int wrong = 0;
        double most = 0;
        for (int i = 0; i < as.length; i++) {
            double beyond = excess.of(
                    Elements.getDouble(actual.storage(), actual.dtype(), as[i]),
                    Elements.getDouble(expected.storage(), expected.dtype(), es[i]));
            if (beyond == 0 && exactWhole && !element(actual, as[i]).equals(element(expected, es[i]))) {
                beyond = 1;
            }
            wrong += beyond > 0 ? 1 : 0;
            if (beyond > most) {
                most = beyond;
                worst = i;
            }
        }
        if (wrong > 0) {
            throw new AssertionError(check + ": " + wrong + " of " + as.length + " elements of " + expected.shape()
                    + " "
                    + expected.dtype() + " differ" + allowance + "; the worst at " + index(expected.shape(), worst)
                    + ": actual " + element(actual, as[worst]) + ", expected " + element(expected, es[worst]));
        }
    }

    /// Returns an element as text, in full precision.
    private static String element(View view, int place) {
        return switch (view.dtype()) {
            case FLOAT64 -> Double.toString(Elements.getDouble(view.storage(), view.dtype(), place));
            case FLOAT32, FLOAT16, BFLOAT16 ->
                Float.toString((float) Elements.getDouble(view.storage(), view.dtype(), place));
            case BOOL -> Boolean.toString(Elements.getLong(view.storage(), view.dtype(), place) != 0);
            default -> Long.toString(Elements.getLong(view.storage(), view.dtype(), place));
        };
    }

    /// Returns the index of the i-th element in row-major order, as `[1, 2]`.
    static String index(Shape shape, int i) {
        int[] index = new int[shape.rank()];
        int rest = i;
        for (int d = index.length - 1; d >= 0; d--) {
            index[d] = rest % shape.size(d);
            rest /= shape.size(d);
        }
        return Arrays.toString(index);
    }
}

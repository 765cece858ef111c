package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertClose;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static dev.obor.testing.TensorAssertions.assertWithinUlps;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TensorAssertionsTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Tensor doubles(double... elements) {
        return Obor.fromArray(elements);
    }

    private static void assertFails(ThrowingCallable check, String... parts) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContainingAll(parts);
    }

    @Test
    void closeTensorsPass() {
        assertClose(doubles(1, 2.00001, INF, -INF, 0), doubles(1, 2, INF, -INF, 1e-9), 1e-5, 1e-8);
        assertClose(doubles(Double.NaN), doubles(Double.NaN), 0, 0, true);
        assertClose(Obor.zeros(0, 3), Obor.zeros(0, 3), 0, 0);
        assertClose(Obor.ones(2, 3).t(), Obor.ones(3, 2), 0, 0);
    }

    @Test
    void theWorstElementIsNamedWithBothValues() {
        Tensor expected = doubles(1, 2, 3, 4, 5, 6).reshape(2, 3);
        Tensor actual = doubles(1, 2.5, 3, 4, 5, 7).reshape(2, 3);
        assertFails(
                () -> assertClose(actual, expected, 1e-5, 1e-8),
                "assertClose: 2 of 6 elements of [2, 3] float64 differ",
                "rtol 1.0E-5, atol 1.0E-8",
                "the worst at [1, 2]: actual 7.0, expected 6.0");
        assertFails(() -> assertClose(actual.t(), expected.t(), 0, 0), "at [2, 1]");
    }

    @Test
    void shapeAndDtypeMustAgree() {
        assertFails(() -> assertClose(Obor.ones(2), Obor.ones(2, 1), 1, 1), "shape is [2] and should be [2, 1]");
        assertFails(
                () -> assertSameBits(Obor.ones(2), Obor.ones(DType.FLOAT64, 2)),
                "dtype is float32 and should be float64");
    }

    @Test
    void infinitiesAndNansAreCloseToNothingElse() {
        assertFails(() -> assertClose(doubles(1), doubles(INF), 1, 1), "actual 1.0, expected Infinity");
        assertFails(() -> assertClose(doubles(INF), doubles(1), 1, 1), "actual Infinity");
        assertFails(() -> assertClose(doubles(-INF), doubles(INF), 1, 1), "actual -Infinity");
        assertFails(() -> assertClose(doubles(Double.NaN), doubles(Double.NaN), 1, 1), "actual NaN, expected NaN");
        assertFails(() -> assertClose(doubles(0), doubles(Double.NaN), 1, 1, true), "actual 0.0, expected NaN");
        assertFails(() -> assertClose(doubles(Double.NaN), doubles(0), 1, 1, true), "actual NaN, expected 0.0");
        assertFails(() -> assertWithinUlps(doubles(INF), doubles(Double.MAX_VALUE), 4), "actual Infinity");
    }

    @Test
    void unitsAreThoseOfTheDtype() {
        Tensor one = Obor.ones(1);
        Tensor next = Tensor.of(Math.nextUp(1f));
        assertWithinUlps(next, one, 1);
        assertFails(() -> assertWithinUlps(next, one, 0.9), "1.0000001");
        assertFails(() -> assertWithinUlps(next, one, 0), "0.0 units");
        assertWithinUlps(doubles(1e-9), doubles(0), 10, 1e6 * 1e6);
        assertFails(() -> assertWithinUlps(doubles(1e-9), doubles(0), 10), "expected 0.0");
        Tensor half = Obor.ones(DType.FLOAT16, 1);
        assertWithinUlps(Tensor.of(1 + 0x1p-10f).to(DType.FLOAT16), half, 1);
        assertFails(() -> assertWithinUlps(Tensor.of(1.002f).to(DType.FLOAT16), half, 1), "1.0019531");
        Tensor brain = Obor.ones(DType.BFLOAT16, 1);
        assertWithinUlps(Tensor.of(1 + 0x1p-7f).to(DType.BFLOAT16), brain, 1);
        assertFails(() -> assertWithinUlps(Tensor.of(1.016f).to(DType.BFLOAT16), brain, 1), "1.015625");
        assertWithinUlps(doubles(0.0), doubles(-0.0), 1);
        assertFails(() -> assertWithinUlps(doubles(0.0), doubles(-0.0), 0), "expected -0.0");
    }

    @Test
    void sameBitsTellsZerosApartAndTakesAllNansForOne() {
        assertSameBits(doubles(Double.longBitsToDouble(0x7ff8000000000001L)), doubles(Double.NaN));
        assertFails(() -> assertSameBits(doubles(0.0, 1), doubles(-0.0, 1)), "1 of 2", "at [0]", "expected -0.0");
        assertFails(() -> assertSameBits(doubles(1), doubles(Math.nextUp(1.0))), "1.0000000000000002");
    }

    @Test
    void longsBeyondThePrecisionOfDoublesAreToldApart() {
        long large = (1L << 53) + 1;
        assertSameBits(Tensor.of(large), Tensor.of(large));
        assertFails(
                () -> assertSameBits(Tensor.of(large), Tensor.of(large - 1)), "9007199254740993", "9007199254740992");
        assertFails(() -> assertWithinUlps(Tensor.of(large), Tensor.of(large - 1), 0), "9007199254740993");
        assertFails(() -> assertClose(Tensor.of(large), Tensor.of(large - 1), 0, 0), "9007199254740993");
    }
}

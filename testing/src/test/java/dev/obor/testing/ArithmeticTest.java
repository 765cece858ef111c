package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import dev.obor.nn.F;
import dev.obor.tensor.Rounding;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Arithmetic at its edges: what promotion, whole numbers and their ranges do that golden values do not show.
class ArithmeticTest {
    private static Tensor bytes(DType dtype, long... values) {
        return Obor.tensor(values).to(dtype);
    }

    @Test
    void aNumberBeyondTheDtypeIsComparedByItsValue() {
        Tensor small = bytes(DType.INT8, 44, -3);
        assertThat(small.eq(300).toBooleanArray()).containsExactly(false, false);
        assertThat(small.lt(300).toBooleanArray()).containsExactly(true, true);
        assertThat(bytes(DType.UINT8, 1, 200).gt(-1).toBooleanArray()).containsExactly(true, true);
        assertThat(Obor.tensor(5).to(DType.INT32).ne((1L << 32) + 5).itemBoolean())
                .isTrue();
        assertThat(Obor.tensor(Long.MAX_VALUE).eq(Long.MAX_VALUE - 1).itemBoolean())
                .isFalse();
    }

    @Test
    void aBoundBeyondTheDtypeBoundsNothing() {
        Tensor small = bytes(DType.UINT8, 1, 200);
        assertSameBits(small.clamp(-1, 300), small);
        assertSameBits(small.clampMin(-5), small);
        assertSameBits(bytes(DType.INT8, -100, 100).clamp(-1000, 5), bytes(DType.INT8, -100, 5));
        assertThatThrownBy(() -> small.clampMin(300))
                .isInstanceOf(DTypeException.class)
                .hasMessage("clampMin: nothing in uint8 lies within the bound 300: convert the tensor with to(INT64)");
        assertThatThrownBy(() -> small.clamp(-7, -5)).isInstanceOf(DTypeException.class);
        long large = (1L << 60) + 1;
        assertSameBits(Obor.tensor(Long.MAX_VALUE).clamp(0, large), Obor.tensor(large));
    }

    @Test
    void theSecondPowerIsAProduct() {
        Tensor x = Obor.tensor(-3.3f, 0f, -0f, 1e-30f, 7e37f, Float.NaN, Float.NEGATIVE_INFINITY);
        for (Number two : List.<Number>of(2, 2L, 2f, 2.0)) {
            assertSameBits(x.pow(two), x.mul(x));
            assertSameBits(x.clone().pow_(two), x.mul(x));
        }
        assertSameBits(Obor.tensor(-3, 4).pow(2), Obor.tensor(9, 16));
        assertSameBits(Obor.tensor(-3, 4).pow(2.0), Obor.tensor(9f, 16f));
        Tensor leaf = Obor.tensor(-3f, 0.5f).requiresGrad(true);
        leaf.pow(2).sum().backward();
        assertSameBits(leaf.grad(), Obor.tensor(-6f, 1f));
        assertThat(leaf.pow(2).gradFn()).hasValue("PowBackward0");
    }

    @Test
    void powersOfAFewOperationsAreThoseOfAnyExponent() {
        Tensor x = Obor.tensor(0.3f, 1.7f, 3f, 1e-12f, 1e12f, 0f, Float.POSITIVE_INFINITY, Float.NaN);
        for (double exponent : new double[] {2, 3, 0.5, -0.5, -1, -2}) {
            Tensor few = x.clone().requiresGrad(true);
            Tensor any = x.clone().requiresGrad(true);
            few.pow(exponent).backward(Obor.onesLike(x));
            any.pow(Obor.full(exponent, 1)).backward(Obor.onesLike(x));
            assertThat(few.pow(exponent).allclose(any.pow(Obor.full(exponent, 1)), 3e-7, 0, true))
                    .isTrue();
            assertThat(few.grad().allclose(any.grad(), 5e-7, 0, true)).isTrue();
        }
        Tensor below = Obor.tensor(-2f, -0f, Float.NEGATIVE_INFINITY);
        float infinity = Float.POSITIVE_INFINITY;
        assertSameBits(below.pow(3), Obor.tensor(-8f, -0f, -infinity));
        assertSameBits(below.pow(-1), Obor.tensor(-0.5f, -infinity, -0f));
        assertSameBits(below.pow(-2), Obor.tensor(0.25f, infinity, 0f));
        // As PyTorch's, which are square roots: another exponent would make of −∞ infinity, and of −0 the other 0.
        assertSameBits(below.pow(0.5).get("1:2"), Obor.tensor(-0f));
        assertThat(below.pow(0.5).isnan().toString()).isEqualTo("tensor([ True, False,  True])");
        assertThat(below.pow(-0.5).isnan().toString()).isEqualTo("tensor([ True, False,  True])");
    }

    @Test
    void truthInShortRowsIsCounted() {
        Obor.manualSeed(3);
        for (int length : new int[] {1, 6, 64, 65}) {
            Tensor mask = Obor.rand(700, length).lt(0.4);
            assertSameBits(mask.sum(1), mask.to(DType.INT64).sum(1));
            assertSameBits(
                    mask.narrow(0, 5, 600).sum(1, true),
                    mask.to(DType.INT64).narrow(0, 5, 600).sum(1, true));
            assertSameBits(mask.t().sum(0), mask.to(DType.INT64).sum(1));
            assertSameBits(mask.t().sum(1), mask.to(DType.INT64).sum(0));
        }
    }

    @Test
    void aSumsGradientIsOneOfItsOwnForEachLeaf() {
        Tensor a = Obor.ones(2, 3).requiresGrad(true);
        a.sum().backward();
        a.sum(0).sum().backward();
        assertSameBits(a.grad(), Obor.full(2., 2, 3));
        assertThat(a.grad().isContiguous()).isTrue();
        Tensor b = Obor.ones(2, 3).requiresGrad(true);
        b.sum().backward(Obor.tensor(1f).reshape(Shape.SCALAR), true, true);
        assertThat(b.grad().isContiguous()).isTrue();
        b.grad().add_(1);
        assertSameBits(b.grad().detach(), Obor.full(2., 2, 3));
    }

    @Test
    void termsOfASumHaveGradientsOfTheirOwn() {
        for (boolean createGraph : new boolean[] {false, true}) {
            Tensor a = Obor.ones(3).requiresGrad(true);
            Tensor b = Obor.ones(3).requiresGrad(true);
            Tensor seed = Obor.tensor(1f, 2f, 3f);
            a.add(b).backward(seed, createGraph, createGraph);
            assertThat(a.grad().view().storage()).isNotSameAs(b.grad().view().storage());
            assertThat(a.grad().view().storage()).isNotSameAs(seed.view().storage());
            a.add(a).backward(seed);
            assertSameBits(a.grad().detach(), Obor.tensor(3f, 6f, 9f));
            assertSameBits(b.grad().detach(), seed);
        }
    }

    @Test
    void clampOfBoolIsOfTheBoundsDtype() {
        assertSameBits(Obor.tensor(true, false).clamp(0, 1), Obor.tensor(1L, 0L));
        assertSameBits(Obor.tensor(1, 2, 3).clamp(0.5, 2.5), Obor.tensor(1f, 2f, 2.5f));
    }

    @TestFactory
    Stream<DynamicTest> integersAreNotDividedByZero() {
        Tensor x = Obor.tensor(1, 2);
        Tensor zeros = Obor.tensor(1, 0);
        Map<String, Runnable> calls = Map.ofEntries(
                Map.entry("div", () -> x.div(zeros, Rounding.TRUNC)),
                Map.entry("div_", () -> x.div_(zeros, Rounding.FLOOR)),
                Map.entry("floorDivide", () -> x.floorDivide(0)),
                Map.entry("floorDivide_", () -> x.floorDivide_(zeros)),
                Map.entry("remainder", () -> zeros.rremainder(5)),
                Map.entry("remainder_", () -> x.remainder_(0)),
                Map.entry("fmod", () -> x.fmod(zeros)),
                Map.entry("fmod_", () -> x.fmod_(zeros)));
        return calls.entrySet().stream()
                .map(call -> dynamicTest(
                        call.getKey(),
                        () -> assertThatThrownBy(() -> call.getValue().run())
                                .isInstanceOf(OborException.class)
                                .hasMessageStartingWith(call.getKey() + ": integers are divided by 0: ")));
    }

    @Test
    void divisionOfIntegersAtTheirEnds() {
        Tensor least = Obor.tensor(Long.MIN_VALUE);
        assertSameBits(least.floorDivide(-1), least);
        assertSameBits(least.div(-1, Rounding.TRUNC), least);
        assertSameBits(least.remainder(-1), Obor.tensor(0L));
        assertSameBits(least.fmod(-1), Obor.tensor(0L));
        Tensor seven = Obor.tensor(7, -7, 7, -7);
        Tensor three = Obor.tensor(3, 3, -3, -3);
        assertSameBits(seven.floorDivide(three), Obor.tensor(2L, -3L, -3L, 2L));
        assertSameBits(seven.div(three, Rounding.TRUNC), Obor.tensor(2L, -2L, -2L, 2L));
        assertSameBits(seven.remainder(three), Obor.tensor(1L, 2L, -2L, -1L));
        assertSameBits(seven.fmod(three), Obor.tensor(1L, -1L, 1L, -1L));
        assertThatThrownBy(() -> bytes(DType.INT8, 5).floorDivide(300))
                .isInstanceOf(DTypeException.class)
                .hasMessage("floorDivide: the divisor 300 does not fit into int8: convert the tensor with to(INT64)");
    }

    @Test
    void shiftsBeyondTheWidthLeaveZeroOrTheSign() {
        Tensor x = Obor.tensor(-5, 5, -5, 5);
        Tensor by = Obor.tensor(64, 64, -1, -1);
        assertSameBits(x.bitwiseLeftShift(by), Obor.tensor(0L, 0L, 0L, 0L));
        assertSameBits(x.bitwiseRightShift(by), Obor.tensor(-1L, 0L, -1L, 0L));
        assertSameBits(bytes(DType.INT8, -128, 127).bitwiseRightShift(9), bytes(DType.INT8, -1, 0));
        assertSameBits(bytes(DType.INT8, 1, 3).bitwiseLeftShift(8), bytes(DType.INT8, 0, 0));
        assertSameBits(bytes(DType.UINT8, 255).bitwiseRightShift(8), bytes(DType.UINT8, 0));
    }

    @Test
    void divisorsAreNotNegative() {
        Tensor x = Obor.tensor(-12, 12, 0, 0, Long.MIN_VALUE);
        Tensor y = Obor.tensor(18, -18, -7, 0, 3);
        assertSameBits(x.gcd(y), Obor.tensor(6L, 6L, 7L, 0L, 1L));
        assertSameBits(x.narrow(0, 0, 4).lcm(y.narrow(0, 0, 4)), Obor.tensor(36L, 36L, 0L, 0L));
        assertSameBits(bytes(DType.INT8, -128).gcd(bytes(DType.INT8, -127)), bytes(DType.INT8, 1));
    }

    @Test
    void alphaLeavesTheDtypeAlone() {
        Tensor mask = Obor.tensor(true, false);
        assertSameBits(mask.add(Obor.tensor(false, true), 2), Obor.tensor(true, true));
        assertSameBits(mask.add(Obor.tensor(false, true), 0), mask);
        long large = (1L << 53) + 1;
        assertSameBits(Obor.tensor(1).add(Obor.tensor(1), large), Obor.tensor(large + 1));
        assertSameBits(Obor.tensor(1f).sub(Obor.tensor(1), 0.5), Obor.tensor(0.5f));
        assertSameBits(bytes(DType.UINT8, 3).rsub(bytes(DType.UINT8, 1), 2), bytes(DType.UINT8, 251));
        assertThatThrownBy(() -> Obor.tensor(1).add(Obor.tensor(1), 0.5))
                .isInstanceOf(DTypeException.class)
                .hasMessage("add: alpha is 0.5 and the sum of int64 and int64 is of integers: pass a whole number, or"
                        + " convert with to(FLOAT32)");
    }

    @TestFactory
    Stream<DynamicTest> dtypesThatPyTorchRefuses() {
        Tensor truth = Obor.tensor(true);
        Tensor whole = Obor.tensor(1);
        Tensor real = Obor.tensor(1f);
        Map<String, Runnable> calls = Map.ofEntries(
                Map.entry("sub", () -> whole.sub(truth)),
                Map.entry("sub scaled", () -> truth.rsub(1, 2)),
                Map.entry("neg", truth::neg),
                Map.entry("abs", truth::abs),
                Map.entry("floor", truth::floor),
                Map.entry("round", truth::round),
                Map.entry("positive", truth::positive),
                Map.entry("fmod", () -> truth.fmod(Obor.tensor(true))),
                Map.entry("gcd", () -> truth.gcd(truth)),
                Map.entry("bitwiseAnd", () -> whole.bitwiseAnd(1.5)),
                Map.entry("bitwiseNot", real::bitwiseNot),
                Map.entry("bitwiseLeftShift", () -> truth.bitwiseLeftShift(truth)),
                Map.entry("clamp", () -> truth.clamp(truth, truth)),
                Map.entry("hypot", () -> whole.hypot(whole)),
                Map.entry("nextafter", () -> whole.nextafter(whole)),
                Map.entry("frac", whole::frac),
                Map.entry("round decimals", () -> whole.round(1)),
                Map.entry("frexp", whole::frexp),
                Map.entry("lerp", () -> whole.lerp(whole, whole)),
                Map.entry("addcmul", () -> truth.addcmul(truth, truth)),
                Map.entry("addcdiv", () -> whole.addcdiv(whole, whole)),
                Map.entry("heaviside", () -> real.heaviside(whole)),
                Map.entry("isclose", () -> real.isclose(whole)),
                Map.entry("hardtanh", () -> F.relu6(truth)),
                Map.entry("leakyRelu", () -> F.leakyRelu(whole)));
        return calls.entrySet().stream()
                .map(call -> dynamicTest(
                        call.getKey(),
                        () -> assertThatThrownBy(() -> call.getValue().run())
                                .isInstanceOf(DTypeException.class)
                                .hasMessageStartingWith(call.getKey().replaceFirst(" .*", "") + ": ")
                                .hasMessageFindingMatch(": .*: ")));
    }

    @Test
    void closeIntegersAreComparedExactlyWithoutTolerance() {
        Tensor x = Obor.tensor(Long.MAX_VALUE);
        Tensor y = Obor.tensor(Long.MAX_VALUE - 1);
        assertThat(x.isclose(y, 0, 0, false).itemBoolean()).isFalse();
        assertThat(x.allclose(y)).isTrue();
        assertThatThrownBy(() -> x.isclose(y, -1, 0, false))
                .hasMessage("isclose: the tolerances are rtol -1.0 and atol 0.0 and must be 0 or more: pass others");
    }

    @Test
    void fillsTakeTheTensorsDtype() {
        Tensor x = Obor.tensor(1, 2);
        assertSameBits(x.fill(2.7), Obor.tensor(2L, 2L));
        assertThatThrownBy(() -> bytes(DType.UINT8, 1).fill(300))
                .hasMessageStartingWith("fill: the value 300 does not fit into uint8");
        assertThatThrownBy(() -> x.fill(Obor.tensor(1)))
                .hasMessage("fill: the value has shape [1] and must have no dims: index it first");
        Tensor value = Tensor.full(Shape.SCALAR, 3, DType.FLOAT64).requiresGrad(true);
        Tensor y = Obor.zeros(DType.FLOAT64, 2, 2).requiresGrad(true);
        y.fill(value).sum().backward();
        assertThat(value.grad().item()).isEqualTo(4);
        assertThat(y.grad().toDoubleArray()).containsOnly(0);
    }

    @Test
    void thresholdsOfIntegersAreExact() {
        Tensor x = Obor.tensor(16777217, 16777216);
        assertSameBits(F.threshold(x, 16777216.5, -1), Obor.tensor(16777217L, -1L));
        assertSameBits(F.hardtanh(Obor.tensor(-5, 0, 5), -1.5, 2.5), Obor.tensor(-1L, 0L, 2L));
        assertSameBits(F.hardtanh(Obor.tensor(-5f, 5f), 0.5, -0.5), Obor.tensor(-0.5f, -0.5f));
    }

    @Test
    void gradientsOfMeetingDtypesAreOfTheOperands() {
        Tensor x = Obor.tensor(1f, 2f).requiresGrad(true);
        Tensor y = Obor.fromArray(new double[] {3, 4}, 2).requiresGrad(true);
        Tensor z = x.add(y, 2);
        assertThat(z.dtype()).isEqualTo(DType.FLOAT64);
        List<Tensor> gradients = Obor.grad(z.sum(), x, y);
        assertSameBits(gradients.get(0), Obor.tensor(1f, 1f));
        assertSameBits(gradients.get(1), Obor.fromArray(new double[] {2, 2}, 2));
    }
}

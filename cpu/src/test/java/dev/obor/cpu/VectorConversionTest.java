package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.dtype.Half;
import dev.obor.expr.Expr;
import dev.obor.expr.Program;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Vectors read and write small elements as scalar code does, and compute with small integers as it does.
class VectorConversionTest {
    private static final int PATTERNS = 1 << 16;
    /// An odd number of elements, so that some are left after whole vectors.
    private static final int COUNT = PATTERNS + 5;

    private static final List<Expr> SELF = List.of(Expr.input(0));
    private static final List<Expr> NEGATIVE = List.of(Expr.input(0).neg());
    /// What follows a float's first 16 bits: around a half of the last digit that either format keeps.
    private static final int[] LAST_BITS = {
        0, 1, 0x0FFF, 0x1000, 0x1001, 0x2FFF, 0x3000, 0x3001, 0x7FFF, 0x8000, 0x8001, 0xFFFF
    };

    private static KernelPlan plan(List<Expr> formulas, DType compute, DType output, DType... inputs) {
        return new KernelPlan(
                "map",
                Program.of(formulas, compute),
                Collections.nCopies(formulas.size(), output),
                List.of(inputs),
                0,
                Optional.empty(),
                KernelPlan.Form.RUN);
    }

    private static Storage run(KernelPlan plan, boolean vector, Storage... inputs) {
        assertThat(!vector || plan.isVectorisable()).as("vectorisable").isTrue();
        Object[] arrays = new Object[1 + inputs.length];
        Storage output = Storage.of(plan.outputs().getFirst(), COUNT);
        arrays[0] = output.array();
        for (int i = 0; i < inputs.length; i++) {
            arrays[i + 1] = inputs[i].array();
        }
        Emitter.make(plan, vector).run(arrays, new int[arrays.length], COUNT, new double[0]);
        return output;
    }

    /// The elements with all bit patterns of 16 bits, or as many random ones.
    private static Storage patterns(DType dtype, int seed) {
        Random random = new Random(seed);
        Storage storage = Storage.of(dtype, COUNT);
        for (int i = 0; i < COUNT; i++) {
            short bits = (short) (seed == 0 ? i : random.nextInt());
            switch (storage) {
                case Storage.Shorts s -> s.array()[i] = bits;
                case Storage.Bytes s -> s.array()[i] = (byte) (seed == 0 ? bits : bits >> 8);
                default -> throw new IllegalStateException();
            }
        }
        return storage;
    }

    private static void assertSame(Storage actual, Storage expected, DType dtype) {
        for (int i = 0; i < COUNT; i++) {
            double a = Elements.getDouble(actual, dtype, i);
            double e = Elements.getDouble(expected, dtype, i);
            assertThat(Double.doubleToLongBits(a))
                    .as("element %d: %s for %s", i, a, e)
                    .isEqualTo(Double.doubleToLongBits(e));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void everyNumberOf16BitsIsRead(DType dtype) {
        Storage given = patterns(dtype, 0);
        Storage expected = Storage.of(DType.FLOAT32, COUNT);
        for (int i = 0; i < COUNT; i++) {
            short bits = (short) i;
            float value = dtype == DType.FLOAT16 ? Half.fromFloat16(bits) : Half.fromBfloat16(bits);
            Elements.set(expected, DType.FLOAT32, i, -value);
        }
        KernelPlan plan = plan(NEGATIVE, DType.FLOAT32, DType.FLOAT32, dtype);
        assertSame(run(plan, true, given), expected, DType.FLOAT32);
        assertSame(run(plan, false, given), expected, DType.FLOAT32);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT16", "BFLOAT16"})
    void floatsAreRoundedTo16Bits(DType dtype) {
        for (int last : LAST_BITS) {
            Storage given = Storage.of(DType.FLOAT32, COUNT);
            Storage expected = Storage.of(dtype, COUNT);
            for (int i = 0; i < COUNT; i++) {
                float value = Float.intBitsToFloat(i << 16 | last);
                Elements.set(given, DType.FLOAT32, i, value);
                ((Storage.Shorts) expected).array()[i] =
                        dtype == DType.FLOAT16 ? Half.toFloat16(-value) : Half.toBfloat16(-value);
            }
            KernelPlan plan = plan(NEGATIVE, DType.FLOAT32, dtype, DType.FLOAT32);
            assertSame(run(plan, true, given), expected, dtype);
            assertSame(run(plan, false, given), expected, dtype);
        }
    }

    static Stream<Arguments> integers() {
        return Stream.of(DType.UINT8, DType.INT8, DType.INT16)
                .flatMap(dtype -> Stream.of(
                                Ops.ADD, Ops.SUB, Ops.MUL, Ops.NEG, Ops.ABS, Ops.BITWISE_AND, Ops.MAXIMUM, Ops.GT)
                        .map(op -> Arguments.of(dtype, op)));
    }

    @ParameterizedTest
    @MethodSource("integers")
    void smallIntegersWrapAround(DType dtype, Pointwise op) {
        boolean isUnary = op == Ops.NEG || op == Ops.ABS;
        DType output = op == Ops.GT ? DType.BOOL : dtype;
        KernelPlan plan =
                isUnary ? plan(op.outputs(), dtype, output, dtype) : plan(op.outputs(), dtype, output, dtype, dtype);
        Storage x = patterns(dtype, 1);
        Storage y = patterns(dtype, 2);
        Storage expected = Storage.of(output, COUNT);
        for (int i = 0; i < COUNT; i++) {
            long a = Elements.getLong(x, dtype, i);
            long b = Elements.getLong(y, dtype, i);
            long result = switch (op.name()) {
                case "add" -> a + b;
                case "sub" -> a - b;
                case "mul" -> a * b;
                case "neg" -> -a;
                case "abs" -> Math.abs(a);
                case "bitwiseAnd" -> a & b;
                case "maximum" -> Math.max(a, b);
                default -> a > b ? 1 : 0;
            };
            Elements.setLong(expected, output, i, result);
        }
        Storage[] inputs = isUnary ? new Storage[] {x} : new Storage[] {x, y};
        assertSame(run(plan, true, inputs), expected, output);
        assertSame(run(plan, false, inputs), expected, output);
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "INT8", "INT16"})
    void smallIntegersWrapAroundBetweenSteps(DType dtype) {
        Expr sum = Expr.input(0).add(Expr.input(1));
        KernelPlan plan = plan(List.of(Expr.gt(sum, Expr.input(0))), dtype, DType.BOOL, dtype, dtype);
        Storage x = patterns(dtype, 1);
        Storage y = patterns(dtype, 2);
        Storage wrapped = Storage.of(dtype, COUNT);
        Storage expected = Storage.of(DType.BOOL, COUNT);
        for (int i = 0; i < COUNT; i++) {
            long a = Elements.getLong(x, dtype, i);
            Elements.setLong(wrapped, dtype, i, a + Elements.getLong(y, dtype, i));
            Elements.setLong(expected, DType.BOOL, i, Elements.getLong(wrapped, dtype, i) > a ? 1 : 0);
        }
        assertSame(run(plan, true, x, y), expected, DType.BOOL);
        assertSame(run(plan, false, x, y), expected, DType.BOOL);
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "INT8", "INT16"})
    void smallIntegersAreConverted(DType dtype) {
        Storage given = patterns(dtype, 0);
        for (DType to : List.of(DType.FLOAT32, DType.INT32, DType.BFLOAT16)) {
            Storage expected = Storage.of(to, COUNT);
            for (int i = 0; i < COUNT; i++) {
                Elements.setDouble(expected, to, i, Elements.getDouble(given, dtype, i));
            }
            KernelPlan plan = plan(SELF, to.compute(), to, dtype);
            assertSame(run(plan, true, given), expected, to);
            assertSame(run(plan, false, given), expected, to);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "INT8", "INT16"})
    void floatsLoseWhatSmallIntegersCannotHold(DType dtype) {
        Storage given = Storage.of(DType.FLOAT32, COUNT);
        Storage expected = Storage.of(dtype, COUNT);
        for (int i = 0; i < COUNT; i++) {
            float value = Float.intBitsToFloat(i << 16 | 0x1234);
            Elements.set(given, DType.FLOAT32, i, value);
            Elements.setLong(expected, dtype, i, (int) value);
        }
        KernelPlan plan = plan(SELF, DType.FLOAT32, dtype, DType.FLOAT32);
        assertSame(run(plan, true, given), expected, dtype);
        assertSame(run(plan, false, given), expected, dtype);
    }

    @Test
    void plainConversionsOfFloat16AreLeftToScalarCode() {
        assertThat(plan(SELF, DType.FLOAT32, DType.FLOAT32, DType.FLOAT16).isVectorisable())
                .isFalse();
        assertThat(plan(SELF, DType.FLOAT32, DType.FLOAT32, DType.BFLOAT16).isVectorisable())
                .isTrue();
    }
}

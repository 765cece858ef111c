package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector kernels of rows, and of one row, give the bits of the scalar ones for rows of every length, whichever
/// of their operands lies still throughout a row, and write nothing between rows.
class RowMapTest {
    private static final int ROWS = 5;
    private static final int LONGEST = 70;
    private static final int GAP = 2;
    private static final int FIRST = 3;

    static Stream<Arguments> operators() {
        return Stream.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64)
                .flatMap(dtype -> Stream.of(Ops.ADD, Ops.MUL, Ops.DIV, Ops.EXP, Ops.LOG)
                        .filter(op -> dtype.isFloating() || op == Ops.ADD || op == Ops.MUL)
                        .flatMap(op ->
                                IntStream.range(0, 1 << arity(op)).mapToObj(still -> Arguments.of(op, dtype, still))));
    }

    private static int arity(Pointwise op) {
        return op == Ops.EXP || op == Ops.LOG ? 1 : 2;
    }

    @ParameterizedTest
    @MethodSource("operators")
    void vectorsGiveTheScalarBits(Pointwise op, DType dtype, int still) {
        check(op.outputs(), arity(op), dtype, still);
    }

    @Test
    void programsOfManyStepsAreMaskedThroughout() {
        Expr expr = Expr.input(0);
        for (int i = 0; i < 150; i++) {
            expr = expr.mul(Expr.input(1)).add(Expr.constant(i));
        }
        check(List.of(expr), 2, DType.FLOAT32, 0);
        check(List.of(expr), 2, DType.FLOAT32, 2);
    }

    private static void check(List<Expr> formulas, int arity, DType dtype, int still) {
        int operands = arity + 1;
        KernelPlan plan = new KernelPlan(
                        "map",
                        Program.of(formulas, dtype),
                        List.of(dtype),
                        Collections.nCopies(arity, dtype),
                        still,
                        Optional.empty(),
                        KernelPlan.Form.RUN)
                .ofRows();
        Kernel scalar = new RowMap(Emitter.make(plan.ofOneRow(), false));
        Kernel vector = Emitter.make(plan, true);
        Kernel vectorOfRow = new RowMap(Emitter.make(plan.ofOneRow(), true));
        Random random = new Random(6);
        for (int length = 1; length <= LONGEST; length++) {
            // The last row ends with the array, so that nothing beyond it may be read.
            int count = FIRST + ROWS * (length + GAP) - GAP;
            Object[] arrays = new Object[operands];
            int[] offsets = new int[RowMap.offsets(operands)];
            for (int i = 0; i < operands; i++) {
                boolean stays = i > 0 && (still >>> (i - 1) & 1) != 0;
                arrays[i] = numbers(random, dtype, stays ? FIRST + ROWS : count).array();
                offsets[i] = FIRST;
                offsets[operands + 1 + i] = stays ? 1 : length + GAP;
            }
            offsets[operands] = ROWS;
            double[] params = {1, 1};
            List<Number> expected = results(scalar, dtype, arrays, offsets, length, params);
            assertThat(results(vector, dtype, arrays, offsets, length, params))
                    .as("rows of %d", length)
                    .isEqualTo(expected);
            assertThat(results(vectorOfRow, dtype, arrays, offsets, length, params))
                    .as("rows of %d, one by one", length)
                    .isEqualTo(expected);
        }
    }

    private static List<Number> results(
            Kernel kernel, DType dtype, Object[] arrays, int[] offsets, int length, double[] params) {
        int count = FIRST + ROWS * (length + GAP) - GAP;
        Storage results = Storage.of(dtype, count);
        Object[] operands = arrays.clone();
        operands[0] = results.array();
        kernel.run(operands, offsets, length, params);
        return IntStream.range(0, count)
                .mapToObj(i -> dtype.isFloating()
                        ? (Number) Elements.getDouble(results, dtype, i)
                        : (Number) Elements.getLong(results, dtype, i))
                .toList();
    }

    private static Storage numbers(Random random, DType dtype, int count) {
        Storage numbers = Storage.of(dtype, count);
        for (int i = 0; i < count; i++) {
            if (dtype.isFloating()) {
                Elements.setDouble(numbers, dtype, i, random.nextInt(40) == 0 ? Double.NaN : random.nextGaussian());
            } else {
                Elements.setLong(numbers, dtype, i, random.nextInt());
            }
        }
        return numbers;
    }
}

package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.expr.Program;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.tensor.Reducer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector kernels of rows give the bits of the scalar ones for rows of every length.
class RowSumsTest {
    private static final int ROWS = 5;
    private static final int LONGEST = 100;
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0};

    static Stream<Arguments> reductions() {
        return Stream.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64)
                .flatMap(dtype -> Stream.of(
                                Reducer.SUM,
                                Reducer.PROD,
                                Reducer.AMIN,
                                Reducer.AMAX,
                                Reducer.SUM_PRODUCTS,
                                Reducer.SUM_EXP_DIFFERENCES)
                        .filter(reducer -> dtype.isFloating() || !reducer.equals(Reducer.SUM_EXP_DIFFERENCES))
                        .map(reducer -> Arguments.of(reducer, dtype)));
    }

    /// The last inputs may lie still throughout a row.
    static Stream<Arguments> reductionsOfRows() {
        return reductions()
                .flatMap(arguments -> IntStream.range(
                                0, ((Reducer) arguments.get()[0]).function().arity())
                        .mapToObj(still ->
                                Arguments.of(arguments.get()[0], arguments.get()[1], still)));
    }

    @ParameterizedTest
    @MethodSource("reductionsOfRows")
    void vectorsGiveTheScalarBits(Reducer reducer, DType dtype, int still) {
        Lanes lanes = new Lanes(reducer.combine(), dtype);
        int inputs = reducer.function().arity();
        KernelPlan plan = plan(reducer, lanes, (1 << inputs) - (1 << (inputs - still)), KernelPlan.Form.ROWS);
        Kernel scalar = new RowSums(Emitter.make(plan.ofOneRow(), false), lanes);
        Kernel vector = Emitter.make(plan, true);
        Random random = new Random(5);
        for (int length = 1; length <= LONGEST; length++) {
            // The last row ends with the array, so that nothing beyond it may be read.
            Object[] arrays = IntStream.range(0, inputs + 2)
                    .mapToObj(i -> Storage.of(dtype, 1).array())
                    .toArray();
            for (int i = 1; i <= inputs; i++) {
                arrays[i] = numbers(random, dtype, 3 + ROWS * length).array();
            }
            assertThat(run(vector, lanes, arrays, length, 3, ROWS, length, ROWS))
                    .as("%s of %d", reducer.name(), length)
                    .isEqualTo(run(scalar, lanes, arrays, length, 3, ROWS, length, ROWS));
        }
    }

    /// Columns are compared with the rows of their transposes.
    @ParameterizedTest
    @MethodSource("reductions")
    void columnsGiveTheBitsOfRows(Reducer reducer, DType dtype) {
        Lanes lanes = new Lanes(reducer.combine(), dtype);
        int inputs = reducer.function().arity();
        KernelPlan plan = plan(reducer, lanes, 0, KernelPlan.Form.COLUMNS);
        Kernel rows = new RowSums(Emitter.make(plan.ofOneRow(), false), lanes);
        Random random = new Random(6);
        for (boolean vector : new boolean[] {false, true}) {
            Kernel columns = Emitter.make(plan, vector);
            for (int count = 1; count <= LONGEST; count += 1 + count / 8) {
                for (int width : new int[] {16, 17, 40, 64}) {
                    Object[] arrays = new Object[inputs + 2];
                    Object[] turned = new Object[inputs + 2];
                    for (int i = 1; i <= inputs; i++) {
                        Storage numbers = numbers(random, dtype, count * width);
                        Storage other = Storage.of(dtype, count * width);
                        for (int e = 0; e < count * width; e++) {
                            System.arraycopy(numbers.array(), e, other.array(), e % width * count + e / width, 1);
                        }
                        arrays[i] = numbers.array();
                        turned[i] = other.array();
                    }
                    assertThat(run(columns, lanes, arrays, width, 0, count, width, width))
                            .as("%s of %d in %d columns", reducer.name(), count, width)
                            .isEqualTo(run(rows, lanes, turned, count, 0, width, count, width));
                }
            }
        }
    }

    private static KernelPlan plan(Reducer reducer, Lanes lanes, int constants, KernelPlan.Form form) {
        DType dtype = lanes.compute();
        return new KernelPlan(
                "many",
                Program.of(reducer.formulas(), dtype),
                List.of(dtype),
                Collections.nCopies(reducer.function().arity(), dtype),
                constants,
                Optional.of(lanes),
                form);
    }

    private static List<Number> run(
            Kernel kernel, Lanes lanes, Object[] arrays, int length, int start, int rows, int step, int results) {
        DType dtype = lanes.compute();
        int inputs = arrays.length - 2;
        Storage room = Storage.of(dtype, 16 * (lanes.count() + 1));
        lanes.clear(room, 16 * (lanes.count() + 1));
        Storage sums = Storage.of(dtype, 1 + results);
        arrays[0] = room.array();
        arrays[inputs + 1] = sums.array();
        int[] offsets = new int[RowSums.offsets(inputs)];
        for (int i = 1; i <= inputs; i++) {
            offsets[i] = start;
            offsets[inputs + 2 + i] = step;
        }
        offsets[inputs + 1] = 1;
        offsets[inputs + 2] = rows;
        kernel.run(arrays, offsets, length, new double[0]);
        return IntStream.rangeClosed(0, results)
                .mapToObj(i -> dtype.isFloating()
                        ? (Number) Elements.getDouble(sums, dtype, i)
                        : (Number) Elements.getLong(sums, dtype, i))
                .toList();
    }

    private static Storage numbers(Random random, DType dtype, int count) {
        Storage numbers = Storage.of(dtype, count);
        for (int i = 0; i < count; i++) {
            if (dtype.isFloating()) {
                double special = SPECIAL[random.nextInt(SPECIAL.length)];
                Elements.setDouble(numbers, dtype, i, random.nextInt(40) == 0 ? special : random.nextGaussian());
            } else {
                Elements.setLong(numbers, dtype, i, random.nextInt());
            }
        }
        return numbers;
    }
}

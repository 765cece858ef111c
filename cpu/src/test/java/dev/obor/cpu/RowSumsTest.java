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
                        .flatMap(
                                reducer -> IntStream.range(0, reducer.function().arity())
                                        // The last inputs may lie still throughout a row.
                                        .mapToObj(still -> Arguments.of(reducer, dtype, still))));
    }

    @ParameterizedTest
    @MethodSource("reductions")
    void vectorsGiveTheScalarBits(Reducer reducer, DType dtype, int still) {
        Lanes lanes = new Lanes(reducer.combine(), dtype);
        int inputs = reducer.function().arity();
        KernelPlan plan = new KernelPlan(
                "rows",
                Program.of(reducer.formulas(), dtype),
                List.of(dtype),
                Collections.nCopies(inputs, dtype),
                (1 << inputs) - (1 << (inputs - still)),
                Optional.of(lanes),
                true);
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
            assertThat(results(vector, lanes, arrays, length, still))
                    .as("%s of %d", reducer.name(), length)
                    .isEqualTo(results(scalar, lanes, arrays, length, still));
        }
    }

    private static List<Number> results(Kernel kernel, Lanes lanes, Object[] arrays, int length, int still) {
        DType dtype = lanes.compute();
        int inputs = arrays.length - 2;
        Storage scratch = Storage.of(dtype, 2 * lanes.count());
        lanes.clear(scratch, 2 * lanes.count());
        Storage results = Storage.of(dtype, 1 + ROWS);
        arrays[0] = scratch.array();
        arrays[inputs + 1] = results.array();
        int[] offsets = new int[RowSums.offsets(inputs)];
        for (int i = 1; i <= inputs; i++) {
            offsets[i] = 3;
            offsets[inputs + 2 + i] = i > inputs - still ? 1 : length;
        }
        offsets[inputs + 1] = 1;
        offsets[inputs + 2] = ROWS;
        kernel.run(arrays, offsets, length, new double[0]);
        return IntStream.rangeClosed(0, ROWS)
                .mapToObj(i -> dtype.isFloating()
                        ? (Number) Elements.getDouble(results, dtype, i)
                        : (Number) Elements.getLong(results, dtype, i))
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

package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.ShapeException;
import java.lang.classfile.TypeKind;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares products, bit by bit, with the plain triple loop.
class GemmTest {
    /// Where a matrix lies in its array.
    private record Place(int offset, int rowStride, int columnStride) {
        static Place rows(int columns) {
            return new Place(0, columns, 1);
        }

        static Place columns(int rows) {
            return new Place(0, 1, rows);
        }

        int length(int rows, int columns) {
            return rows == 0 || columns == 0 ? 0 : offset + (rows - 1) * rowStride + (columns - 1) * columnStride + 1;
        }

        static Place random(SplittableRandom random, int rows, int columns, boolean isResult) {
            int offset = random.nextInt(4);
            int gap = random.nextInt(3);
            return switch (random.nextInt(isResult ? 1 : 5)) {
                case 0, 1 -> new Place(offset, columns + gap, 1);
                case 2 -> new Place(offset, 1, rows + gap);
                case 3 -> new Place(offset, 2 * columns + gap, 2);
                default -> new Place(offset, random.nextInt(2), random.nextInt(2) * rows);
            };
        }
    }

    private record Product(int m, int n, int k, Place a, Place b, Place c, boolean accumulate) {
        static Product random(SplittableRandom random) {
            int most = switch (random.nextInt(8)) {
                case 0 -> 2;
                case 1, 2 -> 130;
                default -> 40;
            };
            int m = random.nextInt(most);
            int n = random.nextInt(most) + (random.nextInt(8) == 0 ? 256 : 0);
            int k = random.nextInt(random.nextInt(10) == 0 ? 600 : most);
            return new Product(
                    m,
                    n,
                    k,
                    Place.random(random, m, k, false),
                    Place.random(random, k, n, false),
                    Place.random(random, m, n, true),
                    random.nextBoolean());
        }

        static Product dense(int m, int n, int k) {
            return new Product(m, n, k, Place.rows(k), Place.rows(n), Place.rows(n), false);
        }

        /// Fails if the product of random numbers differs from the plain loop's in any bit, or if anything
        /// else in C's array was touched.
        void checkFloats(SplittableRandom random, boolean special) {
            float[] as = floats(random, a.length(m, k), special);
            float[] bs = floats(random, b.length(k, n), special);
            float[] cs = floats(random, c.length(m, n) + 3, special);
            float[] expected = cs.clone();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    int at = c.offset + i * c.rowStride + j;
                    float sum = accumulate ? cs[at] : 0;
                    for (int p = 0; p < k; p++) {
                        sum = Math.fma(
                                as[a.offset + i * a.rowStride + p * a.columnStride],
                                bs[b.offset + p * b.rowStride + j * b.columnStride],
                                sum);
                    }
                    expected[at] = sum;
                }
            }
            Gemm.multiply(
                    m,
                    n,
                    k,
                    as,
                    a.offset,
                    a.rowStride,
                    a.columnStride,
                    bs,
                    b.offset,
                    b.rowStride,
                    b.columnStride,
                    cs,
                    c.offset,
                    c.rowStride,
                    accumulate);
            for (int i = 0; i < cs.length; i++) {
                if (Float.floatToIntBits(cs[i]) != Float.floatToIntBits(expected[i])) {
                    throw new AssertionError(this + ", float32: [" + i + "] is " + cs[i] + ", not " + expected[i]);
                }
            }
        }

        void checkDoubles(SplittableRandom random, boolean special) {
            double[] as = doubles(random, a.length(m, k), special);
            double[] bs = doubles(random, b.length(k, n), special);
            double[] cs = doubles(random, c.length(m, n) + 3, special);
            double[] expected = cs.clone();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    int at = c.offset + i * c.rowStride + j;
                    double sum = accumulate ? cs[at] : 0;
                    for (int p = 0; p < k; p++) {
                        sum = Math.fma(
                                as[a.offset + i * a.rowStride + p * a.columnStride],
                                bs[b.offset + p * b.rowStride + j * b.columnStride],
                                sum);
                    }
                    expected[at] = sum;
                }
            }
            Gemm.multiply(
                    m,
                    n,
                    k,
                    as,
                    a.offset,
                    a.rowStride,
                    a.columnStride,
                    bs,
                    b.offset,
                    b.rowStride,
                    b.columnStride,
                    cs,
                    c.offset,
                    c.rowStride,
                    accumulate);
            for (int i = 0; i < cs.length; i++) {
                if (Double.doubleToLongBits(cs[i]) != Double.doubleToLongBits(expected[i])) {
                    throw new AssertionError(this + ", float64: [" + i + "] is " + cs[i] + ", not " + expected[i]);
                }
            }
        }

        private static float[] floats(SplittableRandom random, int length, boolean special) {
            float[] result = new float[length];
            for (int i = 0; i < length; i++) {
                result[i] = special ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextFloat() - 0.5f;
            }
            return result;
        }

        private static double[] doubles(SplittableRandom random, int length, boolean special) {
            double[] result = new double[length];
            for (int i = 0; i < length; i++) {
                result[i] = special ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextDouble() - 0.5;
            }
            return result;
        }
    }

    /// Mostly tame, or every sum would be NaN.
    private static final float[] SPECIAL = {
        1, -1, 0, -0f, 2, 3, 0.1f, -7, 1e-40f, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN
    };

    /// Checks random products under the flags of a virtual machine of its own.
    static final class Program {
        public static void main(String[] args) {
            checkRandomProducts(Long.parseLong(args[0]), Integer.parseInt(args[1]));
            // Spans blocks of rows, columns and steps; its rows of A are turned where registers are few.
            Product.dense(130, 263, 1041).checkFloats(new SplittableRandom(7), false);
            // Columns of A far apart.
            new Product(601, 257, 70, Place.columns(601), Place.rows(257), Place.rows(257), false)
                    .checkFloats(new SplittableRandom(8), false);
            System.err.println("kernels " + Tier.MODE + ", threads " + Workers.threads() + ": all bits equal");
        }
    }

    private static void checkRandomProducts(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < count; round++) {
            Product product = Product.random(random);
            try {
                product.checkFloats(random, round % 4 == 0);
                product.checkDoubles(random, round % 4 == 0);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round + ", " + product, e);
            }
        }
    }

    @Test
    void randomShapesAndStridesGiveTheBitsOfThePlainLoop() {
        checkRandomProducts(new Random().nextLong(), 600);
    }

    @ParameterizedTest
    @CsvSource({"scalar, 1", "scalar, 3", "vector, 1", "vector, 3", "tiered, 2"})
    void everyFormOfTheKernelsGivesTheBitsOfThePlainLoop(String kernels, int threads) throws Exception {
        String output = Child.run(
                Program.class,
                new String[] {"17", "150"},
                "--add-modules",
                "jdk.incubator.vector",
                "-Dobor.kernels=" + kernels,
                "-Dobor.threads=" + threads);
        assertThat(output).containsIgnoringCase("kernels " + kernels + ", threads " + threads + ": all bits equal");
    }

    @Test
    void theBitsAreTheSameWithoutTheVectorApi() throws Exception {
        assertThat(Child.run(Program.class, new String[] {"18", "150"})).contains("kernels SCALAR", "all bits equal");
    }

    @Test
    void aNarrowerVectorGivesTheSameBits() throws Exception {
        for (int bytes : new int[] {16, 32}) {
            String output = Child.run(
                    Program.class,
                    new String[] {"19", "60"},
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-Dobor.kernels=vector",
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-XX:MaxVectorSize=" + bytes);
            assertThat(output).contains("all bits equal");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 1, 1000",
        "1, 300, 300",
        "300, 1, 300",
        "300, 300, 1",
        "130, 263, 1041",
        "64, 784, 128",
        "128, 784, 64",
        "64, 10, 64",
        "5, 10, 784",
        "2, 2100, 3",
        "5, 40, 70",
        "13, 95, 64",
        "63, 129, 33",
        "601, 257, 70",
        "500, 10, 784",
        "13, 1100, 600",
        "1027, 1085, 5",
        "35, 30011, 7"
    })
    void sizesAroundTheBlocksGiveTheBitsOfThePlainLoop(int m, int n, int k) {
        SplittableRandom random = new SplittableRandom(m + 31L * n + 961L * k);
        for (Place a : new Place[] {Place.rows(k), Place.columns(m)}) {
            for (Place b : new Place[] {Place.rows(n), Place.columns(k)}) {
                for (boolean accumulate : new boolean[] {false, true}) {
                    Product product = new Product(m, n, k, a, b, Place.rows(n), accumulate);
                    product.checkFloats(random, false);
                    product.checkDoubles(random, false);
                }
            }
        }
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheBits() {
        int before = Workers.threads();
        try {
            for (int threads : new int[] {2, 3, 7}) {
                Workers.setThreads(threads);
                Product.dense(301, 203, 150).checkFloats(new SplittableRandom(threads), false);
                Product.dense(50, 603, 150).checkFloats(new SplittableRandom(threads), false);
                Product.dense(1000, 10, 300).checkFloats(new SplittableRandom(threads), false);
                Product.dense(20, 1500, 200).checkDoubles(new SplittableRandom(threads), false);
            }
        } finally {
            Workers.setThreads(before);
        }
    }

    @Test
    void tilesOfEveryShapeAgreeInTheirTwoForms() {
        int lanes = GemmFloats.FLOAT32.lanes;
        for (int rows : new int[] {1, 3, 4, 6, 12}) {
            for (int vectors : new int[] {1, 2, 3, 4}) {
                for (boolean alongRows : new boolean[] {false, true}) {
                    int columns = vectors * lanes;
                    GemmTile scalar = GemmFloats.FLOAT32.scalarTile(rows, columns, alongRows);
                    GemmTile vector = GemmEmitter.emit(false, lanes, new GemmTile.Shape(rows, vectors, alongRows));
                    assertThat(runTile(scalar, rows, columns))
                            .as("%d rows, %d columns, along rows %s", rows, columns, alongRows)
                            .containsExactly(runTile(vector, rows, columns));
                }
            }
        }
    }

    @Test
    void copiesOfRowsMoveTheirElementsAndNoOthers() {
        for (GemmElement element : List.of(GemmFloats.FLOAT32, GemmDoubles.FLOAT64)) {
            TypeKind kind = element.equals(GemmFloats.FLOAT32) ? TypeKind.FLOAT : TypeKind.DOUBLE;
            for (int vectors : new int[] {1, 2, 3}) {
                for (int rows : new int[] {0, 1, 5}) {
                    int columns = vectors * element.lanes;
                    Object from = element.newArray(3 + rows * (columns + 2));
                    Object to = element.newArray(4 + rows * (columns + 1));
                    Object expected = element.newArray(4 + rows * (columns + 1));
                    for (int i = 0; i < element.length(from); i++) {
                        Array.set(from, i, i + 1);
                    }
                    for (int i = 0; i < rows; i++) {
                        System.arraycopy(from, 3 + i * (columns + 2), expected, 4 + i * (columns + 1), columns);
                    }
                    CopyEmitter.rows(kind, element.lanes, vectors).run(rows, from, 3, columns + 2, to, 4, columns + 1);
                    assertThat(to)
                            .as("%d rows of %d vectors of %s", rows, vectors, kind)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static float[] runTile(GemmTile tile, int rows, int columns) {
        SplittableRandom random = new SplittableRandom(5);
        int k = 6;
        float[] a = Product.floats(random, 300, false);
        float[] b = Product.floats(random, 2 + k * (columns + 1), false);
        float[] start = Product.floats(random, 1 + rows * columns, false);
        float[] c = Product.floats(random, 3 + rows * (columns + 2), false);
        tile.run(k, a, 1, 20, b, 2, columns + 1, start, 1, columns, c, 3, columns + 2);
        return c;
    }

    @Test
    void noStepsGiveZeroOrLeaveTheResult() {
        float[] c = {1, 2, 3, 4, 5};
        Gemm.multiply(2, 2, 0, new float[0], 0, 0, 1, new float[0], 0, 2, 1, c, 0, 3, true);
        assertThat(c).containsExactly(1, 2, 3, 4, 5);
        Gemm.multiply(2, 2, 0, new float[0], 0, 0, 1, new float[0], 0, 2, 1, c, 0, 3, false);
        assertThat(c).containsExactly(0, 0, 3, 0, 0);
    }

    @Test
    void aSumOfNegativeZerosStartsFromPositiveZero() {
        float[] c = {7};
        Gemm.multiply(1, 1, 1, new float[] {-0f}, 0, 1, 1, new float[] {1}, 0, 1, 1, c, 0, 1, false);
        assertThat(Float.floatToRawIntBits(c[0])).isZero();
    }

    @Test
    void emptyResultsTouchNothing() {
        assertThatCode(() -> {
                    Gemm.multiply(0, 3, 2, new float[0], 0, 2, 1, new float[6], 0, 3, 1, new float[0], 0, 3, false);
                    Gemm.multiply(3, 0, 2, new double[6], 0, 2, 1, new double[0], 0, 0, 1, new double[0], 0, 0, false);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void operandsBeyondTheirArraysAreRefused() {
        float[] six = new float[6];
        assertThatThrownBy(() -> Gemm.multiply(2, 2, 3, six, 1, 3, 1, six, 0, 2, 1, new float[4], 0, 2, false))
                .isInstanceOf(ShapeException.class)
                .hasMessage("matmul: a of shape [2, 3] with offset 1 and strides [3, 1] reaches element 6 of an array"
                        + " of 6: give an array that holds it");
        assertThatThrownBy(() -> Gemm.multiply(2, 2, 3, six, 0, 3, 1, six, 0, 3, 1, new float[4], 0, 2, false))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("b of shape [3, 2]");
        assertThatThrownBy(() -> Gemm.multiply(2, 2, 3, six, 0, 3, 1, six, 0, 2, 1, new float[3], 0, 2, false))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("c of shape [2, 2]");
        assertThatThrownBy(() -> Gemm.multiply(2, 2, 3, six, 0, -3, 1, six, 0, 2, 1, new float[4], 0, 2, false))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("none may be negative");
        assertThatThrownBy(() -> Gemm.multiply(2, -2, 3, six, 0, 3, 1, six, 0, 2, 1, new float[4], 0, 2, false))
                .isInstanceOf(ShapeException.class)
                .hasMessage("matmul: sizes m 2, n -2, k 3: none may be negative");
    }

    @Test
    void productsAtTheSameTimeDoNotShareScratch() {
        SplittableRandom random = new SplittableRandom(3);
        SplittableRandom[] sources = new SplittableRandom[8];
        Arrays.setAll(sources, i -> random.split());
        Workers.parallelFor(sources.length, task -> {
            for (int round = 0; round < 20; round++) {
                new Product(33, 45, 70, Place.columns(33), Place.columns(70), Place.rows(45), false)
                        .checkFloats(sources[task], false);
            }
        });
    }
}

package dev.obor.einops;

import static dev.obor.einops.Einops.einsum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.FiniteDifferences;
import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EinsumTest {
    /// A random einsum, its operands, and its result by the definition.
    private record Problem(String letters, String names, List<Tensor> operands, int[] shape, double[] expected) {
        static Problem random(Random random, int most) {
            int covered = random.nextInt(3);
            int[] sizes = random.ints(5 + covered, 1, 4).toArray();
            int count = 1 + random.nextInt(most);
            int[][] axes = new int[count][];
            List<String> letters = new ArrayList<>();
            List<String> names = new ArrayList<>();
            List<Tensor> operands = new ArrayList<>();
            boolean[] there = new boolean[sizes.length];
            boolean rest = false;
            for (int i = 0; i < count; i++) {
                int[] own = random.ints(random.nextInt(4), 0, 5).toArray();
                boolean open = random.nextBoolean();
                rest |= open;
                int taken = open ? random.nextInt(covered + 1) : 0;
                int at = random.nextInt(own.length + 1);
                axes[i] = new int[own.length + taken];
                System.arraycopy(own, 0, axes[i], 0, at);
                for (int e = 0; e < taken; e++) {
                    axes[i][at + e] = 5 + covered - taken + e;
                }
                System.arraycopy(own, at, axes[i], at + taken, own.length - at);
                Arrays.stream(axes[i]).forEach(axis -> there[axis] = true);
                letters.add(term(own, open ? at : -1, ""));
                names.add(term(own, open ? at : -1, "axis_"));
                operands.add(operand(random, axes[i], sizes));
            }
            List<Integer> out = new ArrayList<>();
            for (int axis = 0; axis < 5; axis++) {
                if (there[axis] && random.nextBoolean()) {
                    out.add(axis);
                }
            }
            Collections.shuffle(out, random);
            int at = random.nextInt(out.size() + 1);
            int[] own = out.stream().mapToInt(Integer::intValue).toArray();
            List<Integer> all = new ArrayList<>(out);
            for (int axis = sizes.length - 1; axis >= 5; axis--) {
                if (there[axis]) {
                    all.add(at, axis);
                }
            }
            String right = term(own, rest ? at : -1, "");
            String named = term(own, rest ? at : -1, "axis_");
            int[] result = all.stream().mapToInt(Integer::intValue).toArray();
            int[] actual = actual(axes, operands, sizes.length);
            return new Problem(
                    String.join(",", letters) + "->" + right,
                    String.join(", ", names) + " -> " + named,
                    operands,
                    Arrays.stream(result).map(axis -> actual[axis]).toArray(),
                    loops(axes, operands, result, actual));
        }

        private static String term(int[] axes, int ellipsis, String prefix) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i <= axes.length; i++) {
                if (i == ellipsis) {
                    text.append(prefix.isEmpty() ? "" : " ").append("...");
                }
                if (i < axes.length) {
                    text.append(prefix.isEmpty() ? "" : " ").append(prefix).append((char) ('p' + axes[i]));
                }
            }
            return text.toString();
        }

        /// Some dims are 1 and broadcast; some operands have other strides.
        private static Tensor operand(Random random, int[] axes, int[] sizes) {
            boolean[] narrow = new boolean[sizes.length];
            for (int axis = 0; axis < narrow.length; axis++) {
                narrow[axis] = random.nextInt(5) == 0;
            }
            int[] shape = Arrays.stream(axes)
                    .map(axis -> narrow[axis] ? 1 : sizes[axis])
                    .toArray();
            int numel = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            double[] x = random.ints(numel, -4, 5).asDoubleStream().toArray();
            Tensor dense = Obor.fromArray(x).reshape(shape);
            int d = random.nextInt(axes.length + 1) - 1;
            return d < 0 ? dense : dense.transpose(d, -1).contiguous().transpose(d, -1);
        }

        private static int[] actual(int[][] axes, List<Tensor> operands, int count) {
            int[] sizes = new int[count];
            Arrays.fill(sizes, 1);
            for (int i = 0; i < axes.length; i++) {
                for (int d = 0; d < axes[i].length; d++) {
                    sizes[axes[i][d]] =
                            Math.max(sizes[axes[i][d]], operands.get(i).size(d));
                }
            }
            return sizes;
        }

        private static double[] loops(int[][] axes, List<Tensor> operands, int[] out, int[] sizes) {
            int total = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
            double[] result =
                    new double[Arrays.stream(out).map(axis -> sizes[axis]).reduce(1, (a, b) -> a * b)];
            double[][] data = operands.stream().map(Tensor::toDoubleArray).toArray(double[][]::new);
            int[] index = new int[sizes.length];
            for (int e = 0; e < total; e++) {
                int left = e;
                for (int axis = sizes.length - 1; axis >= 0; axis--) {
                    index[axis] = left % sizes[axis];
                    left /= sizes[axis];
                }
                double product = 1;
                for (int i = 0; i < axes.length; i++) {
                    int place = 0;
                    for (int d = 0; d < axes[i].length; d++) {
                        int size = operands.get(i).size(d);
                        place = place * size + (size == 1 ? 0 : index[axes[i][d]]);
                    }
                    product *= data[i][place];
                }
                int place = 0;
                for (int axis : out) {
                    place = place * sizes[axis] + index[axis];
                }
                result[place] += product;
            }
            return result;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void equalsTheLoopsInBothNotations(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Problem problem = Problem.random(random, 4);
            Tensor[] operands = problem.operands.toArray(Tensor[]::new);
            for (String pattern : List.of(problem.letters, problem.names)) {
                String context = "seed " + seed + ", round " + round + ", " + pattern + " of "
                        + problem.operands.stream().map(Tensor::shape).toList();
                Tensor found = einsum(pattern, operands);
                assertThat(found.shape().toArray()).as(context).containsExactly(problem.shape);
                // Whole numbers this small have exact sums, so there is nothing to tolerate.
                assertThat(found.add(0.0).toDoubleArray()).as(context).containsExactly(problem.expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hasGradientsOfSecondOrder(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            Problem problem = Problem.random(random, 3);
            if (problem.operands.stream().allMatch(x -> x.numel() <= 12)) {
                FiniteDifferences.checkSecond(
                        in -> einsum(problem.names, in.toArray(Tensor[]::new)),
                        problem.operands.stream().map(x -> x.mul(0.3)).toList());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ii->i | 0, 4, 8",
                "ii | 12",
                "ii-> | 12",
                "ji | 0, 3, 6, 1, 4, 7, 2, 5, 8",
                "ij | 0, 1, 2, 3, 4, 5, 6, 7, 8",
                "ij-> | 36",
                "ij->j | 9, 12, 15",
                "i i -> i | 0, 4, 8",
                "row row -> | 12",
                "... i -> i ... | 0, 3, 6, 1, 4, 7, 2, 5, 8",
                "...ij->...ji | 0, 3, 6, 1, 4, 7, 2, 5, 8",
                "...i->i | 9, 12, 15",
                "aB | 0, 3, 6, 1, 4, 7, 2, 5, 8",
                " i j  ->  j i | 0, 3, 6, 1, 4, 7, 2, 5, 8",
            })
    void readsOneOperand(String pattern, String expected) {
        Tensor x = Obor.arange(0, 9).to(DType.FLOAT64).reshape(3, 3);
        double[] values = Arrays.stream(expected.split(",", -1))
                .mapToDouble(text -> Double.parseDouble(text.strip()))
                .toArray();
        assertThat(einsum(pattern, x).toDoubleArray()).containsExactly(values);
    }

    @Test
    void tellsLettersFromNames() {
        Tensor v = Obor.tensor(1f, 2f, 3f);
        Tensor m = Obor.arange(0, 9).to(DType.FLOAT32).reshape(3, 3);
        assertThat(einsum("batch, batch -> batch", v, v).toFloatArray()).containsExactly(1, 4, 9);
        assertThat(einsum("batch, batch ->", v, v).item()).isEqualTo(14);
        assertThat(einsum("i,j->ij", v, v).shape()).hasToString("[3, 3]");
        assertThat(einsum("i, j -> i j", v, v).shape()).hasToString("[3, 3]");
        assertThat(einsum("ij, j -> i", m, v).equal(m.matmul(v))).isTrue();
        assertThat(einsum("row col, col -> row", m, v).equal(m.matmul(v))).isTrue();
        assertThat(einsum(",i->i", Obor.scalar(2.0), v).toFloatArray()).containsExactly(2, 4, 6);
        assertThat(einsum(", ->", Obor.scalar(2.0), Obor.scalar(3.0)).item()).isEqualTo(6);
    }

    @Test
    void keepsThePairsTypeForIntegers() {
        Tensor x = Obor.arange(0, 6).reshape(2, 3).to(DType.INT32);
        assertThat(einsum("ij,ij->i", x, x).dtype()).isEqualTo(DType.INT32);
        assertThat(einsum("ij,kj->ik", x, x).toLongArray()).containsExactly(5, 14, 14, 50);
        assertThat(einsum("ij,k->i", x, x.get(0)).dtype()).isEqualTo(DType.INT32);
        assertThat(einsum("ij->i", x).dtype()).isEqualTo(DType.INT64);
    }

    @Test
    void worksWithoutElements() {
        assertThat(einsum("ij,jk->ik", Obor.zeros(2, 0), Obor.zeros(0, 3)).toFloatArray())
                .containsOnly(0)
                .hasSize(6);
        assertThat(einsum("ij,jk->ik", Obor.zeros(0, 2), Obor.zeros(2, 3)).shape())
                .hasToString("[0, 3]");
        assertThat(einsum("bi,bi->b", Obor.zeros(2, 0), Obor.zeros(2, 0)).toFloatArray())
                .containsExactly(0, 0);
        assertThat(einsum("i,j->ij", Obor.zeros(0), Obor.zeros(2)).shape()).hasToString("[0, 2]");
    }

    @Test
    void takesManyOperands() {
        List<String> terms = new ArrayList<>();
        List<Tensor> operands = new ArrayList<>();
        Tensor expected = Obor.fromArray(new double[] {1, 0, 0, 1}, 2, 2);
        for (int i = 0; i < 20; i++) {
            Tensor m = Obor.fromArray(new double[] {1, i % 3, 0.5, 1}, 2, 2);
            terms.add("a" + i + " a" + (i + 1));
            operands.add(m);
            expected = expected.matmul(m);
        }
        Tensor found = einsum(String.join(", ", terms) + " -> a0 a20", operands.toArray(Tensor[]::new));
        double[] values = expected.toDoubleArray();
        for (int i = 0; i < 4; i++) {
            assertThat(found.toDoubleArray()[i]).isCloseTo(values[i], within(1e-12 * values[i]));
        }
    }

    @Test
    void choosesTheCheapestOrder() {
        // (ab)(bc)(cd) with b small: the left pair first costs 1000·2·1000 + 1000·1000·1, the right pair 4000.
        List<BitSet> chain = List.of(set(0, 1), set(1, 2), set(2, 3));
        assertThat(ContractionOrder.of(chain, set(0, 3), 1000, 2, 1000, 1))
                .containsExactly(new ContractionOrder.Pair(1, 2), new ContractionOrder.Pair(0, 3));
        List<BitSet> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(set(i, i + 1));
        }
        int[] sizes = new int[13];
        Arrays.fill(sizes, 50);
        sizes[5] = 500;
        List<ContractionOrder.Pair> pairs = ContractionOrder.of(many, set(0, 12), sizes);
        assertThat(pairs.getFirst()).isEqualTo(new ContractionOrder.Pair(4, 5));
        assertThat(pairs).hasSize(11);
    }

    @Test
    void lowersToFewOperations() {
        Tensor q = Obor.zeros(2, 3, 4, 5);
        Tensor k = Obor.zeros(2, 3, 6, 5);
        Subscripts attention = new Subscripts("bhqd,bhkd->bhqk", 4, 4);
        assertThat(Contraction.plan(attention, q.layout(), k.layout()))
                .hasSize(2)
                .last()
                .isInstanceOf(Instruction.MatMul.class);
        Subscripts dots = new Subscripts("bij,bij->b", 3, 3);
        Tensor c = Obor.zeros(2, 3, 4);
        assertThat(Contraction.plan(dots, c.layout(), c.layout()))
                .singleElement()
                .isInstanceOf(Instruction.SumProducts.class);
        Subscripts map = new Subscripts("d_output d_input, batch d_input -> batch d_output", 2, 2);
        assertThat(Contraction.plan(
                        map, Obor.zeros(7, 5).layout(), Obor.zeros(9, 5).layout()))
                .hasSize(2)
                .last()
                .isEqualTo(new Instruction.MatMul(1, 0, 2));
        Subscripts sums = new Subscripts("ij->j", 2);
        assertThat(Contraction.plan(sums, Obor.zeros(7, 5).layout()))
                .singleElement()
                .isInstanceOf(Instruction.Sum.class);
    }

    @Test
    void joinsAxesWithoutCopies() {
        Tensor x = Obor.zeros(2, 3, 4).permute(1, 0, 2);
        Subscripts both = new Subscripts("b a c, a b d -> c d", 3, 3);
        Tensor y = Obor.zeros(2, 3, 5);
        for (Instruction instruction : Contraction.plan(both, x.layout(), y.layout())) {
            if (instruction instanceof Instruction.Reshape reshape && reshape.tensor() == 0) {
                Tensor turned = x.permute(2, 1, 0);
                assertThat(turned.layout().reshape(reshape.shape())).isPresent();
            }
        }
        assertThat(einsum("b a c, a b d -> c d", x, y).shape()).hasToString("[4, 5]");
    }

    private static BitSet set(int... axes) {
        BitSet set = new BitSet();
        Arrays.stream(axes).forEach(set::set);
        return set;
    }
}

package dev.obor.einops;

import static dev.obor.einops.Einops.axis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.FiniteDifferences;
import dev.obor.Obor;
import dev.obor.error.PatternException;
import dev.obor.layout.Axis;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EinopsTest {
    private final Tensor x = Obor.arange(0, 24).reshape(2, 3, 4);

    @Test
    void skipsWhatChangesNothing() {
        assertThat(x.rearrange("a b c -> a b c")).isSameAs(x);
        assertThat(x.rearrange("... -> ...")).isSameAs(x);
        assertThat(x.reduce("a b c -> a b c", (y, dims) -> y.sum())).isSameAs(x);
        assertThat(x.rearrange("a b c -> c a b").isView()).isTrue();
        assertThat(x.rearrange("a b c -> (a b) c").view().storage())
                .isSameAs(x.view().storage());
        assertThat(x.repeat("a b c -> a b c k", axis("k", 3)).view().storage())
                .isSameAs(x.view().storage());
    }

    @Test
    void readsUnitAxesAndUnicodeNames() {
        assertThat(x.rearrange("a b c -> 1 a () b c 1").shape()).hasToString("[1, 2, 1, 3, 4, 1]");
        assertThat(Obor.zeros(1, 2, 1).rearrange("1 a () -> a").shape()).hasToString("[2]");
        assertThat(x.rearrange("a b c -> a (b 1) c").shape()).hasToString("[2, 3, 4]");
        assertThat(x.rearrange("α β γ -> γ (α β)").shape()).hasToString("[4, 6]");
        assertThat(x.rearrange("(a)b(c)->(a b)c").shape()).hasToString("[6, 4]");
        assertThat(x.rearrange("a ... -> (a ...)").shape()).hasToString("[24]");
        assertThat(Obor.scalar(3).rearrange("->").shape()).hasToString("[]");
        assertThat(Obor.scalar(3).rearrange("... -> (...)").shape()).hasToString("[1]");
    }

    @Test
    void worksWithoutElements() {
        assertThat(Obor.zeros(0, 6)
                        .rearrange("a (b c) -> c (a b)", axis("b", 2))
                        .shape())
                .hasToString("[3, 0]");
        assertThat(Obor.zeros(0).rearrange("(a b) -> a b", axis("a", 2)).shape())
                .hasToString("[2, 0]");
        assertThat(Obor.zeros(2).repeat("a -> a k", axis("k", 0)).shape()).hasToString("[2, 0]");
        assertThat(Obor.zeros(2, 0).reduce("a b -> a", "sum").toFloatArray()).containsExactly(0, 0);
        assertThat(Obor.zeros(2, 0).reduce("a b -> a", "prod").toFloatArray()).containsExactly(1, 1);
    }

    @Test
    void reducesByEveryName() {
        Tensor y = Obor.tensor(new float[][] {{1, 2, 3}, {0, -1, 5}});
        assertThat(y.reduce("a b -> a", "sum").toFloatArray()).containsExactly(6, 4);
        assertThat(y.reduce("a b -> a", "mean").toFloatArray()).containsExactly(2, 4f / 3);
        assertThat(y.reduce("a b -> a", "max").toFloatArray()).containsExactly(3, 5);
        assertThat(y.reduce("a b -> a", "min").toFloatArray()).containsExactly(1, -1);
        assertThat(y.reduce("a b -> a", "prod").toFloatArray()).containsExactly(6, -0f);
        assertThat(y.reduce("a b -> a", "any").toBooleanArray()).containsExactly(true, true);
        assertThat(y.reduce("a b -> a", "all").toBooleanArray()).containsExactly(true, false);
        assertThat(y.reduce("a b -> b a", Tensor::sum).shape()).hasToString("[3, 2]");
    }

    @Test
    void takesListsAsANewFirstAxis() {
        List<Tensor> list = List.of(x, x.add(24));
        assertThat(Einops.rearrange(list, "n a b c -> a (n b) c").shape()).hasToString("[2, 6, 4]");
        assertThat(Einops.rearrange(list, "n ... -> ... n").get(1, 2, 3).toLongArray())
                .containsExactly(23, 47);
        assertThat(Einops.reduce(list, "n a b c -> a b c", "max").equal(x.add(24)))
                .isTrue();
        assertThat(Einops.reduce(list, "n ... -> n", Tensor::sum).toLongArray()).containsExactly(276, 852);
        assertThat(Einops.repeat(list, "n ... -> n 2 ...").shape()).hasToString("[2, 2, 2, 3, 4]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thereAndBackIsTheIdentity(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            List<String> names = new ArrayList<>();
            List<Axis> lengths = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                names.add("axis" + i);
                lengths.add(axis("axis" + i, 1 + random.nextInt(3)));
            }
            String here = grouped(names, random);
            Collections.shuffle(names, random);
            String there = grouped(names, random);
            Axis[] all = lengths.toArray(Axis[]::new);
            int numel = lengths.stream().mapToInt(Axis::length).reduce(1, (a, b) -> a * b);
            Tensor start = Obor.arange(0, numel).rearrange("(" + String.join(" ", sorted(names)) + ") -> " + here, all);
            String context = "seed " + seed + ", " + here + " -> " + there;
            Tensor away = start.rearrange(here + " -> " + there, all);
            assertThat(away.rearrange(there + " -> " + here, all).equal(start))
                    .as(context)
                    .isTrue();
            assertThat(away.numel()).as(context).isEqualTo(numel);
            assertThat(away.sum().itemLong()).as(context).isEqualTo(numel * (numel - 1L) / 2);
        }
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    private static String grouped(List<String> names, Random random) {
        StringBuilder text = new StringBuilder();
        boolean open = false;
        for (String name : names) {
            if (!open && random.nextInt(3) == 0) {
                text.append(random.nextBoolean() ? " (" : " 1 (");
                open = true;
            }
            text.append(' ').append(name);
            if (open && random.nextInt(2) == 0) {
                text.append(')');
                open = false;
            }
        }
        return text.append(open ? ")" : "").toString().strip();
    }

    @Test
    void readsThroughAnyStrides() {
        Tensor turned = x.permute(2, 0, 1);
        Tensor copy = turned.contiguous();
        for (String pattern : List.of("a b c -> (c a) b", "a b c -> (a b c)", "a b c -> b a c")) {
            assertThat(turned.rearrange(pattern).equal(copy.rearrange(pattern)))
                    .as(pattern)
                    .isTrue();
        }
        assertThat(turned.reduce("a b (c k) -> a k", "sum", axis("k", 3))
                        .equal(copy.reduce("a b (c k) -> a k", "sum", axis("k", 3))))
                .isTrue();
    }

    @Test
    void hasGradients() {
        Tensor y = Obor.fromArray(new double[] {.3, -.8, 1.1, .5, -.2, .9, -1.3, .7, .1, -.6, 1.4, -.4}, 4, 3);
        FiniteDifferences.checkSecond(
                in -> in.getFirst().square().rearrange("(a b) c -> c (b a)", axis("a", 2)), List.of(y));
        for (String fold : List.of("sum", "mean", "max", "min", "prod")) {
            FiniteDifferences.checkSecond(
                    in -> in.getFirst().square().reduce("(a b) c -> c b", fold, axis("a", 2)), List.of(y));
        }
        FiniteDifferences.checkSecond(
                in -> in.getFirst().square().repeat("a b -> (a k) 2 b", axis("k", 2)), List.of(y));
        FiniteDifferences.checkFirst(
                in -> Einops.pack(List.of(in.getFirst().square(), in.getLast()), "* c")
                        .tensor(),
                List.of(y, y.get(0).clone()));
    }

    @Test
    void packsAndUnpacks() {
        Tensor a = Obor.arange(0, 6).reshape(2, 3);
        Tensor b = Obor.arange(6, 34).reshape(2, 7, 2);
        Tensor c = Obor.arange(34, 36);
        Packed packed = Einops.pack(List.of(a, b, c), "i *");
        assertThat(packed.tensor().shape()).hasToString("[2, 18]");
        assertThat(packed.shapes()).containsExactly(Shape.of(3), Shape.of(7, 2), Shape.SCALAR);
        List<Tensor> parts = Einops.unpack(packed.tensor(), packed.shapes(), "i *");
        assertThat(parts.get(0).equal(a)).isTrue();
        assertThat(parts.get(1).equal(b)).isTrue();
        assertThat(parts.get(2).equal(c)).isTrue();
    }

    @Test
    void findsOneUnknownPackedSize() {
        Tensor line = Obor.arange(0, 12);
        List<Tensor> parts = Einops.unpack(line, new int[][] {{}, {2, -1}, {3}}, "*");
        assertThat(parts.get(1).toLongArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(parts.get(1).shape()).hasToString("[2, 4]");
        List<int[][]> wrong = List.of(
                new int[][] {{-1}, {-1}},
                new int[][] {{5, -1}},
                new int[][] {{13}},
                new int[][] {{3}, {4}},
                new int[][] {},
                new int[][] {{0, -1}, {12}},
                new int[][] {{-2}},
                new int[][] {{-1}, {13}});
        for (int[][] shapes : wrong) {
            assertThatThrownBy(() -> Einops.unpack(line, shapes, "*"))
                    .isInstanceOf(PatternException.class)
                    .hasMessageContaining("packed shapes [");
        }
        assertThatThrownBy(() -> Einops.pack(List.of(), "*")).hasMessageContaining("there are no tensors");
    }

    @Test
    void parsesShapes() {
        Tensor image = Obor.zeros(2, 3, 4, 5);
        assertThat(Einops.parseShape(image, "batch _ h w"))
                .containsExactly(Map.entry("batch", 2), Map.entry("h", 4), Map.entry("w", 5));
        assertThat(Einops.parseShape(image, "a ... 5")).containsExactly(Map.entry("a", 2));
        assertThat(Einops.parseShape(image, "_ _ _ _")).isEmpty();
    }

    @Test
    void keepsPlansOfSeveralShapesApart() {
        for (int round = 0; round < 3; round++) {
            for (int n = 1; n < 100; n++) {
                Tensor y = Obor.zeros(n, 6);
                assertThat(y.rearrange("n (a b) -> a (n b)", axis("a", 2)).size(1))
                        .isEqualTo(3 * n);
                assertThat(y.rearrange("n (a b) -> a (n b)", axis("a", 3)).size(1))
                        .isEqualTo(2 * n);
                assertThat(Einops.einsum("n d -> d n", y).size(1)).isEqualTo(n);
            }
        }
    }

    @Test
    void keepsNoEndOfPlans() {
        for (int i = 0; i < 3000; i++) {
            assertThat(x.rearrange("a" + i + " b c -> b a" + i + " c").size(0)).isEqualTo(3);
        }
    }

    @Test
    void packsAndShapesAreReadByMethodsOfTensors() {
        Tensor x = Obor.arange(12).reshape(3, 4);
        assertThat(x.parseShape("rows _")).containsExactly(Map.entry("rows", 3));
        List<Tensor> parts = x.unpack(List.of(Shape.of(1), Shape.of(3)), "rows *");
        assertThat(parts).hasSize(2);
        assertThat(parts.get(1).equal(x.narrow(1, 1, 3))).isTrue();
    }
}

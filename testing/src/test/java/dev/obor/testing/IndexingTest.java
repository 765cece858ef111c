package dev.obor.testing;

import static dev.obor.layout.Index.all;
import static dev.obor.layout.Index.at;
import static dev.obor.layout.Index.ellipsis;
import static dev.obor.layout.Index.newAxis;
import static dev.obor.layout.Index.places;
import static dev.obor.layout.Index.slice;
import static dev.obor.layout.Index.startAt;
import static dev.obor.layout.Index.step;
import static dev.obor.layout.Index.truth;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Index;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Reading and writing by an index: what golden values cannot say. Those of PyTorch are compared by the command
/// `conformance`.
class IndexingTest {
    private static Tensor numbers(int... sizes) {
        return Obor.arange(Shape.of(sizes).numel()).reshape(sizes);
    }

    private static void refused(Class<? extends OborException> type, String message, Supplier<?> call) {
        assertThatThrownBy(call::get).isInstanceOf(type).hasMessage(message);
    }

    @Test
    void placesSlicesAndNewAxesGiveViews() {
        Tensor x = Obor.zeros(4, 5, 6);
        Tensor view = x.get(startAt(1), at(-1), newAxis(), step(4));
        assertThat(view.shape()).isEqualTo(Shape.of(3, 1, 2));
        view.fill_(7);
        assertThat(x.sum().item()).isEqualTo(42);
        assertThat(x.get("1, 4, 4").item()).isEqualTo(7);
        assertThat(x.get(ellipsis()).view().storage()).isSameAs(x.view().storage());
        assertThat(x.get("()").isView()).isTrue();
        assertThat(x.get(places(0)).view().storage()).isNotSameAs(x.view().storage());
    }

    @Test
    void aTensorOfNoDimsIsAPlace() {
        Tensor x = numbers(3, 4);
        Tensor row = x.get(Obor.scalar(-1), all());
        assertThat(row.toLongArray()).containsExactly(8, 9, 10, 11);
        assertThat(row.isView()).isTrue();
        assertThat(x.get(Obor.scalar(1).to(DType.INT32)).toLongArray()).containsExactly(4, 5, 6, 7);
    }

    @Test
    void masksOfSeveralDimsGoBeforeOtherItems() {
        Tensor x = numbers(2, 3, 4);
        Tensor mask = Obor.tensor(true, false, true, false, true, false).reshape(2, 3);
        assertThat(x.get(mask, at(1)).toLongArray()).containsExactly(1, 9, 17);
        assertThat(x.get(mask, slice(1, 3)).toLongArray()).containsExactly(1, 2, 9, 10, 17, 18);
        assertThat(x.get(mask, newAxis(), at(1)).shape()).isEqualTo(Shape.of(3, 1));
    }

    @Test
    void dimsOfTensorsGoTogetherOrFirst() {
        Tensor x = Obor.zeros(2, 3, 4, 5);
        Tensor a = Obor.zeros(DType.INT64, 6, 1);
        Tensor b = Obor.zeros(DType.INT64, 7);
        assertThat(x.get(all(), a, b).shape()).isEqualTo(Shape.of(2, 6, 7, 5));
        assertThat(x.get(all(), a, all(), b).shape()).isEqualTo(Shape.of(6, 7, 2, 4));
        assertThat(x.get(at(0), all(), a, b).shape()).isEqualTo(Shape.of(3, 6, 7));
        assertThat(x.get(a, newAxis(), b).shape()).isEqualTo(Shape.of(6, 7, 1, 4, 5));
    }

    @Test
    void truthsMakeADim() {
        Tensor x = numbers(2, 3);
        assertThat(x.get(truth(true)).shape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(x.get(truth(false)).shape()).isEqualTo(Shape.of(0, 2, 3));
        assertThat(x.get("0, True").shape()).isEqualTo(Shape.of(1, 3));
    }

    /// The two notations are two ways to write one index, and a strided tensor reads and is edited like its
    /// copy.
    @Test
    void notationsAndLayoutsAgree() {
        SplittableRandom random = new SplittableRandom(31);
        for (int round = 0; round < 500; round++) {
            Tensor x = numbers(random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 5));
            List<Index> items = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            List<Tensor> tensors = new ArrayList<>();
            for (int d = 0; d < x.dim(); d++) {
                addItem(random, x.size(d), items, texts, tensors);
            }
            String text = String.join(", ", texts);
            Tensor[] slots = tensors.toArray(Tensor[]::new);
            Tensor expected = x.get(items);
            assertSameBits(x.get(text, slots), expected);
            Tensor turned = x.permute(2, 0, 1).contiguous().permute(1, 2, 0);
            assertSameBits(turned.get(items), expected);
            Tensor negative = expected.neg();
            Tensor edited = x.clone().set(items, negative);
            assertSameBits(edited.get(items), negative);
            assertSameBits(turned.set(text, negative, slots), edited);
        }
    }

    /// Adds an item for a dim, in both notations; all that name places have one element, so that they
    /// broadcast.
    private static void addItem(
            SplittableRandom random, int size, List<Index> items, List<String> texts, List<Tensor> tensors) {
        int place = random.nextInt(-size, size);
        switch (random.nextInt(6)) {
            case 0 -> {
                items.add(at(place));
                texts.add("" + place);
            }
            case 1 -> {
                items.add(Index.upTo(place));
                texts.add(":" + place);
            }
            case 2 -> {
                items.add(places(place));
                texts.add("[" + place + "]");
            }
            case 3 -> {
                items.addAll(List.of(newAxis(), step(2)));
                texts.add("None, ::2");
            }
            case 4 -> {
                tensors.add(Obor.tensor(place).reshape(1, 1));
                items.add(tensors.getLast());
                texts.add("?");
            }
            default -> {
                tensors.add(Obor.arange(size).eq(Math.floorMod(place, size)));
                items.add(tensors.getLast());
                texts.add("?");
            }
        }
    }

    @Test
    void writingConvertsNumbersAndBroadcastsValues() {
        Tensor x = Obor.zeros(DType.INT32, 2, 3);
        assertThat(x.set(at(0), 2.7).toLongArray()).containsExactly(2, 2, 2, 0, 0, 0);
        assertThat(x.set("1:, ::2", Obor.tensor(1.9f, -1.9f)).toLongArray()).containsExactly(2, 2, 2, 1, 0, -1);
        assertThat(x.set(x.eq(2), 9).toLongArray()).containsExactly(9, 9, 9, 1, 0, -1);
        assertThat(x.set(all(), places(0, 0), Obor.tensor(3, 4).to(DType.INT32)).toLongArray())
                .containsExactly(4, 9, 9, 4, 0, -1);
        assertThat(Obor.zeros(DType.UINT8, 1).set(at(0), -1).toLongArray()).containsExactly(255);
    }

    @Test
    void aTensorMayBeItsOwnIndexAndValue() {
        Tensor x = Obor.tensor(1, 2, 0);
        assertThat(x.set(x, x).toLongArray()).containsExactly(0, 1, 2);
        Tensor y = Obor.arange(5);
        assertThat(y.set("1:", y.get(Index.upTo(4))).toLongArray()).containsExactly(0, 0, 1, 2, 3);
    }

    @Test
    void anIndexOutOfRangeIsRefusedAndChangesNothing() {
        Tensor x = Obor.zeros(3, 4);
        refused(
                IndexException.class,
                "get: index 3 is out of range for dim 0 of size 3: pass indices from -3 to 2",
                () -> x.get(at(3), all()));
        refused(
                IndexException.class,
                "get: index -5 is out of range for dim 1 of size 4: pass indices from -4 to 3",
                () -> x.get(all(), Obor.tensor(0, -5)));
        refused(
                IndexException.class,
                "set: index 4 is out of range for dim 1 of size 4: pass indices from -4 to 3",
                () -> x.set(all(), places(0, 4), 1));
        refused(
                IndexException.class,
                "indexPut: index 7 is out of range for dim 0 of size 3: pass indices from -3 to 2",
                () -> x.indexPut_(List.of(Obor.tensor(0, 7)), Obor.scalar(1f)));
        assertThat(x.toFloatArray()).containsOnly(0);
        refused(
                IndexException.class,
                "get: dim 0 of size 0 has no places, and the index of shape [1] names some",
                () -> Obor.zeros(0, 0).get(places(0)));
    }

    @Test
    void anIndexThatDoesNotFitIsRefused() {
        Tensor x = Obor.zeros(3, 4);
        refused(
                IndexException.class,
                "get: the index names 3 dims and the tensor has shape [3, 4]: name no more dims than there are",
                () -> x.get(at(0), at(0), at(0)));
        refused(
                IndexException.class,
                "get: there are two ellipses: one takes all dims that are left",
                () -> x.get(ellipsis(), at(0), ellipsis()));
        refused(
                IndexException.class,
                "get: the indices have shapes [[3], [2]] and do not broadcast: sizes must be equal or 1",
                () -> x.get(places(0, 1, 2), places(0, 1)));
        refused(
                IndexException.class,
                "get: a mask of shape [4] is for the dims from 0 on of a tensor of shape [3, 4]: the sizes must be"
                        + " equal",
                () -> x.get(Obor.tensor(true, true, true, true)));
        refused(
                DTypeException.class,
                "get: an index is float32 and must be int64, int32 or bool: convert it with to(INT64), or compare it",
                () -> x.get(Obor.ones(1)));
        refused(
                IndexException.class,
                "get: \"?, ?\" has a ? for 2 tensors and 1 are passed: there must be one for each",
                () -> x.get("?, ?", Obor.tensor(0)));
        refused(
                IndexException.class,
                "get: \"0\" has a ? for 0 tensors and 1 are passed: there must be one for each",
                () -> x.get("0", Obor.tensor(0)));
        refused(
                IndexException.class,
                "get: ? stands for a tensor in a text: pass the tensor itself",
                () -> x.get(new Index.Slot()));
    }

    @Test
    void aValueThatDoesNotFitIsRefused() {
        Tensor x = Obor.zeros(3, 4);
        String suffix = ": the values must broadcast to the places";
        refused(
                ShapeException.class,
                "set: the values have shape [3] and the places they go to [2, 4]" + suffix,
                () -> x.set(slice(0, 2), Obor.ones(3)));
        refused(
                ShapeException.class,
                "set: the values have shape [3] and the places they go to [2, 4]" + suffix,
                () -> x.set(places(0, 1), Obor.ones(3)));
        refused(
                DTypeException.class,
                "set: the tensor is float32 and the values are int64: they must be equal, so convert the values with"
                        + " to(FLOAT32)",
                () -> x.set(places(0, 1), Obor.ones(DType.INT64, 4)));
        Tensor bytes = Obor.zeros(DType.UINT8, 2);
        for (Number value : List.of(300, -300, -1.5, Double.NaN)) {
            refused(
                    DTypeException.class,
                    "set: the value " + value + " does not fit into uint8: pass one that does, or convert the tensor"
                            + " first",
                    () -> bytes.set(all(), value));
        }
        assertThatThrownBy(() -> Obor.zeros(1).expand(3).set(places(0), 1)).isInstanceOf(ShapeException.class);
        Tensor leaf = Obor.zeros(3).requiresGrad(true);
        assertThatThrownBy(() -> leaf.set(at(0), 1)).isInstanceOf(AutogradException.class);
        assertThatThrownBy(() -> leaf.set(places(0), 1)).isInstanceOf(AutogradException.class);
        assertThat(x.toFloatArray()).containsOnly(0);
    }

    @Test
    void gradientsFlowThroughWrites() {
        Tensor x = Obor.ones(3, 4).requiresGrad(true);
        Tensor value = Obor.full(2.0f, 2, 1).requiresGrad(true);
        Tensor y = x.mul(3);
        y.set(places(0, 2), slice(1, 3), value);
        y.mul(y).sum().backward();
        assertThat(value.grad().toFloatArray()).containsExactly(8, 8);
        assertThat(x.grad().toFloatArray()).containsExactly(18, 0, 0, 18, 18, 18, 18, 18, 18, 0, 0, 18);
    }
}

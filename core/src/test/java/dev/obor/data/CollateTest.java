package dev.obor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// What becomes of examples is what PyTorch's default_collate makes of such.
class CollateTest {
    private record Pair(Tensor x, Tensor y) {}

    private record Example(Tensor image, long label, String file, Pair inner) {}

    private record Batch(Tensor label, Tensor image, List<String> file) {}

    private record Wrong(List<String> label) {}

    private record Unknown(Tensor images) {}

    private record Picky(Tensor x) {
        Picky {
            if (x.dim() > 1) {
                throw new IllegalArgumentException("too many dims");
            }
        }
    }

    private static <T> Dataset<T> of(int size, IntFunction<T> example) {
        return new Dataset<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public T get(int index) {
                return example.apply(index);
            }
        };
    }

    private static Tensor row(int first) {
        return Tensor.of(first, first + 1f);
    }

    private static Example example(int i) {
        return new Example(row(i), i, i + ".png", new Pair(row(i), row(-i)));
    }

    private static <B> B first(DataLoader<B> loader) {
        return loader.batchSize(3).iterator().next();
    }

    @Test
    void batchesLookLikeExamples() {
        Tensor rows = first(DataLoader.of(of(5, CollateTest::row)));
        assertThat(rows.shape().toString()).isEqualTo("[3, 2]");
        assertThat(rows.toFloatArray()).containsExactly(0, 1, 1, 2, 2, 3);
        Pair pair = first(DataLoader.of(of(5, i -> new Pair(row(i), Tensor.of(i)))));
        assertThat(pair.x().shape().toString()).isEqualTo("[3, 2]");
        assertThat(pair.y().dtype()).isEqualTo(DType.INT64);
        Map<String, List<Tensor>> map = first(DataLoader.of(of(5, i -> Map.of("rows", List.of(row(i), row(2 * i)))))
                .workers(2));
        assertThat(map.get("rows").get(1).toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
        IterableDataset<Tensor> stream = () -> List.of(row(1), row(2)).iterator();
        assertThat(first(DataLoader.of(stream)).shape().toString()).isEqualTo("[2, 2]");
    }

    @Test
    void numbersBecomeTensors() {
        assertThat(first(DataLoader.of(of(5, i -> i), Collate::numbers)))
                .matches(x -> x.dtype() == DType.INT64 && x.dim() == 1);
        assertThat(Collate.numbers(List.of(1.5f, 2)).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Collate.numbers(List.of(1.5f, 2.0)).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(((Tensor) Collate.standard(List.of(true, false))).toBooleanArray())
                .containsExactly(true, false);
        assertThat(((Tensor) Collate.standard(List.of(new int[] {1, 2}, new int[] {3, 4}))).dtype())
                .isEqualTo(DType.INT32);
        assertThat(Collate.standard(List.of("a", "b"))).isEqualTo(List.of("a", "b"));
        List<Tensor> lists = first(DataLoader.of(of(5, i -> List.<Object>of(row(i), i, true)), Collate::lists));
        assertThat(lists).extracting(Tensor::dtype).containsExactly(DType.FLOAT32, DType.INT64, DType.BOOL);
        Map<String, Tensor> maps =
                first(DataLoader.of(of(5, i -> Map.<String, Object>of("x", row(i), "y", i * 0.5)), Collate::maps));
        assertThat(maps.get("y").toDoubleArray()).containsExactly(0, 0.5, 1);
    }

    @Test
    void recordsBecomeRecordsOrMaps() {
        Batch batch = first(DataLoader.of(of(5, CollateTest::example), Collate.into(Batch.class)));
        assertThat(batch.label().toLongArray()).containsExactly(0, 1, 2);
        assertThat(batch.image().shape().toString()).isEqualTo("[3, 2]");
        assertThat(batch.file()).containsExactly("0.png", "1.png", "2.png");
        Map<?, ?> parts = (Map<?, ?>) Collate.standard(List.of(example(1), example(2)));
        assertThat(parts.keySet()).asString().isEqualTo("[image, label, file, inner]");
        assertThat(((Map<?, ?>) parts.get("inner")).get("y")).isInstanceOf(Tensor.class);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> first(DataLoader.of(of(5, i -> Map.of("x", List.of(row(i), Obor.zeros(i)))))))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "DataLoader: no batch can be made of the examples [0, 1, 2]: collate: example 1 of the batch"
                                + " has at ['x'][1] shape [1] and the first [0]: make all alike, as by padding, or give the"
                                + " loader a function of your own");
        assertThatThrownBy(() -> first(DataLoader.of(of(5, CollateTest::example))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the examples' .label is a Long, and a batch of them has another type");
        assertThatThrownBy(() -> Collate.tensors(List.of(row(1), Obor.zeros(3))))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Collate.standard(List.of())).hasMessageContaining("there are no examples");
        assertThatThrownBy(() -> Collate.standard(List.of(BigInteger.ONE))).hasMessageContaining("BigInteger");
        assertThatThrownBy(() -> Collate.standard(List.of(new Object()))).hasMessageContaining("is a Object");
        assertThatThrownBy(() -> Collate.standard(List.of(1, "x"))).hasMessageContaining("a String as type");
        assertThatThrownBy(() -> Collate.standard(List.of(List.of(1), List.of(1, 2))))
                .hasMessageContaining("have lengths [1, 2]");
        assertThatThrownBy(() -> Collate.standard(List.of(Map.of("a", 1), Map.of("b", 1))))
                .hasMessageContaining("example 1 of the batch has no ['a'], only the keys [b]");
        assertThatThrownBy(() -> Collate.lists(List.of(List.of("a")))).hasMessageContaining("[0] holds neither");
        assertThatThrownBy(() -> Collate.into(Wrong.class).apply(List.of(example(1))))
                .hasMessageContaining("the component label of Wrong is a List")
                .hasMessageContaining("label=Tensor, file=List, inner=Map");
        assertThatThrownBy(() -> Collate.into(Unknown.class).apply(List.of(example(1))))
                .hasMessageContaining("the component images of Unknown");
        assertThatThrownBy(() -> first(DataLoader.of(of(3, i -> new Picky(row(i))))))
                .hasMessageContaining("a Picky cannot be made or read: too many dims");
    }
}

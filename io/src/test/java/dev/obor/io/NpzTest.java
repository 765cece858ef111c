package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.npz");
    }

    private static Map<String, Tensor> everyDtype() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(2);
        for (DType dtype : DType.values()) {
            tensors.put("layer.0/" + dtype + " ü", ArraySamples.random(dtype, random, 3, 5));
        }
        tensors.put("turned", ArraySamples.random(DType.INT32, random, 4, 3).t());
        tensors.put("number", ArraySamples.random(DType.FLOAT64, random));
        tensors.put("zeros", Tensor.full(Shape.of(300, 100), 0, DType.FLOAT64));
        return tensors;
    }

    private void save(Map<String, Tensor> tensors, boolean compressed) {
        if (compressed) {
            Npz.saveCompressed(file(), tensors);
        } else {
            Npz.save(file(), tensors);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsNamesOrderAndBits(boolean compressed) throws IOException {
        Map<String, Tensor> tensors = everyDtype();
        save(tensors, compressed);
        Map<String, Tensor> loaded = Npz.load(file());
        assertThat(loaded.keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> ArraySamples.assertSame(loaded.get(name), tensor));
        assertThat(Files.size(file())).isBetween(compressed ? 2000L : 240_000L, compressed ? 10_000L : 260_000L);
        byte[] first = Files.readAllBytes(file());
        save(tensors, compressed);
        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsSingleTensorsAndRows(boolean compressed) {
        Map<String, Tensor> tensors = everyDtype();
        save(tensors, compressed);
        try (TensorFile open = Npz.open(file())) {
            assertThat(open.names()).containsExactlyElementsOf(tensors.keySet());
            assertThat(open.metadata()).isEmpty();
            assertThat(open.dtype("turned")).isEqualTo(DType.INT32);
            assertThat(open.shape("turned")).isEqualTo(Shape.of(3, 4));
            ArraySamples.assertSame(open.tensor("turned"), tensors.get("turned"));
            ArraySamples.assertSame(
                    open.rows("turned", 1, 3), tensors.get("turned").narrow(0, 1, 2));
            ArraySamples.assertSame(
                    open.rows("zeros", 299, 300), tensors.get("zeros").narrow(0, 299, 1));
            ArraySamples.assertSame(
                    open.tensor("layer.0/float16 ü", DType.FLOAT32),
                    tensors.get("layer.0/float16 ü").to(DType.FLOAT32));
            assertThatThrownBy(() -> open.tensor("Turned"))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("has no tensor 'Turned', but 'layer.0/bool ü'")
                    .hasMessageContaining("and 5 more");
            assertThatThrownBy(() -> open.rows("number", 0, 0)).isInstanceOf(DataException.class);
            assertThatThrownBy(() -> open.rows("zeros", 0, 301)).isInstanceOf(DataException.class);
        }
    }

    @Test
    void readsGoldenFiles() {
        for (String name : new String[] {"stored.npz", "compressed.npz"}) {
            Map<String, Tensor> loaded = Npz.load(Golden.file(name));
            for (DType dtype : DType.values()) {
                ArraySamples.assertSame(loaded.get(dtype.toString()), ArraySamples.golden(dtype, 2, 3));
            }
            ArraySamples.assertSame(loaded.get("layer.0/weight ü"), ArraySamples.golden(DType.FLOAT32, 3, 5));
            ArraySamples.assertSame(loaded.get("number"), ArraySamples.golden(DType.INT64));
            assertThat(loaded).hasSize(name.startsWith("s") ? 12 : 13);
        }
    }

    @Test
    void refusesNamesThatLeadElsewhere() {
        Tensor tensor = ArraySamples.golden(DType.BOOL, 1);
        for (String name : new String[] {"../a", "/a", "a/../../b", "a\\b", "C:a", "a\n", "\ud800"}) {
            assertThatThrownBy(() -> Npz.save(file(), Map.of(name, tensor)))
                    .as(name)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("choose another name");
        }
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void numpyReadsWhatIsWritten(boolean compressed) {
        Map<String, Tensor> tensors = everyDtype();
        save(tensors, compressed);
        Path copy = folder.resolve("copy.npz");
        String script = """
                with numpy.load(sys.argv[1]) as a:
                    assert a['turned'].flags.f_contiguous
                    for name in a.files:
                        dtype = name.split('/')[-1].split(' ')[0]
                        if dtype != name and dtype != 'bfloat16':
                            assert a[name].dtype == dtype, name
                    numpy.savez_compressed(sys.argv[2], **a)
                """;
        Python.run("numpy", script, file(), copy);
        Map<String, Tensor> loaded = Npz.load(copy);
        assertThat(loaded.keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> ArraySamples.assertSame(loaded.get(name), tensor));
    }
}

package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Single tensors, rows, and models in several files.
class SafetensorsIndexTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("model.safetensors");
    }

    private Path index() {
        return folder.resolve("model.safetensors.index.json");
    }

    private static Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(3);
        for (DType dtype : DType.values()) {
            tensors.put("layer." + dtype, ArraySamples.random(dtype, random, 6, 4));
        }
        tensors.put("number", ArraySamples.random(DType.INT64, random));
        tensors.put("empty", ArraySamples.random(DType.INT8, random, 0, 2));
        return tensors;
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertHolds(Path path, Map<String, Tensor> tensors) {
        Map<String, Tensor> loaded = Safetensors.load(path);
        assertThat(loaded.keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> ArraySamples.assertSame(loaded.get(name), tensor));
    }

    @Test
    void readsSingleTensorsAndRows() {
        Map<String, Tensor> tensors = tensors();
        Safetensors.save(file(), tensors, Map.of("k", "v"));
        Safetensors.saveSharded(index(), tensors, 100, Map.of("k", "v"));
        for (Path path : List.of(file(), index())) {
            try (TensorFile open = Safetensors.open(path)) {
                assertThat(open.names()).containsExactlyElementsOf(tensors.keySet());
                assertThat(open.metadata()).containsEntry("k", "v");
                tensors.forEach((name, tensor) -> {
                    assertThat(open.dtype(name)).isEqualTo(tensor.dtype());
                    assertThat(open.shape(name)).isEqualTo(tensor.shape());
                    ArraySamples.assertSame(open.tensor(name), tensor);
                    if (tensor.dim() == 2 && tensor.numel() > 0) {
                        ArraySamples.assertSame(open.rows(name, 2, 5), tensor.narrow(0, 2, 3));
                    }
                });
                ArraySamples.assertSame(open.rows("empty", 0, 0), tensors.get("empty"));
                for (String name : List.of("layer.float16", "layer.bfloat16")) {
                    Tensor wide = open.tensor(name, DType.FLOAT32);
                    assertThat(wide.dtype()).isEqualTo(DType.FLOAT32);
                    assertThat(wide.reshape(24).toFloatArray())
                            .containsExactly(tensors.get(name)
                                    .to(DType.FLOAT32)
                                    .reshape(24)
                                    .toFloatArray());
                }
                assertThatThrownBy(() -> open.tensor("x"))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("has no tensor 'x', but 'layer.bool'");
                assertThatThrownBy(() -> open.rows("number", 0, 0)).hasMessageContaining("has no dims");
                assertThatThrownBy(() -> open.rows("layer.bool", 3, 7))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("rows 3 to 7 of 'layer.bool', which has 6");
            }
        }
        TensorFile closed = Safetensors.open(file());
        closed.close();
        assertThatThrownBy(() -> closed.tensor("number"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("was closed");
    }

    @Test
    void noticesAFileThatShrinksWhileItIsOpen() throws IOException {
        Safetensors.save(file(), Map.of("a", ArraySamples.golden(DType.FLOAT32, 100_000)));
        try (TensorFile open = Safetensors.open(file());
                FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(1000);
            assertThatThrownBy(() -> open.tensor("a"))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("cut short while it was read");
        }
    }

    @Test
    void savesShardsAndDeletesThoseOfTheFormerModel() throws IOException {
        Map<String, Tensor> tensors = tensors();
        Safetensors.saveSharded(index(), tensors, 150, Map.of());
        List<String> first = files();
        assertThat(first).hasSize(8).contains("model-00001-of-00007.safetensors", "model.safetensors.index.json");
        assertHolds(index(), tensors);
        Files.writeString(folder.resolve("model-00001-of-00002.safetensors"), "not ours");
        Safetensors.saveSharded(index(), tensors, 150, Map.of("total_size", "wrong", "k", "v"));
        assertThat(files()).hasSize(9).doesNotContain("model-00001-of-00007.safetensors");
        assertHolds(index(), tensors);
        assertThat(Files.readString(index())).contains("\"metadata\":{\"k\":\"v\",\"total_size\":");
        Safetensors.saveSharded(index(), Map.of("a", ArraySamples.golden(DType.BOOL, 3)), 1, Map.of());
        assertThat(files())
                .containsExactly(
                        "model-00001-of-00001.safetensors",
                        "model-00001-of-00002.safetensors",
                        "model.safetensors.index.json");
        Safetensors.saveSharded(index(), Map.of(), 1, Map.of());
        assertHolds(index(), Map.of());
    }

    @Test
    void leavesTheFormerModelWhenSavingFails() throws IOException {
        Safetensors.saveSharded(index(), tensors(), 100, Map.of());
        List<String> before = files();
        Map<String, Tensor> bad = new LinkedHashMap<>(tensors());
        bad.put("\ud800", ArraySamples.golden(DType.BOOL, 1));
        assertThatThrownBy(() -> Safetensors.saveSharded(index(), bad, 100, Map.of()))
                .isInstanceOf(DataException.class);
        assertThat(files()).isEqualTo(before);
        assertHolds(index(), tensors());
        assertThatThrownBy(() -> Safetensors.saveSharded(file(), tensors(), 100, Map.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(".safetensors.index.json");
        assertThatThrownBy(() -> Safetensors.saveSharded(index(), tensors(), 0, Map.of()))
                .isInstanceOf(DataException.class);
    }

    private void assertRefused(String json, String reason) throws IOException {
        Files.writeString(index(), json);
        assertThatThrownBy(() -> Safetensors.load(index()))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("safetensors load: " + index() + ", byte ")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesBrokenIndices() throws IOException {
        Safetensors.save(file(), Map.of("a", ArraySamples.golden(DType.BOOL, 1)));
        Safetensors.save(folder.resolve("two.safetensors"), tensors());
        String entry = "\"a\":\"model.safetensors\"";
        Files.writeString(
                index(), "{\"other\":[{}],\"weight_map\":{" + entry + "},\"metadata\":{\"n\":7,\"deep\":{\"x\":[]}}}");
        assertThat(Safetensors.loadContent(index()).metadata()).containsEntry("n", "7");
        assertRefused("", "must begin with '{'");
        assertRefused("{}", "lacks its weight_map");
        assertRefused("{\"weight_map\":[]}", "weight_map must be an object");
        assertRefused("{\"weight_map\":{\"a\":1}}", "the shard of tensor 'a' must be a string");
        assertRefused("{\"weight_map\":{" + entry + "," + entry + "}}", "tensor 'a' is there twice");
        assertRefused("{\"weight_map\":{},\"weight_map\":{}}", "'weight_map' is there twice");
        assertRefused("{\"weight_map\":{\"b\":\"model.safetensors\"}}", "'b' is not in model.safetensors");
        assertRefused("{\"weight_map\":{\"number\":\"two.safetensors\"}}", "does not name tensor 'layer.bool'");
        assertRefused("{\"x\":" + "[".repeat(2000), "JSON");
        for (String name : Arrays.asList(
                "../model.safetensors", "/etc/x.safetensors", "a\\\\b.safetensors", "C:x.safetensors", "model.bin")) {
            assertRefused("{\"weight_map\":{\"a\":\"" + name + "\"}}", "no name of a file beside the index");
        }
        Files.writeString(index(), "{\"weight_map\":{\"a\":\"none.safetensors\"}}");
        assertThatThrownBy(() -> Safetensors.load(index()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("does not exist");
        assertThat(Shape.of(1)).isEqualTo(Safetensors.load(file()).get("a").shape());
    }
}

package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("model.safetensors");
    }

    private View roundTrip(View view) {
        Safetensors.saveViews(file(), Map.of("x", view), Map.of());
        View read = Safetensors.load(file()).get("x").view();
        assertThat(read.shape()).isEqualTo(view.shape());
        assertThat(read.dtype()).isEqualTo(view.dtype());
        assertThat(read.layout()).isEqualTo(Layout.dense(view.shape()));
        return read;
    }

    @Test
    void everyDtypeKeepsItsBits() {
        for (DType dtype : DType.values()) {
            Storage storage = Storage.of(dtype, 6);
            switch (storage) {
                case Storage.Booleans s -> Arrays.fill(s.array(), 2, 5, true);
                case Storage.Bytes s -> Arrays.setAll(new int[6], i -> s.array()[i] = (byte) (100 * i - 128));
                case Storage.Shorts s -> Arrays.setAll(new int[6], i -> s.array()[i] = (short) (0x7C01 + 9999 * i));
                case Storage.Ints s -> Arrays.setAll(s.array(), i -> i * 0x12345678);
                case Storage.Longs s -> Arrays.setAll(s.array(), i -> i * 0x123456789ABCDEFL);
                // A NaN with a payload, -0 and the smallest subnormal number among them.
                case Storage.Floats s -> {
                    int[] bits = {0x7FC12345, 0x80000000, 1, 0x7F800000, 0x3F800001, 0xFF7FFFFF};
                    Arrays.setAll(new int[6], i -> {
                        s.array()[i] = Float.intBitsToFloat(bits[i]);
                        return 0;
                    });
                }
                case Storage.Doubles s -> Arrays.setAll(s.array(), i -> Math.sqrt(i) - 1e-300);
            }
            View read = roundTrip(new View(storage, Layout.dense(Shape.of(3, 2)), dtype));
            assertThat(read.storage().array()).as("%s", dtype).isEqualTo(storage.array());
        }
    }

    @Test
    void writesTheBytesOfTheFormat() throws IOException {
        Safetensors.saveViews(file(), Map.of("a", Samples.floats(Shape.of(1, 2), 1, -2)), Map.of("k", "v"));
        String header = "{\"__metadata__\":{\"k\":\"v\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        int padded = (header.length() + 7) / 8 * 8;
        byte[] data = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(-2)
                .array();
        String padding = " ".repeat(padded - header.length());
        assertThat(Files.readAllBytes(file())).isEqualTo(Samples.safetensors(header + padding, data));
    }

    @Test
    void writesAnyLayoutInRowMajorOrder() {
        int[] numbers = new int[24];
        Arrays.setAll(numbers, i -> i);
        View dense = new View(new Storage.Ints(numbers), Layout.dense(Shape.of(2, 3, 4)), DType.INT32);
        Layout layout = dense.layout();
        assertThat(roundTrip(dense.with(layout.permute(2, 0, 1))).storage().array())
                .isEqualTo(
                        new int[] {0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21, 2, 6, 10, 14, 18, 22, 3, 7, 11, 15, 19, 23
                        });
        assertThat(roundTrip(dense.with(layout.slice(1, 1, 2, 1).slice(2, 1, 2, 2)))
                        .storage()
                        .array())
                .isEqualTo(new int[] {5, 7, 9, 11, 17, 19, 21, 23});
        assertThat(roundTrip(dense.with(layout.select(0, 1).select(0, 0)))
                        .storage()
                        .array())
                .isEqualTo(new int[] {12, 13, 14, 15});
        assertThat(roundTrip(dense.with(Layout.of(Shape.of(2, 2), new int[] {0, 0}, 7)))
                        .storage()
                        .array())
                .isEqualTo(new int[] {7, 7, 7, 7});
        assertThat(roundTrip(dense.with(Layout.of(Shape.SCALAR, new int[0], 5)))
                        .storage()
                        .array())
                .isEqualTo(new int[] {5});
        assertThat(roundTrip(dense.with(layout.slice(1, 3, 0, 1))).storage().length())
                .isZero();
    }

    @Test
    void readsAndWritesMoreThanOneBuffer() {
        double[] numbers = new double[300_000];
        Arrays.setAll(numbers, i -> 1.0 / (i + 1));
        View dense = new View(new Storage.Doubles(numbers), Layout.dense(Shape.of(3, 100_000)), DType.FLOAT64);
        assertThat(roundTrip(dense).storage().array()).isEqualTo(numbers);
        double[] turned = new double[300_000];
        Arrays.setAll(turned, i -> numbers[i % 3 * 100_000 + i / 3]);
        assertThat(roundTrip(dense.with(dense.layout().permute(1, 0))).storage().array())
                .isEqualTo(turned);
        boolean[] truths = new boolean[300_001];
        Arrays.fill(truths, 270_000, 300_001, true);
        View bools = new View(new Storage.Booleans(truths), Layout.dense(Shape.of(300_001)), DType.BOOL);
        assertThat(roundTrip(bools).storage().array()).isEqualTo(truths);
    }

    @Test
    void keepsTheOrderOfNamesAndAlignsTheData() throws IOException {
        Map<String, View> tensors = new LinkedHashMap<>();
        tensors.put("z", new View(new Storage.Bytes(new byte[] {1, 2, 3}), Layout.dense(Shape.of(3)), DType.INT8));
        tensors.put("ü \"\n", Samples.floats(Shape.of(1), 4));
        tensors.put("a", new View(new Storage.Longs(new long[] {5}), Layout.dense(Shape.SCALAR), DType.INT64));
        tensors.put("empty", Samples.floats(Shape.of(0, 3)));
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("", "\u0000 \uD83D\uDE00"));
        metadata.put("format", "pt");
        Safetensors.saveViews(file(), tensors, metadata);
        Safetensors.Content content = Safetensors.loadContent(file());
        assertThat(content.tensors().keySet()).containsExactly("z", "ü \"\n", "a", "empty");
        assertThat(content.metadata()).isEqualTo(metadata);
        assertThat(content.tensors().get("z").view().storage().array()).isEqualTo(new byte[] {1, 2, 3});
        String text = Files.readString(file(), StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("\"I8\",\"shape\":[3],\"data_offsets\":[12,15]")
                .contains("\"I64\",\"shape\":[],\"data_offsets\":[0,8]");
        assertThat(ByteBuffer.wrap(Files.readAllBytes(file()))
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong()
                        % 8)
                .isZero();
    }

    @Test
    void writesAFileWithoutTensors() {
        Safetensors.save(file(), Map.of());
        assertThat(Safetensors.load(file())).isEmpty();
    }

    @Test
    void refusesToWriteWhatNobodyCouldRead() throws IOException {
        View view = Samples.floats(Shape.of(2), 1, 2);
        assertNotWritten(Map.of("__metadata__", view), "cannot have this name");
        assertNotWritten(
                Map.of("x", new View(view.storage(), Layout.dense(Shape.of(3)), DType.FLOAT32)), "does not fit");
        assertNotWritten(
                Map.of("x", new View(view.storage(), view.layout(), DType.INT32)), "does not fit its storage, Floats");
        int[] ones = new int[65];
        Arrays.fill(ones, 1);
        assertNotWritten(Map.of("x", Samples.floats(Shape.of(ones), 1)), "has 65 dims");
        assertNotWritten(Map.of("\uD83D", view), "valid Unicode");
        assertThatThrownBy(() -> Safetensors.saveViews(file(), Map.of("x", view), Map.of("k", "\uD83D")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("metadata 'k' holds half of a surrogate pair");
        assertThat(folder.toFile().list()).isEmpty();
        assertThatThrownBy(() -> Safetensors.saveViews(folder.resolve("none/x"), Map.of("x", view), Map.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("make it first");
    }

    private void assertNotWritten(Map<String, View> tensors, String reason) {
        assertThatThrownBy(() -> Safetensors.saveViews(file(), tensors, Map.of()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("safetensors save: " + file() + ": ")
                .hasMessageContaining(reason);
    }

    @Test
    void saysWhenThereIsNoFile() {
        assertThatThrownBy(() -> Safetensors.load(file()))
                .isInstanceOf(DataException.class)
                .hasMessage("safetensors load: " + file() + " does not exist: check the path");
    }

    @Test
    void readsWhatThePackageWrote() {
        try (TensorFile file = Safetensors.open(Golden.file("weights.safetensors"))) {
            assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"), Map.entry("made by", "Ünïcödé"));
            assertThat(file.names()).hasSize(DType.values().length + 3);
            for (DType dtype : DType.values()) {
                ArraySamples.assertSame(file.tensor(dtype.toString()), ArraySamples.golden(dtype, 2, 3));
            }
            ArraySamples.assertSame(file.tensor("layer.0/weight ü"), ArraySamples.golden(DType.FLOAT32, 3, 5));
            ArraySamples.assertSame(file.tensor("number"), ArraySamples.golden(DType.INT64));
            ArraySamples.assertSame(file.tensor("empty"), ArraySamples.golden(DType.FLOAT16, 0, 3));
        }
    }

    @Test
    void thePackageReadsWhatIsWritten() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (DType dtype : DType.values()) {
            tensors.put(dtype + " ü", ArraySamples.random(dtype, new SplittableRandom(7), 3, 4));
        }
        tensors.put("number", ArraySamples.golden(DType.INT32));
        Safetensors.save(file(), tensors, Map.of("k", "ü"));
        Path copy = folder.resolve("copy.safetensors");
        String script = """
                from safetensors.torch import load_file, save_file
                from safetensors import safe_open
                with safe_open(sys.argv[1], "pt") as f:
                    assert f.metadata() == {"k": "ü"}, f.metadata()
                tensors = load_file(sys.argv[1])
                for name, value in tensors.items():
                    assert name == "number" or name == str(value.dtype)[6:] + " ü", (name, value.dtype)
                save_file(tensors, sys.argv[2])
                """;
        Python.run("torch,safetensors", script, file(), copy);
        Map<String, Tensor> read = Safetensors.load(copy);
        assertThat(read).hasSameSizeAs(tensors);
        tensors.forEach((name, tensor) -> ArraySamples.assertSame(read.get(name), tensor));
    }

    /// The format's few rules written out in Python, where the package is not installed.
    @Test
    void numpyFindsWhatIsWritten() {
        Tensor x = ArraySamples.random(DType.INT32, new SplittableRandom(8), 3, 4);
        Safetensors.save(file(), Map.of("x", x.t()));
        Path copy = folder.resolve("copy.npy");
        String script = """
                import json
                data = open(sys.argv[1], "rb").read()
                end = 8 + int.from_bytes(data[:8], "little")
                entry = json.loads(data[8:end])["x"]
                begin, stop = entry["data_offsets"]
                assert entry["dtype"] == "I32" and len(data) == end + stop
                numpy.save(sys.argv[2], numpy.frombuffer(data[end + begin:end + stop], "<i4").reshape(entry["shape"]))
                """;
        Python.run("numpy", script, file(), copy);
        ArraySamples.assertSame(Npy.load(copy), x.t());
    }
}

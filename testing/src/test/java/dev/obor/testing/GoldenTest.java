package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTest {
    private static byte[] zipped(byte... bytes) {
        try {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes);
            }
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden open(String text) {
        return Golden.open(new ByteArrayInputStream(zipped(text.getBytes(StandardCharsets.UTF_8))), "file.jsonl.gz");
    }

    private static GoldenValue value(String json) {
        try (Golden golden = open("{\"v\": " + json + "}\n")) {
            return golden.next().orElseThrow().get("v");
        }
    }

    @Test
    void plainValues() {
        assertThat(value("1.5").asDouble()).isEqualTo(1.5);
        assertThat(value("{\"f\": -0.0}")).isEqualTo(new GoldenValue.Real(-0.0));
        assertThat(value("{\"f\": \"nan\"}").asDouble()).isNaN();
        assertThat(value("{\"f\": \"-inf\"}").asDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(value("-9223372036854775808").asLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(value("true").asBoolean()).isTrue();
        assertThat(value("\"café ∑\"").asText()).isEqualTo("café ∑");
        assertThat(value("null").isNone()).isTrue();
        assertThat(value("{\"ellipsis\": true}")).isEqualTo(new GoldenValue.Ellipsis());
        assertThat(value("{\"dtype\": \"bfloat16\"}").asDType()).isEqualTo(DType.BFLOAT16);
        assertThat(value("{\"slice\": [1, null, -2]}"))
                .isEqualTo(new GoldenValue.Slice(OptionalLong.of(1), OptionalLong.empty(), OptionalLong.of(-2)));
        assertThat(value("{\"error\": \"ValueError\", \"message\": \"no\"}"))
                .isEqualTo(new GoldenValue.Failure("ValueError", "no"));
    }

    @Test
    void listsAndDictsNest() {
        assertThat(value("{\"l\": [1, {\"l\": []}, [2]]}").asList()).hasSize(3);
        assertThat(value("{\"dict\": {\"b\": 1, \"a\": {\"f\": 2.0}}}").asMap().keySet())
                .containsExactly("b", "a");
        assertThat(value("{\"x\": 1, \"f\": 2}").asMap().get("f").asInt()).isEqualTo(2);
    }

    @Test
    void mapsThatUseTheKeysOfEncodingsAreMaps() {
        assertThat(value("{\"f\": 3}").asMap()).containsKey("f");
        assertThat(value("{\"l\": 3}").asMap()).containsKey("l");
        assertThat(value("{\"f\": {\"f\": 1.5}}").asMap().get("f").asDouble()).isEqualTo(1.5);
        assertThat(value("{\"l\": {\"l\": [1]}}").asMap().get("l").asList()).hasSize(1);
        assertThat(value("{\"dict\": {\"f\": {\"f\": 1.5}}}").asMap().get("f").asDouble())
                .isEqualTo(1.5);
        assertThat(value("{\"dtype\": {\"dtype\": \"int64\"}, \"device\": \"cpu\"}")
                        .asMap()
                        .get("dtype")
                        .asDType())
                .isEqualTo(DType.INT64);
        assertThat(value("{\"t\": 1, \"s\": 2, \"d\": 3}").asMap()).hasSize(3);
    }

    @Test
    void objectsToConstruct() {
        GoldenValue.Construct made =
                (GoldenValue.Construct) value("{\"transform\": \"Stack\", \"args\": [{\"l\": [{\"transform\":"
                        + " \"Exp.inv\"}]}, 2], \"kwargs\": {\"dim\": -1, \"f\": {\"f\": 0.5}}}");
        assertThat(made.kind()).isEqualTo("transform");
        assertThat(made.name()).isEqualTo("Stack");
        assertThat(made.args().getFirst().asList().getFirst())
                .isEqualTo(new GoldenValue.Construct("transform", "Exp.inv", List.of(), java.util.Map.of()));
        assertThat(made.kwargs().get("f").asDouble()).isEqualTo(0.5);
    }

    @Test
    void tensorsOfAllDtypes() {
        for (DType dtype : DType.values()) {
            String data = dtype == DType.BOOL ? "[true, false]" : dtype.isFloating() ? "[1.0, 0.0]" : "[1, 0]";
            Tensor expected = Obor.tensor(1, 0).to(dtype);
            assertSameBits(
                    value("{\"t\": \"" + dtype + "\", \"s\": [2], \"d\": " + data + "}")
                            .asTensor(),
                    expected);
        }
        assertSameBits(
                value("{\"t\": \"float32\", \"s\": [3], \"d\": [\"nan\", \"-inf\", -0.0]}")
                        .asTensor(),
                Tensor.of(Float.NaN, Float.NEGATIVE_INFINITY, -0f));
        assertSameBits(
                value("{\"t\": \"int64\", \"s\": [], \"d\": [9007199254740993]}")
                        .asTensor(),
                Obor.scalar(9007199254740993L));
        assertThat(value("{\"t\": \"uint8\", \"s\": [1], \"d\": [255]}")
                        .asTensor()
                        .itemLong())
                .isEqualTo(255);
        assertThat(value("{\"t\": \"float64\", \"s\": [2, 0], \"d\": []}")
                        .asTensor()
                        .shape())
                .isEqualTo(Shape.of(2, 0));
    }

    @Test
    void tensorsWithStridesAndGradients() {
        Tensor turned = value("{\"t\": \"int64\", \"s\": [2, 3], \"d\": [1, 2, 3, 4, 5, 6], \"stride\": [1, 2]}")
                .asTensor();
        assertSameBits(turned, Obor.arange(1, 7).reshape(2, 3));
        assertThat(turned.layout().strides()).containsExactly(1, 2);
        Tensor spread = value("{\"t\": \"float64\", \"s\": [2, 2], \"d\": [1.0, 1.0, 2.0, 2.0], \"stride\": [1, 0]}")
                .asTensor();
        assertThat(spread.toDoubleArray()).containsExactly(1, 1, 2, 2);
        String tracked = "{\"t\": \"float64\", \"s\": [], \"d\": [%s], \"g\": true}";
        GoldenValue nested = value("{\"l\": [" + tracked.formatted("1.0") + ", {\"dist\": \"N\", \"kwargs\": {\"a\": "
                + tracked.formatted("2.0") + ", \"b\": {\"t\": \"float64\", \"s\": [], \"d\": [3.0]}}}]}");
        assertThat(GoldenValue.tracked(List.of(nested)).stream().map(Tensor::item))
                .containsExactly(1.0, 2.0);
    }

    @Test
    void casesKnowTheirPlace() {
        try (Golden golden = open("{\"id\": \"a\"}\n\n{\"id\": 2}")) {
            assertThat(golden.next().orElseThrow().text("id")).isEqualTo("a");
            GoldenCase second = golden.next().orElseThrow();
            assertThat(second.place()).isEqualTo("file.jsonl.gz, line 3");
            assertThat(second.has("x")).isFalse();
            assertThatThrownBy(() -> second.get("x"))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContainingAll("file.jsonl.gz, line 3", "'x'", "[id]");
            assertThatThrownBy(() -> second.text("id"))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("'id'");
            assertThatThrownBy(() -> second.get("id").asTensor())
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("tensor");
            assertThat(golden.next()).isEmpty();
            assertThat(golden.next()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[1]",
                "{",
                "{\"a\": 1} {}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": 99999999999999999999}",
                "{\"a\": NaN}",
                "{\"a\": 1e999}",
                "{\"a\": {\"t\": \"float32\", \"s\": [1], \"d\": [1e300]}}",
                "{\"a\": {\"f\": \"one\"}}",
                "{\"a\": {\"dtype\": \"float128\"}}",
                "{\"a\": {\"slice\": [1.5, null, null]}}",
                "{\"a\": {\"t\": \"complex64\", \"s\": [], \"d\": [1.0]}}",
                "{\"a\": {\"t\": \"float32\", \"s\": [2], \"d\": [1.0]}}",
                "{\"a\": {\"t\": \"float32\", \"s\": [-1], \"d\": []}}",
                "{\"a\": {\"t\": \"float32\", \"s\": [3000000000], \"d\": []}}",
                "{\"a\": {\"t\": \"float32\", \"s\": [1.0], \"d\": [1.0]}}",
                "{\"a\": {\"t\": \"float32\", \"s\": [1], \"d\": [true]}}",
                "{\"a\": {\"t\": \"float32\", \"s\": [1], \"d\": [\"x\"]}}",
                "{\"a\": {\"t\": \"float32\", \"s\": [1], \"d\": [null]}}",
                "{\"a\": {\"t\": \"int8\", \"s\": [1], \"d\": [128]}}",
                "{\"a\": {\"t\": \"int64\", \"s\": [1], \"d\": [1.0]}}",
                "{\"a\": {\"t\": \"bool\", \"s\": [1], \"d\": [1]}}",
                "{\"a\": {\"t\": \"int64\", \"s\": [1], \"d\": [1], \"g\": true}}",
                "{\"a\": {\"t\": \"int64\", \"s\": [2], \"d\": [1, 2], \"stride\": [-1]}}",
                "{\"a\": {\"t\": \"int64\", \"s\": [2], \"d\": [1, 2], \"stride\": [1, 1]}}",
                "{\"a\": {\"t\": \"int64\", \"s\": [2], \"d\": [1, 2], \"stride\": 1}}",
                "{\"a\": {\"t\": \"int64\", \"s\": [2], \"d\": [1, 2], \"stride\": [2000000000]}}",
            })
    void malformedLinesAreNamedAndPassedOver(String line) {
        try (Golden golden = open("{}\n" + line + "\n{\"after\": 1}\n")) {
            assertThat(golden.next()).isPresent();
            assertThatThrownBy(golden::next)
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("golden: file.jsonl.gz, line 2: ");
            assertThat(golden.next().orElseThrow().has("after")).isTrue();
        }
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> value("[".repeat(100_000))).isInstanceOf(FormatException.class);
    }

    @Test
    void filesThatAreNoneAreRefused(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.jsonl.gz");
        assertThatThrownBy(() -> Golden.open(missing))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("missing");
        Path plain = Files.writeString(folder.resolve("plain.gz"), "{}");
        assertThatThrownBy(() -> Golden.open(plain))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("plain.gz");
        Path good = Files.write(folder.resolve("good.gz"), zipped("{}\n{}".getBytes(StandardCharsets.UTF_8)));
        List<GoldenCase> cases = new ArrayList<>();
        Golden.forEach(good, cases::add);
        assertThat(cases).hasSize(2);
    }

    @Test
    void damagedFilesGiveCasesOrFormatExceptionsAndNothingElse() {
        byte[] good = zipped(
                ("{\"a\": {\"t\": \"float32\", \"s\": [2, 1], \"d\": [1.0, \"nan\"], \"stride\": [1, 1]}, \"b\": {\"l\":"
                                + " [{\"f\": 0.5}]}}\n")
                        .repeat(3)
                        .getBytes(StandardCharsets.UTF_8));
        byte[] text = "{\"a\": {\"t\": \"float32\", \"s\": [2, 1], \"d\": [1.0, \"nan\"], \"stride\": [1, 1]}}\n"
                .getBytes(StandardCharsets.UTF_8);
        for (long seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = seed % 2 == 0 ? good.clone() : text.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(seed % 3 == 0 ? 256 : 128);
            }
            byte[] file = seed % 2 == 0 ? bytes : zipped(bytes);
            try (Golden golden = Golden.open(new ByteArrayInputStream(file), "seed " + seed)) {
                for (int i = 0; i < 5 && golden.next().isPresent(); i++) {
                    assertThat(i).isLessThan(4);
                }
            } catch (FormatException e) {
                assertThat(e).hasMessageContaining("seed " + seed);
            }
        }
    }
}

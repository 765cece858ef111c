package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is refused, and where the message says it is.
class SafetensorsFormatTest {
    private static final String GOOD = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

    private static Map<String, View> parse(byte[] file) {
        return SafetensorsFile.views(Source.of(Safetensors.LOAD, "x.st", file));
    }

    private static void assertRefused(byte[] file, long at, String reason) {
        assertThatThrownBy(() -> parse(file))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("safetensors load: x.st, byte " + at + ": ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    /// Checks that a header is refused at the place that `^` marks.
    private static void assertHeaderRefused(String marked, int dataBytes, String reason) {
        byte[] file = Samples.safetensors(marked.replace("^", ""), new byte[dataBytes]);
        assertRefused(file, 8 + marked.indexOf('^'), reason);
    }

    private static String tensor(String name, String dtype, String shape, String offsets) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets
                + "}";
    }

    private static void assertShapeRefused(String shape, String reason) {
        assertHeaderRefused("{" + tensor("a", "F32", shape, "[0,8]") + "}", 8, reason);
    }

    private static void assertOffsetsRefused(String offsets, String reason) {
        assertHeaderRefused("{" + tensor("a", "F32", "[2]", offsets) + "}", 8, reason);
    }

    private static void assertTensorRefused(String shape, String offsets, String reason) {
        assertHeaderRefused("{^" + tensor("a", "F32", shape, offsets) + "}", 8, reason);
    }

    @Test
    void acceptsFieldsInAnyOrderAndPadding() {
        String header = " {\"a\": {\"data_offsets\": [0, 8], \"shape\": [2], \"dtype\": \"F32\"}} \n ".substring(1);
        assertThat(parse(Samples.safetensors(header, new byte[8])).get("a").shape())
                .isEqualTo(Shape.of(2));
    }

    @Test
    void refusesAWrongLength() {
        assertRefused(new byte[0], 0, "within its first 8 bytes");
        assertRefused(new byte[7], 7, "within its first 8 bytes");
        byte[] good = Samples.safetensors(GOOD, new byte[8]);
        byte[] tooLong = good.clone();
        tooLong[3] = 1;
        assertRefused(
                tooLong, 0, "a header of " + (GOOD.length() + (1 << 24)) + " bytes, at most " + (GOOD.length() + 8));
        byte[] negative = good.clone();
        negative[7] = -1;
        assertRefused(negative, 0, "a header of 18374686479671623734 bytes");
        assertRefused(new byte[8], 8, "must begin with '{'");
        assertRefused(
                Arrays.copyOf(good, good.length - 1), 9, "tensor 'a' ends at byte 8 of the data, which has only 7");
        assertRefused(Arrays.copyOf(good, good.length + 3), good.length, "goes on for 3 bytes");
    }

    @Test
    void refusesWhatIsNotAnObjectOfJson() {
        assertHeaderRefused("^[]", 0, "must begin with '{'");
        assertHeaderRefused("^ {}", 0, "must begin with '{'");
        assertHeaderRefused("{^", 0, "not valid JSON");
        assertHeaderRefused("{\"a\":^}", 0, "not valid JSON");
        assertHeaderRefused("{} ^{}", 0, "goes on after its closing '}'");
        assertHeaderRefused("{\"a\":^[[[[[[[[]]]]]]]]}", 0, "tensor 'a' must be an object");
        assertHeaderRefused("{\"a\":^1}", 0, "tensor 'a' must be an object");
        assertHeaderRefused("{\"\\ud83d^\":1}", 0, "not valid JSON");
        assertHeaderRefused("{\"\\udc00^\":1}", 0, "not valid JSON");
        assertHeaderRefused("{\"__metadata__\":{\"k\":^\"\\udc00\"}}", 0, "half of a surrogate pair");
        byte[] utf8 = Samples.safetensors(GOOD, new byte[8]);
        utf8[10] = (byte) 0xC3;
        assertRefused(utf8, 10, "not UTF-8");
        byte[] utf16 = Samples.safetensors("{\0}\0", new byte[0]);
        assertRefused(utf16, 12, "not UTF-8");
    }

    @Test
    void refusesBrokenTensors() {
        String unknown = "{" + tensor("a", "F31", "[2]", "[0,8]") + "}";
        assertHeaderRefused(unknown.replace("\"F31", "^\"F31"), 8, "dtype 'F31': known are BOOL, U8, I8");
        assertShapeRefused("^2", "tensor 'a', shape must be an array");
        assertShapeRefused("[^2.0]", "shape must be made of whole numbers");
        assertShapeRefused("[^\"2\"]", "made of whole numbers");
        assertShapeRefused("[^-2]", "shape holds -2: it must be 0 to 2147483647");
        assertShapeRefused("[^4294967296]", "holds 4294967296");
        assertShapeRefused("[^99999999999999999999]", "holds 99999999999999999999");
        assertShapeRefused("[" + "1,".repeat(64) + "^2]", "shape has more than 64 numbers");
        assertTensorRefused("[65536,65536]", "[0,8]", "shape [65536, 65536] has more than 2147483647");
        assertTensorRefused("[0,65536,65536]", "[0,0]", "has more than 2147483647");
        assertTensorRefused(
                "[3]", "[0,8]", "of shape [3] and dtype F32 takes 12 bytes, but its data_offsets [0, 8] span 8");
        assertTensorRefused("[2]", "[8,0]", "data_offsets [8, 0]");
        assertTensorRefused("[2]", "[0]", "data_offsets [0]");
        assertTensorRefused("[2]", "[9223372036854775800,9223372036854775807]", "span 7");
        assertOffsetsRefused("[0,8,^9]", "more than 2 numbers");
        assertOffsetsRefused("[^-8,0]", "data_offsets holds -8");
        assertHeaderRefused("{^\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8, "lacks its data_offsets");
        assertHeaderRefused("{^\"a\":{}}", 8, "lacks its dtype");
        assertHeaderRefused(GOOD.replace("\"shape", "^\"shave"), 8, "unknown field 'shave'");
        assertHeaderRefused(GOOD.replace("[2]", "[2],^\"shape\":[2]"), 8, "shape twice");
    }

    @Test
    void refusesHolesOverlapsAndDoubles() {
        String a = tensor("a", "F32", "[2]", "[0,8]");
        assertHeaderRefused("{" + a + ",^" + a + "}", 8, "'a' is there twice");
        assertHeaderRefused("{" + a + ",^" + tensor("b", "F32", "[2]", "[4,12]") + "}", 12, "no overlap");
        assertHeaderRefused("{" + a + ",^" + tensor("b", "F32", "[2]", "[0,8]") + "}", 8, "no overlap");
        assertHeaderRefused("{" + a + ",^" + tensor("b", "F32", "[2]", "[12,20]") + "}", 20, "no hole");
        assertHeaderRefused("{^" + tensor("b", "F32", "[2]", "[1,9]") + "}", 9, "no hole");
    }

    @Test
    void refusesMetadataThatIsNotText() {
        assertHeaderRefused("{\"__metadata__\":^[]}", 0, "__metadata__ must be an object");
        assertHeaderRefused("{\"__metadata__\":{\"k\":^1}}", 0, "__metadata__ 'k' must be a string");
        assertHeaderRefused("{\"__metadata__\":{\"k\":^{\"k\":\"v\"}}}", 0, "'k' must be a string");
        assertHeaderRefused("{\"__metadata__\":{\"k\":\"v\",^\"k\":\"v\"}}", 0, "'k' is there twice");
        assertHeaderRefused("{\"__metadata__\":{},^\"__metadata__\":{}}", 0, "'__metadata__' is there twice");
        assertHeaderRefused("{\"a\\n" + "b".repeat(99) + "\":^1}", 0, "tensor 'a·" + "b".repeat(58) + "…' must be");
    }

    @Test
    void refusesABoolThatIsNeitherFalseNorTrue() {
        byte[] file = Samples.safetensors("{" + tensor("a", "BOOL", "[3]", "[0,3]") + "}", new byte[] {0, 1, 2});
        assertRefused(file, file.length - 1, "a bool that is neither 0 nor 1");
    }

    @Test
    void mutatedFilesGiveTensorsOrAFormatException() {
        SplittableRandom random = new SplittableRandom(21);
        byte[][] seeds = {
            Samples.safetensors(GOOD, new byte[8]),
            Samples.safetensors(
                    "{\"__metadata__\":{\"k\":\"v\"}," + tensor("b", "BOOL", "[3]", "[8,11]") + ","
                            + tensor("a", "F64", "[1,1]", "[0,8]") + "} ",
                    new byte[11]),
            Samples.safetensors("{" + tensor("e", "I64", "[0,3]", "[0,0]") + "}", new byte[0]),
        };
        int values = 0;
        int refusals = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] mutant = Samples.mutate(seeds[i % seeds.length], random);
            Throwable thrown = catchThrowable(() -> parse(mutant));
            assertThat(thrown == null || thrown instanceof FormatException)
                    .as("mutant %s threw %s", new String(mutant, StandardCharsets.ISO_8859_1), thrown)
                    .isTrue();
            values += thrown == null ? 1 : 0;
            refusals += thrown == null ? 0 : 1;
        }
        assertThat(values).isGreaterThan(100);
        assertThat(refusals).isGreaterThan(1000);
    }
}

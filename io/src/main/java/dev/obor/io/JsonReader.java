package dev.obor.io;

import dev.obor.error.FormatException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Walks the tokens of a JSON object by what is allowed at each place. The text must be strict UTF-8, values
/// nest at most a few levels deep, and every error names the byte in the file.
final class JsonReader {
    /// The most bytes of a text.
    static final int MAX_BYTES = 100_000_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(MAX_BYTES)
                    .maxNameLength(MAX_BYTES)
                    .maxNumberLength(32)
                    .build())
            .build();

    /// What reads the tokens.
    interface Body {
        /// Reads from the object's first key on, until [JsonReader#hasNext()] says that it ends.
        void read(JsonReader json);
    }

    private final String op;
    private final String file;
    private final long start;
    private final JsonParser parser;

    private JsonReader(String op, String file, long start, JsonParser parser) {
        this.op = op;
        this.file = file;
        this.start = start;
        this.parser = parser;
    }

    /// Reads a text that is one object.
    ///
    /// @param start where the text begins in the file
    /// @param part what the text is, in errors, such as `the header`
    static void read(String op, String file, long start, byte[] json, String part, Body body) {
        if (json.length == 0 || json[0] != '{') {
            throw Faults.format(op, file, start, part + " must begin with '{'");
        }
        checkUtf8(op, file, start, json, part);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            JsonReader reader = new JsonReader(op, file, start, parser);
            parser.nextToken();
            body.read(reader);
            if (parser.nextToken() != null) {
                throw reader.fault(reader.at(), part + " goes on after its closing '}'");
            }
        } catch (JacksonException e) {
            // Breaches of the parser's own limits come without a place.
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw Faults.format(op, file, start + offset, part + " is not valid JSON");
        }
    }

    /// Checks for strict UTF-8, which the JSON parser does not in all cases; a 0 would make it guess another
    /// encoding.
    private static void checkUtf8(String op, String file, long start, byte[] json, String part) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(json);
        CharBuffer out = CharBuffer.allocate(Math.clamp(json.length, 1, 8192));
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
            out.flip();
            if (result.isError() || out.chars().anyMatch(c -> c == 0)) {
                throw Faults.format(op, file, start + in.position(), part + " is not UTF-8 text");
            }
        } while (result.isOverflow());
    }

    /// Tells whether a text can be written as UTF-8: a JSON escape, like a Java string, can hold half of a
    /// surrogate pair.
    static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /// Moves to the object's next key, or past its end.
    boolean hasNext() {
        return parser.nextToken() != JsonToken.END_OBJECT;
    }

    /// Returns the key that [#hasNext()] moved to, and moves to its value.
    String key() {
        String key = checked(parser.currentName());
        parser.nextToken();
        return key;
    }

    /// Checks that an object begins here.
    void object(String what) {
        expect(JsonToken.START_OBJECT, what, "an object");
    }

    /// Returns the string that stands here.
    String string(String what) {
        expect(JsonToken.VALUE_STRING, what, "a string");
        return checked(parser.getString());
    }

    /// Returns the number, string or truth value that stands here as text; empty, and passed over, for others.
    String scalar() {
        if (parser.currentToken().isScalarValue()) {
            return checked(parser.getString());
        }
        parser.skipChildren();
        return "";
    }

    /// Passes over the value that stands here.
    void skip() {
        parser.skipChildren();
    }

    /// Returns the whole numbers of the array that begins here, at most `most` of 0 to `largest`.
    long[] numbers(String what, int most, long largest) {
        expect(JsonToken.START_ARRAY, what, "an array");
        long[] numbers = new long[most];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.VALUE_NUMBER_INT, what, "made of whole numbers");
            if (count == most) {
                throw fault(at(), what + " has more than " + most + " numbers");
            }
            boolean small = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!small || parser.getLongValue() < 0 || parser.getLongValue() > largest) {
                throw fault(at(), what + " holds " + parser.getString() + ": it must be 0 to " + largest);
            }
            numbers[count++] = parser.getLongValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    /// Returns the place in the file.
    long at() {
        return start + parser.currentTokenLocation().getByteOffset();
    }

    /// Returns the exception for what is wrong at a place of the file.
    FormatException fault(long at, String reason) {
        return Faults.format(op, file, at, reason);
    }

    private void expect(JsonToken token, String what, String kind) {
        if (parser.currentToken() != token) {
            throw fault(at(), what + " must be " + kind);
        }
    }

    private String checked(String text) {
        if (!isText(text)) {
            throw fault(at(), Faults.quote(text) + " holds half of a surrogate pair");
        }
        return text;
    }
}

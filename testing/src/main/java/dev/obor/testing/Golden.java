package dev.obor.testing;

import dev.obor.error.FormatException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// Reads golden files: gzipped JSON lines, one case a line, in which tensors and other Python values are
/// encoded as [GoldenValue] says. Lines are read one by one, so a file may be larger than memory.
///
/// ```java
/// Golden.forEach(path, golden -> check(golden.text("op"), golden.get("input").asTensor()));
/// ```
public final class Golden implements AutoCloseable {
    /// More than any sensible case; a longer line is a broken or hostile file.
    private static final int LONGEST_LINE = 1 << 28;

    private final String file;
    private final Reader reader;
    private long line;

    private Golden(String file, Reader reader) {
        this.file = file;
        this.reader = reader;
    }

    /// Opens a file.
    ///
    /// @throws FormatException if it cannot be read or is not gzipped
    public static Golden open(Path path) {
        try {
            return open(Files.newInputStream(path), path.getFileName().toString());
        } catch (IOException e) {
            throw new FormatException("golden: " + path + " cannot be read: " + e, e);
        }
    }

    /// Opens a stream, which is closed with the result.
    ///
    /// @param file a name for messages
    /// @throws FormatException if it is not gzipped
    public static Golden open(InputStream stream, String file) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            InputStream plain = new GZIPInputStream(new BufferedInputStream(stream), 1 << 16);
            return new Golden(file, new BufferedReader(new InputStreamReader(plain, text), 1 << 16));
        } catch (IOException e) {
            try (stream) {
                throw new FormatException("golden: " + file + " is no gzipped file: " + e.getMessage(), e);
            } catch (IOException closing) {
                throw new FormatException("golden: " + file + " cannot be closed: " + closing, closing);
            }
        }
    }

    /// Calls `body` with each case of a file.
    ///
    /// @throws FormatException naming file and line at the first that is malformed
    public static void forEach(Path path, Consumer<GoldenCase> body) {
        try (Golden golden = open(path)) {
            for (Optional<GoldenCase> next = golden.next(); next.isPresent(); next = golden.next()) {
                body.accept(next.get());
            }
        }
    }

    /// Returns the next case; empty at the end. After a malformed line the next call goes on with the line
    /// after it.
    ///
    /// @throws FormatException naming file and line if the line is malformed
    public Optional<GoldenCase> next() {
        try {
            for (String text = readLine(); text != null; text = readLine()) {
                if (!text.isBlank()) {
                    return Optional.of(new GoldenCase(file, line, GoldenDecoder.decodeLine(text)));
                }
            }
            return Optional.empty();
        } catch (FormatException e) {
            throw new FormatException("golden: " + file + ", line " + line + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new FormatException("golden: " + file + ", line " + line + ": cannot be read: " + e, e);
        }
    }

    /// A line without its end, or null after the last; unlike `BufferedReader.readLine` it bounds the length.
    private String readLine() throws IOException {
        StringBuilder text = new StringBuilder();
        line++;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                return text.toString();
            }
            if (text.length() == LONGEST_LINE) {
                throw new IOException("the line is longer than " + LONGEST_LINE + " characters");
            }
            text.append((char) c);
        }
        return text.isEmpty() ? null : text.toString();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new FormatException("golden: " + file + " cannot be closed: " + e, e);
        }
    }
}

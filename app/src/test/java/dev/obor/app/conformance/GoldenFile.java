package dev.obor.app.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Golden files made in tests.
final class GoldenFile {
    private GoldenFile() {}

    static Path write(Path folder, String... lines) {
        Path file = folder.resolve("made.jsonl.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /// A line of the operator part; texts with single quotes for double ones.
    static String operator(String id, String op, String input, String args, String kwargs, String rest) {
        return ("{'id': '" + id + "', 'op': '" + op + "', 'variant': '', 'dtype': 'float64', 'input': " + input
                        + ", 'args': " + args + ", 'kwargs': " + kwargs + ", " + rest + "}")
                .replace('\'', '"');
    }

    /// A float64 vector.
    static String vector(boolean tracked, double... elements) {
        return "{'t': 'float64', 's': [" + elements.length + "], 'd': " + java.util.Arrays.toString(elements)
                + (tracked ? ", 'g': true}" : "}");
    }
}

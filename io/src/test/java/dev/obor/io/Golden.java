package dev.obor.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/// The files that `tools/golden/files/files.py` made with NumPy and PyTorch.
final class Golden {
    private Golden() {}

    /// Returns the path of a golden file.
    static Path file(String name) {
        try {
            return Path.of(url(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// Returns the bytes of a golden file.
    static byte[] bytes(String name) {
        try (InputStream in = url(name).openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(String name) {
        return Objects.requireNonNull(Golden.class.getResource("golden/" + name), name);
    }
}

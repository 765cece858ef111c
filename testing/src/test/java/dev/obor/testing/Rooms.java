package dev.obor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The order of the rooms, as in docs/architecture.md: a package uses only packages that stand above it here.
final class Rooms {
    static final List<String> ORDER = List.of(
            "dev.obor.error",
            "dev.obor.dtype",
            "dev.obor.layout",
            "dev.obor.storage",
            "dev.obor.math",
            "dev.obor.expr",
            "dev.obor.random",
            "dev.obor.tensor",
            "dev.obor.backend",
            "dev.obor.eager",
            "dev.obor.reference",
            "dev.obor",
            "dev.obor.autograd",
            "dev.obor.einops",
            "dev.obor.nn",
            "dev.obor.optim",
            "dev.obor.distributions",
            "dev.obor.data",
            "dev.obor.grid",
            "dev.obor.cpu",
            "dev.obor.io",
            "dev.obor.onnx",
            "dev.obor.train",
            "dev.obor.testing",
            "dev.obor.plot",
            "dev.obor.console",
            "dev.obor.primer",
            "dev.obor.notebook",
            "dev.obor.bench",
            "dev.obor.app.conformance",
            "dev.obor.app");

    /// The project's folder: tests run in that of their module.
    static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    private Rooms() {}

    /// Returns the place of a package in the order, for a sub-package that of its room; -1 for a package that
    /// has none.
    static int place(String name) {
        String room = name;
        while (!ORDER.contains(room) && room.lastIndexOf('.') > "dev.obor".length()) {
            room = room.substring(0, room.lastIndexOf('.'));
        }
        return ORDER.indexOf(room);
    }

    /// Returns the modules' folders.
    static List<Path> modules() {
        try (Stream<Path> folders = Files.list(PROJECT)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.obor.app;

import dev.obor.error.DataException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where this program was started from, for other Java programs to be started with the same library.
final class ClassPath {
    private ClassPath() {}

    /// Returns the library and all that it needs as a class path.
    static String ofModules() {
        String path = System.getProperty("jdk.module.path", System.getProperty("java.class.path"));
        return String.join(
                File.pathSeparator,
                Stream.of(path.split(File.pathSeparator))
                        .flatMap(entry -> jars(Path.of(entry)).stream())
                        .map(Path::toString)
                        .toList());
    }

    /// Returns the jars in a folder, or the entry itself if it is a jar or a folder of classes.
    private static List<Path> jars(Path entry) {
        if (!Files.isDirectory(entry)) {
            return List.of(entry.toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(entry)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
            return jars.isEmpty() ? List.of(entry.toAbsolutePath()) : jars;
        } catch (IOException e) {
            throw new DataException(
                    "obor: the folder " + entry + " of the module path cannot be read: " + e.getMessage(), e);
        }
    }
}

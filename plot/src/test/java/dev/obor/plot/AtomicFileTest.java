package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.obor.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private static final byte[] BYTES = {1, 2, 3};

    private void assertHoldsOnly(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a.png");
        AtomicFile.write("test", file, new byte[100_000]);
        AtomicFile.write("test", file, BYTES);
        assertThat(file).hasBinaryContent(BYTES);
        assertHoldsOnly("a.png");
    }

    @Test
    void fileMayBeReadByWhomeverAPlainFileMay() throws IOException {
        Path file = folder.resolve("a.png");
        AtomicFile.write("test", file, BYTES);
        Path plain = Files.createFile(folder.resolve("plain"));
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void missingFolderIsNamed() throws IOException {
        Path file = folder.resolve("missing").resolve("a.png");
        assertThatThrownBy(() -> AtomicFile.write("savePng", file, BYTES)).isInstanceOf(DataException.class)
                .hasMessage("savePng: " + folder.resolve("missing")
                        + " is not a folder: make it first, or pass another file");
        assertHoldsOnly();
    }

    @Test
    void folderIsNoFile() {
        assertThatThrownBy(() -> AtomicFile.write("savePng", folder, BYTES)).isInstanceOf(DataException.class)
                .hasMessageContaining("is a folder: pass the name of a file in it");
    }

    @Test
    void failedRenameLeavesNothingBehind() throws IOException {
        // A name that a folder cannot hold, so that everything before the rename succeeds.
        Path file = folder.resolve("x".repeat(300));
        assertThatThrownBy(() -> AtomicFile.write("savePng", file, BYTES)).isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be written");
        assertHoldsOnly();
    }

    @Test
    void unwritableFolderIsAClearError() {
        // Not even the superuser may make files here.
        Path file = Path.of("/proc/self/a.png");
        assumeTrue(Files.isDirectory(file.getParent()));
        assertThatThrownBy(() -> AtomicFile.write("savePng", file, BYTES)).isInstanceOf(DataException.class)
                .hasMessageStartingWith("savePng: /proc/self/a.png cannot be written (")
                .hasMessageEndingWith("pass a file in a folder that you may write to, on a disk with room");
    }

    @Test
    void savePngWritesTheBytesOfToPng() {
        Figure figure = Figure.of(320, 240).line("a", new double[] {1, 2}, new double[] {1, 2});
        Path file = figure.savePng(folder.resolve("a.png"));
        assertThat(file).hasBinaryContent(figure.toPng());
    }
}

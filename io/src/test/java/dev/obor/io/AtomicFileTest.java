package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private static void writeText(Path file, String text) {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("text");
        writeText(file, "one");
        writeText(file, "two");
        assertThat(file).hasContent("two");
        assertThat(folder.toFile().list()).containsExactly("text");
    }

    @Test
    void keepsTheOldFileAndNothingElseWhenTheContentFails() throws IOException {
        Path file = folder.resolve("text");
        writeText(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no more\nink");
                }))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("write: " + file + " cannot be written (no more·ink)");
        assertThatThrownBy(() -> AtomicFile.write(file, _ -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("text");
    }

    @Test
    void followsASymbolicLink() throws IOException {
        Path file = folder.resolve("real");
        writeText(file, "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        writeText(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void refusesAFolderAndAMissingFolder() throws IOException {
        assertThatThrownBy(() -> writeText(folder, ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is a folder: name a file");
        assertThatThrownBy(() -> writeText(folder.resolve("none/text"), ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("make it first");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> writeText(file.resolve("text"), ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is no folder");
    }
}

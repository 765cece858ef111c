package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.DataException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavePngTest {
    @TempDir
    private Path folder;

    private final Figure figure = Figure.of(320, 240).line("a", new double[] {1, 2}, new double[] {1, 2});

    @Test
    void writesTheBytesOfToPng() {
        assertThat(figure.savePng(folder.resolve("a.png"))).hasBinaryContent(figure.toPng());
        assertThat(folder).isDirectoryContaining("glob:**/a.png");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void missingFolderIsNamed() {
        assertThatThrownBy(() -> figure.savePng(folder.resolve("missing").resolve("a.png")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder.resolve("missing").toString());
    }
}

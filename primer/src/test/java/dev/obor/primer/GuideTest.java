package dev.obor.primer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compiles and runs every block of Java in the guide and the README, and compares the outputs that they show.
/// `-Dobor.guide.write=true` writes the outputs into the pages instead.
final class GuideTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void seed() {
        Obor.manualSeed(0);
    }

    @ParameterizedTest
    @MethodSource("dev.obor.primer.GuidePage#pages")
    void codeRunsAndShowsWhatThePageSays(Path file) throws Exception {
        GuidePage page = GuidePage.read(file);
        List<String> expected = page.withOutputs(page.run(folder));
        if (Boolean.getBoolean("obor.guide.write")) {
            Files.write(file, expected);
        } else {
            assertThat(page.lines()).isEqualTo(expected);
        }
    }
}

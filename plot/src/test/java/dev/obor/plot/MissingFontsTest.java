package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.error.OborException;
import dev.obor.io.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Draws in another Java whose font configuration lists no fonts.
class MissingFontsTest {
    /// What the other Java runs: two attempts, because AWT fails differently the second time.
    static final class Drawing {
        private Drawing() {}

        public static void main(String[] args) {
            PrintStream out = System.out;
            for (int attempt = 0; attempt < 2; attempt++) {
                try {
                    Figure.of(320, 240)
                            .line("a", new double[] {1, 2}, new double[] {1, 2})
                            .toPng();
                    out.println("drawn");
                } catch (PlotException e) {
                    out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void messageNamesWhatToInstall(@TempDir Path folder) throws Exception {
        Path configuration = Files.writeString(
                folder.resolve("fonts.conf"),
                "<?xml version=\"1.0\"?><fontconfig><dir>/nonexistent</dir></fontconfig>");
        // A home of its own, because Java keeps the fonts that it found there.
        String said = run(folder, configuration);
        assertThat(said.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("plot: this machine cannot draw text (Fontconfig")
                        .contains("fontconfig, libfreetype6 and fonts-dejavu-core"));
    }

    private static String run(Path home, Path configuration)
            throws IOException, InterruptedException, URISyntaxException {
        String classes = String.join(
                File.pathSeparator,
                location(Figure.class),
                location(OborException.class),
                location(AtomicFile.class),
                Path.of(System.getProperty("basedir", ""), "target", "test-classes")
                        .toString());
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dstdout.encoding=UTF-8",
                "-Duser.home=" + home,
                "-cp",
                classes,
                Drawing.class.getName());
        builder.environment().put("FONTCONFIG_FILE", configuration.toString());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}

package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every notebook of the project from its first cell to its last, where there is Jupyter.
class NotebooksTest {
    private static final Path NOTEBOOKS =
            Path.of("..", "notebooks").toAbsolutePath().normalize();

    /// The notebook of which more is known than that it runs.
    private static final String FIRST = "first-steps.ipynb";

    private static final int RETRIES = 4;

    @TempDir
    private Path folder;

    static List<String> notebooks() {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ipynb") && !name.equals(FIRST))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs Jupyter and returns its exit code; what it says goes to a file.
    private int jupyter(Path said, String... arguments) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("jupyter");
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JUPYTER_PATH", folder.toString());
        builder.redirectErrorStream(true).redirectOutput(said.toFile());
        try {
            Process process = builder.start();
            if (!process.waitFor(9, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException _) {
            return 127;
        }
    }

    private int execute(Path said, String name) throws InterruptedException {
        return jupyter(
                said,
                "nbconvert",
                "--to",
                "notebook",
                "--execute",
                "--ExecutePreprocessor.timeout=500",
                "--ExecutePreprocessor.startup_timeout=30",
                "--output-dir",
                folder.toString(),
                NOTEBOOKS.resolve(name).toString());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("notebooks")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void notebookRunsToItsEnd(String name) throws Exception {
        Path said = folder.resolve("said.txt");
        assumeTrue(jupyter(said, "nbconvert", "--version") == 0, "there is no jupyter nbconvert on this machine");
        NotebookCommand.install(folder.resolve("kernels").resolve("obor"), List.of());
        int code = execute(said, name);
        // Now and then Jupyter and the kernel that it started do not find each other. It says so, and is asked again.
        for (int i = 0; i < RETRIES && Files.readString(said).contains("Kernel didn't respond"); i++) {
            code = execute(said, name);
        }
        assertThat(code).as(Files.readString(said)).isZero();
        assertThat(Files.readString(folder.resolve(name))).doesNotContain("\"output_type\": \"error\"");
    }

    @Test
    void firstStepsShowTensorsAndFigures() throws Exception {
        notebookRunsToItsEnd(FIRST);
        String executed = Files.readString(folder.resolve(FIRST));
        assertThat(executed.split("\"image/png\"", -1)).hasSize(3);
        assertThat(executed)
                .contains("tensor([[ 1.5410, -0.2934, -2.1788,  0.5684]")
                .contains("per loop");
    }
}

package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Real Python, for round trips with the programs that other people use. Where it is not installed the tests
/// that need it are skipped and say so.
final class Python {
    private static final Map<String, Boolean> MODULES = new ConcurrentHashMap<>();

    private Python() {}

    /// Runs a script with `import` of these modules (comma-separated) before it; arguments are `sys.argv[1:]`.
    /// Skips the test if a module is missing, fails it if the script does.
    static String run(String modules, String script, Path... arguments) {
        assumeTrue(
                MODULES.computeIfAbsent(modules, Python::has),
                "Python with " + modules + " is not installed: this round trip is skipped");
        List<String> command = new ArrayList<>(List.of(program(), "-c", "import sys," + modules + "\n" + script));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        StringBuilder output = new StringBuilder();
        int status = start(command, output);
        assertThat(status).as("python: %s", output).isZero();
        return output.toString();
    }

    private static boolean has(String modules) {
        return start(List.of(program(), "-c", "import " + modules), new StringBuilder()) == 0;
    }

    private static String program() {
        // Debian's Python has Debian's numpy and torch; another that comes first on the path need not.
        return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
    }

    private static int start(List<String> command, StringBuilder output) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("Cannot run program")) {
                return -1;
            }
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

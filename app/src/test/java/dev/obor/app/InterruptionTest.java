package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Stops trainings in processes of their own: with the signal that Ctrl-C sends, and with one that leaves no
/// time.
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
    private static final int INTERRUPTED = 130;
    private static final int KILLED = 137;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long SIGINT = 1 << 1;

    @TempDir
    private Path folder;

    /// A program that was started in the background of a shell without job control ignores Ctrl-C, and so do
    /// those that it starts: they would never end.
    @BeforeEach
    void controlCReachesPrograms() throws IOException {
        if (Files.isReadable(STATUS)) {
            try (Stream<String> lines = Files.lines(STATUS)) {
                assumeFalse(
                        lines.anyMatch(line -> line.startsWith("SigIgn:")
                                && (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT) != 0),
                        "these tests run in the background, where Ctrl-C is ignored");
            }
        }
    }

    @Test
    void controlCLeavesAModelAndTheRunGoesOn() throws Exception {
        Path run = folder.resolve("run");
        List<String> lines =
                train("epoch 2/", "-INT", "--drawn", "--limit", "640", "--epochs", "1000000", "--out", run);
        assertThat(lines).anyMatch(line -> line.matches("stopped after \\d+ steps in .*"));
        assertThat(lines).anyMatch(line -> line.matches("test accuracy [\\d.]+ %"));
        assertThat(Classifier.load(run.resolve("model.safetensors")).sizes()).containsExactly(784, 128, 64, 10);
        assertThat(Files.readAllLines(run.resolve("train.log"))).contains("step loss");
        try (var files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("model.safetensors", "train.log", "options.txt", "checkpoints");
        }
    }

    @Test
    void aKilledRunEndsAsOneWithoutABreak() throws Exception {
        Path whole = folder.resolve("whole");
        Object[] options = {"--drawn", "--limit", "640", "--epochs", "40", "--hidden", "16", "--out", whole};
        train("never", "", options);
        Path killed = folder.resolve("killed");
        options[options.length - 1] = killed;
        assertThat(train("epoch 3/", "-KILL", options)).noneMatch(line -> line.startsWith("test accuracy"));
        List<String> second = train("epoch 15/", "-INT", "--resume", killed);
        assertThat(second).anyMatch(line -> line.matches("resumed after [2-9]\\d+ steps"));
        train("never", "", "--resume", killed);
        assertThat(killed.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(losses(killed)).hasSize(400).isEqualTo(losses(whole));
        assertThat(Files.readAllLines(killed.resolve("train.log")).stream().filter(line -> line.startsWith("epoch")))
                .hasSize(40);
    }

    private static List<String> losses(Path run) throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("train.log"));
        return lines.subList(lines.indexOf("step loss") + 1, lines.size());
    }

    /// Trains, and sends a signal when a line begins with a text; returns what was printed.
    private static List<String> train(String mark, String signal, Object... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("train", "--no-plots"));
        Arrays.stream(options).map(Object::toString).forEach(arguments::add);
        Process process = new ProcessBuilder(command(arguments))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            boolean sent = false;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith(mark) && !sent) {
                    sent = true;
                    new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                            .start()
                            .waitFor();
                }
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        int expected = switch (signal) {
            case "-INT" -> INTERRUPTED;
            case "-KILL" -> KILLED;
            default -> 0;
        };
        assertThat(process.exitValue()).as(String.join("\n", lines)).isEqualTo(expected);
        return lines;
    }

    private static List<String> command(List<String> args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                String.join(
                        File.pathSeparator,
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", "")),
                Main.class.getName()));
        command.addAll(args);
        return command;
    }
}

package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Stops a training in a process of its own with the signal that Ctrl-C sends.
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    @Test
    void controlCLeavesAModel() throws Exception {
        Path run = folder.resolve("run");
        Process process = new ProcessBuilder(command(
                        "train",
                        "--drawn",
                        "--limit",
                        "640",
                        "--epochs",
                        "1000000",
                        "--no-plots",
                        "--out",
                        run.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith("epoch 2/")) {
                    new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                            .start()
                            .waitFor();
                }
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(INTERRUPTED);
        assertThat(lines).anyMatch(line -> line.matches("stopped after \\d+ steps in .*"));
        assertThat(lines).anyMatch(line -> line.matches("test accuracy [\\d.]+ %"));
        assertThat(Classifier.load(run.resolve("model.safetensors")).sizes()).containsExactly(784, 128, 64, 10);
        assertThat(Files.readAllLines(run.resolve("train.log"))).contains("step loss");
        try (var files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("model.safetensors", "train.log");
        }
    }

    private static List<String> command(String... args) {
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
        command.addAll(List.of(args));
        return command;
    }
}

package dev.obor.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that is killed and goes on ends with the same bits. More kills: `-Dobor.kills=20`.
class ResumeTest {
    @TempDir
    private Path folder;

    private static final Callback NOTHING = new Callback() {};

    @Test
    void aKilledRunEndsWithTheSameBits() throws Exception {
        long expected = DigitsRun.bits(folder.resolve("whole"), NOTHING);
        int kills = Integer.getInteger("obor.kills", 4);
        Random random = new Random(7);
        Path killed = folder.resolve("killed");
        for (int kill = 0; kill < kills; kill++) {
            assertThat(run(killed, Optional.of(300 + random.nextInt(600)))).isEmpty();
            if (random.nextInt(3) == 0) {
                // A run may be killed before its first checkpoint as well.
                clear(killed);
            }
        }
        assertThat(run(killed, Optional.empty())).contains(expected);
    }

    @Test
    void aRunThatStopsItselfGoesOn() {
        long expected = DigitsRun.bits(folder.resolve("whole"), NOTHING);
        Path stopped = folder.resolve("stopped");
        for (int at : List.of(3, 5, 19, 20, 38, 57)) {
            DigitsRun.bits(stopped, new Callback() {
                @Override
                public void step(Run run) {
                    if (run.steps() == at) {
                        run.stop();
                    }
                }
            });
        }
        assertThat(DigitsRun.bits(stopped, NOTHING)).isEqualTo(expected);
        assertThat(stopped.resolve("best.pt")).exists();
    }

    @Test
    void aFinishedRunIsNotTrainedAgain() {
        long expected = DigitsRun.bits(folder, NOTHING);
        long[] steps = new long[1];
        assertThat(DigitsRun.bits(folder, new Callback() {
                    @Override
                    public void step(Run run) {
                        steps[0]++;
                    }
                }))
                .isEqualTo(expected);
        assertThat(steps[0]).isZero();
    }

    private static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /// Returns the bits of the weights; nothing if the run was killed so many milliseconds after its first
    /// step.
    private static Optional<Long> run(Path folder, Optional<Integer> killAfter)
            throws IOException, InterruptedException {
        String path =
                System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                path
                        + File.pathSeparator
                        + new File(DigitsRun.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())));
        command.addAll(List.of(DigitsRun.class.getName(), folder.toString(), killAfter.isPresent() ? "25" : "0"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.append(line).append('\n');
                if (killAfter.isPresent() && line.equals("started")) {
                    Thread.sleep(killAfter.get());
                    process.toHandle().destroyForcibly();
                }
                if (line.startsWith("weights ")) {
                    return Optional.of(Long.valueOf(line.substring("weights ".length())));
                }
            }
        }
        assertThat(killAfter).as(output.toString()).isPresent();
        return Optional.empty();
    }
}

package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that is killed while it writes leaves the file that was there, or the new one.
class KillTest {
    private static final int ELEMENTS = 200_000;

    @TempDir
    Path folder;

    /// The child: writes files of ones, of twos, … over each other for as long as it lives.
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            for (int round = 1; ; round = round % 100 + 1) {
                Map<String, Tensor> tensors = tensors(round);
                Safetensors.save(folder.resolve("a.safetensors"), tensors);
                Npy.save(folder.resolve("a.npy"), tensors.get("a"));
                Npz.saveCompressed(folder.resolve("a.npz"), tensors);
                PyTorchFile.saveStateDict(folder.resolve("a.pt"), tensors);
                Safetensors.saveSharded(folder.resolve("a.safetensors.index.json"), tensors, 1, Map.of());
            }
        }
    }

    private static Map<String, Tensor> tensors(int round) {
        float[] a = new float[ELEMENTS];
        long[] b = new long[ELEMENTS / 4];
        Arrays.fill(a, round);
        Arrays.fill(b, round);
        return Map.of("a", Tensor.of(a), "b", Tensor.of(b));
    }

    @Test
    void aFewKillsLeaveWholeFiles() throws Exception {
        kill(5, 1);
    }

    @Tag("hostile")
    @Test
    void manyKillsLeaveWholeFiles() throws Exception {
        kill(200, System.nanoTime());
    }

    private void kill(int times, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < times; i++) {
            Process child = start();
            Path last = folder.resolve("a.safetensors.index.json");
            while (!Files.exists(last)) {
                assertThat(child.isAlive())
                        .as("child, see %s", folder.resolve("log"))
                        .isTrue();
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(150), random.nextInt(1_000_000));
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            checkFiles("kill " + i + " of seed " + seed);
        }
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // On the module path the parent has no class path of its own.
        String classes = Stream.of("jdk.module.path", "java.class.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .reduce((a, b) -> a + System.getProperty("path.separator") + b)
                .orElseThrow();
        String tests = Path.of("target", "test-classes").toAbsolutePath().toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx200m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        tests + System.getProperty("path.separator") + classes,
                        Writer.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void checkFiles(String what) throws IOException {
        check(what, Safetensors.load(folder.resolve("a.safetensors")));
        check(what, Map.of("a", Npy.load(folder.resolve("a.npy"))));
        check(what, Npz.load(folder.resolve("a.npz")));
        check(what, PyTorchFile.loadStateDict(folder.resolve("a.pt")));
        check(what, Safetensors.load(folder.resolve("a.safetensors.index.json")));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> left = files.toList();
            // What a kill leaves besides has a name that no reader takes for a file; shards go with the next save.
            for (Path file : left) {
                if (file.getFileName().toString().endsWith(".tmp")) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void check(String what, Map<String, Tensor> tensors) {
        double round = tensors.get("a").select(0, 0).item();
        tensors.forEach((name, tensor) -> {
            assertThat(tensor.numel()).as(what).isEqualTo(name.equals("a") ? ELEMENTS : ELEMENTS / 4);
            for (double value : tensor.to(DType.FLOAT64).toDoubleArray()) {
                if (value != round) {
                    assertThat(value).as(what).isEqualTo(round);
                }
            }
        });
    }
}

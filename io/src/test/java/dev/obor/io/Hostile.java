package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.obor.error.FormatException;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// Feeds a reader with broken files. Every outcome must be a value or a [FormatException] of one line that
/// names the reader, the file and the byte; no file may take more than [#MOST_SECONDS], or make the reader
/// allocate more than a multiple of its size.
///
/// @param op what the reader calls itself
/// @param seeds good files
/// @param reader reads the bytes of a file
/// @param mutation breaks a file by what its bytes mean
/// @param multiple how many bytes may be allocated in all for a byte of the file
/// @param constant and how many besides, for buffers and for the exception
record Hostile(
        String op,
        List<byte[]> seeds,
        Function<byte[], Object> reader,
        BiFunction<byte[], SplittableRandom, byte[]> mutation,
        long multiple,
        long constant) {
    private static final System.Logger LOG = System.getLogger("dev.obor.io.hostile");
    private static final double MOST_SECONDS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Reads `count` broken files.
    void run(int count, long seed) {
        for (byte[] good : seeds) {
            for (int i = 0; i < 50; i++) {
                walk(reader.apply(good));
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        long values = 0;
        double worst = 0;
        double slowest = 0;
        for (int i = 0; i < count; i++) {
            byte[] good = seeds.get(random.nextInt(seeds.size()));
            byte[] mutant = random.nextInt(3) == 0 ? Mutations.any(good, random) : mutation.apply(good, random);
            String what = op + ", seed " + seed + ", file " + i;
            long limit = constant + multiple * mutant.length;
            long begin = System.nanoTime();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            boolean isValue = read(what, mutant);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            double seconds = (System.nanoTime() - begin) * 1e-9;
            // The JVM itself allocates now and then, as when code runs for the first time or is compiled anew.
            for (int again = 0; again < 4 && allocated > limit; again++) {
                before = THREADS.getCurrentThreadAllocatedBytes();
                read(what, mutant);
                allocated = Math.min(allocated, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            values += isValue ? 1 : 0;
            worst = Math.max(worst, (double) allocated / limit);
            slowest = Math.max(slowest, seconds);
            if (allocated > limit || seconds > MOST_SECONDS) {
                report(
                        what + " of " + mutant.length + " bytes allocated " + allocated + " bytes in " + seconds
                                + " seconds",
                        mutant,
                        null);
            }
        }
        LOG.log(
                System.Logger.Level.INFO,
                op
                        + ", seed %d: %d files, %d values, at most %.0f %% of the allowed memory, %.3f s the slowest"
                                .formatted(seed, count, values, 100 * worst, slowest));
        assertThat(values).as("values of %s", op).isBetween(1L, count - 1L);
    }

    private boolean read(String what, byte[] mutant) {
        try {
            walk(reader.apply(mutant));
            return true;
        } catch (FormatException e) {
            boolean place = e.getMessage().matches("(?s)" + op + ": x.*, (byte|line) \\d+.*: .+");
            if (!place || e.getMessage().contains("\n")) {
                report(what + " is refused without a place", mutant, e);
            }
            return false;
        } catch (Throwable e) {
            report(what, mutant, e);
            return false;
        }
    }

    private static void report(String what, byte[] mutant, Throwable thrown) {
        String bytes = HexFormat.of().formatHex(mutant);
        fail(what + ": " + (bytes.length() < 20_000 ? bytes : bytes.substring(0, 20_000) + "…"), thrown);
    }

    /// Touches all of a value, so that one that cannot be used is found.
    private static void walk(Object value) {
        switch (value) {
            case Tensor tensor -> walk(tensor.view());
            case View view -> {
                assertThat(view.layout().end())
                        .isLessThanOrEqualTo(view.storage().length());
                assertThat(view.shape().toString()).isNotEmpty();
            }
            case Map<?, ?> map ->
                map.forEach((key, entry) -> {
                    assertThat(key).isNotNull();
                    walk(entry);
                });
            case PythonValue.Dict dict -> {
                walk(dict.entries());
                walk(dict.attributes());
            }
            case PythonValue.Items items -> items.items().forEach(Hostile::walk);
            case PythonValue.Array(Tensor tensor) -> walk(tensor);
            default -> assertThat(value.hashCode()).isEqualTo(value.hashCode());
        }
    }

    /// Returns the bytes of a file that `writer` writes.
    static byte[] written(Consumer<Path> writer) {
        try {
            Path file = Files.createTempFile("obor", ".tmp");
            try {
                writer.accept(file);
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.io.Npy;
import dev.obor.io.Safetensors;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Loads 1 GiB of float32, in 64 tensors and as one array, beside reading the bytes of the same files into as
/// many arrays of floats. All take turns, so that what else the machine does meets all alike, and the best
/// times are told:
///
/// ```sh
/// java -Xms6g -Xmx6g -XX:+AlwaysPreTouch -cp "bench/target/classes:$(cat bench/target/classpath.txt)"
/// dev.obor.bench.Loading 20
/// ```
public final class Loading {
    private static final System.Logger LOG = System.getLogger("dev.obor.bench");
    private static final int PARTS = 64;
    private static final int PART = 1 << 22;
    private static final int HEADER = 128;

    private Loading() {}

    /// Measures.
    ///
    /// @param arguments how many rounds
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("obor-bench");
        Path safetensors = folder.resolve("a.safetensors");
        Path npy = folder.resolve("a.npy");
        try {
            write(safetensors, npy);
            Map<String, Callable<Object>> ways = new LinkedHashMap<>();
            ways.put("bytes of safetensors", () -> floats(safetensors, PARTS));
            ways.put("safetensors", () -> Safetensors.load(safetensors));
            ways.put("bytes of npy", () -> floats(npy, 1));
            ways.put("npy", () -> Npy.load(npy));
            Map<String, Double> best = new LinkedHashMap<>();
            for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
                for (Map.Entry<String, Callable<Object>> way : ways.entrySet()) {
                    best.merge(way.getKey(), seconds(way.getValue()), Math::min);
                }
            }
            LOG.log(System.Logger.Level.INFO, "best times in seconds: " + best);
        } finally {
            Files.deleteIfExists(safetensors);
            Files.deleteIfExists(npy);
            Files.delete(folder);
        }
    }

    private static void write(Path safetensors, Path npy) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < PARTS; i++) {
            tensors.put("layer" + i, Obor.full(i + 0.5, 1024, PART / 1024));
        }
        Safetensors.save(safetensors, tensors);
        Npy.save(npy, Obor.cat(List.copyOf(tensors.values()), 0));
    }

    private static double seconds(Callable<Object> way) throws Exception {
        System.gc();
        long begin = System.nanoTime();
        Object loaded = way.call();
        try {
            return (System.nanoTime() - begin) * 1e-9;
        } finally {
            Reference.reachabilityFence(loaded);
        }
    }

    /// Reads the bytes behind a header through a buffer that stays in the processor's cache, which is the
    /// fastest way.
    private static float[][] floats(Path file, int parts) throws IOException {
        float[][] all = new float[parts][];
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel in = FileChannel.open(file)) {
            in.position(HEADER);
            for (int i = 0; i < parts; i++) {
                all[i] = new float[PART / parts * PARTS];
                int at = 0;
                while (at < all[i].length) {
                    buffer.clear().limit(Math.min(buffer.capacity(), (all[i].length - at) * Float.BYTES));
                    if (in.read(buffer) < Float.BYTES) {
                        break;
                    }
                    int count = buffer.flip().remaining() / Float.BYTES;
                    buffer.asFloatBuffer().get(all[i], at, count);
                    at += count;
                }
            }
        }
        return all;
    }
}

package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/// Small files and views for the tests of this package.
final class Samples {
    static final int UINT8 = 0x08;

    private Samples() {}

    /// Returns an IDX file with this header and payload, whether or not they fit.
    static byte[] idx(int type, int[] dims, byte[] payload) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dims.length + payload.length);
        buffer.put((byte) 0).put((byte) 0).put((byte) type).put((byte) dims.length);
        for (int dim : dims) {
            buffer.putInt(dim);
        }
        return buffer.put(payload).array();
    }

    /// Returns `count` images of `side` × `side` with noise for pixels.
    static byte[] images(int count, int side) {
        byte[] pixels = new byte[count * side * side];
        new SplittableRandom(count).nextBytes(pixels);
        return idx(UINT8, new int[] {count, side, side}, pixels);
    }

    /// Returns `count` labels 0, 1, …, 9, 0, ….
    static byte[] labels(int count) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
        }
        return idx(UINT8, new int[] {count}, labels);
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// Returns a safetensors file with this header text and data, whether or not they fit.
    static byte[] safetensors(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    static View floats(Shape shape, float... values) {
        return new View(new Storage.Floats(values), Layout.dense(shape), DType.FLOAT32);
    }

    /// Returns a copy of `file` with one to four bytes changed, removed, doubled or inserted, or its end cut
    /// off.
    static byte[] mutate(byte[] file, SplittableRandom random) {
        byte[] mutant = file.clone();
        int edits = 1 + random.nextInt(4);
        for (int e = 0; e < edits && mutant.length > 0; e++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant[at] = new byte[] {0, 1, -1, 127, -128, '"', '{', '9'}[random.nextInt(8)];
                case 3 -> mutant = Arrays.copyOf(mutant, at);
                default -> mutant = insert(mutant, at, mutant[random.nextInt(mutant.length)]);
            }
        }
        return mutant;
    }

    private static byte[] insert(byte[] bytes, int at, byte value) {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = value;
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return longer;
    }
}

package dev.obor.primer;

import dev.obor.io.AtomicFile;
import dev.obor.io.LabelledImages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Writes digits as `mnist.pkl.gz`: three pairs of images and labels in the instructions that NumPy's
/// arrays pickle to.
final class NumpyPickle {
    private static final byte[] ARRAY =
            ascii("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\205C\1b\207R");

    private final OutputStream out;

    private NumpyPickle(OutputStream out) {
        this.out = out;
    }

    /// Writes the first `train` training images, the next `valid`, and the test images.
    static void write(Path file, Digits digits, int train, int valid) {
        AtomicFile.write(file, raw -> {
            GZIPOutputStream zipped = new GZIPOutputStream(raw, 1 << 16) {
                {
                    def.setLevel(Deflater.BEST_SPEED);
                }
            };
            NumpyPickle pickle = new NumpyPickle(zipped);
            pickle.put("\200\3(");
            pickle.pair(digits.train(), 0, train);
            pickle.pair(digits.train(), train, valid);
            pickle.pair(digits.test(), 0, digits.test().count());
            pickle.put("t.");
            zipped.finish();
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void put(String text) throws IOException {
        out.write(ascii(text));
    }

    private void pair(LabelledImages images, int start, int count) throws IOException {
        int pixels = images.rows() * images.columns();
        ByteBuffer values = ByteBuffer.allocate(4 * count * pixels).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count * pixels; i++) {
            values.putFloat((images.pixels()[start * pixels + i] & 0xff) / 256f);
        }
        array("f4", values.array(), count, pixels);
        ByteBuffer labels = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            labels.putLong(images.labels()[start + i]);
        }
        array("i8", labels.array(), count);
        put("\206");
    }

    /// `_reconstruct(ndarray, (0,), b'b')`, then its state: version, shape, dtype, row-major order, bytes.
    private void array(String dtype, byte[] values, int... shape) throws IOException {
        out.write(ARRAY);
        put("(K\1(");
        for (int size : shape) {
            put("J");
            out.write(little(size));
        }
        put("tcnumpy\ndtype\nX\2\0\0\0" + dtype
                + "K\0K\1\207R(K\3X\1\0\0\0<NNNJ\377\377\377\377J\377\377\377\377K\0tb\211B");
        out.write(little(values.length));
        out.write(values);
        put("tb");
    }

    private static byte[] little(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }
}

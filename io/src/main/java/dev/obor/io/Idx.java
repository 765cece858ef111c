package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// Reads IDX files, the format in which MNIST and its kin are published
/// ([yann.lecun.com/exdb/mnist](http://yann.lecun.com/exdb/mnist/)): two zero bytes, a byte for the type of the
/// elements, a byte for the number of dims, each dim as a 32-bit number, then the elements in row-major
/// order. All numbers are big-endian. The file may be gzipped; that is seen from its first bytes, not from
/// its name.
///
/// A file that is broken in whatever way leads to a [FormatException] of one line, never to a wrong array, and
/// never to more memory than twice what the file really holds, uncompressed.
public final class Idx {
    /// The most bytes of elements that are read from one file: 1 GiB.
    public static final long MAX_BYTES = 1L << 30;

    private static final String OP = "idx";

    private Idx() {}

    /// Returns the array of an IDX file, dense and row-major: uint8, int8, int16, int32, float32 or float64,
    /// as the file says. In errors places count from the start of the content, which for a gzipped file means
    /// uncompressed.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if the file is not IDX, is cut short, holds more than its header says, or its
    ///     elements take more than [#MAX_BYTES]
    public static View read(Path file) {
        return read(file, UnaryOperator.identity());
    }

    /// Reads a file whose uncompressed content passes through `tap` (a digest) as it is read.
    static View read(Path file, UnaryOperator<InputStream> tap) {
        return Source.read(OP, file, source -> read(source, tap));
    }

    /// Reads a file of these bytes, called `name` in errors.
    static View read(String name, byte[] file, UnaryOperator<InputStream> tap) {
        return read(Source.of(OP, name, file), tap);
    }

    private static View read(Source source, UnaryOperator<InputStream> tap) {
        Input in = Input.unzipped(source, tap);
        try {
            return view(in);
        } finally {
            in.close();
        }
    }

    private static View view(Input in) {
        byte[] magic = in.bytes(4, "the magic number");
        DType dtype = type(in, magic);
        int[] sizes = new int[magic[3] & 0xff];
        long bytes = dtype.bytes();
        for (int d = 0; d < sizes.length; d++) {
            long at = in.at();
            int size = in.numbers(4, ByteOrder.BIG_ENDIAN, "dim " + d).getInt();
            long dim = Integer.toUnsignedLong(size);
            // A size of 0 must not hide an absurd size beside it.
            bytes *= Math.max(dim, 1);
            if (bytes > MAX_BYTES) {
                throw in.fault(
                        at,
                        "dim " + d + " of " + dim + " makes the elements take more than the " + MAX_BYTES
                                + " bytes that are read from one file");
            }
            sizes[d] = size;
        }
        Shape shape = Shape.of(sizes);
        String what = "the array of shape " + shape;
        Storage storage = in.elements(dtype, ByteOrder.BIG_ENDIAN, shape.numel(), what);
        in.expectEnd(what);
        return new View(storage, Layout.dense(shape), dtype);
    }

    private static DType type(Input in, byte[] magic) {
        if (magic[0] != 0 || magic[1] != 0) {
            throw in.fault(
                    0,
                    String.format(
                            Locale.ROOT,
                            "an IDX file begins with two zero bytes, this one with 0x%02x 0x%02x",
                            magic[0],
                            magic[1]));
        }
        if (magic[3] == 0) {
            throw in.fault(3, "the array has 0 dims: IDX arrays have 1 or more");
        }
        return switch (magic[2]) {
            case 0x08 -> DType.UINT8;
            case 0x09 -> DType.INT8;
            case 0x0B -> DType.INT16;
            case 0x0C -> DType.INT32;
            case 0x0D -> DType.FLOAT32;
            case 0x0E -> DType.FLOAT64;
            default ->
                throw in.fault(
                        2,
                        String.format(
                                Locale.ROOT,
                                "0x%02x is no type of element: IDX has 0x08, 0x09, 0x0b, 0x0c, 0x0d and 0x0e",
                                magic[2]));
        };
    }
}

package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

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
    private static final int FIRST_STEP = 1 << 20;
    /// The greatest ratio that deflate reaches: 258 bytes for 2 bits.
    private static final long DEFLATE_RATIO = 1032;

    private final String name;
    private final long size;
    private final boolean zipped;
    private long at;

    private Idx(String name, long size, boolean zipped) {
        this.name = name;
        this.size = size;
        this.zipped = zipped;
    }

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
        Faults.checkReadable(OP, file);
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in, Files.size(file), tap);
        } catch (IOException e) {
            throw Faults.unreadable(OP, file, e);
        }
    }

    /// Reads a file of `size` bytes from a stream.
    static View read(String name, InputStream file, long size, UnaryOperator<InputStream> tap) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file);
        buffered.mark(2);
        byte[] magic = buffered.readNBytes(2);
        buffered.reset();
        boolean zipped = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        Idx idx = new Idx(name, size, zipped);
        try {
            return idx.view(tap.apply(zipped ? new GZIPInputStream(buffered, 1 << 16) : buffered));
        } catch (EOFException _) {
            throw idx.fault("the gzip stream is cut short: fetch the file again");
        } catch (ZipException e) {
            throw idx.fault("the gzip stream is corrupt (" + Faults.reason(e) + "): fetch the file again");
        }
    }

    private View view(InputStream in) throws IOException {
        byte[] magic = header(in, "magic number");
        DType dtype = type(magic);
        int[] sizes = new int[magic[3] & 0xff];
        long bytes = dtype.bytes();
        for (int d = 0; d < sizes.length; d++) {
            long dim = Integer.toUnsignedLong(
                    ByteBuffer.wrap(header(in, "dim " + d)).getInt());
            // A size of 0 must not hide an absurd size beside it.
            bytes *= Math.max(dim, 1);
            if (bytes > MAX_BYTES) {
                at -= 4;
                throw fault("dim " + d + " of " + dim + " makes the elements take more than the " + MAX_BYTES
                        + " bytes that are read from one file");
            }
            sizes[d] = (int) dim;
        }
        Shape shape = Shape.of(sizes);
        byte[] content = content(in, shape, shape.numel() * dtype.bytes());
        return new View(storage(dtype, shape.numel(), content), Layout.dense(shape), dtype);
    }

    private DType type(byte[] magic) {
        at = 0;
        if (magic[0] != 0 || magic[1] != 0) {
            throw fault(String.format(
                    Locale.ROOT,
                    "an IDX file begins with two zero bytes, this one with 0x%02x 0x%02x",
                    magic[0],
                    magic[1]));
        }
        at = 2;
        DType dtype = switch (magic[2]) {
            case 0x08 -> DType.UINT8;
            case 0x09 -> DType.INT8;
            case 0x0B -> DType.INT16;
            case 0x0C -> DType.INT32;
            case 0x0D -> DType.FLOAT32;
            case 0x0E -> DType.FLOAT64;
            default ->
                throw fault(String.format(
                        Locale.ROOT,
                        "0x%02x is no type of element: IDX has 0x08, 0x09, 0x0b, 0x0c, 0x0d and 0x0e",
                        magic[2]));
        };
        at = 3;
        if (magic[3] == 0) {
            throw fault("the array has 0 dims: IDX arrays have 1 or more");
        }
        at = 4;
        return dtype;
    }

    private byte[] header(InputStream in, String part) throws IOException {
        byte[] bytes = in.readNBytes(4);
        at += bytes.length;
        if (bytes.length < 4) {
            throw fault("the file ends within the header, at its " + part);
        }
        return bytes;
    }

    private byte[] content(InputStream in, Shape shape, int expected) throws IOException {
        long most = zipped ? size * DEFLATE_RATIO : size - at;
        if (expected > most) {
            throw fault("shape " + shape + " takes " + expected + " bytes, the file has " + (zipped ? "at most " : "")
                    + most + " more: it is cut short or its header is corrupt");
        }
        byte[] bytes = new byte[zipped ? Math.min(expected, FIRST_STEP) : expected];
        int have = 0;
        while (have < expected) {
            if (have == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(expected, 2L * have));
            }
            int got = in.read(bytes, have, bytes.length - have);
            if (got < 0) {
                throw fault("the file ends, " + (expected - have) + " bytes short of shape " + shape);
            }
            have += got;
            at += got;
        }
        // Reading to the end also makes a gzip stream check its CRC.
        if (in.read() >= 0) {
            throw fault("the file goes on, although shape " + shape + " is complete");
        }
        return bytes;
    }

    private static Storage storage(DType dtype, int count, byte[] content) {
        if (dtype.bytes() == 1) {
            return new Storage.Bytes(content);
        }
        Storage storage = Storage.of(dtype, count);
        Elements.get(ByteBuffer.wrap(content).order(ByteOrder.BIG_ENDIAN), storage, 0, count);
        return storage;
    }

    private FormatException fault(String reason) {
        return Faults.format(OP, name, at, reason);
    }
}

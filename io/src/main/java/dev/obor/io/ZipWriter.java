package dev.obor.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a zip file; the same members give the same bytes. Stored members begin at multiples of 64, as PyTorch
/// wants them to be able to map them.
final class ZipWriter {
    private static final int ALIGNMENT = 64;
    private static final int LOCAL_SIZE = 30;
    private static final int LARGE_EXTRA = 20;
    private static final long MAX_32 = 0xffffffffL;
    /// The least that an extra field takes: its kind and its length.
    private static final int LEAST_EXTRA = 4;
    /// A date that a zip file can hold without an extra field; the true one would make each file another.
    private static final LocalDateTime DATE = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final Counting counted;
    private final ZipOutputStream zip;

    ZipWriter(OutputStream out) {
        counted = new Counting(out);
        zip = new ZipOutputStream(counted);
    }

    /// Adds a member as it is; `content` is asked twice, first for its check sum.
    void stored(String name, AtomicFile.Content content) throws IOException {
        CRC32 crc = new CRC32();
        Counting size = new Counting(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
        content.writeTo(size);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(DATE);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size.count);
        entry.setCompressedSize(size.count);
        entry.setCrc(crc.getValue());
        entry.setExtra(padding(name, size.count));
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    /// Adds a member deflated.
    void deflated(String name, AtomicFile.Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(DATE);
        entry.setMethod(ZipEntry.DEFLATED);
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    /// Writes the directory; the stream stays open.
    void finish() throws IOException {
        zip.finish();
    }

    /// Returns an extra field, of the kind that PyTorch uses for it, after which the data is aligned.
    private byte[] padding(String name, long size) throws IOException {
        zip.flush();
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        long data = counted.count + LOCAL_SIZE + length + LEAST_EXTRA + (size >= MAX_32 ? LARGE_EXTRA : 0);
        int fill = (int) Math.floorMod(-data, (long) ALIGNMENT);
        byte[] extra = new byte[LEAST_EXTRA + fill];
        extra[0] = 'F';
        extra[1] = 'B';
        extra[2] = (byte) fill;
        return extra;
    }

    private static final class Counting extends FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
            count += length;
        }
    }
}

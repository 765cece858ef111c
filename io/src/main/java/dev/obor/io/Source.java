package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;

/// The bytes of a file, or of a part of one, to be read from any place. A file is mapped into memory, so what
/// is not read is not loaded, and numbers are copied straight into their array. Every read is checked against
/// the end; places are counted from the source's first byte, and errors name the place in the file.
final class Source {
    private final String op;
    private final String name;
    private final MemorySegment bytes;
    private final long base;

    private Source(String op, String name, MemorySegment bytes, long base) {
        this.op = op;
        this.name = name;
        this.bytes = bytes;
        this.base = base;
    }

    /// Returns a source over an array.
    ///
    /// @param op what reads it, and `name` what it is called, in errors
    static Source of(String op, String name, byte[] bytes) {
        return new Source(op, name, MemorySegment.ofArray(bytes), 0);
    }

    /// Returns what `body` makes of a file, which is mapped meanwhile.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if `body` throws it, or the file becomes shorter meanwhile
    static <T> T read(String op, Path file, Function<Source, T> body) {
        try (Arena arena = Arena.ofConfined()) {
            Source source = map(op, file, arena);
            return source.guard(() -> body.apply(source));
        }
    }

    /// Maps a file for as long as `arena` lives.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    static Source map(String op, Path file, Arena arena) {
        Faults.checkReadable(op, file);
        try (FileChannel channel = FileChannel.open(file)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new Source(op, file.toString(), bytes, 0);
        } catch (IOException e) {
            throw Faults.unreadable(op, file, e);
        }
    }

    /// Something that reads this source.
    interface Reading<T> {
        /// Returns what was read.
        T run();
    }

    /// Returns what `reading` returns; to stand around whatever touches a mapped file.
    ///
    /// @throws FormatException if the file became shorter since it was mapped
    <T> T guard(Reading<T> reading) {
        try {
            return reading.run();
        } catch (InternalError e) {
            // So the JVM tells of a page that is no longer there.
            throw new FormatException(
                    op + ": " + name + ", byte " + base + ": the file was cut short while it was read", e);
        }
    }

    /// Returns what reads this, for errors.
    String op() {
        return op;
    }

    /// Returns what this is called in errors.
    String name() {
        return name;
    }

    /// Returns the number of bytes.
    long size() {
        return bytes.byteSize();
    }

    /// Returns `size` bytes from `at` on, which must lie within this.
    Source slice(long at, long size) {
        return new Source(op, name, bytes.asSlice(at, size), base + at);
    }

    /// Returns this under another name in errors.
    Source named(String other) {
        return new Source(op, other, bytes, base);
    }

    /// Returns the byte at `at` as a number 0 to 255.
    int u8(long at) {
        check(at, 1);
        return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    /// Returns the little-endian 16-bit number at `at`, 0 to 65535.
    int u16(long at) {
        check(at, 2);
        return bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at) & 0xffff;
    }

    /// Returns the little-endian 32-bit number at `at`, 0 to 2³²−1.
    long u32(long at) {
        check(at, 4);
        return Integer.toUnsignedLong(bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at));
    }

    /// Returns the little-endian 64-bit number at `at`; negative stands for 2⁶³ or more.
    long i64(long at) {
        check(at, 8);
        return bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at);
    }

    /// Copies bytes from `at` on.
    void get(long at, byte[] to, int start, int count) {
        check(at, count);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, to, start, count);
    }

    /// Returns the bytes from `at` on in a new array.
    byte[] get(long at, int count) {
        check(at, count);
        byte[] copy = new byte[count];
        get(at, copy, 0, count);
        return copy;
    }

    /// Returns the memory itself, for bulk copies.
    MemorySegment segment() {
        return bytes;
    }

    /// Returns a stream over all bytes.
    InputStream stream() {
        return new Stream(this);
    }

    /// Returns the exception for what is wrong at `at`.
    FormatException fault(long at, String reason) {
        return Faults.format(op, name, base + at, reason);
    }

    private void check(long at, long count) {
        if (at < 0 || count > size() - at) {
            throw fault(Math.clamp(at, 0, size()), "the file ends where " + count + " more bytes are needed");
        }
    }

    private static final class Stream extends InputStream {
        private final Source source;
        private long at;

        Stream(Source source) {
            this.source = source;
        }

        @Override
        public int read() {
            return at == source.size() ? -1 : source.u8(at++);
        }

        @Override
        public int read(byte[] to, int start, int count) {
            Objects.checkFromIndexSize(start, count, to.length);
            if (count == 0) {
                return 0;
            }
            int step = (int) Math.min(count, source.size() - at);
            if (step == 0) {
                return -1;
            }
            source.get(at, to, start, step);
            at += step;
            return step;
        }

        @Override
        public int available() {
            // A gzip stream looks here for a further member.
            return (int) Math.min(source.size() - at, Integer.MAX_VALUE);
        }
    }
}

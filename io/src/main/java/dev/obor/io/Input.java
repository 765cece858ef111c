package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import dev.obor.storage.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CheckedInputStream;
import java.util.zip.Checksum;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// Bytes that are read from front to back: those of a [Source] as they lie there, or inflated.
///
/// Nothing here takes memory on the word of a header: a length is compared with [#most()] first. What is
/// inflated may be [#RATIO] times as large as its source, and from [#FREE] bytes on [#LARGE_RATIO] times.
abstract sealed class Input {
    /// The greatest ratio that deflate reaches: 258 bytes for 2 bits.
    static final long RATIO = 1032;
    /// How much may be inflated at the full ratio: 64 MiB.
    static final long FREE = 1L << 26;
    /// The greatest ratio beyond that.
    static final long LARGE_RATIO = 100;

    private static final int FIRST_STEP = 1 << 16;

    private final Source source;

    private Input(Source source) {
        this.source = source;
    }

    /// Returns the most bytes that `compressed` bytes may inflate to.
    static long mostInflated(long compressed) {
        long atFullRatio = Math.min(compressed, FREE / RATIO + 1) * RATIO;
        return Math.max(Math.min(atFullRatio, FREE), compressed * LARGE_RATIO);
    }

    /// Reads a source as it lies there.
    static Input of(Source source) {
        return new Plain(source);
    }

    /// Reads a source, inflated if its first bytes are those of gzip.
    static Input unzipped(Source source) {
        return unzipped(source, UnaryOperator.identity());
    }

    /// Reads a source, inflated if its first bytes are those of gzip, all through `tap` (a digest).
    static Input unzipped(Source source, UnaryOperator<InputStream> tap) {
        if (source.size() >= 2 && source.u8(0) == 0x1f && source.u8(1) == 0x8b) {
            return new Inflated(
                    source,
                    "gzip",
                    mostInflated(source.size()),
                    () -> tap.apply(new GZIPInputStream(source.stream(), FIRST_STEP)));
        }
        return new Inflated(source, "", source.size(), () -> tap.apply(source.stream()));
    }

    /// Reads a source that is one raw deflate stream of `size` inflated bytes, and sums them up in `sum`.
    static Input inflated(Source source, long size, Checksum sum) {
        return new Inflated(source, "deflate", size, () -> new CheckedInputStream(new RawInflater(source), sum));
    }

    /// An inflater that frees its native memory when it is closed.
    private static final class RawInflater extends InflaterInputStream {
        RawInflater(Source source) {
            super(source.stream(), new Inflater(true), FIRST_STEP);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    /// Returns the place of the next byte.
    abstract long at();

    /// Returns the most bytes that may still follow.
    abstract long most();

    /// Tells whether exactly [#most()] bytes follow.
    abstract boolean isExact();

    /// Reads up to `count` bytes and returns how many; 0 only at the end.
    abstract int read(byte[] to, int start, int count);

    /// Returns the next byte, or -1 at the end.
    abstract int next();

    /// Frees what inflating needs.
    void close() {}

    /// Returns the next byte, 0 to 255.
    final int u8(String what) {
        int value = next();
        if (value < 0) {
            throw ends(at(), what);
        }
        return value;
    }

    /// Returns the next `count` bytes.
    ///
    /// @param what is read, for the error
    final byte[] bytes(long count, String what) {
        checkMost(count, what);
        if (count > Integer.MAX_VALUE - 8) {
            throw fault(at(), what + " takes " + count + " bytes: more than one array holds");
        }
        long begin = at();
        byte[] bytes = new byte[(int) (isExact() ? count : Math.min(count, FIRST_STEP))];
        int have = 0;
        while (have < count) {
            if (have == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * have));
            }
            int got = read(bytes, have, bytes.length - have);
            if (got == 0) {
                throw fault(
                        at(),
                        "the file ends within " + what + ", which begins at byte " + begin + " and takes " + count);
            }
            have += got;
        }
        return bytes;
    }

    /// Returns the next `count` bytes as numbers of a byte order.
    final ByteBuffer numbers(int count, ByteOrder order, String what) {
        return ByteBuffer.wrap(bytes(count, what)).order(order);
    }

    /// Returns the next `count` elements.
    Storage elements(DType dtype, ByteOrder order, int count, String what) {
        checkMost((long) count * dtype.bytes(), what);
        Storage storage = Storage.of(dtype, count);
        byte[] chunk = new byte[(int) Math.min(FIRST_STEP, (long) count * dtype.bytes())];
        for (int done = 0; done < count; ) {
            int step = Math.min(count - done, chunk.length / dtype.bytes());
            long begin = at();
            int want = step * dtype.bytes();
            for (int have = 0; have < want; ) {
                int got = read(chunk, have, want - have);
                if (got == 0) {
                    throw fault(
                            at(),
                            "the file ends within " + what + ", "
                                    + ((long) count * dtype.bytes() - (long) done * dtype.bytes() - have)
                                    + " bytes short");
                }
                have += got;
            }
            Source part = Source.of(source.op(), source.name(), chunk);
            Elements.get(part, 0, order, storage, done, step, bad -> fault(begin + bad, Elements.NO_BOOL));
            done += step;
        }
        return storage;
    }

    /// Checks that nothing follows; for what is inflated that is also where its check sum is compared.
    final void expectEnd(String what) {
        long end = at();
        if (next() >= 0) {
            throw fault(end, "the file goes on, although " + what + " is complete");
        }
    }

    /// Returns the exception for what is wrong at `at`.
    FormatException fault(long at, String reason) {
        return source.fault(at, reason);
    }

    final Source source() {
        return source;
    }

    private void checkMost(long count, String what) {
        if (count < 0 || count > most()) {
            throw fault(
                    at(),
                    what + " takes " + Long.toUnsignedString(count) + " bytes, the file has "
                            + (isExact() ? "" : "at most ") + most() + " more: it is cut short or corrupt");
        }
    }

    private FormatException ends(long at, String what) {
        return fault(at, "the file ends within " + what);
    }

    private static final class Plain extends Input {
        private long at;

        Plain(Source source) {
            super(source);
        }

        @Override
        long at() {
            return at;
        }

        @Override
        long most() {
            return source().size() - at;
        }

        @Override
        boolean isExact() {
            return true;
        }

        @Override
        int read(byte[] to, int start, int count) {
            int step = (int) Math.min(count, most());
            source().get(at, to, start, step);
            at += step;
            return step;
        }

        @Override
        int next() {
            return at == source().size() ? -1 : source().u8(at++);
        }

        @Override
        Storage elements(DType dtype, ByteOrder order, int count, String what) {
            super.checkMost((long) count * dtype.bytes(), what);
            Storage storage = Storage.of(dtype, count);
            Elements.get(source(), at, order, storage, 0, count, bad -> fault(bad, Elements.NO_BOOL));
            at += (long) count * dtype.bytes();
            return storage;
        }
    }

    /// Bytes from a stream over a source; errors of the stream are errors of the file.
    private static final class Inflated extends Input {
        private interface Opening {
            InputStream open() throws IOException;
        }

        private final String format;
        private final long limit;
        private final InputStream in;
        private final byte[] one = new byte[1];
        private long at;

        Inflated(Source source, String format, long limit, Opening opening) {
            super(source);
            this.format = format;
            this.limit = limit;
            try {
                this.in = opening.open();
            } catch (IOException e) {
                throw broken(e);
            }
        }

        @Override
        long at() {
            return at;
        }

        @Override
        long most() {
            return limit - at;
        }

        @Override
        boolean isExact() {
            return format.isEmpty();
        }

        @Override
        int read(byte[] to, int start, int count) {
            int got;
            try {
                got = in.read(to, start, count);
            } catch (IOException e) {
                throw broken(e);
            }
            if (got > limit - at) {
                throw fault(
                        at,
                        "the file inflates to more than " + limit + " bytes, which is too much for its size of "
                                + source().size() + ": inflate it first if you trust it");
            }
            at += Math.max(got, 0);
            return Math.max(got, 0);
        }

        @Override
        int next() {
            return read(one, 0, 1) == 0 ? -1 : one[0] & 0xff;
        }

        @Override
        void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        FormatException fault(long at, String reason) {
            // Places count inflated bytes, so the source's own place in a file does not add to them.
            return format.isEmpty()
                    ? super.fault(at, reason)
                    : Faults.format(source().op(), source().name(), at, reason);
        }

        private FormatException broken(IOException e) {
            if (e instanceof EOFException) {
                return fault(at, "the " + format + " stream is cut short: fetch the file again");
            }
            if (e instanceof ZipException) {
                return fault(
                        at, "the " + format + " stream is corrupt (" + Faults.reason(e) + "): fetch the file again");
            }
            throw new UncheckedIOException(e);
        }
    }
}

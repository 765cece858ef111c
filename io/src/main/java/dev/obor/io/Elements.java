package dev.obor.io;

import dev.obor.error.FormatException;
import dev.obor.layout.Layout;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongFunction;

/// Moves elements between storages and bytes.
final class Elements {
    /// Why a byte is refused.
    static final String NO_BOOL = "a bool that is neither 0 nor 1";

    private static final int CHUNK = 1 << 16;

    private Elements() {}

    /// Copies `count` elements that lie from byte `at` of `from` on to the places from `start` on.
    ///
    /// @param noBool makes the exception for a byte, at the place that it is given, that is neither 0 nor 1
    ///     where a bool should be
    static void get(
            Source from,
            long at,
            ByteOrder order,
            Storage to,
            int start,
            int count,
            LongFunction<FormatException> noBool) {
        MemorySegment bytes = from.segment();
        switch (to) {
            case Storage.Bytes s -> MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, s.array(), start, count);
            case Storage.Booleans s -> getBools(from, at, s.array(), start, count, noBool);
            case Storage.Shorts s ->
                MemorySegment.copy(
                        bytes, ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at, s.array(), start, count);
            case Storage.Ints s ->
                MemorySegment.copy(bytes, ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at, s.array(), start, count);
            case Storage.Longs s ->
                MemorySegment.copy(
                        bytes, ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at, s.array(), start, count);
            case Storage.Floats s ->
                MemorySegment.copy(
                        bytes, ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), at, s.array(), start, count);
            case Storage.Doubles s ->
                MemorySegment.copy(
                        bytes, ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), at, s.array(), start, count);
        }
    }

    private static void getBools(
            Source from, long at, boolean[] to, int start, int count, LongFunction<FormatException> noBool) {
        byte[] chunk = new byte[Math.min(count, CHUNK)];
        for (int done = 0; done < count; done += chunk.length) {
            int step = Math.min(count - done, chunk.length);
            from.get(at + done, chunk, 0, step);
            int all = 0;
            for (int i = 0; i < step; i++) {
                all |= chunk[i];
                to[start + done + i] = chunk[i] != 0;
            }
            for (int i = 0; (all & ~1) != 0 && i < step; i++) {
                if ((chunk[i] & ~1) != 0) {
                    throw noBool.apply(at + done + i);
                }
            }
        }
    }

    /// Writes a view's elements in row-major order.
    static void write(View view, ByteOrder order, OutputStream out) throws IOException {
        int bytes = view.dtype().bytes();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(order);
        Layout layout = view.layout();
        int count = layout.shape().numel();
        int rank = layout.shape().rank();
        boolean oneRun = layout.isContiguous() || rank == 0;
        int run = oneRun ? count : layout.shape().size(rank - 1);
        int stride = oneRun ? 1 : layout.stride(rank - 1);
        int[] index = new int[rank];
        int start = layout.offset();
        for (long done = 0; done < count; done += run) {
            for (int i = 0; i < run; ) {
                if (chunk.remaining() < bytes) {
                    drain(chunk, out);
                }
                int step = Math.min(run - i, chunk.remaining() / bytes);
                put(view.storage(), start + i * stride, stride, step, bytes, chunk);
                i += step;
            }
            start = oneRun ? start : next(layout, index, start);
        }
        drain(chunk, out);
    }

    /// Returns where the next row (along the last dim) starts, and counts `index` up.
    private static int next(Layout layout, int[] index, int start) {
        int place = start;
        for (int d = index.length - 2; d >= 0; d--) {
            if (++index[d] < layout.shape().size(d)) {
                return place + layout.stride(d);
            }
            place -= (index[d] - 1) * layout.stride(d);
            index[d] = 0;
        }
        return place;
    }

    private static void drain(ByteBuffer chunk, OutputStream out) throws IOException {
        out.write(chunk.array(), chunk.arrayOffset(), chunk.position());
        chunk.clear();
    }

    private static void put(Storage from, int start, int stride, int count, int bytes, ByteBuffer to) {
        if (stride == 1 && !(from instanceof Storage.Booleans)) {
            putRun(from, start, count, to);
            to.position(to.position() + count * bytes);
            return;
        }
        for (int i = 0, p = start; i < count; i++, p += stride) {
            switch (from) {
                case Storage.Bytes s -> to.put(s.array()[p]);
                case Storage.Booleans s -> to.put((byte) (s.array()[p] ? 1 : 0));
                case Storage.Shorts s -> to.putShort(s.array()[p]);
                case Storage.Ints s -> to.putInt(s.array()[p]);
                case Storage.Longs s -> to.putLong(s.array()[p]);
                // The raw bits: a NaN's payload is kept, as the bulk copy keeps it.
                case Storage.Floats s -> to.putInt(Float.floatToRawIntBits(s.array()[p]));
                case Storage.Doubles s -> to.putLong(Double.doubleToRawLongBits(s.array()[p]));
            }
        }
    }

    private static void putRun(Storage from, int start, int count, ByteBuffer to) {
        switch (from) {
            case Storage.Bytes s -> to.slice().put(s.array(), start, count);
            case Storage.Booleans _ -> throw new AssertionError("bools are put one by one");
            case Storage.Shorts s -> to.asShortBuffer().put(s.array(), start, count);
            case Storage.Ints s -> to.asIntBuffer().put(s.array(), start, count);
            case Storage.Longs s -> to.asLongBuffer().put(s.array(), start, count);
            case Storage.Floats s -> to.asFloatBuffer().put(s.array(), start, count);
            case Storage.Doubles s -> to.asDoubleBuffer().put(s.array(), start, count);
        }
    }
}

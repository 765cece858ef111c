package dev.obor.io;

import dev.obor.layout.Layout;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Moves elements between storages and bytes; the buffer's byte order decides how numbers lie in it.
final class Elements {
    private static final int CHUNK = 1 << 16;

    private Elements() {}

    /// Copies `count` elements from the start of `from`, whose position stays undefined, to the places from
    /// `start` on. A bool is true where its byte is not 0.
    static void get(ByteBuffer from, Storage to, int start, int count) {
        switch (to) {
            case Storage.Bytes s -> from.get(s.array(), start, count);
            case Storage.Booleans s -> {
                for (int i = start; i < start + count; i++) {
                    s.array()[i] = from.get() != 0;
                }
            }
            case Storage.Shorts s -> from.asShortBuffer().get(s.array(), start, count);
            case Storage.Ints s -> from.asIntBuffer().get(s.array(), start, count);
            case Storage.Longs s -> from.asLongBuffer().get(s.array(), start, count);
            case Storage.Floats s -> from.asFloatBuffer().get(s.array(), start, count);
            case Storage.Doubles s -> from.asDoubleBuffer().get(s.array(), start, count);
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

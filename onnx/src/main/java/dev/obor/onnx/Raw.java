package dev.obor.onnx;

import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The elements of dense tensors as bytes, the lowest first.
final class Raw {
    private static final int CHUNK = 1 << 13;

    private Raw() {}

    /// Takes bytes.
    @FunctionalInterface
    interface Sink {
        void take(byte[] bytes, int count) throws IOException;
    }

    /// Hands the elements of a contiguous tensor over, piece by piece.
    static void write(Tensor tensor, Sink sink) throws IOException {
        int width = tensor.dtype().bytes();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK * width).order(ByteOrder.LITTLE_ENDIAN);
        int at = tensor.layout().offset();
        int end = at + tensor.numel();
        while (at < end) {
            int count = Math.min(CHUNK, end - at);
            buffer.clear();
            put(tensor.view().storage(), at, count, buffer);
            sink.take(buffer.array(), count * width);
            at += count;
        }
    }

    private static void put(Storage storage, int at, int count, ByteBuffer to) {
        switch (storage) {
            case Storage.Floats s -> to.asFloatBuffer().put(s.array(), at, count);
            case Storage.Doubles s -> to.asDoubleBuffer().put(s.array(), at, count);
            case Storage.Longs s -> to.asLongBuffer().put(s.array(), at, count);
            case Storage.Ints s -> to.asIntBuffer().put(s.array(), at, count);
            case Storage.Shorts s -> to.asShortBuffer().put(s.array(), at, count);
            case Storage.Bytes s -> to.put(s.array(), at, count);
            case Storage.Booleans s -> {
                for (int i = at; i < at + count; i++) {
                    to.put((byte) (s.array()[i] ? 1 : 0));
                }
            }
        }
    }

    /// Tells whether two contiguous tensors of one dtype and shape hold the same bits.
    static boolean isSame(Tensor a, Tensor b) {
        int count = a.numel();
        int at = a.layout().offset();
        int from = b.layout().offset();
        ByteBuffer one = ByteBuffer.allocate(CHUNK * a.dtype().bytes());
        ByteBuffer other = ByteBuffer.allocate(CHUNK * a.dtype().bytes());
        for (int done = 0; done < count; done += CHUNK) {
            int step = Math.min(CHUNK, count - done);
            put(a.view().storage(), at + done, step, one.clear());
            put(b.view().storage(), from + done, step, other.clear());
            int bytes = step * a.dtype().bytes();
            if (!one.clear().limit(bytes).equals(other.clear().limit(bytes))) {
                return false;
            }
        }
        return true;
    }
}

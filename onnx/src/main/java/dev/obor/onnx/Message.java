package dev.obor.onnx;

import com.google.protobuf.CodedOutputStream;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A protocol buffer message: fields under numbers, whose sizes are known before they are written.
final class Message {
    private final List<Field> fields = new ArrayList<>();
    private long size;

    /// Writes one field.
    @FunctionalInterface
    private interface Field {
        void write(CodedOutputStream out) throws IOException;
    }

    private Message add(long bytes, Field field) {
        size += bytes;
        fields.add(field);
        return this;
    }

    /// Returns how many bytes the fields take.
    long size() {
        return size;
    }

    Message with(int number, long value) {
        return add(CodedOutputStream.computeInt64Size(number, value), out -> out.writeInt64(number, value));
    }

    Message with(int number, String value) {
        return add(CodedOutputStream.computeStringSize(number, value), out -> out.writeString(number, value));
    }

    Message with(int number, Message value) {
        return add(around(number, value.size) + value.size, out -> {
            begin(out, number, value.size);
            value.write(out);
        });
    }

    /// Adds a dense tensor's elements as bytes.
    Message with(int number, Tensor value) {
        long bytes = (long) value.numel() * value.dtype().bytes();
        return add(around(number, bytes) + bytes, out -> {
            begin(out, number, bytes);
            Raw.write(value, (chunk, count) -> out.writeRawBytes(chunk, 0, count));
        });
    }

    private static long around(int number, long bytes) {
        return (long) CodedOutputStream.computeTagSize(number) + CodedOutputStream.computeUInt64SizeNoTag(bytes);
    }

    private static void begin(CodedOutputStream out, int number, long bytes) throws IOException {
        final int lengthDelimited = 2;
        out.writeTag(number, lengthDelimited);
        out.writeUInt64NoTag(bytes);
    }

    void write(CodedOutputStream out) throws IOException {
        for (Field field : fields) {
            field.write(out);
        }
    }
}

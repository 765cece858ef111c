package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Writes the zip form of `torch.save`: a pickle, and a member for each storage that its tensors use.
final class PyTorchWriter {
    private static final String ROOT = "archive/";

    private final String what;
    /// The number of each storage; one that tensors of two dtypes use is written for each.
    private final IdentityHashMap<Storage, Map<DType, Integer>> numbers = new IdentityHashMap<>();

    private final List<View> storages = new ArrayList<>();

    private PyTorchWriter(String what) {
        this.what = what;
    }

    /// Writes a file.
    ///
    /// @throws DataException if it cannot be written, or the value could not be read back
    static void write(Path file, PythonValue value) {
        String what = PyTorchFile.SAVE + ": " + file;
        PyTorchWriter writer = new PyTorchWriter(what);
        byte[] pickle = PickleWriter.bytes(what, value, writer::put);
        AtomicFile.write(file, out -> {
            ZipWriter zip = new ZipWriter(out);
            zip.stored(ROOT + "data.pkl", member -> member.write(pickle));
            zip.stored(ROOT + "byteorder", member -> member.write("little".getBytes(StandardCharsets.US_ASCII)));
            for (int i = 0; i < writer.storages.size(); i++) {
                View all = writer.storages.get(i);
                zip.stored(ROOT + "data/" + i, member -> Elements.write(all, ByteOrder.LITTLE_ENDIAN, member));
            }
            zip.stored(ROOT + "version", member -> member.write("3\n".getBytes(StandardCharsets.US_ASCII)));
            zip.finish();
        });
    }

    private void put(Tensor tensor, PickleWriter out) {
        if (!tensor.isParameter()) {
            putPlain(tensor.view(), tensor.requiresGrad(), out);
            return;
        }
        out.global("torch._utils", "_rebuild_parameter");
        putPlain(tensor.view(), false, out);
        out.put(tensor.requiresGrad());
        out.orderedDict();
        out.tuple(3);
        out.call();
    }

    private void putPlain(View view, boolean tracked, PickleWriter out) {
        Layout layout = view.layout();
        if (layout.end() > view.storage().length()) {
            throw new DataException(what + ": a tensor of layout " + layout + " does not fit its storage of "
                    + view.storage().length() + ": correct the view");
        }
        out.global("torch._utils", "_rebuild_tensor_v2");
        out.mark();
        out.mark();
        out.put("storage");
        out.global("torch", PickleGlobals.storage(view.dtype()));
        out.put(Integer.toString(number(view)));
        out.put("cpu");
        out.put((long) view.storage().length());
        out.tuple();
        out.persistent();
        out.put((long) layout.offset());
        putAll(layout.shape().toArray(), out);
        putAll(layout.strides(), out);
        out.put(tracked);
        out.orderedDict();
        out.tuple();
        out.call();
    }

    private static void putAll(int[] numbers, PickleWriter out) {
        out.mark();
        for (int number : numbers) {
            out.put((long) number);
        }
        out.tuple();
    }

    private int number(View view) {
        return numbers.computeIfAbsent(view.storage(), _ -> new EnumMap<>(DType.class))
                .computeIfAbsent(view.dtype(), dtype -> {
                    Layout all = Layout.dense(Shape.of(view.storage().length()));
                    storages.add(new View(view.storage(), all, dtype));
                    return storages.size() - 1;
                });
    }
}

package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One open safetensors file: its header in memory, its tensors mapped.
final class SafetensorsFile implements TensorFile {
    private final OpenFile file;
    private final SafetensorsHeader header;

    private SafetensorsFile(OpenFile file) {
        this.file = file;
        this.header = file.readFirst(SafetensorsHeader::read);
    }

    static SafetensorsFile open(Path path) {
        return new SafetensorsFile(new OpenFile(Safetensors.LOAD, path));
    }

    /// Reads all of a file.
    static Map<String, View> views(Source source) {
        SafetensorsHeader header = SafetensorsHeader.read(source);
        Map<String, View> views = new LinkedHashMap<>();
        header.tensors().forEach((name, entry) -> views.put(name, view(source, header, entry)));
        return views;
    }

    private static View view(Source source, SafetensorsHeader header, SafetensorsHeader.Entry entry) {
        return view(source, entry.dtype(), entry.shape(), header.dataStart() + entry.begin());
    }

    private static View view(Source source, DType dtype, Shape shape, long at) {
        Storage storage = Storage.of(dtype, shape.numel());
        Elements.get(
                source,
                at,
                ByteOrder.LITTLE_ENDIAN,
                storage,
                0,
                shape.numel(),
                bad -> source.fault(bad, Elements.NO_BOOL));
        return new View(storage, Layout.dense(shape), dtype);
    }

    private SafetensorsHeader.Entry entry(String name) {
        SafetensorsHeader.Entry entry = header.tensors().get(name);
        if (entry == null) {
            throw file.missing(name, names());
        }
        return entry;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(header.tensors().keySet());
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    @Override
    public DType dtype(String name) {
        return entry(name).dtype();
    }

    @Override
    public Shape shape(String name) {
        return entry(name).shape();
    }

    @Override
    public Tensor tensor(String name) {
        SafetensorsHeader.Entry entry = entry(name);
        return file.read(source -> Tensor.of(view(source, header, entry)));
    }

    @Override
    public Tensor rows(String name, int begin, int end) {
        SafetensorsHeader.Entry entry = entry(name);
        Shape shape = entry.shape();
        if (shape.rank() == 0) {
            throw file.noRows(Faults.quote(name));
        }
        file.checkRows(Faults.quote(name), begin, end, shape.size(0));
        long row = shape.size(0) == 0 ? 0 : (entry.end() - entry.begin()) / shape.size(0);
        long at = header.dataStart() + entry.begin() + begin * row;
        return file.read(source -> Tensor.of(view(source, entry.dtype(), shape.with(0, end - begin), at)));
    }

    @Override
    public void close() {
        file.close();
    }
}

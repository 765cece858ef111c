package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.storage.Storage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The storages that a PyTorch file's pickle mentions by persistent ids, `('storage', FloatStorage, '0',
/// 'cpu', 12)`: what kind of elements, under which key, where they were (all come to the CPU), and how many.
final class TensorStorages implements PickleReader.Persistent {
    /// A storage of a file.
    record Known(String key, DType dtype, long length) {}

    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Map<String, Storage> loaded = new HashMap<>();

    @Override
    public PickleNode load(PickleNode id, PickleReader reader) {
        List<PickleNode> parts = PickleCalls.tuple(id, reader);
        boolean storage =
                parts.size() >= 5 && PickleCalls.text(parts.getFirst(), reader).equals("storage");
        if (!storage || parts.size() > 6) {
            throw reader.fault("a persistent id of " + parts.size() + " parts is that of no storage");
        }
        if (!(parts.get(1) instanceof PickleNode.Global type) || type.dtype().isEmpty()) {
            throw reader.fault("a storage of a kind that is not known");
        }
        String key = PickleCalls.text(parts.get(2), reader);
        long length = length(parts.get(4), reader);
        Known entry = new Known(key, type.dtype().get(), length);
        Known before = known.putIfAbsent(key, entry);
        if (before != null && !before.equals(entry)) {
            throw reader.fault("storage " + Faults.quote(key) + " is mentioned twice as different ones");
        }
        return parts.size() == 6 ? part(entry, parts.get(5), reader) : new PickleNode.Storage(entry, key, 0, length);
    }

    /// Returns the part of a storage that files of PyTorch before 0.4 speak of: its key, offset and size, or
    /// `None` for all of it.
    private static PickleNode part(Known entry, PickleNode part, PickleReader reader) {
        if (part instanceof PickleNode.Value(PythonValue.None _)) {
            return new PickleNode.Storage(entry, entry.key, 0, entry.length);
        }
        List<PickleNode> parts = PickleCalls.tuple(part, reader);
        if (parts.size() != 3) {
            throw reader.fault("a part of a storage is told in " + parts.size() + " values, not 3");
        }
        long offset = length(parts.get(1), reader);
        long length = length(parts.get(2), reader);
        if (offset > entry.length - length) {
            throw reader.fault("a part of storage " + Faults.quote(entry.key) + " goes beyond its end");
        }
        return new PickleNode.Storage(entry, PickleCalls.text(parts.get(0), reader), offset, length);
    }

    private static long length(PickleNode node, PickleReader reader) {
        if (node instanceof PickleNode.Value(PythonValue.Int(long number)) && number >= 0) {
            if (number > Integer.MAX_VALUE) {
                throw reader.fault("a storage has " + number + " elements, at most " + Integer.MAX_VALUE + " are read");
            }
            return number;
        }
        throw reader.fault("the length of a storage must be a whole number, 0 or more");
    }

    /// Returns the storages that were mentioned, by key.
    Map<String, Known> known() {
        return known;
    }

    /// Gives a storage its elements.
    void put(String key, Storage elements) {
        loaded.put(key, elements);
    }

    /// Returns the elements of a storage, which must have been given.
    Storage get(PickleNode.Storage storage) {
        return loaded.get(storage.known().key());
    }
}

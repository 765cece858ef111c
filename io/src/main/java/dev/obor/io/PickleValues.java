package dev.obor.io;

import dev.obor.error.FormatException;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Turns what a pickle built into values. What the pickle uses twice becomes one value that is used twice.
///
/// Refused are values that contain themselves, that are nested more than [PythonValues#MAX_DEPTH] deep, or that
/// would take far more than the file if they were written out without sharing: whoever walks such a value would
/// never come to its end.
final class PickleValues {
    private static final long FREE_SIZE = 1 << 20;
    private static final long SIZE_FOR_ONE_BYTE = 64;

    /// A value, how many it consists of without sharing, and how deep it is.
    private record Known(PythonValue value, long size, int depth) {}

    private final Function<String, FormatException> fault;
    private final Function<PickleNode.Storage, Storage> storages;
    private final long largest;
    private final IdentityHashMap<PickleNode, Known> known = new IdentityHashMap<>();
    private final Set<PickleNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /// @param bytes how many bytes the pickle takes
    /// @param storages gives the elements behind tensors
    PickleValues(long bytes, Function<String, FormatException> fault, Function<PickleNode.Storage, Storage> storages) {
        this.fault = fault;
        this.storages = storages;
        this.largest = FREE_SIZE + SIZE_FOR_ONE_BYTE * bytes;
    }

    /// Returns the value that a pickle without persistent ids built.
    static PythonValue selfContained(Input in, long begin, long bytes, PickleNode node) {
        PickleValues values = new PickleValues(bytes, reason -> in.fault(begin, reason), storage -> {
            throw new AssertionError("no persistent id was read, so no storage: " + storage);
        });
        return values.value(node);
    }

    /// Returns the value that a node stands for.
    PythonValue value(PickleNode node) {
        return known(node).value;
    }

    private Known known(PickleNode node) {
        if (node instanceof PickleNode.Value(PythonValue value)) {
            return new Known(value, 1, 0);
        }
        Known done = known.get(node);
        if (done != null) {
            return done;
        }
        if (!open.add(node)) {
            throw fault.apply("the pickle holds a value that contains itself");
        }
        if (open.size() > PythonValues.MAX_DEPTH) {
            throw deep();
        }
        Known made = make(node);
        open.remove(node);
        known.put(node, made);
        return made;
    }

    private Known make(PickleNode node) {
        return switch (node) {
            case PickleNode.Value(PythonValue value) -> new Known(value, 1, 0);
            case PickleNode.ByteText(byte[] bytes) ->
                leaf(new PythonValue.Text(new String(bytes, StandardCharsets.ISO_8859_1)));
            case PickleNode.Row row -> row(row);
            case PickleNode.Dict dict -> dict(dict);
            case PickleNode.ArrayType type ->
                leaf(new PythonValue.Type(
                        NumpyTypes.parse("<" + type.name, fault).dtype()));
            case PickleNode.Array array -> {
                View view =
                        array.view.orElseThrow(() -> fault.apply("the pickle holds a NumPy array without elements"));
                yield leaf(new PythonValue.Array(Tensor.of(view)));
            }
            case PickleNode.Tensor tensor -> leaf(new PythonValue.Array(tensor(tensor)));
            case PickleNode.Global global -> throw fault.apply("the pickle holds " + global.name() + " as a value");
            case PickleNode.Storage _ -> throw fault.apply("the pickle holds a storage without a tensor");
        };
    }

    private static Known leaf(PythonValue value) {
        return new Known(value, 1, 0);
    }

    private Known row(PickleNode.Row row) {
        List<PythonValue> items = new ArrayList<>(row.items().size());
        Part part = new Part();
        for (PickleNode item : row.items()) {
            items.add(part.add(known(item)));
        }
        if (row.kind() == PythonValue.Kind.SET || row.kind() == PythonValue.Kind.FROZENSET) {
            checkSet(items);
        }
        return part.of(new PythonValue.Items(row.kind(), items));
    }

    private void checkSet(List<PythonValue> items) {
        Set<PythonValue> seen = new HashSet<>();
        for (PythonValue item : items) {
            if (!PickleCalls.isKey(item)) {
                throw fault.apply("an item of a set must be a number, a text, a truth value or None");
            }
            if (PickleCalls.equalTo(item).stream().anyMatch(seen::contains) || !seen.add(item)) {
                throw fault.apply("a set holds " + PythonValues.name(item) + " twice");
            }
        }
    }

    private Known dict(PickleNode.Dict dict) {
        Part part = new Part();
        Map<PythonValue, PythonValue> entries = LinkedHashMap.newLinkedHashMap(dict.entries.size());
        dict.entries.forEach((key, value) -> entries.put(key, part.add(known(value))));
        Map<String, PythonValue> attributes = new LinkedHashMap<>();
        dict.attributes.ifPresent(named -> named.entries.forEach((key, value) -> {
            attributes.put(key.toText(), part.add(known(value)));
        }));
        return part.of(new PythonValue.Dict(entries, dict.ordered, attributes));
    }

    private Tensor tensor(PickleNode.Tensor node) {
        PickleNode.Storage storage = node.storage();
        Tensor tensor = Tensor.of(
                new View(storages.apply(storage), node.layout(), storage.known().dtype()));
        if (node.parameter()) {
            tensor = tensor.asParameter();
        }
        if ((node.tracked() || node.parameter()) && storage.known().dtype().isFloating()) {
            tensor.requiresGrad(node.tracked());
        } else if (node.tracked()) {
            throw fault.apply("a tensor of " + storage.known().dtype() + " cannot have gradients");
        }
        return tensor;
    }

    private FormatException deep() {
        return fault.apply("the pickle nests values more than " + PythonValues.MAX_DEPTH + " deep");
    }

    /// The size and depth of a value, from those of its parts.
    private final class Part {
        private long size = 1;
        private int depth;

        PythonValue add(Known item) {
            size += item.size;
            depth = Math.max(depth, item.depth + 1);
            if (size > largest) {
                throw fault.apply("the pickle shares values so often that they would take more than " + largest
                        + " if written out");
            }
            if (depth > PythonValues.MAX_DEPTH) {
                throw deep();
            }
            return item.value;
        }

        Known of(PythonValue value) {
            return new Known(value, size, depth);
        }
    }
}

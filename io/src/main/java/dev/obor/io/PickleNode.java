package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.storage.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a pickle builds while it is read: the values whose content is not complete when they are made, and
/// those that only other values are made of. Values that are complete at once are [Value]s.
sealed interface PickleNode {
    /// A complete value.
    record Value(PythonValue value) implements PickleNode {}

    /// A `str` of Python 2, which may be text or an array's bytes.
    record ByteText(byte[] bytes) implements PickleNode {}

    /// Something that the pickle names and that is on the list of what it may name.
    ///
    /// @param dtype of the elements of a type of storage
    record Global(PickleGlobals.Known known, String name, Optional<DType> dtype) implements PickleNode {}

    /// A list, tuple or set.
    record Row(PythonValue.Kind kind, List<PickleNode> items) implements PickleNode {}

    /// A dict.
    final class Dict implements PickleNode {
        final Map<PythonValue, PickleNode> entries = new LinkedHashMap<>(4);
        final boolean ordered;
        /// What an OrderedDict has for attributes.
        Optional<Dict> attributes = Optional.empty();

        Dict(boolean ordered) {
            this.ordered = ordered;
        }
    }

    /// A `numpy.dtype`, whose byte order comes after its name.
    final class ArrayType implements PickleNode {
        final String name;
        char order = '|';

        ArrayType(String name) {
            this.name = name;
        }
    }

    /// A NumPy array, whose elements come after it was made.
    final class Array implements PickleNode {
        Optional<View> view = Optional.empty();
    }

    /// The elements behind tensors, which lie outside the pickle.
    ///
    /// @param key names it in the file
    /// @param shift where this part of it begins, in elements, and `length` how many there are
    record Storage(TensorStorages.Known known, String key, long shift, long length) implements PickleNode {}

    /// A tensor over a storage.
    record Tensor(Storage storage, Layout layout, boolean tracked, boolean parameter) implements PickleNode {}
}

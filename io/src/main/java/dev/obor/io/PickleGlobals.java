package dev.obor.io;

import dev.obor.dtype.DType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The only names that a pickle may mention. None of them is looked up in any class path: each stands for one
/// of a few constructions that [PickleCalls] spells out.
final class PickleGlobals {
    /// What a name stands for.
    enum Known {
        /// `collections.OrderedDict`
        ORDERED_DICT,
        /// `builtins.set`
        SET,
        /// `builtins.frozenset`
        FROZENSET,
        /// `builtins.bytes`, without arguments
        BYTES,
        /// `builtins.bytearray`
        BYTEARRAY,
        /// `_codecs.encode`, by which old protocols write bytes
        ENCODE,
        /// `numpy.ndarray`, as an argument alone
        ARRAY,
        /// `numpy.core.multiarray._reconstruct`
        NEW_ARRAY,
        /// `numpy.core.numeric._frombuffer`
        ARRAY_FROM_BUFFER,
        /// `numpy.core.multiarray.scalar`
        NUMBER,
        /// `numpy.dtype`
        ARRAY_TYPE,
        /// `torch._utils._rebuild_tensor` and `_rebuild_tensor_v2`
        TENSOR,
        /// `torch._utils._rebuild_parameter`
        PARAMETER,
        /// `torch.Size`
        SIZE,
        /// `torch.device`
        DEVICE,
        /// `torch.FloatStorage` and its kin
        STORAGE_TYPE
    }

    private static final Map<DType, String> STORAGES = Map.of(
            DType.BOOL, "BoolStorage",
            DType.UINT8, "ByteStorage",
            DType.INT8, "CharStorage",
            DType.INT16, "ShortStorage",
            DType.INT32, "IntStorage",
            DType.INT64, "LongStorage",
            DType.FLOAT16, "HalfStorage",
            DType.BFLOAT16, "BFloat16Storage",
            DType.FLOAT32, "FloatStorage",
            DType.FLOAT64, "DoubleStorage");

    private static final Map<String, PickleNode> NAMES = names();

    private PickleGlobals() {}

    private static Map<String, PickleNode> names() {
        Map<String, PickleNode> names = new HashMap<>();
        add(names, "collections OrderedDict", Known.ORDERED_DICT);
        for (String builtins : new String[] {"builtins", "__builtin__"}) {
            add(names, builtins + " set", Known.SET);
            add(names, builtins + " frozenset", Known.FROZENSET);
            add(names, builtins + " bytes", Known.BYTES);
            add(names, builtins + " bytearray", Known.BYTEARRAY);
        }
        add(names, "_codecs encode", Known.ENCODE);
        for (String core : new String[] {"numpy.core", "numpy._core"}) {
            add(names, core + ".multiarray _reconstruct", Known.NEW_ARRAY);
            add(names, core + ".multiarray scalar", Known.NUMBER);
            add(names, core + ".numeric _frombuffer", Known.ARRAY_FROM_BUFFER);
        }
        add(names, "numpy ndarray", Known.ARRAY);
        add(names, "numpy dtype", Known.ARRAY_TYPE);
        add(names, "torch._utils _rebuild_tensor", Known.TENSOR);
        add(names, "torch._utils _rebuild_tensor_v2", Known.TENSOR);
        add(names, "torch._utils _rebuild_parameter", Known.PARAMETER);
        add(names, "torch Size", Known.SIZE);
        add(names, "torch device", Known.DEVICE);
        for (DType dtype : DType.values()) {
            for (String module : new String[] {"torch ", "torch.cuda ", "torch.storage "}) {
                String name = module + STORAGES.get(dtype);
                names.put(name, new PickleNode.Global(Known.STORAGE_TYPE, name, Optional.of(dtype)));
            }
            names.put("torch " + dtype, new PickleNode.Value(new PythonValue.Type(dtype)));
        }
        return Map.copyOf(names);
    }

    private static void add(Map<String, PickleNode> names, String name, Known known) {
        names.put(name, new PickleNode.Global(known, name, Optional.empty()));
    }

    /// Returns what a name stands for; empty for all but a few.
    static Optional<PickleNode> find(String module, String name) {
        return Optional.ofNullable(NAMES.get(module + " " + name));
    }

    /// Returns PyTorch's name for a storage of a dtype, such as `FloatStorage`.
    static String storage(DType dtype) {
        return STORAGES.get(dtype);
    }
}

package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// NumPy's names of dtypes, such as `<f4`: byte order, kind, bytes. bfloat16, which NumPy does not have, is
/// called `V2` (two bytes of any meaning), as the ml_dtypes package writes it.
final class NumpyTypes {
    private static final Map<DType, String> NAMES = new EnumMap<>(Map.of(
            DType.BOOL, "b1",
            DType.UINT8, "u1",
            DType.INT8, "i1",
            DType.INT16, "i2",
            DType.INT32, "i4",
            DType.INT64, "i8",
            DType.FLOAT16, "f2",
            DType.BFLOAT16, "V2",
            DType.FLOAT32, "f4",
            DType.FLOAT64, "f8"));

    private NumpyTypes() {}

    /// A dtype and the byte order of its elements.
    record Type(DType dtype, ByteOrder order) {}

    /// Returns the name of a dtype whose elements are little-endian.
    static String name(DType dtype) {
        return (dtype.bytes() == 1 ? "|" : "<") + NAMES.get(dtype);
    }

    /// Returns what a name such as `>f8` or `|b1` means.
    ///
    /// @param fault makes the exception for a name that is not known
    static Type parse(String name, Function<String, FormatException> fault) {
        if (!name.isEmpty() && "<>|=".indexOf(name.charAt(0)) >= 0) {
            char order = name.charAt(0);
            for (Map.Entry<DType, String> known : NAMES.entrySet()) {
                // Without an order there must be nothing to order.
                boolean clear = order != '|' || known.getKey().bytes() == 1 || known.getKey() == DType.BFLOAT16;
                if (clear && known.getValue().equals(name.substring(1))) {
                    return new Type(known.getKey(), order(order));
                }
            }
        }
        throw fault.apply("dtype " + Faults.quote(name) + " is none of ours: known are "
                + NAMES.values().stream().sorted().collect(Collectors.joining(", ")) + " with < or > before them");
    }

    /// Returns the byte order that a letter stands for.
    static ByteOrder order(char letter) {
        return letter == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
}

package dev.obor.storage;

import dev.obor.dtype.DType;
import dev.obor.dtype.Half;
import java.util.Arrays;

/// Single elements of a storage as Java numbers, converted as Java's casts convert: for host access and
/// reference loops, not for speed.
public final class Elements {
    private Elements() {}

    /// Returns an element as a double: exact but for int64 beyond 2⁵³; 1 and 0 for bool.
    public static double getDouble(Storage storage, DType dtype, int place) {
        return switch (storage) {
            case Storage.Floats s -> s.array()[place];
            case Storage.Doubles s -> s.array()[place];
            case Storage.Shorts s when dtype == DType.FLOAT16 -> Half.fromFloat16(s.array()[place]);
            case Storage.Shorts s when dtype == DType.BFLOAT16 -> Half.fromBfloat16(s.array()[place]);
            default -> getLong(storage, dtype, place);
        };
    }

    /// Returns an element as a long, floating-point numbers towards 0.
    public static long getLong(Storage storage, DType dtype, int place) {
        return switch (storage) {
            case Storage.Longs s -> s.array()[place];
            case Storage.Ints s -> s.array()[place];
            case Storage.Shorts s when dtype == DType.INT16 -> s.array()[place];
            case Storage.Bytes s -> dtype == DType.UINT8 ? s.array()[place] & 0xFF : s.array()[place];
            case Storage.Booleans s -> s.array()[place] ? 1 : 0;
            default -> (long) getDouble(storage, dtype, place);
        };
    }

    /// Replaces an element, rounding to the dtype.
    public static void setDouble(Storage storage, DType dtype, int place, double value) {
        switch (storage) {
            case Storage.Floats s -> s.array()[place] = (float) value;
            case Storage.Doubles s -> s.array()[place] = value;
            case Storage.Booleans s -> s.array()[place] = value != 0;
            case Storage.Ints s -> s.array()[place] = (int) value;
            case Storage.Shorts s when dtype == DType.FLOAT16 -> s.array()[place] = Half.toFloat16((float) value);
            case Storage.Shorts s when dtype == DType.BFLOAT16 -> s.array()[place] = Half.toBfloat16((float) value);
            default -> setLong(storage, dtype, place, (long) value);
        }
    }

    /// Replaces an element, wrapping to the dtype.
    public static void setLong(Storage storage, DType dtype, int place, long value) {
        switch (storage) {
            case Storage.Longs s -> s.array()[place] = value;
            case Storage.Ints s -> s.array()[place] = (int) value;
            case Storage.Shorts s when dtype == DType.INT16 -> s.array()[place] = (short) value;
            case Storage.Bytes s -> s.array()[place] = (byte) value;
            case Storage.Booleans s -> s.array()[place] = value != 0;
            case Storage.Floats s -> s.array()[place] = value;
            default -> setDouble(storage, dtype, place, (double) value);
        }
    }

    /// Replaces an element by a Java number.
    public static void set(Storage storage, DType dtype, int place, Number value) {
        if (value instanceof Double || value instanceof Float) {
            setDouble(storage, dtype, place, value.doubleValue());
        } else {
            setLong(storage, dtype, place, value.longValue());
        }
    }

    /// Returns a new storage in which every element is a Java number.
    public static Storage filled(DType dtype, int length, Number value) {
        Storage storage = Storage.of(dtype, length);
        if (length == 0 || value.doubleValue() == 0 && 1 / value.doubleValue() > 0) {
            return storage;
        }
        set(storage, dtype, 0, value);
        switch (storage) {
            case Storage.Floats s -> Arrays.fill(s.array(), s.array()[0]);
            case Storage.Doubles s -> Arrays.fill(s.array(), s.array()[0]);
            case Storage.Longs s -> Arrays.fill(s.array(), s.array()[0]);
            case Storage.Ints s -> Arrays.fill(s.array(), s.array()[0]);
            case Storage.Shorts s -> Arrays.fill(s.array(), s.array()[0]);
            case Storage.Bytes s -> Arrays.fill(s.array(), s.array()[0]);
            case Storage.Booleans s -> Arrays.fill(s.array(), s.array()[0]);
        }
        return storage;
    }
}

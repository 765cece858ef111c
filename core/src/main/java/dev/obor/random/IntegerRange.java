package dev.obor.random;

import dev.obor.dtype.DType;
import dev.obor.dtype.Half;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;

/// The integers that `random_` chooses from, worked out from its bounds and dtype as PyTorch does.
///
/// @param base the smallest integer
/// @param range how many there are, without sign; 0 stands for 2⁶⁴
/// @param wide whether a draw takes 64 bits rather than 32
record IntegerRange(long base, long range, boolean wide) {
    private static final long WORDS = 1L << 32;

    /// Returns the integers of [low, high); for a floating-point dtype the bounds move inwards to integers
    /// that it holds.
    static IntegerRange between(long low, long high, DType dtype) {
        Check.interval(low, high);
        long from = dtype.isFloating() ? roundUp(low, dtype) : low;
        long to = dtype.isFloating() ? roundDown(high, dtype) : high;
        if (from >= to) {
            throw new OborException("random_: no integer of " + dtype + " lies between from=" + low + " and to=" + high
                    + ": pass wider bounds or a wider dtype");
        }
        return inclusive(from, to - 1, "to - 1", dtype);
    }

    /// Returns the integers from `low` to the largest that `dtype` holds exactly with all smaller ones.
    static IntegerRange from(long low, DType dtype) {
        if (low == Long.MIN_VALUE) {
            if (!drawsWide(dtype)) {
                throw new DTypeException(
                        "random_: from=" + low + " is out of bounds for " + dtype + ": choose another bound or int64");
            }
            return new IntegerRange(0, 0, true);
        }
        long last = largest(dtype);
        if (low > last || (dtype.isFloating() && low == last)) {
            throw new OborException("random_: from=" + low + " leaves no integer below the largest of " + dtype + ", "
                    + last + ": choose a smaller bound or a wider dtype");
        }
        long from = dtype.isFloating() ? roundUp(low, dtype) : low;
        return inclusive(from, last, "to", dtype);
    }

    /// Returns the integers of `random_()` without bounds: 0 to the largest of an integer dtype, 0 to the
    /// largest power of two up to which a floating-point dtype holds all integers.
    static IntegerRange all(DType dtype) {
        return new IntegerRange(0, largest(dtype) + 1, dtype == DType.INT64 || dtype == DType.FLOAT64);
    }

    /// Returns the integer for 32 random bits.
    long narrow(int word) {
        return base + (word & 0xFFFFFFFFL) % range;
    }

    /// Returns the integer for 64 random bits.
    long wide(long bits) {
        return base + (range == 0 ? bits : Long.remainderUnsigned(bits, range));
    }

    private static IntegerRange inclusive(long from, long last, String lastName, DType dtype) {
        Check.inside("from", from, smallestFinite(dtype), largestFinite(dtype), dtype);
        Check.inside(lastName, last, smallestFinite(dtype), largestFinite(dtype), dtype);
        long range = last - from + 1;
        return new IntegerRange(from, range, drawsWide(dtype) && Long.compareUnsigned(range, WORDS) >= 0);
    }

    private static boolean drawsWide(DType dtype) {
        return switch (dtype) {
            case INT64, FLOAT64, FLOAT32, BFLOAT16 -> true;
            case BOOL, UINT8, INT8, INT16, INT32, FLOAT16 -> false;
        };
    }

    private static long largest(DType dtype) {
        return dtype.isFloating() ? 1L << digits(dtype) : largestFinite(dtype);
    }

    private static long largestFinite(DType dtype) {
        return switch (dtype) {
            case BOOL -> 1;
            case UINT8 -> 255;
            case INT8 -> Byte.MAX_VALUE;
            case INT16 -> Short.MAX_VALUE;
            case INT32 -> Integer.MAX_VALUE;
            case FLOAT16 -> 65504;
            case INT64, BFLOAT16, FLOAT32, FLOAT64 -> Long.MAX_VALUE;
        };
    }

    private static long smallestFinite(DType dtype) {
        return switch (dtype) {
            case BOOL, UINT8 -> 0;
            case FLOAT16 -> -65504;
            case INT8, INT16, INT32, INT64, BFLOAT16, FLOAT32, FLOAT64 -> -largestFinite(dtype) - 1;
        };
    }

    private static int digits(DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> 11;
            case BFLOAT16 -> 8;
            case FLOAT32 -> 24;
            case FLOAT64 -> 53;
            case BOOL, UINT8, INT8, INT16, INT32, INT64 -> Long.SIZE;
        };
    }

    private static long roundUp(long from, DType dtype) {
        long next = rounded(from + 1, dtype);
        return next < from ? next + spacing(from + 1, dtype) : from;
    }

    private static long roundDown(long to, DType dtype) {
        long previous = rounded(to - 1, dtype);
        return previous >= to ? previous - spacing(to - 1, dtype) : to;
    }

    private static long rounded(long value, DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> (long) Half.fromFloat16(Half.toFloat16((float) value));
            case BFLOAT16 -> (long) Half.fromBfloat16(Half.toBfloat16((float) value));
            case FLOAT32 -> (long) (float) value;
            case FLOAT64 -> (long) (double) value;
            case BOOL, UINT8, INT8, INT16, INT32, INT64 -> value;
        };
    }

    private static long spacing(long value, DType dtype) {
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.abs(value));
        return 1L << (exponent - digits(dtype) + 1);
    }
}

package dev.obor.dtype;

/// Converts the 16-bit floating-point formats to and from float32, rounding to nearest, ties to even.
public final class Half {
    private Half() {}

    /// Returns the value of the IEEE binary16 number with these bits.
    public static float fromFloat16(short bits) {
        return Float.float16ToFloat(bits);
    }

    /// Returns the bits of the IEEE binary16 number nearest to `value`.
    public static short toFloat16(float value) {
        return Float.floatToFloat16(value);
    }

    /// Returns the value of the bfloat16 number with these bits.
    public static float fromBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /// Returns the bits of the bfloat16 number nearest to `value`; every NaN becomes the quiet NaN 0x7FC0.
    public static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) 0x7FC0;
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}

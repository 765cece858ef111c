package dev.obor.dtype;

import dev.obor.error.DTypeException;

/// The limits of a floating-point dtype, in the role of PyTorch's `finfo`.
///
/// @param dtype the dtype
/// @param bits how many bits a number takes
/// @param eps the distance from 1 to the next larger number
/// @param max the largest number
/// @param min the smallest number, −max
/// @param tiny the smallest positive number of full precision
/// @param resolution ten to the power of minus the decimal digits that a number holds
public record FloatInfo(DType dtype, int bits, double eps, double max, double min, double tiny, double resolution) {
    /// Returns the limits of a dtype.
    ///
    /// @throws DTypeException unless it is floating-point
    public static FloatInfo of(DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> of(dtype, 0x1p-10, 65504, 0x1p-14, 1e-3);
            case BFLOAT16 -> of(dtype, 0x1p-7, 0x1.FEp127, 0x1p-126, 1e-2);
            case FLOAT32 -> of(dtype, 0x1p-23, Float.MAX_VALUE, Float.MIN_NORMAL, 1e-6);
            case FLOAT64 -> of(dtype, 0x1p-52, Double.MAX_VALUE, Double.MIN_NORMAL, 1e-15);
            case BOOL, UINT8, INT8, INT16, INT32, INT64 ->
                throw new DTypeException("finfo: " + dtype + " is not floating-point: use iinfo for integers");
        };
    }

    private static FloatInfo of(DType dtype, double eps, double max, double tiny, double resolution) {
        return new FloatInfo(dtype, 8 * dtype.bytes(), eps, max, -max, tiny, resolution);
    }

    /// Returns the smallest positive number of full precision: another name of [#tiny()].
    public double smallestNormal() {
        return tiny;
    }
}

package dev.obor.dtype;

import dev.obor.error.DTypeException;

/// The limits of an integer dtype, in the role of PyTorch's `iinfo`.
///
/// @param dtype the dtype
/// @param bits how many bits a number takes
/// @param min the smallest number
/// @param max the largest number
public record IntegerInfo(DType dtype, int bits, long min, long max) {
    /// Returns the limits of a dtype.
    ///
    /// @throws DTypeException unless it is an integer's
    public static IntegerInfo of(DType dtype) {
        if (!dtype.isIntegral()) {
            throw new DTypeException("iinfo: " + dtype + " is no integer dtype: use finfo for floating-point ones");
        }
        int bits = 8 * dtype.bytes();
        return dtype == DType.UINT8
                ? new IntegerInfo(dtype, bits, 0, 255)
                : new IntegerInfo(dtype, bits, -1L << (bits - 1), ~(-1L << (bits - 1)));
    }
}

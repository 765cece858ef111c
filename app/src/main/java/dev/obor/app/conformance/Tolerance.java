package dev.obor.app.conformance;

import dev.obor.dtype.DType;
import java.util.Map;

/// How far an element may lie from PyTorch's: `atol + rtol · |expected|`.
record Tolerance(double rtol, double atol) {
    /// Integers and truth values.
    static final Tolerance EXACT = new Tolerance(0, 0);

    /// A rounding or two in each element of a result, and what cancellation among numbers of size 10 makes of
    /// them.
    private static final Map<DType, Tolerance> DEFAULTS = Map.of(
            DType.FLOAT64, new Tolerance(1e-10, 1e-12),
            DType.FLOAT32, new Tolerance(1e-5, 1e-6),
            DType.FLOAT16, new Tolerance(0x1p-10, 0x1p-14),
            DType.BFLOAT16, new Tolerance(0x1p-7, 0x1p-14));

    /// Looser ones, each with its reason.
    private static final Map<String, Map<DType, Tolerance>> OPERATORS = Map.of();

    /// Returns the tolerance for an operator's results of a dtype.
    static Tolerance of(String op, DType dtype) {
        Tolerance usual = DEFAULTS.getOrDefault(dtype, EXACT);
        return OPERATORS.getOrDefault(op, Map.of()).getOrDefault(dtype, usual);
    }
}

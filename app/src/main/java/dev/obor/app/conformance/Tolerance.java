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

    private static final Map<DType, Tolerance> PRODUCT = Map.of(DType.FLOAT32, new Tolerance(1e-5, 1.5e-5));

    /// Looser ones, each with its reason.
    ///
    /// Products of float32 matrices: the inputs reach 9, so the sums of their products pass through numbers of some
    /// hundreds, which PyTorch rounds to float32 in an order of its own; its baddbmm is off by up to 1.3e-5 as against
    /// float64. The exponential of a matrix: PyTorch's float32 values are off by up to 3e-5 of their size.
    ///
    /// Airy's function and the Bessel functions J and Y: PyTorch 1.13 leaves out the leading 1 of some denominators, so
    /// that its values between −9 and 9 are off by up to 3e-6, 4e-7 (J0, J1, Y0) and 8e-7 (Y1), and its float32
    /// values of Ai up to −128 by 1e-5, as against mpmath; the library's are right.
    private static final Map<String, Map<DType, Tolerance>> OPERATORS = Map.of(
            "special.airy_ai",
            Map.of(DType.FLOAT64, new Tolerance(1e-10, 3e-6), DType.FLOAT32, new Tolerance(1e-5, 1.1e-5)),
            "special.bessel_j0",
            Map.of(DType.FLOAT64, new Tolerance(1e-10, 5e-7)),
            "special.bessel_j1",
            Map.of(DType.FLOAT64, new Tolerance(1e-10, 5e-7)),
            "special.bessel_y0",
            Map.of(DType.FLOAT64, new Tolerance(1e-10, 5e-7)),
            "special.bessel_y1",
            Map.of(DType.FLOAT64, new Tolerance(1e-10, 1e-6)),
            "baddbmm",
            PRODUCT,
            "matrix_exp",
            Map.of(DType.FLOAT32, new Tolerance(5e-5, 1e-6)));

    /// Those of distributions. The von Mises distribution: PyTorch takes log I₀ and I₁ from polynomials with seven digits, so that its log densities,
    /// variances and their gradients are off by up to 1e-6. The multinomial entropy: it has log n! in float32. Gradients of
    /// gamma samples and of what is made of them: PyTorch's approximations of the derivative of the distribution function
    /// are off by up to 1e-3 of it, of beta and Dirichlet samples by up to 2.3e-3, as against mpmath; the library's are right.
    private static final Map<String, Map<DType, Tolerance>> DISTRIBUTIONS = Map.ofEntries(
            Map.entry("distributions.VonMises", Map.of(DType.FLOAT64, new Tolerance(1e-10, 1.2e-6))),
            Map.entry("distributions.Multinomial", Map.of(DType.FLOAT64, new Tolerance(1e-6, 1e-6))),
            Map.entry("distributions.Gamma.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("distributions.Chi2.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("distributions.FisherSnedecor.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("distributions.StudentT.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("distributions.Wishart.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("distributions.Beta.rsample", Map.of(DType.FLOAT64, new Tolerance(3e-3, 1e-3))),
            Map.entry("distributions.Dirichlet.rsample", Map.of(DType.FLOAT64, new Tolerance(3e-3, 1e-3))));

    /// Returns the tolerance for an operator's results of a dtype.
    static Tolerance of(String op, DType dtype) {
        Tolerance usual = DEFAULTS.getOrDefault(dtype, EXACT);
        Map<String, Map<DType, Tolerance>> table = op.startsWith("distributions.") ? DISTRIBUTIONS : OPERATORS;
        return table.getOrDefault(op, Map.of()).getOrDefault(dtype, usual);
    }
}

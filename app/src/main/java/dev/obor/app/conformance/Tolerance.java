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

    private static final Map<DType, Tolerance> PRODUCT = Map.of(DType.FLOAT32, new Tolerance(1e-5, 3e-5));
    private static final Map<DType, Tolerance> FACTORS = Map.of(DType.FLOAT32, new Tolerance(1e-5, 1e-5));
    private static final Map<DType, Tolerance> SCALED = Map.of(DType.FLOAT32, new Tolerance(2e-4, 1e-6));

    /// Looser ones, each with its reason.
    ///
    /// Airy's function and the Bessel functions J and Y: PyTorch 1.13 leaves out the leading 1 of some
    /// denominators, so that its values between −9 and 9 are off by up to 3e-6, 4e-7 (J0, J1, Y0) and 8e-7
    /// (Y1), and its float32 values of Ai up to −128 by 1e-5, as against mpmath; the library's are right.
    ///
    /// The von Mises distribution: PyTorch takes log I₀ and I₁ from polynomials with seven digits, so that
    /// its log densities, variances and their gradients are off by up to 1e-6. The multinomial entropy: it
    /// has log n! in float32. Gradients of gamma samples and of what is made of them: PyTorch's
    /// approximations of the derivative of the distribution function are off by up to 1e-3 of it, of beta and
    /// Dirichlet samples by up to 2.3e-3, as against mpmath; the library's are right.
    ///
    /// Products of float32 matrices: the inputs reach 9, so the sums of their products pass through numbers
    /// of some hundreds, which both round to float32, each in its own order; PyTorch's are off by up to
    /// 1.5e-5 as against float64.
    ///
    /// Factors, solutions and exponentials of float32 matrices: the library computes in float64. On inputs of
    /// this kind all its results are within the usual tolerance of PyTorch's in float64, while PyTorch's in
    /// float32 are off from these by up to 6e-6 (least squares, LU and singular vectors), and by 9e-5 of
    /// their size (matrix_exp), 3e-5 (ormqr, whose reflectors are not orthogonal) and 2e-5 (tensorsolve).
    ///
    /// Vector norms: PyTorch 1.13 rounds the order to float32, so that those of order 0.9 and −2.1 are off by
    /// 2e-8.
    private static final Map<String, Map<DType, Tolerance>> OPERATORS = Map.ofEntries(
            Map.entry(
                    "special.airy_ai",
                    Map.of(DType.FLOAT64, new Tolerance(1e-10, 3e-6), DType.FLOAT32, new Tolerance(1e-5, 1.1e-5))),
            Map.entry("special.bessel_j0", Map.of(DType.FLOAT64, new Tolerance(1e-10, 5e-7))),
            Map.entry("special.bessel_j1", Map.of(DType.FLOAT64, new Tolerance(1e-10, 5e-7))),
            Map.entry("special.bessel_y0", Map.of(DType.FLOAT64, new Tolerance(1e-10, 5e-7))),
            Map.entry("special.bessel_y1", Map.of(DType.FLOAT64, new Tolerance(1e-10, 1e-6))),
            Map.entry("__rmatmul__", PRODUCT),
            Map.entry("addbmm", PRODUCT),
            Map.entry("addmm", PRODUCT),
            Map.entry("addmv", PRODUCT),
            Map.entry("baddbmm", PRODUCT),
            Map.entry("bmm", PRODUCT),
            Map.entry("distributions.Beta.rsample", Map.of(DType.FLOAT64, new Tolerance(3e-3, 1e-3))),
            Map.entry("distributions.Chi2.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("distributions.Dirichlet.rsample", Map.of(DType.FLOAT64, new Tolerance(3e-3, 1e-3))),
            Map.entry("distributions.FisherSnedecor.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("distributions.Gamma.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("distributions.Multinomial", Map.of(DType.FLOAT64, new Tolerance(1e-6, 1e-6))),
            Map.entry("distributions.StudentT.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("distributions.VonMises", Map.of(DType.FLOAT64, new Tolerance(1e-10, 1.2e-6))),
            Map.entry("distributions.Wishart.rsample", Map.of(DType.FLOAT64, new Tolerance(1.2e-3, 1e-3))),
            Map.entry("linalg.lstsq", FACTORS),
            Map.entry("linalg.lu", FACTORS),
            Map.entry("linalg.multi_dot", PRODUCT),
            Map.entry("linalg.svd", FACTORS),
            Map.entry("linalg.tensorsolve", SCALED),
            Map.entry("linalg.vector_norm", Map.of(DType.FLOAT64, new Tolerance(1e-7, 1e-12))),
            Map.entry("matmul", PRODUCT),
            Map.entry("matrix_exp", SCALED),
            Map.entry("mm", PRODUCT),
            Map.entry("nn.functional.conv_transpose1d", PRODUCT),
            Map.entry("nn.functional.conv_transpose2d", PRODUCT),
            Map.entry("nn.functional.conv_transpose3d", PRODUCT),
            Map.entry("nn.functional.embedding_bag", PRODUCT),
            Map.entry("ormqr", SCALED),
            Map.entry("svd", FACTORS));

    /// Returns the tolerance for an operator's results of a dtype.
    static Tolerance of(String op, DType dtype) {
        Tolerance usual = DEFAULTS.getOrDefault(dtype, EXACT);
        return OPERATORS.getOrDefault(op, Map.of()).getOrDefault(dtype, usual);
    }
}

package dev.obor.tensor;

/// The factorizations of dense linear algebra and the solution of triangular systems, for each matrix of a
/// batch.
///
/// Every backend computes one matrix at a time in double and rounds the result to the dtype, so a float32
/// result is as exact as its inputs allow. Conventions (pivots, signs of reflectors, what `info` counts) are
/// those of LAPACK (Anderson et al., "LAPACK Users' Guide", 3rd ed. 1999).
public sealed interface Factorization extends Op
        permits CholeskyFactor,
                LuFactor,
                TriangularSolve,
                HouseholderFactor,
                HouseholderProduct,
                SymmetricEigen,
                SingularValues {
    /// Returns how many dims one item of each input has: 2 for a matrix, 1 for a vector, 0 for a number.
    int[] inputDims();

    /// Returns how many dims one item of each output has.
    int[] outputDims();
}

package dev.obor;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// Which singular values of matrices count as zero: those that are not above both tolerances, and those of
/// the largest singular value times the relative one.
///
/// @param atol absolute tolerances, of a shape that broadcasts with the batch; empty for 0
/// @param rtol relative tolerances, of a shape that broadcasts with the batch; empty for the dtype's rounding
///     unit times the larger of rows and columns, or, where an absolute tolerance above 0 is given, for 0
/// @param hermitian whether the matrices are symmetric: then eigenvalues, of the lower triangle, are used,
///     which is faster
public record RankOptions(Optional<Tensor> atol, Optional<Tensor> rtol, boolean hermitian) {
    /// No tolerances given, for any matrices.
    public static final RankOptions DEFAULT = new RankOptions(Optional.empty(), Optional.empty(), false);

    /// Returns these options with an absolute tolerance.
    public RankOptions withAtol(double value) {
        return withAtol(Tensor.number(value));
    }

    /// Returns these options with absolute tolerances.
    public RankOptions withAtol(Tensor values) {
        return new RankOptions(Optional.of(values), rtol, hermitian);
    }

    /// Returns these options with a relative tolerance.
    public RankOptions withRtol(double value) {
        return withRtol(Tensor.number(value));
    }

    /// Returns these options with relative tolerances.
    public RankOptions withRtol(Tensor values) {
        return new RankOptions(atol, Optional.of(values), hermitian);
    }

    /// Returns these options for symmetric matrices, or any.
    public RankOptions withHermitian(boolean value) {
        return new RankOptions(atol, rtol, value);
    }
}

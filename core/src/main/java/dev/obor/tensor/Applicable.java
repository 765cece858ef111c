package dev.obor.tensor;

/// What every family of tensor methods stands on: the one door.
sealed interface Applicable
        permits Arithmetic,
                Aliases,
                HostAccess,
                RandomInPlace,
                Bitwise,
                Bounds,
                BoundsInPlace,
                Conversion,
                LogicInPlace,
                Transcendental,
                HigherTranscendental,
                TranscendentalInPlace,
                Comparison,
                Reduction,
                Scanning,
                Sorting,
                Statistics,
                Dispersion,
                Norms,
                Describing,
                Differentiable,
                Viewing,
                Axes,
                Splitting,
                Diagonals,
                Arranging,
                Making,
                Indexing,
                Gathering,
                LinearAlgebra,
                Decompositions,
                Patterns,
                InPlace {
    /// Returns `op` applied to this tensor and others.
    Tensor apply(Op op, Tensor... others);

    /// Writes `op` applied to this tensor and others into this tensor.
    Tensor applyInPlace(Op op, Tensor... others);

    /// Returns this tensor.
    Tensor self();
}

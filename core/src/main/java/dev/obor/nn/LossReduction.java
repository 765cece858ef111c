package dev.obor.nn;

/// What becomes of the losses of single elements.
public enum LossReduction {
    /// They stay.
    NONE,
    /// Their mean.
    MEAN,
    /// Their sum.
    SUM,
    /// Their sum divided by the first dim's size, for [LikelihoodFunctions#klDiv].
    BATCHMEAN
}

package dev.obor.nn;

/// How [F#embeddingBag(dev.obor.tensor.Tensor, dev.obor.tensor.Tensor, java.util.Optional, BagMode)] makes
/// one row of the rows of a bag.
public enum BagMode {
    /// Their sum, which weights may scale.
    SUM,
    /// Their mean.
    MEAN,
    /// The largest in each column.
    MAX
}

package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// −log p of the labels of a sequence, whose places in it are not known: the sum over all ways to place them,
/// with blanks between. Source: A. Graves et al., "Connectionist temporal classification" (2006).
public final class CTCLoss extends Block {
    private final int blank;
    private final LossReduction reduction;
    private final boolean zeroInfinity;

    /// Makes the loss with class 0 for blank: the mean of the losses, each divided by its number of labels.
    public CTCLoss() {
        this(0, LossReduction.MEAN, false);
    }

    /// Makes the loss.
    ///
    /// @param blank the class that stands for no label
    /// @param zeroInfinity whether a sequence with too few steps for its labels counts 0, not infinity
    public CTCLoss(int blank, LossReduction reduction, boolean zeroInfinity) {
        this.blank = blank;
        this.reduction = reduction;
        this.zeroInfinity = zeroInfinity;
    }

    /// Returns the loss.
    ///
    /// @param logProbs what [F#logSoftmax] returns, of shape `[steps, batch, classes]` or `[steps, classes]`
    /// @param targets class numbers, of shape `[batch, most labels]`, or those of all sequences one after the
    ///     other
    /// @param inputLengths the number of steps of each sequence
    /// @param targetLengths the number of labels of each sequence
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if a label is no class
    /// @throws dev.obor.error.OborException if a length is longer than its tensor
    public Tensor forward(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
        return call(
                x -> F.ctcLoss(x[0], x[1], x[2], x[3], blank, reduction, zeroInfinity),
                logProbs,
                targets,
                inputLengths,
                targetLengths);
    }
}

package dev.obor.optim;

/// Multiplies the rates by a factor for the first epochs.
public final class ConstantLR extends LRScheduler {
    private final double factor;
    private final int totalIters;

    /// Makes a schedule with PyTorch's defaults.
    public ConstantLR(Optimizer optimizer) {
        this(optimizer, 1.0 / 3, 5);
    }

    /// Makes a schedule.
    ///
    /// @param factor the factor, from 0 to 1
    /// @param totalIters for how many epochs
    /// @throws dev.obor.error.OborException if an argument is out of range
    public ConstantLR(Optimizer optimizer, double factor, int totalIters) {
        super(optimizer);
        check().range("factor", factor, 0, 1);
        this.factor = factor;
        this.totalIters = totalIters;
        start();
    }

    @Override
    double[] rates() {
        if (lastEpoch() == 0) {
            return fromNow((rate, _) -> rate * factor);
        }
        return fromNow((rate, _) -> lastEpoch() == totalIters ? rate * (1 / factor) : rate);
    }

    @Override
    boolean hasClosedForm() {
        return true;
    }

    @Override
    double[] closedForm() {
        double share = lastEpoch() >= totalIters ? factor + (1 - factor) : factor;
        return fromStart((rate, _) -> rate * share);
    }
}

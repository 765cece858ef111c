package dev.obor.optim;

/// Multiplies the rates by a factor that goes from one number to another in equal steps.
public final class LinearLR extends LRScheduler {
    private final double startFactor;
    private final double endFactor;
    private final int totalIters;

    /// Makes a schedule with PyTorch's defaults.
    public LinearLR(Optimizer optimizer) {
        this(optimizer, 1.0 / 3, 1.0, 5);
    }

    /// Makes a schedule.
    ///
    /// @param startFactor the factor at the start, from 0 to 1
    /// @param endFactor the factor at the end, from 0 to 1
    /// @param totalIters in how many epochs
    /// @throws dev.obor.error.OborException if an argument is out of range
    public LinearLR(Optimizer optimizer, double startFactor, double endFactor, int totalIters) {
        super(optimizer);
        check().range("startFactor", startFactor, 0, 1).range("endFactor", endFactor, 0, 1);
        this.startFactor = startFactor;
        this.endFactor = endFactor;
        this.totalIters = totalIters;
        start();
    }

    @Override
    double[] rates() {
        if (lastEpoch() == 0) {
            return fromNow((rate, _) -> rate * startFactor);
        }
        double change = endFactor - startFactor;
        double growth = 1 + change / (totalIters * startFactor + (lastEpoch() - 1) * change);
        return fromNow((rate, _) -> lastEpoch() > totalIters ? rate : rate * growth);
    }

    @Override
    boolean hasClosedForm() {
        return true;
    }

    @Override
    double[] closedForm() {
        double factor = startFactor + (endFactor - startFactor) * Math.min(totalIters, lastEpoch()) / totalIters;
        return fromStart((rate, _) -> rate * factor);
    }
}

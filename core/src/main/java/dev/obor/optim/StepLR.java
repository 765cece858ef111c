package dev.obor.optim;

/// Multiplies the rates by a factor every few epochs.
public final class StepLR extends LRScheduler {
    private final int stepSize;
    private final double gamma;

    /// Makes a schedule with PyTorch's defaults.
    public StepLR(Optimizer optimizer, int stepSize) {
        this(optimizer, stepSize, 0.1);
    }

    /// Makes a schedule.
    ///
    /// @param stepSize after how many epochs
    /// @param gamma the factor
    /// @throws dev.obor.error.OborException if an argument is out of range
    public StepLR(Optimizer optimizer, int stepSize, double gamma) {
        super(optimizer);
        check().that(stepSize > 0, "stepSize is " + stepSize + " and must be 1 or more");
        this.stepSize = stepSize;
        this.gamma = gamma;
        start();
    }

    @Override
    double[] rates() {
        boolean due = lastEpoch() != 0 && lastEpoch() % stepSize == 0;
        return fromNow((rate, _) -> due ? rate * gamma : rate);
    }

    @Override
    boolean hasClosedForm() {
        return true;
    }

    @Override
    double[] closedForm() {
        int times = lastEpoch() / stepSize;
        return fromStart((rate, _) -> rate * StrictMath.pow(gamma, times));
    }
}

package dev.obor.optim;

/// Multiplies the rates by a factor every epoch.
public final class ExponentialLR extends LRScheduler {
    private final double gamma;

    /// Makes a schedule.
    ///
    /// @param gamma the factor
    /// @throws dev.obor.error.OborException if an argument is out of range
    public ExponentialLR(Optimizer optimizer, double gamma) {
        super(optimizer);
        this.gamma = gamma;
        start();
    }

    @Override
    double[] rates() {
        return fromNow((rate, _) -> lastEpoch() == 0 ? rate : rate * gamma);
    }

    @Override
    boolean hasClosedForm() {
        return true;
    }

    @Override
    double[] closedForm() {
        return fromStart((rate, _) -> rate * StrictMath.pow(gamma, lastEpoch()));
    }
}

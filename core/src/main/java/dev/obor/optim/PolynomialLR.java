package dev.obor.optim;

/// Lets the rates fall to 0 by a power of the epochs that are left.
public final class PolynomialLR extends LRScheduler {
    private final int totalIters;
    private final double power;

    /// Makes a schedule with PyTorch's defaults.
    public PolynomialLR(Optimizer optimizer) {
        this(optimizer, 5, 1.0);
    }

    /// Makes a schedule.
    ///
    /// @param totalIters in how many epochs
    /// @param power the power
    /// @throws dev.obor.error.OborException if an argument is out of range
    public PolynomialLR(Optimizer optimizer, int totalIters, double power) {
        super(optimizer);
        this.totalIters = totalIters;
        this.power = power;
        start();
    }

    @Override
    double[] rates() {
        if (lastEpoch() == 0 || lastEpoch() > totalIters) {
            return fromNow((rate, _) -> rate);
        }
        double now = 1.0 - lastEpoch() / (double) totalIters;
        double before = 1.0 - (lastEpoch() - 1) / (double) totalIters;
        double decay = StrictMath.pow(now / before, power);
        return fromNow((rate, _) -> rate * decay);
    }

    @Override
    boolean hasClosedForm() {
        return true;
    }

    @Override
    double[] closedForm() {
        double left = 1.0 - Math.min(totalIters, lastEpoch()) / (double) totalIters;
        return fromStart((rate, _) -> rate * StrictMath.pow(left, power));
    }
}

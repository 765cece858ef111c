package dev.obor.optim;

/// Lets the rates fall along half a cosine, and rise again if it goes on. Source: I. Loshchilov, F. Hutter,
/// "SGDR: stochastic gradient descent with warm restarts" (2017), equation 5.
public final class CosineAnnealingLR extends LRScheduler {
    private final int tMax;
    private final double etaMin;

    /// Makes a schedule with PyTorch's defaults.
    public CosineAnnealingLR(Optimizer optimizer, int tMax) {
        this(optimizer, tMax, 0);
    }

    /// Makes a schedule.
    ///
    /// @param tMax in how many epochs
    /// @param etaMin the rate at the end
    /// @throws dev.obor.error.OborException if an argument is out of range
    public CosineAnnealingLR(Optimizer optimizer, int tMax, double etaMin) {
        super(optimizer);
        check().that(tMax > 0, "tMax is " + tMax + " and must be 1 or more");
        this.tMax = tMax;
        this.etaMin = etaMin;
        start();
    }

    @Override
    double[] rates() {
        if (lastEpoch() == 0) {
            return fromNow((rate, _) -> rate);
        }
        if ((lastEpoch() - 1 - tMax) % (2 * tMax) == 0) {
            double[] base = baseLrs();
            return fromNow((rate, i) -> rate + (base[i] - etaMin) * (1 - cos(1)) / 2);
        }
        double ratio = (1 + cos(lastEpoch())) / (1 + cos(lastEpoch() - 1));
        return fromNow((rate, _) -> ratio * (rate - etaMin) + etaMin);
    }

    @Override
    boolean hasClosedForm() {
        return true;
    }

    @Override
    double[] closedForm() {
        return fromStart((rate, _) -> etaMin + (rate - etaMin) * (1 + cos(lastEpoch())) / 2);
    }

    private double cos(int epoch) {
        return StrictMath.cos(Math.PI * epoch / tMax);
    }
}

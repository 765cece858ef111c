package dev.obor.optim;

import java.util.Map;

/// Lets the rates fall along half a cosine, again and again, each time perhaps longer. Source: I. Loshchilov,
/// F. Hutter, "SGDR: stochastic gradient descent with warm restarts" (2017).
public final class CosineAnnealingWarmRestarts extends LRScheduler {
    private final int tMult;
    private final double etaMin;
    private int period;
    private int since = -1;

    /// Makes a schedule of equal periods, down to 0.
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0) {
        this(optimizer, t0, 1, 0);
    }

    /// Makes a schedule.
    ///
    /// @param t0 the length of the first period
    /// @param tMult by how much each period is longer than the one before
    /// @param etaMin the rate at the end of a period
    /// @throws dev.obor.error.OborException if t0 or tMult is less than 1
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, int tMult, double etaMin) {
        super(optimizer);
        check().that(t0 > 0, "t0 is " + t0 + " and must be 1 or more")
                .that(tMult > 0, "tMult is " + tMult + " and must be 1 or more");
        this.period = t0;
        this.tMult = tMult;
        this.etaMin = etaMin;
        start();
    }

    @Override
    public void step() {
        since++;
        if (since >= period) {
            since -= period;
            period *= tMult;
        }
        super.step();
    }

    @Override
    double[] rates() {
        double share = (1 + StrictMath.cos(Math.PI * since / period)) / 2;
        return fromStart((rate, _) -> etaMin + (rate - etaMin) * share);
    }

    @Override
    public Map<String, Object> stateDict() {
        Map<String, Object> state = super.stateDict();
        state.put("T_i", period);
        state.put("T_cur", since);
        return state;
    }

    @Override
    public void loadStateDict(Map<String, ?> state) {
        super.loadStateDict(state);
        period = (int) number(state, "T_i");
        since = (int) number(state, "T_cur");
    }
}

package dev.obor.optim;

import java.util.Arrays;

/// Multiplies the rates by a factor at given epochs; at one that is named twice, twice.
public final class MultiStepLR extends LRScheduler {
    private final int[] milestones;
    private final double gamma;

    /// Makes a schedule with PyTorch's defaults.
    public MultiStepLR(Optimizer optimizer, int[] milestones) {
        this(optimizer, milestones, 0.1);
    }

    /// Makes a schedule.
    ///
    /// @param milestones the epochs
    /// @param gamma the factor
    /// @throws dev.obor.error.OborException if an argument is out of range
    public MultiStepLR(Optimizer optimizer, int[] milestones, double gamma) {
        super(optimizer);
        this.milestones = milestones.clone();
        this.gamma = gamma;
        start();
    }

    @Override
    double[] rates() {
        int times =
                (int) Arrays.stream(milestones).filter(m -> m == lastEpoch()).count();
        return fromNow((rate, _) -> times == 0 ? rate : rate * StrictMath.pow(gamma, times));
    }

    @Override
    boolean hasClosedForm() {
        return true;
    }

    @Override
    double[] closedForm() {
        int times =
                (int) Arrays.stream(milestones).filter(m -> m <= lastEpoch()).count();
        return fromStart((rate, _) -> rate * StrictMath.pow(gamma, times));
    }
}

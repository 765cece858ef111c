package dev.obor.optim;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Multiplies the rates of the epoch before by a function of the epoch, one for each group or one for all.
public final class MultiplicativeLR extends LRScheduler {
    private final List<IntToDoubleFunction> lrLambda;

    /// Makes a schedule with one function for all groups.
    public MultiplicativeLR(Optimizer optimizer, IntToDoubleFunction lrLambda) {
        this(optimizer, List.of(lrLambda));
    }

    /// Makes a schedule.
    ///
    /// @param lrLambda from the epoch to the factor: one for each group, or one for all
    /// @throws dev.obor.error.OborException if there is another number of them
    public MultiplicativeLR(Optimizer optimizer, List<IntToDoubleFunction> lrLambda) {
        super(optimizer);
        int groups = optimizer.groups().size();
        check().that(
                        lrLambda.size() == 1 || lrLambda.size() == groups,
                        "there are " + lrLambda.size() + " functions for " + groups
                                + " groups: pass one for each, or one for all");
        this.lrLambda = List.copyOf(lrLambda);
        start();
    }

    private IntToDoubleFunction rule(int group) {
        return lrLambda.get(lrLambda.size() == 1 ? 0 : group);
    }

    @Override
    double[] rates() {
        return fromNow((rate, i) -> lastEpoch() > 0 ? rate * rule(i).applyAsDouble(lastEpoch()) : rate);
    }
}

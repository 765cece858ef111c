package dev.obor.optim;

import dev.obor.error.OborException;
import java.util.List;
import java.util.Map;

/// Several schedules at once: each multiplies what the others leave.
public final class ChainedScheduler extends LRScheduler {
    private final List<LRScheduler> schedulers;

    /// Makes a schedule.
    ///
    /// @param schedulers all of the same optimizer
    /// @throws OborException if there are none, or they are of different optimizers
    public ChainedScheduler(List<? extends LRScheduler> schedulers) {
        super(first(schedulers).optimizer());
        check().that(
                        schedulers.stream()
                                .allMatch(scheduler -> scheduler.optimizer().equals(optimizer())),
                        "the schedules are of different optimizers: make all with the same");
        this.schedulers = List.copyOf(schedulers);
        setLastEpoch(0);
    }

    private static LRScheduler first(List<? extends LRScheduler> schedulers) {
        if (schedulers.isEmpty()) {
            throw new OborException("ChainedScheduler: there are no schedules: pass at least one");
        }
        return schedulers.getFirst();
    }

    @Override
    public void step() {
        setLastEpoch(lastEpoch() + 1);
        schedulers.forEach(LRScheduler::step);
    }

    @Override
    double[] rates() {
        return fromNow((rate, _) -> rate);
    }

    @Override
    public Map<String, Object> stateDict() {
        Map<String, Object> state = super.stateDict();
        state.put("_schedulers", SequentialLR.states(schedulers));
        return state;
    }

    @Override
    public void loadStateDict(Map<String, ?> state) {
        super.loadStateDict(state);
        SequentialLR.load(schedulers, state);
    }
}

package dev.obor.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Several schedules, one after another.
public final class SequentialLR extends LRScheduler {
    private final List<LRScheduler> schedulers;
    private final int[] milestones;

    /// Makes a schedule.
    ///
    /// @param schedulers all of the same optimizer
    /// @param milestones the epochs at which the second and later ones begin
    /// @throws dev.obor.error.OborException if they do not fit together
    public SequentialLR(Optimizer optimizer, List<? extends LRScheduler> schedulers, int... milestones) {
        super(optimizer);
        check().that(
                        schedulers.stream()
                                .allMatch(scheduler -> scheduler.optimizer().equals(optimizer)),
                        "the schedules are not all of the optimizer that was given: make all with the same")
                .that(
                        milestones.length == schedulers.size() - 1,
                        "there are " + schedulers.size() + " schedules and " + milestones.length
                                + " epochs at which the next begins: give one fewer than schedules");
        this.schedulers = List.copyOf(schedulers);
        this.milestones = milestones.clone();
        for (int i = 0; i < baseLrs().length; i++) {
            optimizer.groups().get(i).setLr(baseLrs()[i]);
        }
        schedulers.forEach(LRScheduler::rewind);
        this.schedulers.getFirst().step();
        setLastEpoch(0);
    }

    @Override
    public void step() {
        setLastEpoch(lastEpoch() + 1);
        int current = 0;
        while (current < milestones.length && milestones[current] <= lastEpoch()) {
            current++;
        }
        if (current > 0 && milestones[current - 1] == lastEpoch()) {
            schedulers.get(current).step(0);
        } else {
            schedulers.get(current).step();
        }
    }

    @Override
    double[] rates() {
        return fromNow((rate, _) -> rate);
    }

    @Override
    public Map<String, Object> stateDict() {
        Map<String, Object> state = super.stateDict();
        state.put("_schedulers", states(schedulers));
        return state;
    }

    @Override
    public void loadStateDict(Map<String, ?> state) {
        super.loadStateDict(state);
        load(schedulers, state);
    }

    static List<Object> states(List<LRScheduler> schedulers) {
        return new ArrayList<>(schedulers.stream().map(LRScheduler::stateDict).toList());
    }

    @SuppressWarnings("unchecked") // what stateDict of a schedule made
    static void load(List<LRScheduler> schedulers, Map<String, ?> state) {
        if (state.get("_schedulers") instanceof List<?> inner && inner.size() == schedulers.size()) {
            for (int i = 0; i < inner.size(); i++) {
                schedulers.get(i).loadStateDict((Map<String, ?>) inner.get(i));
            }
        }
    }
}

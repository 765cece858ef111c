package dev.obor.train;

import dev.obor.optim.LRScheduler;
import dev.obor.optim.ReduceLROnPlateau;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Moves learning rates as the training goes on.
public final class Schedule implements Callback {
    private final Consumer<Run> atStep;
    private final Consumer<Run> atEpoch;
    private final Supplier<Map<String, Object>> state;
    private final Consumer<Map<String, ?>> load;

    private Schedule(
            Consumer<Run> atStep,
            Consumer<Run> atEpoch,
            Supplier<Map<String, Object>> state,
            Consumer<Map<String, ?>> load) {
        this.atStep = atStep;
        this.atEpoch = atEpoch;
        this.state = state;
        this.load = load;
    }

    /// Moves a schedule after every pass.
    public static Schedule eachEpoch(LRScheduler scheduler) {
        return new Schedule(_ -> {}, _ -> scheduler.step(), scheduler::stateDict, scheduler::loadStateDict);
    }

    /// Moves a schedule after every step.
    public static Schedule eachStep(LRScheduler scheduler) {
        return new Schedule(_ -> scheduler.step(), _ -> {}, scheduler::stateDict, scheduler::loadStateDict);
    }

    /// Shows a schedule a number after every pass.
    ///
    /// @param metric the name of a reported number, or "loss" for the mean loss of the pass
    public static Schedule onPlateau(ReduceLROnPlateau scheduler, String metric) {
        return new Schedule(
                _ -> {},
                run -> scheduler.step(run.needed("ReduceLROnPlateau", metric)),
                scheduler::stateDict,
                scheduler::loadStateDict);
    }

    @Override
    public void step(Run run) {
        atStep.accept(run);
    }

    @Override
    public void epoch(Run run) {
        atEpoch.accept(run);
    }

    @Override
    public Map<String, Object> stateDict() {
        return state.get();
    }

    @Override
    public void loadStateDict(Map<String, ?> saved) {
        load.accept(saved);
    }
}

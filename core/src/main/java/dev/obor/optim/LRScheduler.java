package dev.obor.optim;

import dev.obor.error.OborException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A schedule of learning rates: [#step()] after each epoch (or batch) moves the rates of all groups of an
/// optimizer. The first rates are set when the schedule is made.
///
/// ```java
/// LRScheduler schedule = new CosineAnnealingLR(optimizer, epochs);
/// for (int epoch = 0; epoch < epochs; epoch++) {
///     train(optimizer);
///     schedule.step();
/// }
/// ```
public abstract class LRScheduler {
    private final Optimizer optimizer;
    private final double[] baseLrs;
    private int lastEpoch = -1;

    /// Makes a schedule and notes the rates to start from; a subclass's constructor ends with [#start()].
    protected LRScheduler(Optimizer optimizer) {
        this.optimizer = optimizer;
        for (ParamGroup<?> group : optimizer.groups()) {
            group.setInitialLr(group.initialLr());
        }
        this.baseLrs =
                optimizer.groups().stream().mapToDouble(ParamGroup::initialLr).toArray();
    }

    /// Sets the first rates.
    protected final void start() {
        step();
    }

    /// Moves the rates by one epoch.
    public void step() {
        lastEpoch++;
        setRates(rates());
    }

    /// Moves to an epoch: by the closed form where there is one.
    void step(int epoch) {
        lastEpoch = epoch;
        setRates(hasClosedForm() ? closedForm() : rates());
    }

    private void setRates(double[] rates) {
        for (int i = 0; i < rates.length; i++) {
            optimizer.groups().get(i).setLr(rates[i]);
        }
    }

    /// Returns the groups' rates for [#lastEpoch()], most often from those of the epoch before.
    abstract double[] rates();

    /// Tells whether the rates of an epoch can be found without those before.
    boolean hasClosedForm() {
        return false;
    }

    /// Returns the groups' rates for [#lastEpoch()], from the rates at the start alone.
    double[] closedForm() {
        throw new IllegalStateException(name() + " has no closed form");
    }

    /// Goes back to before the first step, for schedules that are made of others.
    final void rewind() {
        lastEpoch--;
    }

    /// Returns the optimizer.
    public final Optimizer optimizer() {
        return optimizer;
    }

    /// Returns how often a step was made, 0 at the start.
    public final int lastEpoch() {
        return lastEpoch;
    }

    final void setLastEpoch(int epoch) {
        lastEpoch = epoch;
    }

    /// Returns the groups' rates as they are now.
    public final List<Double> lastLr() {
        return optimizer.groups().stream().<Double>map(ParamGroup::lr).toList();
    }

    final double[] baseLrs() {
        return baseLrs;
    }

    /// The rate of a group from its own.
    interface GroupRule {
        double rate(double rate, int group);
    }

    /// Returns the groups' rates by a rule from those as they are now.
    final double[] fromNow(GroupRule rule) {
        double[] rates = new double[baseLrs.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = rule.rate(optimizer.groups().get(i).lr(), i);
        }
        return rates;
    }

    /// Returns the groups' rates by a rule from those of the start.
    final double[] fromStart(GroupRule rule) {
        double[] rates = new double[baseLrs.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = rule.rate(baseLrs[i], i);
        }
        return rates;
    }

    final String name() {
        return getClass().getSimpleName();
    }

    final Check check() {
        return new Check(name());
    }

    /// Returns where the schedule stands, to be saved with the optimizer's state.
    public Map<String, Object> stateDict() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("last_epoch", lastEpoch);
        state.put("base_lrs", Arrays.stream(baseLrs).boxed().toList());
        state.put("_last_lr", lastLr());
        return state;
    }

    /// Goes on from where another schedule of the same kind stood; the rates themselves are part of the
    /// optimizer's state.
    ///
    /// @throws OborException if the state is of another kind
    public void loadStateDict(Map<String, ?> state) {
        lastEpoch = (int) number(state, "last_epoch");
        if (state.get("base_lrs") instanceof List<?> rates && rates.size() == baseLrs.length) {
            for (int i = 0; i < baseLrs.length; i++) {
                baseLrs[i] = ((Number) rates.get(i)).doubleValue();
            }
        }
    }

    final double number(Map<String, ?> state, String key) {
        if (state.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw new OborException(
                name() + ": the state has no number '" + key + "': pass what stateDict() of such a schedule returned");
    }
}

package dev.obor.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lowers the rates when a metric has stopped to improve.
public final class ReduceLROnPlateau {
    /// What improvement is.
    public enum Mode {
        /// A smaller metric.
        MIN,
        /// A larger metric.
        MAX
    }

    /// How the threshold of improvement is meant.
    public enum ThresholdMode {
        /// As a share of the best metric.
        REL,
        /// As a difference to the best metric.
        ABS
    }

    /// The options.
    ///
    /// @param mode what improvement is
    /// @param factor what the rates are multiplied by, less than 1
    /// @param patience how many steps without improvement are borne
    /// @param threshold how much better counts as improvement
    /// @param thresholdMode how that is meant
    /// @param cooldown how many steps after a reduction are not counted
    /// @param minLr the lowest rate
    /// @param eps smaller changes of a rate are not made
    public record Options(
            Mode mode,
            double factor,
            int patience,
            double threshold,
            ThresholdMode thresholdMode,
            int cooldown,
            double minLr,
            double eps) {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(Mode.MIN, 0.1, 10, 1e-4, ThresholdMode.REL, 0, 0, 1e-8);

        /// Returns these options with another meaning of improvement.
        public Options mode(Mode value) {
            return new Options(value, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
        }

        /// Returns these options with another factor.
        public Options factor(double value) {
            return new Options(mode, value, patience, threshold, thresholdMode, cooldown, minLr, eps);
        }

        /// Returns these options with another patience.
        public Options patience(int value) {
            return new Options(mode, factor, value, threshold, thresholdMode, cooldown, minLr, eps);
        }

        /// Returns these options with another threshold.
        public Options threshold(double value, ThresholdMode meaning) {
            return new Options(mode, factor, patience, value, meaning, cooldown, minLr, eps);
        }

        /// Returns these options with another rest after a reduction.
        public Options cooldown(int value) {
            return new Options(mode, factor, patience, threshold, thresholdMode, value, minLr, eps);
        }

        /// Returns these options with another lowest rate.
        public Options minLr(double value) {
            return new Options(mode, factor, patience, threshold, thresholdMode, cooldown, value, eps);
        }
    }

    private final Optimizer optimizer;
    private final Options options;
    private double best;
    private int badEpochs;
    private int resting;
    private int lastEpoch;

    /// Makes a schedule with PyTorch's defaults.
    public ReduceLROnPlateau(Optimizer optimizer) {
        this(optimizer, Options.DEFAULT);
    }

    /// Makes a schedule.
    ///
    /// @throws dev.obor.error.OborException if the factor is 1 or more
    public ReduceLROnPlateau(Optimizer optimizer, Options options) {
        new Check("ReduceLROnPlateau")
                .that(options.factor() < 1, "factor is " + options.factor() + " and must be less than 1");
        this.optimizer = optimizer;
        this.options = options;
        this.best = options.mode() == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /// Takes the metric of an epoch, and lowers the rates if it has not improved for too long.
    public void step(double metric) {
        lastEpoch++;
        if (isBetter(metric)) {
            best = metric;
            badEpochs = 0;
        } else {
            badEpochs++;
        }
        if (resting > 0) {
            resting--;
            badEpochs = 0;
        }
        if (badEpochs > options.patience()) {
            reduce();
            resting = options.cooldown();
            badEpochs = 0;
        }
    }

    private boolean isBetter(double metric) {
        boolean relative = options.thresholdMode() == ThresholdMode.REL;
        return switch (options.mode()) {
            case MIN -> metric < (relative ? best * (1 - options.threshold()) : best - options.threshold());
            case MAX -> metric > (relative ? best * (1 + options.threshold()) : best + options.threshold());
        };
    }

    private void reduce() {
        for (ParamGroup<?> group : optimizer.groups()) {
            double lower = Math.max(group.lr() * options.factor(), options.minLr());
            if (group.lr() - lower > options.eps()) {
                group.setLr(lower);
            }
        }
    }

    /// Returns the groups' rates as they are now.
    public List<Double> lastLr() {
        return optimizer.groups().stream().<Double>map(ParamGroup::lr).toList();
    }

    /// Returns where the schedule stands, to be saved with the optimizer's state.
    public Map<String, Object> stateDict() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("best", best);
        state.put("num_bad_epochs", badEpochs);
        state.put("cooldown_counter", resting);
        state.put("last_epoch", lastEpoch);
        return state;
    }

    /// Goes on from where another such schedule stood.
    public void loadStateDict(Map<String, ?> state) {
        Check check = new Check("ReduceLROnPlateau");
        for (String key : List.of("best", "num_bad_epochs", "cooldown_counter", "last_epoch")) {
            check.that(
                    state.get(key) instanceof Number,
                    "the state has no number '" + key + "': pass what stateDict() of such a schedule returned");
        }
        best = ((Number) state.get("best")).doubleValue();
        badEpochs = ((Number) state.get("num_bad_epochs")).intValue();
        resting = ((Number) state.get("cooldown_counter")).intValue();
        lastEpoch = ((Number) state.get("last_epoch")).intValue();
    }
}

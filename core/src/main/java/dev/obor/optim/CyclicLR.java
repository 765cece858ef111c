package dev.obor.optim;

import java.util.OptionalInt;

/// Lets the rates rise and fall between two bounds, and the momentum the other way. Source: L. Smith,
/// "Cyclical learning rates for training neural networks" (2017).
public final class CyclicLR extends LRScheduler {
    /// How the height of a cycle changes.
    public enum Mode {
        /// Not at all.
        TRIANGULAR,
        /// It halves with each cycle.
        TRIANGULAR2,
        /// It is multiplied by gamma with each step.
        EXP_RANGE
    }

    /// The options.
    ///
    /// @param stepSizeUp how many steps the rates rise
    /// @param stepSizeDown how many steps they fall; by default as many
    /// @param mode how the height of a cycle changes
    /// @param gamma the factor of EXP_RANGE
    /// @param cycleMomentum whether the momentum moves, the other way
    /// @param baseMomentum the momentum at the highest rate
    /// @param maxMomentum the momentum at the lowest rate
    public record Options(
            int stepSizeUp,
            OptionalInt stepSizeDown,
            Mode mode,
            double gamma,
            boolean cycleMomentum,
            double baseMomentum,
            double maxMomentum) {
        /// PyTorch's defaults.
        public static final Options DEFAULT =
                new Options(2000, OptionalInt.empty(), Mode.TRIANGULAR, 1, true, 0.8, 0.9);

        /// Returns these options with other numbers of steps.
        public Options stepSize(int up, int down) {
            return new Options(up, OptionalInt.of(down), mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
        }

        /// Returns these options with another change of height.
        public Options mode(Mode value) {
            return new Options(stepSizeUp, stepSizeDown, value, gamma, cycleMomentum, baseMomentum, maxMomentum);
        }

        /// Returns these options with another factor of EXP_RANGE.
        public Options gamma(double value) {
            return new Options(stepSizeUp, stepSizeDown, mode, value, cycleMomentum, baseMomentum, maxMomentum);
        }

        /// Returns these options with the momentum left alone.
        public Options withoutMomentum() {
            return new Options(stepSizeUp, stepSizeDown, mode, gamma, false, baseMomentum, maxMomentum);
        }

        /// Returns these options with other bounds of the momentum.
        public Options momentum(double base, double max) {
            return new Options(stepSizeUp, stepSizeDown, mode, gamma, true, base, max);
        }
    }

    private final double baseLr;
    private final double maxLr;
    private final Options options;
    private final double total;
    private final double ratio;

    /// Makes a schedule with PyTorch's defaults.
    public CyclicLR(Optimizer optimizer, double baseLr, double maxLr) {
        this(optimizer, baseLr, maxLr, Options.DEFAULT);
    }

    /// Makes a schedule.
    ///
    /// @param baseLr the lowest rate
    /// @param maxLr the highest rate
    /// @throws dev.obor.error.OborException if a number of steps is less than 1, or the optimizer has no
    ///     momentum to move
    public CyclicLR(Optimizer optimizer, double baseLr, double maxLr, Options options) {
        super(optimizer);
        int down = options.stepSizeDown().orElse(options.stepSizeUp());
        check().that(
                        options.stepSizeUp() > 0 && down > 0,
                        "the numbers of steps are " + options.stepSizeUp() + " and " + down + " and must be 1 or more");
        this.baseLr = baseLr;
        this.maxLr = maxLr;
        this.options = options;
        this.total = (double) options.stepSizeUp() + down;
        this.ratio = options.stepSizeUp() / total;
        for (int i = 0; i < baseLrs().length; i++) {
            optimizer.groups().get(i).setLr(baseLr);
            if (options.cycleMomentum()) {
                optimizer.groups().get(i).setMomentum(options.baseMomentum());
            }
        }
        start();
    }

    @Override
    double[] rates() {
        double cycle = Math.floor(1 + lastEpoch() / total);
        double x = 1 + lastEpoch() / total - cycle;
        double height = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
        double scale = switch (options.mode()) {
            case TRIANGULAR -> 1;
            case TRIANGULAR2 -> 1 / StrictMath.pow(2, cycle - 1);
            case EXP_RANGE -> StrictMath.pow(options.gamma(), lastEpoch());
        };
        if (options.cycleMomentum()) {
            double fall = (options.maxMomentum() - options.baseMomentum()) * height;
            optimizer().groups().forEach(group -> group.setMomentum(options.maxMomentum() - fall * scale));
        }
        double rise = (maxLr - baseLr) * height;
        return fromStart((_, _) -> baseLr + rise * scale);
    }
}

package dev.obor.optim;

import java.util.OptionalInt;

/// Lets the rates rise once and fall to almost nothing, and the momentum the other way. Source: L. Smith, N.
/// Topin, "Super-convergence: very fast training of neural networks using large learning rates" (2018).
public final class OneCycleLR extends LRScheduler {
    /// How the rates go from one bound to the next.
    public enum Anneal {
        /// Along half a cosine.
        COS,
        /// Along a line.
        LINEAR
    }

    /// The options. Either `totalSteps` or both `epochs` and `stepsPerEpoch` are needed.
    ///
    /// @param totalSteps how many steps there will be
    /// @param epochs how many epochs there will be
    /// @param stepsPerEpoch how many steps an epoch has
    /// @param pctStart the share of steps in which the rates rise, from 0 to 1
    /// @param annealStrategy how the rates go from one bound to the next
    /// @param cycleMomentum whether the momentum moves, the other way
    /// @param baseMomentum the momentum at the highest rate
    /// @param maxMomentum the momentum at the lowest rate
    /// @param divFactor how much smaller than the highest rate the first is
    /// @param finalDivFactor how much smaller than the first rate the last is
    /// @param threePhase whether the rates fall as long as they rose before they fall to the last
    public record Options(
            OptionalInt totalSteps,
            OptionalInt epochs,
            OptionalInt stepsPerEpoch,
            double pctStart,
            Anneal annealStrategy,
            boolean cycleMomentum,
            double baseMomentum,
            double maxMomentum,
            double divFactor,
            double finalDivFactor,
            boolean threePhase) {
        /// PyTorch's defaults.
        public static final Options DEFAULT = new Options(
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                0.3,
                Anneal.COS,
                true,
                0.85,
                0.95,
                25,
                1e4,
                false);

        /// Returns these options with a number of steps.
        public Options totalSteps(int value) {
            return new Options(
                    OptionalInt.of(value),
                    epochs,
                    stepsPerEpoch,
                    pctStart,
                    annealStrategy,
                    cycleMomentum,
                    baseMomentum,
                    maxMomentum,
                    divFactor,
                    finalDivFactor,
                    threePhase);
        }

        /// Returns these options with another way from bound to bound.
        public Options anneal(double start, Anneal strategy) {
            return new Options(
                    totalSteps,
                    epochs,
                    stepsPerEpoch,
                    start,
                    strategy,
                    cycleMomentum,
                    baseMomentum,
                    maxMomentum,
                    divFactor,
                    finalDivFactor,
                    threePhase);
        }

        /// Returns these options with other bounds of the rates.
        public Options div(double first, double last) {
            return new Options(
                    totalSteps,
                    epochs,
                    stepsPerEpoch,
                    pctStart,
                    annealStrategy,
                    cycleMomentum,
                    baseMomentum,
                    maxMomentum,
                    first,
                    last,
                    threePhase);
        }

        /// Returns these options with the momentum left alone.
        public Options withoutMomentum() {
            return new Options(
                    totalSteps,
                    epochs,
                    stepsPerEpoch,
                    pctStart,
                    annealStrategy,
                    false,
                    baseMomentum,
                    maxMomentum,
                    divFactor,
                    finalDivFactor,
                    threePhase);
        }
    }

    /// From one bound to the next, up to a step.
    private record Phase(double end, double fromLr, double toLr, double fromMomentum, double toMomentum) {}

    private final Options options;
    private final int steps;
    private final Phase[] phases;

    /// Makes a schedule of a number of steps, else with PyTorch's defaults.
    public OneCycleLR(Optimizer optimizer, double maxLr, int totalSteps) {
        this(optimizer, maxLr, Options.DEFAULT.totalSteps(totalSteps));
    }

    /// Makes a schedule.
    ///
    /// @param maxLr the highest rate
    /// @throws dev.obor.error.OborException if the number of steps is not known, a share is out of range, or
    ///     the optimizer has no momentum to move
    public OneCycleLR(Optimizer optimizer, double maxLr, Options options) {
        super(optimizer);
        check().that(
                        options.totalSteps().isPresent()
                                || options.epochs().isPresent()
                                        && options.stepsPerEpoch().isPresent(),
                        "the number of steps is not known: give totalSteps, or epochs and stepsPerEpoch");
        int total = options.totalSteps()
                .orElseGet(() -> Math.multiplyExact(
                        options.epochs().getAsInt(), options.stepsPerEpoch().getAsInt()));
        check().that(total > 0, "the number of steps is " + total + " and must be 1 or more")
                .range("pctStart", options.pctStart(), 0, 1);
        this.options = options;
        this.steps = total;
        double first = maxLr / options.divFactor();
        double last = first / options.finalDivFactor();
        double base = options.baseMomentum();
        double max = options.maxMomentum();
        double rise = options.pctStart() * total;
        Phase up = new Phase(rise - 1, first, maxLr, max, base);
        this.phases = options.threePhase()
                ? new Phase[] {
                    up, new Phase(2 * rise - 2, maxLr, first, base, max), new Phase(total - 1, first, last, max, max)
                }
                : new Phase[] {up, new Phase(total - 1, maxLr, last, base, max)};
        for (ParamGroup<?> group : optimizer.groups()) {
            group.setInitialLr(first);
            if (options.cycleMomentum()) {
                group.setMomentum(max);
            }
        }
        start();
    }

    @Override
    double[] rates() {
        int step = lastEpoch();
        check().that(
                        step <= steps,
                        "step " + (step + 1) + " of a schedule of " + steps + ": make a schedule of as many steps as"
                                + " there are batches");
        double start = 0;
        int i = 0;
        while (step > phases[i].end && i < phases.length - 1) {
            start = phases[i++].end;
        }
        Phase phase = phases[i];
        double share = (step - start) / (phase.end - start);
        if (options.cycleMomentum()) {
            double momentum = between(phase.fromMomentum, phase.toMomentum, share);
            optimizer().groups().forEach(group -> group.setMomentum(momentum));
        }
        return fromStart((_, _) -> between(phase.fromLr, phase.toLr, share));
    }

    private double between(double from, double to, double share) {
        return switch (options.annealStrategy()) {
            case COS -> to + (from - to) / 2 * (StrictMath.cos(Math.PI * share) + 1);
            case LINEAR -> (to - from) * share + from;
        };
    }
}

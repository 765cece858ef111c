package dev.obor.primer;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.tensor.PrintOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// All exercises, and how they are run.
///
/// ```java
/// boolean passed = new Primer(out, Path.of("runs/primer"), Digits.find()).run(Primer.select("A"));
/// ```
public final class Primer {
    private static final long SEED = 7;

    private static final List<ExerciseSet> SETS = List.of(
            set("A", "Tensor gymnastics", List.of(Shaping.ALL, Picking.ALL, Likelihoods.ALL)),
            set(
                    "B",
                    "From a neuron to a digit classifier",
                    List.of(Neurons.ALL, Slopes.ALL, NamedAxes.ALL, DigitNets.ALL)),
            set("C", "A statistics primer", List.of(Patterned.ALL, Counts.ALL, Clusters.ALL)),
            set("D", "Gradients and modules", List.of(Basics.ALL, ByHand.ALL, Networks.ALL)),
            set(
                    "E",
                    "Matrix products from the foundations",
                    List.of(PickledDigits.ALL, OldRandom.ALL, SpeedLadder.ALL, Rules.ALL)));

    private final PrintWriter out;
    private final Path folder;
    private final Digits digits;
    private int failed;

    /// Makes a run.
    ///
    /// @param out where the exercises print
    /// @param folder where their pictures go; made when the first is saved
    /// @param digits the images that some of them work on
    public Primer(PrintWriter out, Path folder, Digits digits) {
        this.out = out;
        this.folder = folder;
        this.digits = digits;
    }

    private static ExerciseSet set(String letter, String title, List<List<Exercise>> topics) {
        // Topics may take numbers by turns.
        List<Exercise> exercises = topics.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(
                        exercise -> Integer.parseInt(exercise.id().substring(1))))
                .toList();
        return new ExerciseSet(letter, title, exercises);
    }

    /// Returns the sets in their order.
    public static List<ExerciseSet> sets() {
        return SETS;
    }

    /// Returns the exercises of a set by its letter, or one by its id; upper and lower case are the same.
    ///
    /// @throws OborException if there is none
    public static List<Exercise> select(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        List<Exercise> found = SETS.stream()
                .flatMap(set -> set.exercises().stream())
                .filter(exercise ->
                        exercise.set().equals(wanted) || exercise.id().equals(wanted))
                .toList();
        if (found.isEmpty()) {
            throw new OborException("primer: there is no exercise " + name
                    + ": name a set (A to E) or an exercise such as A4; obor primer lists them");
        }
        return found;
    }

    /// Runs exercises one after another, prints what they show and a tick or a cross for each, and tells
    /// whether all passed. Each begins with the same seed and the default print options, so its result does
    /// not depend on which others ran.
    public boolean run(List<Exercise> exercises) {
        for (Exercise exercise : exercises) {
            run(exercise);
        }
        out.printf(Locale.ROOT, "%d of %d exercises passed%n", exercises.size() - failed, exercises.size());
        out.flush();
        return failed == 0;
    }

    private void run(Exercise exercise) {
        out.println(exercise.id() + "  " + exercise.title());
        PrintOptions options = Obor.getPrintOptions();
        long start = System.nanoTime();
        try {
            Obor.setPrintOptions(PrintOptions.DEFAULT);
            Obor.manualSeed(SEED);
            exercise.body().accept(new Page(exercise.id(), out, folder, digits));
            out.printf(Locale.ROOT, "    ✓ %s, %s%n%n", exercise.id(), time(System.nanoTime() - start));
        } catch (AssertionError | RuntimeException e) {
            failed++;
            out.println("    ✗ " + exercise.id() + " at " + Page.place(e) + ": " + e.getMessage());
            out.println();
        } finally {
            Obor.setPrintOptions(options);
        }
        out.flush();
    }

    private static String time(long nanos) {
        return nanos < 1_000_000_000L
                ? Math.round(nanos / 1e6) + " ms"
                : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}

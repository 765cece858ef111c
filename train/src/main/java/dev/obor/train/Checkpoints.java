package dev.obor.train;

import dev.obor.error.DataException;
import dev.obor.error.OborException;
import dev.obor.io.PyTorchFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where and when a training saves what it needs to go on: `step-00001000.pt` for the thousandth step, which
/// Python reads with `torch.load`, and `best.pt` if asked for. A file is never seen half written.
///
/// ```java
/// trainer.checkpoints(Checkpoints.in(Path.of("runs/1")).every(500).keep(3).best("accuracy", Goal.LARGEST));
/// ```
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("step-(\\d+)\\.pt");

    /// The number whose best value is kept.
    private record Best(String metric, Goal goal) {}

    private final Path folder;
    private final int every;
    private final int kept;
    private final Optional<Best> wanted;
    private double best;
    private long last = Long.MAX_VALUE;

    private Checkpoints(Path folder, int every, int kept, Optional<Best> wanted) {
        this.folder = folder;
        this.every = every;
        this.kept = kept;
        this.wanted = wanted;
        this.best = wanted.map(each -> each.goal().worst()).orElse(Double.NaN);
    }

    /// Saves in a folder, which is made if need be, after every pass, and keeps the last two.
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder, 0, 2, Optional.empty());
    }

    /// Returns checkpoints that are also saved after every so many steps.
    ///
    /// @throws OborException if `steps` is less than 1
    public Checkpoints every(int steps) {
        return new Checkpoints(folder, positive(steps, "steps between checkpoints"), kept, wanted);
    }

    /// Returns checkpoints of which so many of the newest are kept.
    ///
    /// @throws OborException if `files` is less than 1
    public Checkpoints keep(int files) {
        return new Checkpoints(folder, every, positive(files, "files kept"), wanted);
    }

    /// Returns checkpoints of which that of the best pass is also kept, as `best.pt`.
    ///
    /// @param metric the name of a reported number, or "loss" for the mean loss of the pass
    public Checkpoints best(String metric, Goal goal) {
        return new Checkpoints(folder, every, kept, Optional.of(new Best(metric, goal)));
    }

    private static int positive(int value, String what) {
        if (value < 1) {
            throw new OborException("Checkpoints: " + value + " " + what + ": give 1 or more");
        }
        return value;
    }

    /// Returns the newest checkpoint of the folder.
    ///
    /// @throws DataException if the folder cannot be read
    public Optional<Path> newest() {
        return files().stream().findFirst();
    }

    boolean isDue(Run run) {
        return every > 0 && run.steps() % every == 0;
    }

    /// Notes the pass's number; tells whether it is the best one.
    boolean isBest(Run run) {
        if (wanted.isEmpty()) {
            return false;
        }
        double value = run.needed("Checkpoints", wanted.get().metric());
        boolean better = wanted.get().goal().isBetter(value, best, 0);
        if (better) {
            best = value;
        }
        return better;
    }

    double bestValue() {
        return best;
    }

    /// Notes where a run goes on.
    ///
    /// @param value the best so far
    /// @param steps those made: checkpoints of later ones are of a course that is left
    void goOn(double value, long steps) {
        best = value;
        last = steps;
    }

    void save(Run run, Map<String, Object> state, boolean isBest) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DataException(
                    "Checkpoints: the folder " + folder + " cannot be made (" + e.getMessage()
                            + "): name one that can be written to",
                    e);
        }
        if (isBest) {
            PyTorchFile.save(folder.resolve("best.pt"), state);
        }
        files().stream().filter(file -> step(file) > last).forEach(Checkpoints::delete);
        last = Long.MAX_VALUE;
        PyTorchFile.save(folder.resolve(String.format(Locale.ROOT, "step-%08d.pt", run.steps())), state);
        files().stream().skip(kept).forEach(Checkpoints::delete);
    }

    /// Removes all checkpoints of the folder but the best.
    ///
    /// @throws DataException if one cannot be removed
    public void clear() {
        files().forEach(Checkpoints::delete);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DataException(
                    "Checkpoints: " + file + " cannot be removed (" + e.getMessage() + "): check the folder's rights",
                    e);
        }
    }

    /// Makes sure that the checkpoints of a run that starts will not be mixed with those of another.
    void startAnew() {
        newest().ifPresent(file -> {
            throw new OborException("Trainer: " + folder + " has the checkpoints of an earlier run, the newest "
                    + file.getFileName() + ": resume() goes on with it; else name another folder, or clear() this one");
        });
    }

    /// Returns the checkpoints of the folder, the newest first.
    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> step(file) >= 0)
                    .sorted(Comparator.comparingLong(Checkpoints::step).reversed())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(
                    "Checkpoints: the folder " + folder + " cannot be read (" + e.getMessage() + "): check its rights",
                    e);
        }
    }

    private static long step(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() && matcher.group(1).length() <= 18 ? Long.parseLong(matcher.group(1)) : -1;
    }
}

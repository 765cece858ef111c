package dev.obor.training;

import dev.obor.error.DataException;
import dev.obor.error.OborException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where checkpoints are kept, how often they are written and which stay: `step-000000120.pt` after step 120, and
/// `best.pt` for the best epoch.
///
/// @param folder made when needed
/// @param everySteps how many steps lie between two checkpoints within an epoch; empty to write at the ends of epochs only
/// @param keepLast how many stay, the best one not counted
/// @param bestMetric the metric by which the best epoch is told; empty to keep none
/// @param goal of that metric
public record Checkpoints(
        Path folder, OptionalInt everySteps, int keepLast, Optional<String> bestMetric, Goal goal) {
    private static final Pattern NAME = Pattern.compile("step-\\d{9,18}\\.pt");

    /// Checks the numbers.
    ///
    /// @throws OborException if one is not positive
    public Checkpoints {
        if (keepLast < 1 || everySteps.isPresent() && everySteps.getAsInt() < 1) {
            throw new OborException("checkpoints: every " + everySteps.orElse(1) + " steps, of which " + keepLast
                    + " are kept: both must be 1 or more");
        }
    }

    /// Returns checkpoints in a folder, written at the end of every epoch, of which the last one stays.
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder, OptionalInt.empty(), 1, Optional.empty(), Goal.MIN);
    }

    /// Returns these with a checkpoint after every so many steps as well.
    public Checkpoints everySteps(int steps) {
        return new Checkpoints(folder, OptionalInt.of(steps), keepLast, bestMetric, goal);
    }

    /// Returns these with another number that stay.
    public Checkpoints keepLast(int count) {
        return new Checkpoints(folder, everySteps, count, bestMetric, goal);
    }

    /// Returns these with `best.pt` written after each epoch whose metric is the best so far; `loss` is the training's
    /// own where the evaluation has none.
    public Checkpoints best(String metric, Goal wanted) {
        return new Checkpoints(folder, everySteps, keepLast, Optional.of(metric), wanted);
    }

    /// Returns the newest checkpoint of the folder.
    ///
    /// @throws DataException if the folder cannot be read
    public Optional<Path> last() {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    Path best() {
        return folder.resolve("best.pt");
    }

    Path file(long step) {
        return folder.resolve(String.format(Locale.ROOT, "step-%09d.pt", step));
    }

    boolean isDue(long step) {
        return everySteps.isPresent() && step % everySteps.getAsInt() == 0;
    }

    void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DataException("checkpoints: the folder " + folder + " cannot be made: choose another", e);
        }
    }

    /// Removes what is older than those that stay.
    void prune() {
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - keepLast))) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException e) {
                throw new DataException("checkpoints: " + old + " cannot be deleted: check the folder's permissions", e);
            }
        }
    }

    private List<Path> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException("checkpoints: the folder " + folder + " cannot be read: check its permissions", e);
        }
    }
}

package dev.obor.app;

import dev.obor.error.DataException;
import dev.obor.io.AtomicFile;
import dev.obor.io.LabelledImages;
import dev.obor.plot.Figure;
import dev.obor.plot.ImageGrid;
import dev.obor.plot.Style;
import dev.obor.tensor.Tensor;
import dev.obor.train.Checkpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The folder that a training leaves behind: the model, the log and two pictures; and what it needs to go on,
/// its options and its newest checkpoint.
///
/// @param path where it is
record RunFolder(Path path) {
    /// The name of the file with the options.
    static final String OPTIONS = "options.txt";

    private static final int FIRST = 30;
    private static final int WRONG = 10;

    /// Makes the folder, and makes sure that files can be written into it.
    ///
    /// @throws DataException if they cannot
    static RunFolder create(Path path) {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "obor", ".probe"));
        } catch (IOException e) {
            throw new DataException(
                    "train: the run folder " + path + " cannot be written to, " + reason(e)
                            + ": choose another with --out",
                    e);
        }
        return new RunFolder(path);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
            case FileAlreadyExistsException exists -> exists.getFile() + " is no folder";
            case FileSystemException other
            when other.getReason() != null -> other.getReason().toLowerCase(Locale.ROOT);
            default -> "because of an input or output error";
        };
    }

    /// Removes the folder if nothing was written into it.
    void removeIfEmpty() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It holds files, of this run or of an earlier one, which are not ours to remove.
            System.getLogger(RunFolder.class.getName()).log(System.Logger.Level.DEBUG, "kept " + path, e);
        }
    }

    /// Returns where the checkpoints are.
    Checkpoints checkpoints() {
        return Checkpoints.in(path.resolve("checkpoints"));
    }

    /// Keeps the options of a run that begins; checkpoints of an earlier run in the same folder are removed.
    void begin(TrainOptions options) {
        checkpoints().clear();
        options.write(path.resolve(OPTIONS));
    }

    /// Writes what was said and the loss of every step.
    void writeLog(TrainLog log) {
        List<String> lines = new ArrayList<>(log.lines());
        lines.add("step loss");
        for (int i = 0; i < log.losses().size(); i++) {
            lines.add((i + 1) + " " + log.losses().get(i));
        }
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(path.resolve("train.log"), out -> out.write(bytes));
    }

    /// Draws the loss of every step, and the accuracy wherever it was taken.
    void drawLoss(TrainLog log) {
        double[] losses = log.losses().stream().mapToDouble(Double::doubleValue).toArray();
        double[] steps = new double[losses.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = i + 1;
        }
        List<TrainLog.Accuracy> marks = log.accuracies();
        double[] accuracies =
                marks.stream().mapToDouble(mark -> 100 * mark.share()).toArray();
        double[] ends = marks.stream().mapToDouble(TrainLog.Accuracy::steps).toArray();
        Figure figure = Figure.of(960, 560)
                .title("Training a digit classifier")
                .xLabel("step")
                .yLabel("cross-entropy loss");
        if (losses.length > 0) {
            figure.trend("training loss", steps, losses, Math.max(3, losses.length / 30 | 1));
        }
        if (accuracies.length > 0) {
            figure.rightLabel("test accuracy (%)");
            figure.scatter("test accuracy", ends, accuracies, Style.DEFAULT.right());
        }
        figure.savePng(path.resolve("loss.png"));
    }

    /// Draws the first test images with their predictions, then some that are wrong.
    void drawPredictions(Training training, LabelledImages test) {
        Tensor probabilities = training.testProbabilities();
        long[] predicted = probabilities.argmax(1).toLongArray();
        long[] actual = training.testTargets().toLongArray();
        float[] best = probabilities.amax(1, false).toFloatArray();
        int right = 0;
        for (int i = 0; i < actual.length; i++) {
            right += predicted[i] == actual[i] ? 1 : 0;
        }
        ImageGrid grid = ImageGrid.of(test.rows(), test.columns())
                .title(String.format(
                        Locale.ROOT, "%.2f %% of %,d test digits right", 100.0 * right / actual.length, actual.length))
                .subtitle("The first " + Math.min(FIRST, actual.length)
                        + " of them, then some that are wrong: predicted, what it is, and the probability given")
                .columns(10);
        int wrong = 0;
        for (int i = 0; i < actual.length; i++) {
            boolean miss = predicted[i] != actual[i];
            if (i < FIRST || miss && wrong < WRONG) {
                wrong += i >= FIRST ? 1 : 0;
                float[] pixels = training.testImages().select(0, i).toFloatArray();
                grid.prediction(pixels, Long.toString(predicted[i]), Long.toString(actual[i]), best[i]);
            }
        }
        grid.savePng(path.resolve("predictions.png"));
    }
}

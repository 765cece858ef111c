package dev.obor.app;

import dev.obor.Obor;
import dev.obor.error.FormatException;
import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import dev.obor.train.Callback;
import dev.obor.train.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What a training leaves behind in lines and numbers: checkpoints hold it, so that a run that goes on has the
/// log of a whole one.
final class TrainLog implements Callback {
    /// How many of the test images were told rightly.
    ///
    /// @param steps the steps made until then
    /// @param share 0 to 1
    record Accuracy(int steps, double share) {}

    private final long data;
    private final List<String> lines = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final List<Accuracy> accuracies = new ArrayList<>();

    /// Makes an empty log.
    ///
    /// @param data a number that tells the images from others
    TrainLog(long data) {
        this.data = data;
    }

    void line(String line) {
        lines.add(line);
    }

    /// Returns what was said so far.
    List<String> lines() {
        return lines;
    }

    /// Returns the loss of every step so far.
    List<Double> losses() {
        return losses;
    }

    /// Returns the accuracy on the test images after every pass so far, and after the step before a stop.
    List<Accuracy> accuracies() {
        return accuracies;
    }

    @Override
    public void step(Run run) {
        losses.add(run.loss());
    }

    /// Notes the accuracy that was reported for a pass.
    @Override
    public void epoch(Run run) {
        run.metric(Training.ACCURACY).ifPresent(share -> accuracies.add(new Accuracy(losses.size(), share)));
    }

    @Override
    public Map<String, Object> stateDict() {
        return Map.of(
                "data",
                data,
                "lines",
                List.copyOf(lines),
                "losses",
                numbers(losses),
                "accuracy_steps",
                numbers(accuracies.stream().map(each -> (double) each.steps()).toList()),
                "accuracies",
                numbers(accuracies.stream().map(Accuracy::share).toList()));
    }

    private static Tensor numbers(List<Double> values) {
        return Obor.fromArray(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void loadStateDict(Map<String, ?> state) {
        if (!(state.get("data") instanceof Number saved) || !(state.get("lines") instanceof List<?> said)) {
            throw new FormatException("train: the checkpoint has no log: name a run folder that obor train made");
        }
        if (saved.longValue() != data) {
            throw new OborException("train: the run was trained on other images than those that were found:"
                    + " put back the data, or start a new run");
        }
        lines.clear();
        said.forEach(line -> lines.add(String.valueOf(line)));
        losses.clear();
        Arrays.stream(numbers(state, "losses")).forEach(losses::add);
        accuracies.clear();
        double[] steps = numbers(state, "accuracy_steps");
        double[] shares = numbers(state, "accuracies");
        for (int i = 0; i < Math.min(steps.length, shares.length); i++) {
            accuracies.add(new Accuracy((int) steps[i], shares[i]));
        }
    }

    private static double[] numbers(Map<String, ?> state, String name) {
        if (state.get(name) instanceof Tensor tensor) {
            return tensor.toDoubleArray();
        }
        throw new FormatException(
                "train: the checkpoint has no '" + name + "': name a run folder that obor train made");
    }
}

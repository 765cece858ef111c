package dev.obor.train;

import dev.obor.error.OborException;
import dev.obor.nn.Module;
import dev.obor.optim.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// How far a training has come. Callbacks and the caller read it; [#stop()] may be called from any thread.
public final class Run {
    /// A pass that is over.
    ///
    /// @param epoch its number, from 0 on
    /// @param loss the mean of its batches' losses
    /// @param metrics what callbacks reported, by name
    public record Epoch(int epoch, double loss, Map<String, Double> metrics) {
        /// Copies the metrics.
        public Epoch {
            metrics = Map.copyOf(metrics);
        }
    }

    private final Module net;
    private final Optimizer optimizer;
    private final int epochs;
    private final int batches;
    private final List<Epoch> history = new ArrayList<>();
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private volatile boolean stopped;
    private int epoch;
    private int batch;
    private long steps;
    private double loss = Double.NaN;
    private double lossSum;

    Run(Module net, Optimizer optimizer, int epochs, int batches) {
        this.net = net;
        this.optimizer = optimizer;
        this.epochs = epochs;
        this.batches = batches;
    }

    /// Returns what is trained.
    public Module net() {
        return net;
    }

    /// Returns what changes the weights.
    public Optimizer optimizer() {
        return optimizer;
    }

    /// Returns the number of the current pass, from 0 on; [#epochs()] when all are made.
    public int epoch() {
        return epoch;
    }

    /// Returns how many passes are to be made.
    public int epochs() {
        return epochs;
    }

    /// Returns how many batches of the current pass are done.
    public int batch() {
        return batch;
    }

    /// Returns how many batches a pass has.
    public int batches() {
        return batches;
    }

    /// Returns how many batches were done since the training began, in all its runs.
    public long steps() {
        return steps;
    }

    /// Returns the loss of the last batch; NaN before the first.
    public double loss() {
        return loss;
    }

    /// Returns the mean of the losses of the current pass's batches so far; NaN before the first.
    public double meanLoss() {
        return lossSum / batch;
    }

    /// Returns the passes that are over.
    public List<Epoch> history() {
        return List.copyOf(history);
    }

    /// Notes a number of the current pass, such as an accuracy, for the history and for other callbacks.
    public void report(String name, double value) {
        metrics.put(name, value);
    }

    /// Returns a number of the current pass, or of the one before if this one has none yet: "loss" for the
    /// mean loss, else what was reported under the name.
    public OptionalDouble metric(String name) {
        if (metrics.containsKey(name)) {
            return OptionalDouble.of(metrics.get(name));
        }
        if (name.equals("loss") && batch > 0) {
            return OptionalDouble.of(meanLoss());
        }
        if (history.isEmpty()) {
            return OptionalDouble.empty();
        }
        Epoch last = history.getLast();
        return name.equals("loss")
                ? OptionalDouble.of(last.loss())
                : last.metrics().containsKey(name)
                        ? OptionalDouble.of(last.metrics().get(name))
                        : OptionalDouble.empty();
    }

    /// Returns a number as [#metric(String)] does, for one who cannot do without.
    ///
    /// @param who named in the error
    /// @throws OborException if nothing was reported under the name
    double needed(String who, String name) {
        return metric(name)
                .orElseThrow(() -> new OborException(who + ": nothing reports '" + name + "', only " + metrics.keySet()
                        + ": add an Evaluation of that name before it"));
    }

    /// Asks the run to end after the current step.
    public void stop() {
        stopped = true;
    }

    /// Tells whether [#stop()] was called.
    public boolean isStopped() {
        return stopped;
    }

    void step(double batchLoss) {
        loss = batchLoss;
        lossSum += batchLoss;
        batch++;
        steps++;
    }

    void endEpoch() {
        history.add(new Epoch(epoch, meanLoss(), metrics));
        metrics.clear();
        epoch++;
        batch = 0;
        lossSum = 0;
    }

    Map<String, Object> stateDict() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("epoch", epoch);
        state.put("batch", batch);
        state.put("batches", batches);
        state.put("steps", steps);
        state.put("loss", loss);
        state.put("loss_sum", lossSum);
        state.put("metrics", new LinkedHashMap<>(metrics));
        List<Object> past = new ArrayList<>();
        history.forEach(
                each -> past.add(Map.of("epoch", each.epoch(), "loss", each.loss(), "metrics", each.metrics())));
        state.put("history", past);
        return state;
    }

    void loadStateDict(State state) {
        if (state.whole("batches") != batches) {
            throw new OborException("resume: the checkpoint is of passes of " + state.whole("batches")
                    + " batches and the loader makes " + batches + ": use the same data and batch size");
        }
        epoch = (int) state.whole("epoch");
        batch = (int) state.whole("batch");
        steps = state.whole("steps");
        loss = state.number("loss");
        lossSum = state.number("loss_sum");
        metrics.clear();
        metrics.putAll(state.part("metrics").numbers());
        history.clear();
        for (State each : state.parts("history")) {
            history.add(new Epoch(
                    (int) each.whole("epoch"),
                    each.number("loss"),
                    each.part("metrics").numbers()));
        }
    }
}

package dev.obor.training;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.error.DataException;
import dev.obor.error.OborException;
import dev.obor.io.PyTorchFile;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/// A run of a trainer: where it stands, and how that is kept.
final class TrainingRun<B> {
    /// Against a division by a norm of 0, as in PyTorch.
    private static final double TINY = 1e-6;

    private final Trainer<B> trainer;
    private final List<TrainingListener.Epoch> ended = new ArrayList<>();
    private int epoch;
    private int batch;
    private long step;
    private double lossSum;

    /// The best metrics so far, and for how many epochs they have not been beaten.
    private double stoppingBest = Double.NaN;

    private int waited;
    private double keptBest = Double.NaN;

    /// Where the generators stood when the epoch began.
    private List<byte[]> atStart = List.of();

    TrainingRun(Trainer<B> trainer) {
        this.trainer = trainer;
    }

    private List<byte[]> states() {
        return trainer.generators.stream().map(Generator::state).toList();
    }

    private void setStates(List<byte[]> states) {
        for (int i = 0; i < states.size(); i++) {
            trainer.generators.get(i).setState(states.get(i));
        }
    }

    TrainingResult run(int epochs) {
        trainer.checkpoints.ifPresent(Checkpoints::makeFolder);
        trainer.model.train();
        while (epoch < epochs && !isExhausted()) {
            if (!pass()) {
                return result(TrainingResult.End.STOPPED);
            }
            endEpoch();
        }
        return result(isExhausted() ? TrainingResult.End.EARLY : TrainingResult.End.COMPLETE);
    }

    private boolean isExhausted() {
        return trainer.earlyStopping.isPresent() && waited >= trainer.earlyStopping.get().patience();
    }

    private TrainingResult result(TrainingResult.End end) {
        return new TrainingResult(step, end, List.copyOf(ended));
    }

    /// Makes what is left of an epoch, and tells whether it was made to its end.
    private boolean pass() {
        Iterator<B> batches = start();
        trainer.optimizer.zeroGrad();
        double stepLoss = 0;
        int inStep = 0;
        while (batches.hasNext()) {
            if (trainer.stop.getAsBoolean()) {
                return false;
            }
            Tensor loss = trainer.loss.apply(batches.next());
            if (loss.numel() != 1) {
                throw new OborException("train: the loss has shape " + loss.shape() + " and must have one element: take"
                        + " its mean");
            }
            (trainer.accumulate == 1 ? loss : loss.div(trainer.accumulate)).backward();
            double value = loss.item();
            lossSum += value;
            stepLoss += value;
            batch++;
            inStep++;
            if (inStep == trainer.accumulate || !batches.hasNext()) {
                step(stepLoss / inStep);
                stepLoss = 0;
                inStep = 0;
            }
        }
        return true;
    }

    /// Starts the epoch's batches at the place where this run stands. In the middle of an epoch the generators first go
    /// back to its beginning, so that the order is the one of then.
    private Iterator<B> start() {
        if (batch == 0) {
            atStart = states();
            return trainer.batches.iterator();
        }
        List<byte[]> now = states();
        setStates(atStart);
        Iterator<B> batches;
        if (trainer.batches instanceof DataLoader<B> loader) {
            batches = loader.iterator(batch);
        } else {
            batches = trainer.batches.iterator();
            try {
                for (int i = 0; i < batch; i++) {
                    batches.next();
                }
            } catch (NoSuchElementException e) {
                throw new DataException("resume: the epoch has fewer than the " + batch
                        + " batches that were done: give the data of before", e);
            }
        }
        setStates(now);
        return batches;
    }

    private void step(double loss) {
        if (trainer.maxNorm < Double.POSITIVE_INFINITY) {
            clip();
        }
        trainer.optimizer.step();
        trainer.optimizer.zeroGrad();
        step++;
        if (trainer.pace == Trainer.Pace.STEP) {
            trainer.schedule.ifPresent(schedule -> schedule.step());
        }
        TrainingListener.Step made = new TrainingListener.Step(epoch, batch, step, loss);
        trainer.listeners.forEach(listener -> listener.onStep(made));
        trainer.checkpoints.filter(where -> where.isDue(step)).ifPresent(this::saveLast);
    }

    private void clip() {
        List<Tensor> gradients = trainer.optimizer.parameters().stream()
                .filter(Tensor::hasGrad)
                .map(Tensor::grad)
                .toList();
        double squares = 0;
        for (Tensor gradient : gradients) {
            double norm = gradient.detach().norm().item();
            squares += norm * norm;
        }
        double scale = trainer.maxNorm / (Math.sqrt(squares) + TINY);
        if (scale < 1) {
            Obor.noGrad(() -> gradients.forEach(gradient -> gradient.mul_(scale)));
        }
    }

    private void endEpoch() {
        Map<String, Double> metrics = trainer.evaluation.map(this::evaluate).orElse(Map.of());
        double mean = batch == 0 ? Double.NaN : lossSum / batch;
        if (trainer.pace == Trainer.Pace.EPOCH) {
            trainer.schedule.ifPresent(schedule -> schedule.step());
        }
        trainer.plateau.ifPresent(schedule -> schedule.step(metric("schedule", trainer.plateauMetric, metrics, mean)));
        trainer.earlyStopping.ifPresent(rule -> {
            double value = metric("earlyStopping", rule.metric(), metrics, mean);
            boolean better = rule.goal().better(value, stoppingBest);
            stoppingBest = better ? value : stoppingBest;
            waited = better ? 0 : waited + 1;
        });
        TrainingListener.Epoch over = new TrainingListener.Epoch(epoch, step, mean, metrics);
        ended.add(over);
        epoch++;
        batch = 0;
        lossSum = 0;
        trainer.checkpoints.ifPresent(where -> {
            boolean best = where.bestMetric().isPresent() && isBest(where, metrics, mean);
            if (best) {
                PyTorchFile.save(where.best(), values());
            }
            saveLast(where);
        });
        trainer.listeners.forEach(listener -> listener.onEpoch(over));
    }

    private boolean isBest(Checkpoints where, Map<String, Double> metrics, double mean) {
        double value = metric("checkpoints", where.bestMetric().orElseThrow(), metrics, mean);
        boolean better = where.goal().better(value, keptBest);
        keptBest = better ? value : keptBest;
        return better;
    }

    private Map<String, Double> evaluate(Supplier<Map<String, Double>> evaluation) {
        trainer.model.eval();
        try {
            return Map.copyOf(Obor.noGrad(evaluation));
        } finally {
            trainer.model.train();
        }
    }

    private static double metric(String op, String name, Map<String, Double> metrics, double loss) {
        Double value = metrics.get(name);
        if (value == null && !name.equals("loss")) {
            throw new OborException(op + ": there is no metric " + name + " among " + metrics.keySet()
                    + ": let evaluate(…) return it");
        }
        return value == null ? loss : value;
    }

    private void saveLast(Checkpoints where) {
        Path file = where.file(step);
        PyTorchFile.save(file, values());
        where.prune();
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("format", Checkpoint.FORMAT);
        Map<String, Tensor> model = new LinkedHashMap<>();
        trainer.model.stateDict().forEach((name, tensor) -> model.put(name, Tensor.of(tensor.view())));
        values.put("model", model);
        values.put("optimizer", trainer.optimizer.stateDict());
        values.put("schedule", optional(trainer.schedule.map(schedule -> schedule.stateDict())));
        values.put("plateau", optional(trainer.plateau.map(schedule -> schedule.stateDict())));
        values.put("generators_at_start", batch == 0 ? states() : atStart);
        values.put("generators", states());
        values.put("epoch", epoch);
        values.put("batch", batch);
        values.put("step", step);
        values.put("loss_sum", lossSum);
        values.put("stopping_best", stoppingBest);
        values.put("waited", waited);
        values.put("kept_best", keptBest);
        return values;
    }

    private static Object optional(Optional<Map<String, Object>> state) {
        return state.isPresent() ? state.get() : Optional.empty();
    }

    void load(Checkpoint from) {
        int count = trainer.generators.size();
        List<byte[]> start = from.states("generators_at_start", count);
        List<byte[]> now = from.states("generators", count);
        from.load("model", () -> trainer.model.loadStateDict(from.tensors("model")));
        from.load("optimizer", () -> trainer.optimizer.loadStateDict(from.dict("optimizer")));
        trainer.schedule.ifPresent(schedule ->
                from.load("schedule", () -> schedule.loadStateDict(from.dict("schedule"))));
        trainer.plateau.ifPresent(schedule ->
                from.load("schedule", () -> schedule.loadStateDict(from.dict("plateau"))));
        epoch = (int) from.number("epoch");
        batch = (int) from.number("batch");
        step = from.number("step");
        lossSum = from.real("loss_sum");
        stoppingBest = from.real("stopping_best");
        waited = (int) from.number("waited");
        keptBest = from.real("kept_best");
        atStart = start;
        from.load("generators", () -> setStates(now));
    }
}

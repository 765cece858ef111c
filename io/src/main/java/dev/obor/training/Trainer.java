package dev.obor.training;

import dev.obor.data.DataLoader;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.error.OborException;
import dev.obor.nn.Layer;
import dev.obor.nn.Module;
import dev.obor.optim.LRScheduler;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ReduceLROnPlateau;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// Trains a model: the loop that one would write, with what one would add to it later. Its methods that set something
/// return the trainer itself; [#train(int)] does the work.
///
/// @param <B> a batch
public final class Trainer<B> {
    /// When something happens.
    public enum Pace {
        /// After every step.
        STEP,
        /// After every epoch.
        EPOCH
    }

    /// A rule that ends the training when a metric has not improved for `patience` epochs.
    record EarlyStopping(String metric, Goal goal, int patience) {}

    final Module model;
    final Function<B, Tensor> loss;
    final Optimizer optimizer;
    final Iterable<B> batches;
    final List<Generator> generators = new ArrayList<>();
    final List<TrainingListener> listeners = new ArrayList<>();
    Optional<LRScheduler> schedule = Optional.empty();
    Pace pace = Pace.EPOCH;
    Optional<ReduceLROnPlateau> plateau = Optional.empty();
    String plateauMetric = "loss";
    Optional<Supplier<Map<String, Double>>> evaluation = Optional.empty();
    Optional<EarlyStopping> earlyStopping = Optional.empty();
    Optional<Checkpoints> checkpoints = Optional.empty();
    double maxNorm = Double.POSITIVE_INFINITY;
    int accumulate = 1;
    BooleanSupplier stop = () -> false;
    private Optional<Path> resumed = Optional.empty();
    private boolean resumes;

    private Trainer(Module model, Function<B, Tensor> loss, Optimizer optimizer, Iterable<B> batches) {
        this.model = model;
        this.loss = loss;
        this.optimizer = optimizer;
        this.batches = batches;
        generators.add(Generator.standard());
        if (batches instanceof DataLoader<?> loader) {
            loader.generator().ifPresent(this::generator);
        }
    }

    /// Makes a trainer of any model.
    ///
    /// @param loss the mean loss of a batch, of one element
    /// @param optimizer of the model's parameters
    /// @param batches an epoch's; a [DataLoader] most often. A run that goes on in the middle of an epoch leaves out what a
    ///     loader has given before, and reads and forgets what another iterable gives
    public static <B> Trainer<B> of(
            Module model, Function<B, Tensor> loss, Optimizer optimizer, Iterable<B> batches) {
        return new Trainer<>(model, loss, optimizer, batches);
    }

    /// Makes a trainer of a model from inputs to predictions, by batches of inputs and targets.
    ///
    /// @param loss from predictions and targets to the mean loss, as `F::crossEntropy`
    public static Trainer<List<Tensor>> supervised(
            Layer model, BinaryOperator<Tensor> loss, Optimizer optimizer, Iterable<List<Tensor>> batches) {
        return of(model, batch -> loss.apply(model.forward(batch.get(0)), batch.get(1)), optimizer, batches);
    }

    /// Tells of a further generator that the model or the data draw from, so that checkpoints keep where it stands.
    public Trainer<B> generator(Generator generator) {
        if (generators.stream().noneMatch(known -> known == generator)) {
            generators.add(generator);
        }
        return this;
    }

    /// Moves a schedule of learning rates after each step or epoch.
    public Trainer<B> schedule(LRScheduler scheduler, Pace when) {
        schedule = Optional.of(scheduler);
        pace = when;
        return this;
    }

    /// Lowers the learning rate when a metric of the evaluation, or `loss`, no longer improves.
    public Trainer<B> schedule(ReduceLROnPlateau scheduler, String metric) {
        plateau = Optional.of(scheduler);
        plateauMetric = metric;
        return this;
    }

    /// Computes metrics after each epoch, as by [Evaluation#classification(Layer, Iterable)]; the model is in evaluation
    /// mode then, and no gradients are recorded.
    public Trainer<B> evaluate(Supplier<Map<String, Double>> metrics) {
        evaluation = Optional.of(metrics);
        return this;
    }

    /// Ends the training when a metric of the evaluation, or `loss`, has not improved for so many epochs.
    ///
    /// @throws OborException if the number is not positive
    public Trainer<B> earlyStopping(String metric, Goal goal, int patience) {
        if (patience < 1) {
            throw new OborException("earlyStopping: the patience is " + patience + " and must be 1 or more");
        }
        earlyStopping = Optional.of(new EarlyStopping(metric, goal, patience));
        return this;
    }

    /// Scales gradients down before each step whose norm, over all parameters together, is larger.
    ///
    /// @throws OborException if the norm is not positive
    public Trainer<B> clipGradNorm(double norm) {
        if (!(norm > 0)) {
            throw new OborException("clipGradNorm: the norm is " + norm + " and must be more than 0");
        }
        maxNorm = norm;
        return this;
    }

    /// Makes a step of so many batches; the gradient is the mean of theirs. A smaller group at the end of an epoch makes a
    /// step of its own, divided by the same number.
    ///
    /// @throws OborException if the number is not positive
    public Trainer<B> accumulate(int batchesOfAStep) {
        if (batchesOfAStep < 1) {
            throw new OborException("accumulate: " + batchesOfAStep + " batches of a step: pass 1 or more");
        }
        accumulate = batchesOfAStep;
        return this;
    }

    /// Writes checkpoints.
    public Trainer<B> checkpoints(Checkpoints where) {
        checkpoints = Optional.of(where);
        return this;
    }

    /// Goes on from the newest checkpoint of the folder that [#checkpoints(Checkpoints)] names; if there is none, starts
    /// anew.
    public Trainer<B> resume() {
        resumes = true;
        return this;
    }

    /// Goes on from a checkpoint.
    public Trainer<B> resume(Path checkpoint) {
        resumed = Optional.of(checkpoint);
        return this;
    }

    /// Adds a listener.
    public Trainer<B> listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /// Asks before each batch whether to stop.
    public Trainer<B> stopWhen(BooleanSupplier wanted) {
        stop = wanted;
        return this;
    }

    /// Trains for so many epochs in all, those of the runs before included, and leaves the model in training mode.
    ///
    /// @throws OborException if the number is negative
    /// @throws DataException if a checkpoint cannot be written, is not there, or is of another training; the model may
    ///     have been changed then
    /// @throws FormatException if the checkpoint is broken
    public TrainingResult train(int epochs) {
        if (epochs < 0) {
            throw new OborException("train: " + epochs + " epochs: pass 0 or more");
        }
        if (resumes && checkpoints.isEmpty()) {
            throw new OborException("resume: no folder is named: call checkpoints(…) as well, or name a file");
        }
        TrainingRun<B> run = new TrainingRun<>(this);
        resumed.or(() -> resumes ? checkpoints.flatMap(Checkpoints::last) : Optional.empty())
                .ifPresent(file -> run.load(Checkpoint.read(file)));
        return run.run(epochs);
    }
}

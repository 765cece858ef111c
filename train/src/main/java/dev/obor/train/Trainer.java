package dev.obor.train;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.error.OborException;
import dev.obor.io.PyTorchFile;
import dev.obor.nn.Clip;
import dev.obor.nn.Module;
import dev.obor.optim.Optimizer;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes the steps of a training: for each batch the gradients are cleared, the loss is computed and goes
/// backward, and the optimizer steps.
///
/// ```java
/// Run run = Trainer.of(net, optimizer, loader, batch -> F.crossEntropy(net.forward(batch.get(0)), batch.get(1)))
///         .epochs(3)
///         .with(new Evaluation("accuracy", () -> accuracy(net, test)))
///         .with(Schedule.eachEpoch(new StepLR(optimizer, 1, 0.5)))
///         .checkpoints(Checkpoints.in(Path.of("runs/1")).every(500))
///         .resume();
/// ```
///
/// A run that was killed and is started again with [#resume()] ends with the same bits as one that was not,
/// if all its random numbers come from the process's generator, the loader's, or those named by
/// [#generators].
///
/// @param <B> a batch
public final class Trainer<B> {
    private static final String FORMAT = "obor.train 1";

    private final Module net;
    private final Optimizer optimizer;
    private final DataLoader<B> loader;
    private final Function<B, Tensor> loss;
    private final List<Callback> callbacks = new ArrayList<>();
    private final List<Generator> generators = new ArrayList<>();
    private Optional<Checkpoints> checkpoints = Optional.empty();
    private int epochs = 1;
    private int accumulated = 1;
    private double maxNorm = Double.POSITIVE_INFINITY;
    /// The generators' states when the current pass began, from which its order follows.
    private List<Tensor> passStart = List.of();

    private Trainer(Module net, Optimizer optimizer, DataLoader<B> loader, Function<B, Tensor> loss) {
        this.net = net;
        this.optimizer = optimizer;
        this.loader = loader;
        this.loss = loss;
        generators.add(Generator.standard());
        loader.generator().ifPresent(generators::add);
    }

    /// Makes a trainer of one pass.
    ///
    /// @param net what is trained; it is set to training mode
    /// @param optimizer of the net's parameters
    /// @param loader of the batches; its order may be drawn anew for each pass
    /// @param loss the loss of a batch: one number, which depends on the parameters
    public static <B> Trainer<B> of(Module net, Optimizer optimizer, DataLoader<B> loader, Function<B, Tensor> loss) {
        return new Trainer<>(net, optimizer, loader, loss);
    }

    /// Sets how many passes are made; 1 at first.
    ///
    /// @throws OborException if it is less than 1
    public Trainer<B> epochs(int count) {
        epochs = positive(count, "epochs");
        return this;
    }

    /// Adds up the gradients of so many batches, each divided by that number, before a step; 1 at first. A
    /// pass ends with a step.
    ///
    /// @throws OborException if it is less than 1
    public Trainer<B> accumulate(int batches) {
        accumulated = positive(batches, "batches for a step");
        return this;
    }

    /// Scales gradients before a step if their common 2-norm is larger than a number.
    ///
    /// @throws OborException if it is not positive
    public Trainer<B> clipGradNorm(double norm) {
        if (!(norm > 0)) {
            throw new OborException("Trainer: a largest norm of " + norm + " stops everything: give a positive number");
        }
        maxNorm = norm;
        return this;
    }

    /// Adds what else is to happen. Callbacks are called in the order in which they were added.
    public Trainer<B> with(Callback callback) {
        callbacks.add(callback);
        return this;
    }

    /// Sets where and when the training is saved.
    public Trainer<B> checkpoints(Checkpoints where) {
        checkpoints = Optional.of(where);
        return this;
    }

    /// Names further generators that the net or the data draw from, so that checkpoints hold their states.
    public Trainer<B> generators(Generator... more) {
        generators.addAll(List.of(more));
        return this;
    }

    private static int positive(int count, String what) {
        if (count < 1) {
            throw new OborException("Trainer: " + count + " " + what + ": give 1 or more");
        }
        return count;
    }

    /// Trains from the start, and returns how it went.
    ///
    /// @throws OborException if a loss is not one number, or the folder has checkpoints of an earlier run; and
    ///     whatever net, data and callbacks throw
    public Run run() {
        checkpoints.ifPresent(Checkpoints::startAnew);
        return go(new Run(net, optimizer, epochs, loader.size()), List.of());
    }

    /// Goes on from the newest checkpoint, or trains from the start if there is none.
    ///
    /// @throws OborException if the checkpoint is of another training, or there is no folder of checkpoints
    /// @throws dev.obor.error.FormatException if the file is broken
    public Run resume() {
        Checkpoints where = checkpoints.orElseThrow(
                () -> new OborException(
                        "resume: the trainer has no checkpoints: name their folder, as in checkpoints(Checkpoints.in(folder))"));
        Optional<Path> newest = where.newest();
        return newest.isPresent() ? resume(newest.get()) : run();
    }

    /// Goes on from a checkpoint. Those of later steps are removed when this run saves its first.
    ///
    /// @throws OborException if the checkpoint is of another training
    /// @throws dev.obor.error.DataException if there is no such file
    /// @throws dev.obor.error.FormatException if the file is broken
    public Run resume(Path file) {
        if (!(PyTorchFile.load(file).toJava() instanceof Map<?, ?> map) || !FORMAT.equals(map.get("format"))) {
            throw new OborException(
                    "resume: " + file + " is no checkpoint of a trainer: name one that Checkpoints saved");
        }
        State state = new State(file.toString(), map);
        List<State> own = state.parts("callbacks");
        if (own.size() != callbacks.size()) {
            throw new OborException("resume: " + file + " is of a training with " + own.size()
                    + " callbacks and this one has " + callbacks.size() + ": make the same trainer before resuming");
        }
        Run run = new Run(net, optimizer, epochs, loader.size());
        run.loadStateDict(state.part("run"));
        net.loadStateDict(state.part("model").tensors());
        optimizer.loadStateDict(state.part("optimizer").named());
        for (int i = 0; i < own.size(); i++) {
            callbacks.get(i).loadStateDict(own.get(i).named());
        }
        checkpoints.ifPresent(where -> where.goOn(state.number("best"), run.steps()));
        passStart = generatorStates(state.part("pass_start"));
        return go(run, generatorStates(state.part("generators")));
    }

    private List<Tensor> generatorStates(State state) {
        List<Tensor> states = new ArrayList<>(state.tensors().values());
        if (states.size() != generators.size()) {
            throw new OborException("resume: " + state.where() + " has the states of " + states.size()
                    + " generators and this training draws from " + generators.size() + ": name the same generators");
        }
        return states;
    }

    private Run go(Run run, List<Tensor> saved) {
        net.train();
        callbacks.forEach(callback -> callback.started(run));
        List<Tensor> resumed = saved;
        while (run.epoch() < epochs && !run.isStopped()) {
            pass(run, resumed);
            resumed = List.of();
        }
        callbacks.forEach(callback -> callback.ended(run));
        return run;
    }

    /// Makes a pass, or the rest of one.
    ///
    /// @param saved the generators' states of the checkpoint that the run goes on from, if it does
    private void pass(Run run, List<Tensor> saved) {
        if (run.batch() == 0 && !saved.isEmpty()) {
            setStates(saved);
        }
        if (run.batch() == 0) {
            passStart = states();
        } else {
            setStates(passStart);
        }
        Iterator<B> batches = loader.iterator(run.batch());
        if (run.batch() > 0) {
            setStates(saved);
        }
        while (batches.hasNext() && !run.isStopped()) {
            boolean stepped = step(run, batches.next());
            callbacks.forEach(callback -> callback.step(run));
            boolean over = run.batch() == run.batches();
            if (stepped
                    && !over
                    && (run.isStopped()
                            || checkpoints.filter(where -> where.isDue(run)).isPresent())) {
                checkpoints.ifPresent(where -> where.save(run, state(run), false));
            }
        }
        if (run.batch() == run.batches()) {
            callbacks.forEach(callback -> callback.epoch(run));
            boolean isBest = checkpoints.filter(where -> where.isBest(run)).isPresent();
            run.endEpoch();
            checkpoints.ifPresent(where -> where.save(run, state(run), isBest));
        }
    }

    /// Computes gradients, and tells whether the weights were changed.
    private boolean step(Run run, B batch) {
        if (run.batch() % accumulated == 0) {
            optimizer.zeroGrad();
        }
        Tensor value = loss.apply(batch);
        if (value.numel() != 1) {
            throw new OborException(
                    "Trainer: the loss has shape " + value.shape() + ": return one number, such as its mean()");
        }
        (accumulated == 1 ? value : value.div(accumulated)).backward();
        run.step(value.item());
        boolean complete = run.batch() % accumulated == 0 || run.batch() == run.batches();
        if (complete) {
            if (maxNorm < Double.POSITIVE_INFINITY) {
                Clip.gradNorm_(optimizer.parameters(), maxNorm);
            }
            optimizer.step();
        }
        return complete;
    }

    private List<Tensor> states() {
        return generators.stream()
                .map(generator -> Obor.fromBytes(generator.state()))
                .toList();
    }

    private void setStates(List<Tensor> states) {
        for (int i = 0; i < states.size(); i++) {
            long[] bytes = states.get(i).toLongArray();
            byte[] state = new byte[bytes.length];
            for (int b = 0; b < bytes.length; b++) {
                state[b] = (byte) bytes[b];
            }
            generators.get(i).setState(state);
        }
    }

    private Map<String, Object> state(Run run) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("format", FORMAT);
        state.put("run", run.stateDict());
        state.put("model", net.stateDict());
        state.put("optimizer", optimizer.stateDict());
        state.put("callbacks", callbacks.stream().map(Callback::stateDict).toList());
        state.put("best", checkpoints.map(Checkpoints::bestValue).orElse(Double.NaN));
        state.put("generators", numbered(states()));
        state.put("pass_start", numbered(run.batch() == 0 ? states() : passStart));
        return state;
    }

    private static Map<String, Object> numbered(List<Tensor> tensors) {
        Map<String, Object> numbered = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            numbered.put(String.valueOf(i), tensors.get(i));
        }
        return numbered;
    }
}

package dev.obor.app;

import dev.obor.Obor;
import dev.obor.backend.Backends;
import dev.obor.error.OborException;
import dev.obor.io.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Trains a digit classifier.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Trains a classifier of handwritten digits, on MNIST if it can be had, else on built-in drawn digits.",
            "Leaves a run folder with model.safetensors, loss.png, predictions.png and train.log. Ctrl-C ends the"
                    + " training early and leaves a usable model."
        })
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "Look for MNIST's IDX files in this folder only.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--drawn", description = "Train on the built-in drawn digits.")
    private boolean drawn;

    @Option(names = "--epochs", description = "Passes through the images.")
    private int epochs = 3;

    @Option(names = "--batch-size", description = "Images of a step.")
    private int batchSize = 64;

    @Option(
            names = "--model",
            description = "What the net is made of: MLP, linear layers; CONV, two convolutions before them. One of"
                    + " ${COMPLETION-CANDIDATES}.")
    private Classifier.Model model = Classifier.Model.MLP;

    @Option(names = "--hidden", split = ",", description = "Sizes of the hidden linear layers, separated by commas.")
    private List<Integer> hidden = List.of(128, 64);

    @Option(names = "--optimizer", description = "One of ${COMPLETION-CANDIDATES}.")
    private Training.Method method = Training.Method.ADAM;

    @Option(names = "--lr", description = "The learning rate of the first step.")
    private double learningRate = 0.003;

    @Option(names = "--schedule", description = "How the learning rate goes on, one of ${COMPLETION-CANDIDATES}.")
    private Training.Schedule schedule = Training.Schedule.LINEAR;

    @Option(names = "--momentum", description = "The momentum of SGD.")
    private double momentum = 0.9;

    @Option(names = "--weight-decay", description = "The share of a weight that is added to its gradient.")
    private double weightDecay;

    @Option(names = "--seed", description = "The seed of weights and order; the same seed gives the same bits.")
    private long seed = 1;

    @Option(names = "--threads", description = "Threads to compute with; all processors if not given.")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Train on the first N images only.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "The run folder; runs/<time> if not given.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--no-plots", description = "Draw no pictures.")
    private boolean noPlots;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final List<String> log = new ArrayList<>();

    TrainCommand() {}

    @Override
    public Integer call() {
        check();
        threads.ifPresent(Obor::setNumThreads);
        String time = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT));
        PrintWriter screen = spec.commandLine().getOut();
        Digits digits = drawn
                ? Digits.drawn("the built-in drawn digits, as asked")
                : Digits.find(data, quiet ? Progress.none() : ProgressDisplay.download(screen));
        RunFolder folder = RunFolder.create(out.orElse(Path.of("runs", time)));
        try {
            train(digits, folder);
        } catch (RuntimeException | OutOfMemoryError e) {
            folder.removeIfEmpty();
            throw e;
        }
        return CommandLine.ExitCode.OK;
    }

    private void train(Digits digits, RunFolder folder) {
        say("data: " + digits.description());
        say("backend: " + Backends.cpu().description());
        Obor.manualSeed(seed);
        List<Integer> sizes = new ArrayList<>(hidden);
        sizes.addFirst(digits.train().rows() * digits.train().columns());
        sizes.addLast(digits.train().classes());
        Classifier classifier = Classifier.create(model, sizes);
        Training.Options options =
                new Training.Options(epochs, batchSize, method, learningRate, schedule, momentum, weightDecay);
        Training training = new Training(classifier, digits, limit, options);
        say("net: " + (model == Classifier.Model.CONV ? "convolutions, then " : "")
                + String.join("-", sizes.stream().map(String::valueOf).toList()) + ", "
                + method.name().toLowerCase(Locale.ROOT) + ", " + epochs + " epochs of " + training.imagesPerEpoch()
                + " images in batches of " + batchSize + ", seed " + seed);
        run(training, classifier, digits, folder);
    }

    private void check() {
        for (int size : hidden) {
            require(size >= 1, "--hidden", size);
        }
        require(epochs >= 1, "--epochs", epochs);
        require(batchSize >= 1, "--batch-size", batchSize);
        require(limit >= 1, "--limit", limit);
        threads.ifPresent(count -> require(count >= 1, "--threads", count));
    }

    private static void require(boolean fits, String option, int value) {
        if (!fits) {
            throw new OborException("train: " + option + " is " + value + " and must be 1 or more");
        }
    }

    /// Trains and saves. Ctrl-C asks the training to stop at the next step, and the Java virtual machine
    /// waits for the files to be written.
    private void run(Training training, Classifier classifier, Digits digits, RunFolder folder) {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch saved = new CountDownLatch(1);
        Runnable interrupted = () -> {
            stop.set(true);
            try {
                saved.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Thread hook = Thread.ofPlatform().unstarted(interrupted);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            long start = System.nanoTime();
            try (ProgressDisplay display = new ProgressDisplay(
                    spec.commandLine().getOut(), epochs, training.imagesPerEpoch(), quiet, this::say)) {
                training.run(display, stop::get);
            }
            say(String.format(
                    Locale.ROOT,
                    "%s after %d steps in %.1f s",
                    stop.get() ? "stopped" : "trained",
                    training.losses().size(),
                    (System.nanoTime() - start) / 1e9));
            say(String.format(
                    Locale.ROOT,
                    "test accuracy %.2f %%",
                    100 * training.accuracies().getLast().share()));
            save(training, classifier, digits, folder);
        } finally {
            saved.countDown();
            if (!stop.get()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private void save(Training training, Classifier classifier, Digits digits, RunFolder folder) {
        classifier.save(folder.path().resolve("model.safetensors"));
        say("run folder: " + folder.path());
        List<String> lines = new ArrayList<>(log);
        lines.add("step loss");
        for (int i = 0; i < training.losses().size(); i++) {
            lines.add((i + 1) + " " + training.losses().get(i));
        }
        folder.writeLog(lines);
        if (!noPlots) {
            folder.drawLoss(training);
            folder.drawPredictions(training, digits.test());
        }
    }

    private void say(String line) {
        log.add(line);
        spec.commandLine().getOut().println(line);
    }
}

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
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/// Trains a digit classifier.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Trains a classifier of handwritten digits, on MNIST if it can be had, else on built-in drawn digits.",
            "Leaves a run folder with model.safetensors, loss.png, predictions.png and train.log. Ctrl-C ends the"
                    + " training early and leaves a usable model; --resume goes on with it."
        })
final class TrainCommand implements Callable<Integer> {
    @CommandLine.Mixin
    private TrainOptions options = new TrainOptions();

    @Option(
            names = "--threads",
            description = "Threads to compute with; all processors if not given.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "The run folder; runs/<time> if not given.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the run of this folder, which was killed or stopped, from its newest checkpoint."
                    + " It ends as it would have without the break, bit for bit.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> resume = Optional.empty();

    @Option(names = "--no-plots", description = "Draw no pictures.")
    private boolean noPlots;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    TrainCommand() {}

    @Override
    public Integer call() {
        threads.ifPresent(count -> TrainOptions.atLeastOne("--threads", count));
        threads.ifPresent(Obor::setNumThreads);
        TrainOptions wanted = options();
        PrintWriter screen = spec.commandLine().getOut();
        Digits digits = wanted.isDrawn()
                ? Digits.drawn("the built-in drawn digits, as asked")
                : Digits.find(wanted.data(), quiet ? Progress.none() : ProgressDisplay.download(screen));
        String time = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT));
        RunFolder folder = RunFolder.create(resume.or(() -> out).orElse(Path.of("runs", time)));
        try {
            train(wanted, digits, folder);
        } catch (RuntimeException | OutOfMemoryError e) {
            folder.removeIfEmpty();
            throw e;
        }
        return CommandLine.ExitCode.OK;
    }

    /// Returns the options that were given, or those of the run that goes on.
    private TrainOptions options() {
        if (resume.isEmpty()) {
            options.check();
            return options;
        }
        List<String> others =
                TrainOptions.among(spec.commandLine().getParseResult().matchedOptions());
        if (!others.isEmpty() || out.isPresent()) {
            throw new OborException("train: --resume goes on with the folder and the options of a run: leave out "
                    + (others.isEmpty() ? "--out" : others.getFirst()));
        }
        return TrainOptions.read(resume.get().resolve(RunFolder.OPTIONS));
    }

    private void train(TrainOptions wanted, Digits digits, RunFolder folder) {
        Obor.manualSeed(wanted.seed());
        List<Integer> sizes = new ArrayList<>(wanted.hidden());
        sizes.addFirst(digits.train().rows() * digits.train().columns());
        sizes.addLast(digits.train().classes());
        Classifier classifier = Classifier.create(wanted.model(), sizes);
        Training training = new Training(classifier, digits, wanted);
        say(training, "data: " + digits.description());
        say(training, "backend: " + Backends.cpu().description());
        say(
                training,
                "net: " + (wanted.model() == Classifier.Model.CONV ? "convolutions, then " : "")
                        + String.join("-", sizes.stream().map(String::valueOf).toList()) + ", "
                        + wanted.method().name().toLowerCase(Locale.ROOT) + ", " + wanted.epochs() + " epochs of "
                        + training.imagesPerEpoch() + " images in batches of " + wanted.batchSize() + ", seed "
                        + wanted.seed());
        if (resume.isEmpty()) {
            folder.begin(wanted);
        }
        run(training, classifier, digits, folder, wanted);
    }

    /// Trains and saves. Ctrl-C asks the training to stop at the next step, and the Java virtual machine
    /// waits for the files to be written.
    private void run(Training training, Classifier classifier, Digits digits, RunFolder folder, TrainOptions wanted) {
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
                    spec.commandLine().getOut(),
                    wanted.batchSize(),
                    training.imagesPerEpoch(),
                    quiet,
                    line -> say(training, line))) {
                training.run(display, stop::get, folder.checkpoints(), resume.isPresent());
            }
            say(
                    training,
                    String.format(
                            Locale.ROOT,
                            "%s after %d steps in %.1f s",
                            stop.get() ? "stopped" : "trained",
                            training.log().losses().size(),
                            (System.nanoTime() - start) / 1e9));
            say(
                    training,
                    String.format(
                            Locale.ROOT,
                            "test accuracy %.2f %%",
                            100 * training.log().accuracies().getLast().share()));
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
        say(training, "run folder: " + folder.path());
        folder.writeLog(training.log());
        if (!noPlots) {
            folder.drawLoss(training.log());
            folder.drawPredictions(training, digits.test());
        }
    }

    private void say(Training training, String line) {
        training.log().line(line);
        spec.commandLine().getOut().println(line);
    }
}

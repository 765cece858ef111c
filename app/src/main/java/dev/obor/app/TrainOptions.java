package dev.obor.app;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.error.OborException;
import dev.obor.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/// What a training depends on. A run folder keeps them, one option in a line, so that the run can go on.
final class TrainOptions {
    /// How the parameters are changed.
    enum Method {
        ADAM,
        SGD
    }

    /// How the learning rate goes on from its start.
    enum Decay {
        CONSTANT,
        /// Falls to 0 in a straight line, step by step.
        LINEAR
    }

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Look for MNIST's IDX files in this folder only.",
            showDefaultValue = Visibility.NEVER)
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
    private Method method = Method.ADAM;

    @Option(names = "--lr", description = "The learning rate of the first step.")
    private double learningRate = 0.003;

    @Option(names = "--schedule", description = "How the learning rate goes on, one of ${COMPLETION-CANDIDATES}.")
    private Decay decay = Decay.LINEAR;

    @Option(names = "--momentum", description = "The momentum of SGD.")
    private double momentum = 0.9;

    @Option(names = "--weight-decay", description = "The share of a weight that is added to its gradient.")
    private double weightDecay;

    @Option(names = "--seed", description = "The seed of weights and order; the same seed gives the same bits.")
    private long seed = 1;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Train on the first N images only.",
            showDefaultValue = Visibility.NEVER)
    private int limit = Integer.MAX_VALUE;

    TrainOptions() {}

    Optional<Path> data() {
        return data;
    }

    boolean isDrawn() {
        return drawn;
    }

    int epochs() {
        return epochs;
    }

    int batchSize() {
        return batchSize;
    }

    Classifier.Model model() {
        return model;
    }

    List<Integer> hidden() {
        return hidden;
    }

    Method method() {
        return method;
    }

    double learningRate() {
        return learningRate;
    }

    Decay decay() {
        return decay;
    }

    double momentum() {
        return momentum;
    }

    double weightDecay() {
        return weightDecay;
    }

    long seed() {
        return seed;
    }

    int limit() {
        return limit;
    }

    void check() {
        for (int size : hidden) {
            atLeastOne("--hidden", size);
        }
        atLeastOne("--epochs", epochs);
        atLeastOne("--batch-size", batchSize);
        atLeastOne("--limit", limit);
    }

    static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new OborException("train: " + option + " is " + value + " and must be 1 or more");
        }
    }

    /// Returns those of a command's options that belong here, by name.
    static List<String> among(List<OptionSpec> given) {
        List<String> names = options(new TrainOptions()).stream()
                .map(OptionSpec::longestName)
                .toList();
        return given.stream()
                .map(OptionSpec::longestName)
                .filter(names::contains)
                .toList();
    }

    private static List<OptionSpec> options(TrainOptions of) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(of).options();
    }

    /// Writes all options, those that were not given too, so that other defaults change nothing.
    void write(Path file) {
        List<String> lines = new ArrayList<>();
        for (OptionSpec option : options(this)) {
            String name = option.longestName();
            switch (option.<Object>getValue()) {
                case Boolean flag -> {
                    if (flag) {
                        lines.add(name);
                    }
                }
                case Optional<?> value -> value.ifPresent(path -> lines.add(name + "=" + absolute(path)));
                case List<?> list ->
                    lines.add(name + "="
                            + String.join(
                                    ",", list.stream().map(String::valueOf).toList()));
                case Object value -> lines.add(name + "=" + value);
            }
        }
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static String absolute(Object path) {
        return Path.of(path.toString()).toAbsolutePath().toString();
    }

    /// Returns the options that [#write(Path)] wrote.
    ///
    /// @throws DataException if there are none
    static TrainOptions read(Path file) {
        TrainOptions options = new TrainOptions();
        try {
            CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options));
            line.setCaseInsensitiveEnumValuesAllowed(true);
            line.parseArgs(Files.readAllLines(file).toArray(String[]::new));
        } catch (IOException e) {
            throw new DataException(
                    "train: there is no run to go on with, because " + file
                            + " cannot be read: name a run folder that obor train made",
                    e);
        } catch (CommandLine.ParameterException e) {
            throw new FormatException(
                    "train: " + file + " does not hold the options of a run: " + e.getMessage()
                            + ": name a run folder that obor train made",
                    e);
        }
        options.check();
        return options;
    }
}

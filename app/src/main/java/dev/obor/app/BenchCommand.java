package dev.obor.app;

import dev.obor.bench.Comparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/// Times the workloads, beside PyTorch where asked.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Times the workloads W1 to W14 and prints a table for each number of threads.",
            "With --compare PyTorch takes turns, if python3 has torch (Debian's package python3-torch).",
            "A round of all takes 40 minutes; nothing else should run meanwhile."
        })
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--compare", description = "Measure PyTorch, too.")
    private boolean compare;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "The beginnings of the names of workloads, such as W7 or W1c.",
            showDefaultValue = Visibility.NEVER)
    private List<String> only = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2",
            description = "Numbers of threads.")
    private List<Integer> threads = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each workload is run; the round with the least median counts, on both sides.")
    private int rounds = 1;

    @Option(names = "--python", paramLabel = "COMMAND", defaultValue = "python3", description = "The Python to ask.")
    private String python = "python3";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "A file for the tables, too.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Path> file = Optional.empty();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    BenchCommand() {}

    @Override
    public Integer call() throws IOException {
        atLeastOne("--rounds", rounds);
        threads.forEach(count -> atLeastOne("--threads", count));
        PrintWriter err = spec.commandLine().getErr();
        Optional<String> peer = compare && Comparison.hasTorch(python) ? Optional.of(python) : Optional.empty();
        if (compare && peer.isEmpty()) {
            err.println("bench: " + python + " cannot import torch, so only Obor is measured");
        }
        Comparison comparison = new Comparison(only, peer, rounds, err);
        StringBuilder tables = new StringBuilder();
        for (int count : threads) {
            tables.append(comparison.table(count)).append('\n');
        }
        spec.commandLine().getOut().println(tables);
        if (file.isPresent()) {
            Files.writeString(file.get(), tables);
        }
        return CommandLine.ExitCode.OK;
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "bench: " + option + " " + value + " measures nothing: give 1 or more");
        }
    }
}

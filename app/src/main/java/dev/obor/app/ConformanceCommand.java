package dev.obor.app;

import dev.obor.app.conformance.Conformance;
import dev.obor.app.conformance.ConformanceOptions;
import dev.obor.app.conformance.Summary;
import dev.obor.io.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares the library's public API with golden values of PyTorch.
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = {
            "Calls the library for each case of golden files and compares with the values that PyTorch gave.",
            "Exits with 0 only if no case failed and none is missing, else with 1."
        })
final class ConformanceCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Golden files, gzipped JSON lines.")
    private List<Path> files = List.of();

    @Option(names = "--op", paramLabel = "NAME", description = "Only this operator, under PyTorch's name.")
    private Optional<String> operator = Optional.empty();

    @Option(names = "--verbose", description = "Say of every case that failed or is missing why.")
    private boolean verbose;

    @Option(names = "--table", paramLabel = "FILE", description = "Write a table of the operators, in Markdown.")
    private Optional<Path> table = Optional.empty();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    ConformanceCommand() {}

    @Override
    public Integer call() {
        Conformance conformance = new Conformance(new ConformanceOptions(operator, verbose));
        Summary summary = conformance.run(files, spec.commandLine().getOut()::println);
        table.ifPresent(file -> AtomicFile.write(
                file, out -> out.write(conformance.operatorTable().getBytes(StandardCharsets.UTF_8))));
        return summary.isFine() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}

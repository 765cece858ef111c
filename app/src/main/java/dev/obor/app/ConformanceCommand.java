package dev.obor.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Compares the library with golden values.
@Command(name = "conformance", mixinStandardHelpOptions = true, description = "Compares the library with golden values.")
final class ConformanceCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Golden files, gzipped JSON lines.")
    private List<Path> files = List.of();

    ConformanceCommand() {}

    @Override
    public Integer call() {
        return files.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.USAGE;
    }
}

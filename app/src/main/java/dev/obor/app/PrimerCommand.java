package dev.obor.app;

import dev.obor.primer.Digits;
import dev.obor.primer.Exercise;
import dev.obor.primer.ExerciseSet;
import dev.obor.primer.Primer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists and runs the exercises.
@Command(
        name = "primer",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Runs exercises, each of which shows one thing and checks its result; lists them if none is named.",
            "Some work on MNIST, from the folder in OBOR_DATA or the cache, and on drawn digits where it is absent."
        })
final class PrimerCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "A set such as A, or an exercise such as E7.",
            showDefaultValue = Visibility.NEVER)
    private List<String> names = List.of();

    @Option(names = "--all", description = "Run every exercise.")
    private boolean all;

    @Option(names = "--drawn", description = "Use the drawn digits in place of MNIST.")
    private boolean drawn;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder for pictures.")
    private Path folder = Path.of("runs", "primer");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    PrimerCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Exercise> exercises = all
                ? Primer.sets().stream()
                        .flatMap(set -> set.exercises().stream())
                        .toList()
                : names.stream().flatMap(name -> Primer.select(name).stream()).toList();
        if (exercises.isEmpty()) {
            list(out);
            return CommandLine.ExitCode.OK;
        }
        Digits digits = drawn ? Digits.drawn("drawn digits, as asked") : Digits.find();
        out.println("digits: " + digits.description());
        out.println();
        boolean passed = new Primer(out, folder, digits).run(exercises);
        return passed ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static void list(PrintWriter out) {
        for (ExerciseSet set : Primer.sets()) {
            out.println(set.letter() + "  " + set.title());
            for (Exercise exercise : set.exercises()) {
                out.printf("  %-4s %s%n", exercise.id(), exercise.title());
            }
        }
        out.println("Run a set with obor primer A, an exercise with obor primer E7, all with obor primer --all.");
    }
}

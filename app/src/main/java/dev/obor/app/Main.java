package dev.obor.app;

import dev.obor.error.OborException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The entry of the command line.
@Command(
        name = "obor",
        mixinStandardHelpOptions = true,
        version = "obor 0.1.0-SNAPSHOT",
        description = "Tensors, autograd and neural networks in plain Java.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TrainCommand.class,
            PredictCommand.class,
            PrimerCommand.class,
            BenchCommand.class,
            ShellCommand.class,
            NotebookCommand.class,
            InfoCommand.class,
            ConformanceCommand.class
        })
public final class Main implements Runnable {
    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where in the program an error arose.")
    private boolean stacktrace;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /// Makes the command; picocli does.
    public Main() {}

    /// Runs the command line and ends the process with its exit code.
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(args, out, err));
    }

    /// Runs the command line and returns its exit code.
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        Main main = new Main();
        CommandLine line = new CommandLine(main).setOut(out).setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, _, _) -> main.failed(e, err));
        line.setParameterExceptionHandler((e, _) -> {
            err.println("obor: " + firstLine(e.getMessage()) + " (try --help)");
            return CommandLine.ExitCode.USAGE;
        });
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            err.println("obor: the " + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MB that Java may use do not suffice: allow more with OBOR_JAVA_OPTS=-Xmx8g, or ask for less");
            return CommandLine.ExitCode.USAGE;
        }
    }

    private int failed(Exception e, PrintWriter err) {
        if (stacktrace || !(e instanceof OborException)) {
            e.printStackTrace(err);
        } else {
            err.println("obor: " + firstLine(e.getMessage()));
        }
        return CommandLine.ExitCode.USAGE;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}

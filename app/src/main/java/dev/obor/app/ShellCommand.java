package dev.obor.app;

import dev.obor.console.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A Java shell (JShell) in which the library is imported, and tensors are printed as PyTorch prints them.
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        description = "A Java shell with the library at hand; help() in it tells more.")
final class ShellCommand implements Callable<Integer> {
    /// The options of a Java that computes for a shell or a notebook; those of the heap are the launcher's.
    static final List<String> JAVA_OPTIONS = List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:+UseParallelGC",
            "-XX:-UseAdaptiveSizePolicy",
            "-XX:InitialRAMPercentage=25");

    private static final String FOLDER = "/dev/obor/app/shell/";

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files of Java to run first; without an /exit in them, the shell stays.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        boolean typed = Progress.isTerminal();
        if (typed) {
            spec.commandLine()
                    .getOut()
                    .println("Obor on Java " + Runtime.version().feature()
                            + ". help() tells what there is, /exit ends.");
        }
        return run(JavaShellToolBuilder.builder().interactiveTerminal(typed));
    }

    /// Starts a shell whose streams have been chosen and returns the exit code.
    int run(JavaShellToolBuilder builder) throws Exception {
        Path startup = Files.createTempFile("obor-", ".jsh");
        try {
            Files.writeString(startup, startup());
            return builder.persistence(mode()).start(arguments(startup).toArray(String[]::new));
        } finally {
            Files.deleteIfExists(startup);
        }
    }

    private List<String> arguments(Path startup) {
        List<String> arguments = new ArrayList<>(List.of(
                "--class-path",
                ClassPath.ofModules(),
                "--startup",
                startup.toString(),
                "--execution",
                ShellExecution.NAME));
        JAVA_OPTIONS.forEach(option -> arguments.add("-R" + option));
        files.forEach(file -> arguments.add(file.toString()));
        return arguments;
    }

    /// Returns what every shell starts with.
    static String startup() {
        return imports() + "import static dev.obor.app.shell.Shell.help;\n"
                + "import static dev.obor.app.shell.Shell.show;\n";
    }

    /// Returns what shells and notebooks import.
    static String imports() {
        return text("imports.jsh");
    }

    private static String text(String name) {
        try (InputStream in = ShellCommand.class.getResourceAsStream(FOLDER + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the settings of a shell in which the way of printing is retained. JShell knows its modes only
    /// after its start, so a script cannot make one; a first shell, in this process and without a screen,
    /// retains it.
    private static Map<String, String> mode() throws Exception {
        Map<String, String> settings = new HashMap<>();
        InputStream script = new ByteArrayInputStream(text("mode.jsh").getBytes(StandardCharsets.UTF_8));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        JavaShellToolBuilder.builder()
                .persistence(settings)
                .in(script, InputStream.nullInputStream())
                .out(nowhere)
                .err(nowhere)
                .start("--execution", "local", "--no-startup", "-s");
        return settings;
    }
}

package dev.obor.app;

import dev.obor.error.DataException;
import dev.obor.io.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Tells Jupyter how to start a Java kernel in which the library is imported and figures are shown inline.
@Command(
        name = "notebook",
        mixinStandardHelpOptions = true,
        description = "Sets Jupyter notebooks up for Java with the library at hand.")
final class NotebookCommand implements Callable<Integer> {
    private static final String MAIN = "org.rapaio.jupyter.kernel.MainApp";

    @Spec
    private CommandSpec spec;

    @Option(names = "--install", description = "Write the kernel \"Java (Obor)\" into Jupyter's folder of kernels.")
    private boolean install;

    @Option(
            names = "--kernels",
            paramLabel = "FOLDER",
            description = "Jupyter's folder of kernels, if it is not the usual one of this user.")
    private Optional<Path> kernels = Optional.empty();

    @Override
    public Integer call() {
        Path folder = kernels.orElseGet(() -> usualFolder(System.getenv(), System.getProperty("os.name"), home()))
                .resolve("obor");
        if (install) {
            Path modules = Path.of(System.getProperty("jdk.module.path", "").split(File.pathSeparator)[0]);
            install(folder, kernelJars(modules.toAbsolutePath().resolveSibling("kernel")));
            say("installed the kernel \"Java (Obor)\" in " + folder);
        } else if (Files.isRegularFile(folder.resolve("kernel.json"))) {
            say("the kernel \"Java (Obor)\" is installed in " + folder);
        } else {
            say("the kernel is not installed: run ./obor notebook --install");
            return 1;
        }
        say("start Jupyter with: jupyter notebook notebooks");
        say("(where there is no Jupyter: apt install jupyter-notebook, or pip install notebook)");
        return 0;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    /// Returns where Jupyter looks for a user's kernels.
    ///
    /// Source: Jupyter's documentation, *Common directories and file locations*.
    static Path usualFolder(Map<String, String> variables, String system, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        Path data;
        if (variables.containsKey("JUPYTER_DATA_DIR")) {
            data = Path.of(variables.get("JUPYTER_DATA_DIR"));
        } else if (name.startsWith("mac")) {
            data = home.resolve("Library").resolve("Jupyter");
        } else if (name.startsWith("windows")) {
            data = Optional.ofNullable(variables.get("APPDATA"))
                    .map(Path::of)
                    .orElse(home.resolve("AppData").resolve("Roaming"))
                    .resolve("jupyter");
        } else {
            data = Optional.ofNullable(variables.get("XDG_DATA_HOME"))
                    .filter(value -> !value.isEmpty())
                    .map(Path::of)
                    .orElse(home.resolve(".local").resolve("share"))
                    .resolve("jupyter");
        }
        return data.resolve("kernels");
    }

    /// Returns the kernel and the displays, which the launcher puts into a folder beside the modules.
    static List<Path> kernelJars(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException("notebook: there is no Jupyter kernel in " + folder
                    + ": start this command by the launcher ./obor, which puts it there");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException("notebook: the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Writes the kernel's description, and the imports that each notebook starts with, into a folder.
    static void install(Path folder, List<Path> kernel) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DataException(
                    "notebook: the folder " + folder + " cannot be made: " + e.getMessage()
                            + ": name another one with --kernels",
                    e);
        }
        Path imports = folder.resolve("imports.jsh").toAbsolutePath();
        write(imports, startup());
        write(folder.resolve("kernel.json"), description(kernel, imports));
    }

    /// Returns what every notebook starts with.
    static String startup() {
        return ShellCommand.imports() + "import static dev.obor.notebook.Notebook.show;\n";
    }

    private static void write(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static String description(List<Path> kernel, Path imports) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ShellCommand.JAVA_OPTIONS);
        command.add("-Djava.awt.headless=true");
        command.add("-cp");
        command.add(Stream.concat(
                        Stream.of(ClassPath.ofModules()),
                        kernel.stream().map(jar -> jar.toAbsolutePath().toString()))
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(MAIN);
        command.add("{connection_file}");
        return """
                {
                  "argv": [%s],
                  "display_name": "Java (Obor)",
                  "language": "java",
                  "interrupt_mode": "message",
                  "env": {"RJK_INIT_SCRIPT": %s}
                }
                """.formatted(
                command.stream().map(NotebookCommand::quoted).collect(Collectors.joining(",\n    ", "\n    ", "")),
                quoted(imports.toString()));
    }

    /// Returns a text as JSON writes it.
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}

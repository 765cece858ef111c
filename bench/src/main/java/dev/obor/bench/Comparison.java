package dev.obor.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Runs the workloads of both sides in turn, each family in a process of its own, and lays out one table for
/// each number of threads.
///
/// A machine that is shared may be slow for seconds at a time, a whole row long. With several rounds each side's row is
/// that of the round with the least median.
public final class Comparison {
    private static final String START_UP = "W12";
    private static final int STARTS = 8;

    private final List<String> only;
    private final Optional<String> python;
    private final int rounds;
    private final PrintWriter progress;

    /// Makes a comparison.
    ///
    /// @param only the beginnings of the names of the workloads to run, every workload if there is none
    /// @param python the command that starts a Python with `torch`; without it only Obor is measured
    /// @param rounds how often each family is run
    /// @param progress where to say what runs
    public Comparison(List<String> only, Optional<String> python, int rounds, PrintWriter progress) {
        this.only = List.copyOf(only);
        this.python = python;
        this.rounds = rounds;
        this.progress = progress;
    }

    /// Tells whether a command starts a Python that has `torch`.
    public static boolean hasTorch(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import torch")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Measures with a number of threads and returns the table, in Markdown.
    public String table(int threads) {
        Map<String, Row> ours = new LinkedHashMap<>();
        Map<String, Row> theirs = new LinkedHashMap<>();
        Map<String, Row> limits = run(threads, workloads(threads, List.of("limit")));
        List<String> families = new ArrayList<>(Workloads.FAMILIES.keySet());
        families.remove("limit");
        families.add(families.indexOf("W11") + 1, START_UP);
        Meter filter = new Meter(System.out, only, threads, 0, 0);
        for (String family : families) {
            List<String> rows = only.stream()
                    .filter(prefix -> prefix.startsWith(family))
                    .filter(prefix -> new Meter(System.out, List.of(prefix), 1, 0, 0).wantsFamily(family))
                    .toList();
            List<String> asked = rows.isEmpty() ? List.of(family) : rows;
            for (int round = 0; round < rounds && filter.wantsFamily(family); round++) {
                progress.println("bench: " + String.join(" ", asked) + ", threads " + threads);
                progress.flush();
                better(ours, family.equals(START_UP) ? startUp(threads) : run(threads, workloads(threads, asked)));
                python.ifPresent(command -> better(theirs, peer(command, threads, asked)));
            }
        }
        return Table.of(threads, ours, theirs, limits);
    }

    /// Adds the rows of a round, each unless an earlier round's has a lesser median.
    static void better(Map<String, Row> rows, Map<String, Row> round) {
        round.forEach((name, row) -> rows.merge(name, row, (a, b) -> a.medianMs() <= b.medianMs() ? a : b));
    }

    private static List<String> java(int threads) {
        return java(threads, System.getProperty("jdk.module.path"));
    }

    private static List<String> java(int threads, String modules) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X") || option.startsWith("-Dobor."))
                .filter(option -> !option.startsWith("-Dobor.threads"))
                .filter(option -> !option.startsWith("-XX:SharedArchiveFile"))
                .forEach(command::add);
        command.add("-Dobor.threads=" + threads);
        if (modules == null) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        } else {
            command.addAll(List.of("--module-path", modules, "--add-modules", "dev.obor.cpu"));
        }
        return command;
    }

    private static String main(String type) {
        boolean modular = System.getProperty("jdk.module.path") != null;
        return modular ? "--module=dev.obor.bench/" + type : type;
    }

    private static List<String> workloads(int threads, List<String> rows) {
        List<String> command = java(threads);
        command.add(main("dev.obor.bench.Workloads"));
        command.addAll(rows);
        return command;
    }

    private Map<String, Row> peer(String command, int threads, List<String> rows) {
        try (InputStream script =
                Objects.requireNonNull(Comparison.class.getResourceAsStream("pytorch.py"), "pytorch.py")) {
            Path file = Files.createTempFile("pytorch", ".py");
            try {
                Files.write(file, script.readAllBytes());
                List<String> whole = new ArrayList<>(List.of(command, file.toString(), Integer.toString(threads)));
                whole.addAll(rows);
                return run(threads, whole);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("bench: the script for PyTorch cannot be written: " + e.getMessage(), e);
        }
    }

    private Map<String, Row> run(int threads, List<String> command) {
        Map<String, Row> rows = new LinkedHashMap<>();
        List<String> said = new ArrayList<>();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        try {
            Process process = builder.start();
            try (BufferedReader lines = process.inputReader()) {
                lines.lines()
                        .forEach(line -> Row.parse(line).ifPresentOrElse(row -> keep(row, rows), () -> said.add(line)));
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("bench: " + String.join(" ", command) + " ended with status " + status
                        + ":\n" + String.join("\n", said));
            }
        } catch (IOException e) {
            throw new IllegalStateException("bench: " + command.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("bench: interrupted", e);
        }
        return rows;
    }

    private void keep(Row row, Map<String, Row> rows) {
        rows.put(row.workload(), row);
        progress.println(row.json());
        progress.flush();
    }

    /// Times whole programs from their start to their end: the first one with classes from jars, the others
    /// with the JVM's archive of classes, as Python has its compiled files.
    private Map<String, Row> startUp(int threads) {
        try {
            Path folder = Files.createTempDirectory("obor-start");
            try {
                return startUp(threads, folder.resolve("classes.jsa"));
            } finally {
                Files.deleteIfExists(folder.resolve("classes.jsa"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new IllegalStateException("bench: no archive of classes can be written: " + e.getMessage(), e);
        }
    }

    private Map<String, Row> startUp(int threads, Path archive) {
        List<String> jars = first(threads, List.of());
        double first = milliseconds(threads, jars);
        run(threads, first(threads, List.of("-XX:ArchiveClassesAtExit=" + archive)));
        List<String> command = first(threads, List.of("-XX:SharedArchiveFile=" + archive));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            times.add(milliseconds(threads, command));
        }
        command.add("memory");
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("first_ms", first);
        run(threads, command).values().forEach(row -> numbers.putAll(row.numbers()));
        return Map.of("W12_startup", Row.of("W12_startup", threads, times, numbers));
    }

    private double milliseconds(int threads, List<String> command) {
        long start = System.nanoTime();
        run(threads, command);
        return (System.nanoTime() - start) * 1e-6;
    }

    private static List<String> first(int threads, List<String> options) {
        boolean modular = System.getProperty("jdk.module.path") != null;
        List<String> command = java(threads, modular ? needed() : null);
        command.addAll(options);
        command.add(main("dev.obor.bench.FirstTensor"));
        return command;
    }

    /// Returns the jars of the library, of these workloads and of what they require: the JVM reads whatever
    /// else is on the path as well, and a program does not have the command line's on it.
    private static String needed() {
        Configuration boot = ModuleLayer.boot().configuration();
        Set<String> names = new LinkedHashSet<>(List.of("dev.obor.bench", "dev.obor.cpu"));
        Set<String> jars = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            // What is required for compiling alone need not be there.
            Optional<ModuleReference> found = boot.findModule(open.pop()).map(ResolvedModule::reference);
            if (found.isEmpty()) {
                continue;
            }
            ModuleReference module = found.get();
            module.location()
                    .filter(location -> location.getScheme().equals("file"))
                    .ifPresent(location -> jars.add(Path.of(location).toString()));
            for (ModuleDescriptor.Requires required : module.descriptor().requires()) {
                if (names.add(required.name())) {
                    open.push(required.name());
                }
            }
        }
        return String.join(File.pathSeparator, jars);
    }
}

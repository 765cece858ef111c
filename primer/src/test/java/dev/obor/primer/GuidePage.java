package dev.obor.primer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// A page of the guide: its blocks of Java, run as one program, and the outputs that it shows.
///
/// @param file the page
/// @param lines its lines
record GuidePage(Path file, List<String> lines) {
    private static final String IMPORTS = """
            import static dev.obor.Obor.*;
            import static dev.obor.console.Progress.progress;
            import static dev.obor.console.Timing.timeit;
            import static dev.obor.dtype.DType.*;
            import static dev.obor.layout.Axis.axis;
            import static dev.obor.layout.Index.*;
            import dev.obor.*;
            import dev.obor.console.*;
            import dev.obor.data.*;
            import dev.obor.distributions.*;
            import dev.obor.dtype.*;
            import dev.obor.einops.*;
            import dev.obor.error.*;
            import dev.obor.grid.*;
            import dev.obor.nn.*;
            import dev.obor.nn.Module;
            import dev.obor.optim.*;
            import dev.obor.random.*;
            import dev.obor.tensor.*;
            import dev.obor.tensor.Tensor;
            import dev.obor.train.*;
            import java.nio.file.*;
            import java.util.*;
            """;

    private static final char END_OF_BLOCK = 1;

    static GuidePage read(Path file) {
        try {
            return new GuidePage(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    /// A block of Java, and the lines of the output that follows it, where one does.
    private record Block(List<String> code, int outputStart, int outputEnd) {
        boolean hasOutput() {
            return outputStart >= 0;
        }
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals("```java")) {
                int end = end(i + 1);
                int next = end + 1;
                while (next < lines.size() && lines.get(next).isBlank()) {
                    next++;
                }
                boolean output = next < lines.size() && lines.get(next).equals("```text");
                blocks.add(new Block(lines.subList(i + 1, end), output ? next + 1 : -1, output ? end(next + 1) : -1));
                i = end;
            }
        }
        return blocks;
    }

    private int end(int start) {
        int end = start;
        while (!lines.get(end).equals("```")) {
            end++;
        }
        return end;
    }

    /// Runs all blocks and returns what each printed.
    List<String> run(Path folder) {
        StringBuilder source = new StringBuilder(IMPORTS)
                .append("public final class Page { public static void main(String[] args) throws Exception {\n");
        for (Block block : blocks()) {
            block.code.forEach(line -> source.append(line).append('\n'));
            source.append("System.out.print((char) ").append((int) END_OF_BLOCK).append(");\n");
        }
        source.append("} }\n");
        try {
            Files.writeString(folder.resolve("Page.java"), source);
            compile(folder);
            String output = capture(folder);
            return List.of(output.split(String.valueOf(END_OF_BLOCK), -1));
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(file + " does not run: " + e.getCause(), e);
        }
    }

    private void compile(Path folder) {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-parameters", "-d", folder.toString()));
        String modules = System.getProperty("jdk.module.path");
        if (modules != null) {
            arguments.addAll(List.of("--module-path", modules, "--add-modules", "ALL-MODULE-PATH"));
        }
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path", "") + ":" + folder));
        arguments.add(folder.resolve("Page.java").toString());
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int code = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new AssertionError(file + " does not compile:\n" + messages);
        }
    }

    private static String capture(Path folder) throws IOException, ReflectiveOperationException {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        URI place = folder.toUri();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {place.toURL()}, GuidePage.class.getClassLoader())) {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            loader.loadClass("Page").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Returns the page with the outputs replaced by what the blocks printed.
    List<String> withOutputs(List<String> outputs) {
        List<String> result = new ArrayList<>();
        int done = 0;
        List<Block> blocks = blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.hasOutput()) {
                result.addAll(lines.subList(done, block.outputStart));
                outputs.get(i)
                        .stripTrailing()
                        .lines()
                        .map(String::stripTrailing)
                        .forEach(result::add);
                done = block.outputEnd;
            }
        }
        result.addAll(lines.subList(done, lines.size()));
        return result;
    }

    /// Returns the pages whose code this test runs.
    static Stream<Path> pages() {
        Path project = Path.of("").toAbsolutePath().getParent();
        return Stream.concat(
                Stream.of(project.resolve("README.md")),
                Stream.of(
                                "tensors",
                                "broadcasting",
                                "indexing",
                                "einops",
                                "autograd",
                                "training",
                                "distributions",
                                "speed",
                                "coming-from-pytorch",
                                "errors")
                        .map(name -> project.resolve("docs").resolve("guide").resolve(name + ".md")));
    }
}

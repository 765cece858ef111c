package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Compiles every cell of every notebook, without running it, so that no notebook goes stale where there is no
/// Jupyter.
class NotebookCellsTest {
    private static final Path NOTEBOOKS =
            Path.of("..", "notebooks").toAbsolutePath().normalize();

    /// Takes what was compiled and does nothing with it.
    private static final class CompiledOnly extends DirectExecutionControl implements ExecutionControlProvider {
        @Override
        public String name() {
            return "compiled only";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return this;
        }

        @Override
        public void load(ClassBytecodes[] classes) {}

        @Override
        public void redefine(ClassBytecodes[] classes) {}

        @Override
        public String invoke(String className, String methodName) {
            return "";
        }

        @Override
        public String varValue(String className, String variable) {
            return "";
        }
    }

    static List<Path> notebooks() {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the texts of the cells of a kind. In a notebook each cell says its kind before its text.
    private static List<String> cells(Path notebook, String kind) throws IOException {
        List<String> texts = new ArrayList<>();
        String type = "";
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(notebook))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.PROPERTY_NAME) {
                    continue;
                }
                String name = parser.currentName();
                token = parser.nextToken();
                if (name.equals("cell_type")) {
                    type = parser.getString();
                } else if (name.equals("source") && type.equals(kind)) {
                    texts.add(text(parser, token));
                }
            }
        }
        return texts;
    }

    /// Returns a text, which Jupyter may save as a list of lines.
    private static String text(JsonParser parser, JsonToken first) {
        if (first == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        StringBuilder lines = new StringBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            lines.append(parser.getString());
        }
        return lines.toString();
    }

    private static void compile(JShell shell, String cell) {
        List<Snippet> snippets = new ArrayList<>();
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String source = next.source() == null ? rest : next.source();
            for (SnippetEvent event : shell.eval(source)) {
                if (event.causeSnippet() == null) {
                    snippets.add(event.snippet());
                }
            }
            rest = next.source() == null ? "" : next.remaining();
        }
        // A method may call one that comes later in its cell, so a snippet is judged when the whole cell is known.
        for (Snippet snippet : snippets) {
            List<String> problems = shell.diagnostics(snippet)
                    .map(problem -> problem.getMessage(Locale.ROOT))
                    .toList();
            assertThat(shell.status(snippet))
                    .as("%s%n%s", snippet.source(), problems)
                    .isIn(Snippet.Status.VALID, Snippet.Status.OVERWRITTEN);
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyCellCompiles(Path notebook) throws IOException {
        try (JShell shell =
                JShell.builder().executionEngine(new CompiledOnly(), Map.of()).build()) {
            for (String entry : ClassPath.ofModules().split(java.io.File.pathSeparator, -1)) {
                shell.addToClasspath(entry);
            }
            NotebookCommand.startup().lines().forEach(line -> compile(shell, line));
            List<String> cells = cells(notebook, "code");
            assertThat(cells).isNotEmpty();
            cells.forEach(cell -> compile(shell, cell));
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void outputsAreStripped(Path notebook) throws IOException {
        assertThat(Files.readString(notebook))
                .doesNotContain("\"output_type\"")
                .doesNotContainPattern("\"execution_count\": \\d");
    }

    @Test
    void everySetOfExercisesHasANotebook() {
        assertThat(notebooks())
                .extracting(file -> file.getFileName().toString().substring(0, 2))
                .contains("a-", "b-", "c-", "d-", "e-");
    }
}

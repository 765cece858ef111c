package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.app.shell.Shell;
import dev.obor.plot.Figure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    /// What a shell came to that a script was piped into.
    private record Result(int code, String text) {}

    private static Result type(String script) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        JavaShellToolBuilder builder = JavaShellToolBuilder.builder()
                .in(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)), InputStream.nullInputStream())
                .out(out)
                .err(out);
        int code = new ShellCommand().run(builder);
        return new Result(code, bytes.toString(StandardCharsets.UTF_8).replace("\r", ""));
    }

    @Test
    void printsTensorsAsPyTorchDoesAndNoDeclarations() throws Exception {
        Result result = type(
                """
                var x = Obor.ones(2, 3).mul(2)
                x
                x.rearrange("a b -> b a").shape()
                x.add(Obor.ones(2))
                String word = "quiet"
                F.relu(x).sum().item()
                timeit(() -> x.sum(), 2, 3)
                for (int i : progress(2)) { System.out.println("round " + i); }
                help()
                /exit 7
                """);
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.text())
                .contains("\ntensor([[2., 2., 2.],\n        [2., 2., 2.]])\n")
                .contains("\n[3, 2]\n")
                .contains("ShapeException: add: shapes [2, 3] and [2] do not broadcast")
                .contains("\n12.0\n")
                .contains("per loop (mean ± std. dev. of 2 runs, 3 loops each)")
                .contains("round 0\nround 1")
                .contains("Obor in a Java shell")
                .containsPattern("String word = \"quiet\"\\s+obor> F")
                .doesNotContain("==>");
    }

    @Test
    void everyExampleOfTheHelpRuns() throws Exception {
        Result result = type(
                """
                var x = Obor.randn(3, 4)
                x.matmul(x.t()).relu().sum(0)
                F.softmax(x, -1)
                var net = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 2))
                new Adam(net.parameters(), 1e-3)
                Figure.of().line(x.select(0, 0)).toText()
                /exit
                """);
        assertThat(result.text()).doesNotContain("Exception").doesNotContain("Error").contains("tensor([");
    }

    @Test
    void pictureIsPrintedAndSavedUnderAFreeName(@TempDir Path folder) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Figure figure = Figure.of().line(Obor.arange(0, 4));
        Shell.print(figure, out, folder);
        Shell.print(figure, out, folder);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("┤")
                .contains("saved " + folder.resolve("figure-2.png"));
        assertThat(folder.resolve("figure-1.png")).hasBinaryContent(figure.toPng());
    }
}

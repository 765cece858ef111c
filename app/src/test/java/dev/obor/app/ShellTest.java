package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.app.shell.Shell;
import dev.obor.plot.Figure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @Test
    void printsTensorsAsPyTorchDoesAndNoDeclarations() throws Exception {
        TypedShell result = TypedShell.type("""
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
        TypedShell result = TypedShell.type("""
                var x = randn(3, 4)
                x.matmul(x.t()).relu().sum(0)
                F.softmax(x, -1)
                var net = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 2))
                new Adam(net.parameters(), 1e-3)
                Figure.of().line(x.get(0)).toText()
                /exit
                """);
        assertThat(result.text())
                .doesNotContain("Exception")
                .doesNotContain("Error")
                .contains("tensor([");
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

    @Test
    void errorsShowTheLinesThatWereTypedOnly() throws Exception {
        TypedShell result = TypedShell.type("""
                Tensor broken(Tensor x) { return x.add(ones(2)); }
                broken(ones(3))
                int deep(int n) { return deep(n + 1); }
                deep(0)
                arange(3).get(slice(1, 3))
                /exit
                """);
        assertThat(result.text())
                .containsPattern("ShapeException: add: .*\\R\\|\\s+at broken \\(#1:1\\)\\R\\|\\s+at \\(#2:1\\)\\R")
                .contains("StackOverflowError")
                .contains("\ntensor([1, 2])\n")
                .doesNotContain("Broadcast.java");
        assertThat(result.text().lines().filter(line -> line.contains("at deep")))
                .hasSizeBetween(1, 8);
    }
}

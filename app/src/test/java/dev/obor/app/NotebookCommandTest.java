package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.DataException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookCommandTest {
    @TempDir
    private Path folder;

    @Test
    void specNamesJavaTheFlagsTheClassPathAndTheImports() throws Exception {
        Path kernel = folder.resolve("kernel.jar");
        NotebookCommand.install(folder.resolve("kernels"), List.of(kernel));
        String spec = Files.readString(folder.resolve("kernels").resolve("kernel.json"));
        assertThat(spec)
                .contains("\"--add-modules\",\n    \"jdk.incubator.vector\"")
                .contains(kernel.toString())
                .contains("\"{connection_file}\"]")
                .contains("\"display_name\": \"Java (Obor)\"")
                .contains(Path.of(System.getProperty("java.home")).toString());
        assertThat(folder.resolve("kernels").resolve("imports.jsh"))
                .content()
                .contains("import dev.obor.*;")
                .contains("import static dev.obor.notebook.Notebook.show;");
    }

    @Test
    void kernelsOfAUserLieWhereJupyterLooks() {
        Path home = Path.of("/home/a");
        assertThat(NotebookCommand.usualFolder(Map.of(), "Linux", home))
                .isEqualTo(Path.of("/home/a/.local/share/jupyter/kernels"));
        assertThat(NotebookCommand.usualFolder(Map.of("XDG_DATA_HOME", "/data"), "Linux", home))
                .isEqualTo(Path.of("/data/jupyter/kernels"));
        assertThat(NotebookCommand.usualFolder(Map.of("JUPYTER_DATA_DIR", "/j"), "Linux", home))
                .isEqualTo(Path.of("/j/kernels"));
        assertThat(NotebookCommand.usualFolder(Map.of(), "Mac OS X", home))
                .isEqualTo(Path.of("/home/a/Library/Jupyter/kernels"));
        assertThat(NotebookCommand.usualFolder(Map.of("APPDATA", "/roaming"), "Windows 11", home))
                .isEqualTo(Path.of("/roaming/jupyter/kernels"));
    }

    @Test
    void textsAreQuotedForJson() {
        assertThat(NotebookCommand.quoted("C:\\a \"b\"\n")).isEqualTo("\"C:\\\\a \\\"b\\\"\\u000a\"");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String kernels = folder.toString();
        int code = Main.run(
                new String[] {"notebook", "--kernels", kernels},
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("the kernel is not installed: run ./obor notebook --install");
        assertThatThrownBy(() -> NotebookCommand.kernelJars(folder.resolve("none")))
                .isInstanceOf(DataException.class)
                .hasMessage("notebook: there is no Jupyter kernel in " + folder.resolve("none")
                        + ": start this command by the launcher ./obor, which puts it there");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> NotebookCommand.install(file.resolve("obor"), List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("name another one with --kernels");
    }
}

package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Types every block of Java of the guide's page of plots into the shell.
class GuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final Pattern JAVA = Pattern.compile("^```java\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    void everyBlockOfThePageOfPlotsRuns() throws Exception {
        StringBuilder script = new StringBuilder();
        Matcher blocks = JAVA.matcher(Files.readString(GUIDE.resolve("plots.md")));
        int count = 0;
        while (blocks.find()) {
            count++;
            // A shell takes a line that could be whole for whole, so calls move up to the line that they go on from;
            // files that an example names go where they are thrown away.
            script.append(blocks.group(1)
                    .replaceAll("\\R\\s+\\.", ".")
                    .replace("Path.of(\"", "Path.of(\"" + folder.toString().replace('\\', '/') + "/"));
        }
        TypedShell shell = TypedShell.type(script + "/exit 42\n");
        assertThat(count).as("blocks of Java").isPositive();
        assertThat(shell.code()).as(shell.text()).isEqualTo(42);
        assertThat(shell.text().lines().filter(line -> line.startsWith("|")))
                .as(shell.text())
                .isEmpty();
    }
}

package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// The rules of the house that sources show, in all modules.
class SourcesTest {
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern QUALIFIED = Pattern.compile("\\bdev\\.obor(?:\\.[a-z]\\w*)*");
    private static final Pattern COMMENT_OR_TEXT = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])'", Pattern.DOTALL);

    private record Source(Path file, String text) {
        String name() {
            return Rooms.PROJECT.relativize(file).toString();
        }

        String packageName() {
            return PACKAGE.matcher(text).results().findFirst().orElseThrow().group(1);
        }

        String code() {
            return COMMENT_OR_TEXT.matcher(text).replaceAll(" ");
        }
    }

    private static List<Source> sources(String folder) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Path module : Rooms.modules()) {
            Path root = module.resolve(folder);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(f -> f.toString().endsWith(".java"))
                            .sorted()
                            .toList()) {
                        sources.add(new Source(file, Files.readString(file)));
                    }
                }
            }
        }
        return sources.stream()
                .filter(s -> !s.file().endsWith("module-info.java"))
                .toList();
    }

    @Test
    void packagesUseOnlyWhatStandsAboveThem() throws IOException {
        List<String> upward = new ArrayList<>();
        for (Source source : sources("src/main/java")) {
            String own = source.packageName();
            for (MatchResult found : QUALIFIED.matcher(source.code()).results().toList()) {
                if (Rooms.place(found.group()) < 0 || Rooms.place(found.group()) > Rooms.place(own)) {
                    upward.add(source.name() + " uses " + found.group());
                }
            }
        }
        assertThat(upward).isEmpty();
    }

    @Test
    void onlyTheAppPrints() throws IOException {
        List<String> printing = sources("src/main/java").stream()
                .filter(s -> !s.packageName().startsWith("dev.obor.app")
                        && !s.packageName().equals("dev.obor.bench"))
                .filter(s -> Pattern.compile("\\bSystem\\.(out|err)\\b")
                        .matcher(s.code())
                        .find())
                .map(Source::name)
                .toList();
        assertThat(printing).isEmpty();
    }

    @Test
    void nothingIsLeftToDo() throws IOException {
        Pattern marks = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
        List<String> marked = Stream.concat(sources("src/main/java").stream(), sources("src/test/java").stream())
                .filter(s -> !s.file().endsWith("SourcesTest.java"))
                .filter(s -> marks.matcher(s.text()).find())
                .map(Source::name)
                .toList();
        assertThat(marked).isEmpty();
    }

    @Test
    void filesAreShortEnoughToRead() throws IOException {
        List<String> tooLong = sources("src/main/java").stream()
                .filter(s -> s.text().lines().count() > (s.packageName().equals("dev.obor.cpu") ? 600 : 500))
                .map(Source::name)
                .toList();
        assertThat(tooLong)
                .as("files of more than 500 lines, kernels of more than 600: two ideas live there")
                .isEmpty();
    }

    /// Shows growth: the lines of each package, code and tests, in the build's output and in target/lines.txt.
    @Test
    void linesPerPackage(TestReporter reporter) throws IOException {
        Map<String, int[]> lines = new TreeMap<>();
        String[] folders = {"src/main/java", "src/test/java"};
        for (int i = 0; i < folders.length; i++) {
            for (Source source : sources(folders[i])) {
                int[] counts = lines.computeIfAbsent(source.packageName(), _ -> new int[2]);
                counts[i] += (int) source.text().lines().count();
            }
        }
        StringBuilder table = new StringBuilder("   main    test  package\n");
        lines.forEach((name, counts) -> table.append("%7d %7d  %s%n".formatted(counts[0], counts[1], name)));
        Files.writeString(Path.of("target", "lines.txt"), table);
        reporter.publishEntry("lines", table.toString());
        assertThat(lines).containsKey("dev.obor.tensor");
    }
}

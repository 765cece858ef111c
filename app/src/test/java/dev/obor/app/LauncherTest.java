package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs the launcher in a checkout and on a machine made of small scripts: JDKs that say who they are, and a
/// Maven that counts its calls.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final List<String> MODULES =
            List.of("primer", "core", "cpu", "io", "train", "testing", "plot", "console", "bench", "notebook", "app");

    /// What the launcher came to; the error stream is a part of the output.
    private record Result(int code, String output) {}

    @TempDir
    private Path root;

    private Path checkout;
    private Path commands;

    @BeforeEach
    void makeMachine() throws IOException {
        checkout = Files.createDirectories(root.resolve("a check out"));
        commands = Files.createDirectories(root.resolve("bin"));
        String launcher = Files.readString(Path.of("..", "obor"))
                .replace(" /usr/", " " + root + "/usr/")
                .replace(" /opt/", " " + root + "/opt/")
                .replace(" /Library/", " " + root + "/Library/");
        script(checkout.resolve("obor"), launcher);
        Files.createFile(checkout.resolve("pom.xml"));
        StringBuilder maven = new StringBuilder("#!/bin/sh\necho \"maven on $JAVA_HOME\" >> '" + root + "/calls'\n");
        for (String module : MODULES) {
            Path source = Files.createDirectories(checkout.resolve(module + "/src/main/java"));
            Files.createFile(source.resolve("Some.java"));
            maven.append("mkdir -p ")
                    .append(module)
                    .append("/target && touch ")
                    .append(module)
                    .append("/target/obor-")
                    .append(module)
                    .append(".jar\n");
        }
        maven.append("mkdir -p app/target/libraries && touch app/target/libraries/library.jar\n");
        maven.append("mkdir -p notebook/target/kernel && touch notebook/target/kernel/kernel.jar\n");
        script(commands.resolve("mvn"), maven.toString());
        script(commands.resolve("java"), "#!/bin/sh\necho 'openjdk version \"17.0.15\"' >&2\n");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Makes a JDK whose `java` prints its version and its arguments, and exits with 7.
    private Path jdk(String folder, String version) throws IOException {
        Path home = root.resolve(folder);
        script(home.resolve("bin/java"), "#!/bin/sh\necho \"java " + version + ": $*\"\nexit 7\n");
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Result launch(Path launcher, Map<String, String> variables, String... args)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(launcher.toString()).directory(root.toFile()).redirectErrorStream(true);
        builder.command().addAll(List.of(args));
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "OBOR_JAVA_OPTS"));
        builder.environment().putAll(Map.of("PATH", commands + ":/usr/bin:/bin", "HOME", root + "/home"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private Result launch(Map<String, String> variables, String... args) throws IOException, InterruptedException {
        return launch(checkout.resolve("obor"), variables, args);
    }

    private long mavenCalls() throws IOException {
        Path calls = root.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    @Test
    void takesTheJdkOfJavaHomeAndPassesArgumentsAndTheExitCode() throws Exception {
        Path jdk = jdk("some where/jdk", "25.0.3");
        Result result =
                launch(Map.of("JAVA_HOME", jdk.toString(), "OBOR_JAVA_OPTS", "-Xmx1g"), "train", "--out", "a b");
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.output())
                .contains("java 25.0.3: ", " -Xmx1g ")
                .endsWith("dev.obor.app.Main train --out a b\n");
        assertThat(Files.readString(root.resolve("calls"))).isEqualTo("maven on " + jdk + "\n");
    }

    @Test
    void theHeapIsAsInShellsAndNotebooks() throws Exception {
        Path jdk = jdk("jdk", "25.0.3");
        List<String> heap = ShellCommand.JAVA_OPTIONS.stream()
                .filter(option -> option.startsWith("-XX:"))
                .toList();
        assertThat(heap).hasSize(3);
        assertThat(launch(Map.of("JAVA_HOME", jdk.toString()), "info").output().split(" "))
                .containsAll(heap);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin",
                "opt/jdk-25",
                "opt/java/jdk",
                "home/.jdks/temurin-25",
                "home/.sdkman/candidates/java/25"
            })
    void findsAJdkInTheUsualFoldersWhereTheDefaultIsOlder(String folder) throws Exception {
        jdk(folder, "25.0.4");
        Result result =
                launch(Map.of("JAVA_HOME", jdk("usr/lib/jvm/java-17", "17.0.15").toString()));
        assertThat(result.output()).contains("java 25.0.4: ");
    }

    @Test
    void findsTheJdkOfALinkOnThePath() throws Exception {
        Path jdk = jdk("elsewhere", "25.0.3");
        Files.delete(commands.resolve("java"));
        Files.createSymbolicLink(commands.resolve("java"), Path.of("../elsewhere/bin/java"));
        assertThat(launch(Map.of()).output()).contains("java 25.0.3: ");
        assertThat(Files.readString(root.resolve("calls"))).contains(jdk.toString());
    }

    @Test
    void prefersRelease25AndElseTakesALaterOne() throws Exception {
        Map<String, String> later = Map.of("JAVA_HOME", jdk("later", "26.0.1").toString());
        assertThat(launch(later).output()).contains("java 26.0.1: ");
        jdk("opt/jdk-25", "25.0.3");
        assertThat(launch(later).output()).contains("java 25.0.3: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "25", "25.0.2", "1.8.0_402", "24.0.9"})
    void saysHowToGetAJdkWhereNoneIsNewEnough(String version) throws Exception {
        Result result = launch(Map.of("JAVA_HOME", jdk("old", version).toString()));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.output())
                .startsWith("obor: no JDK 25.0.3 or later was found")
                .contains(" in " + root + "/old", "sdk install java", "https://adoptium.net");
        assertThat(result.output().lines()).hasSizeLessThan(8);
        assertThat(mavenCalls()).isZero();
    }

    @Test
    void worksThroughALinkFromAnywhereAndWithCdpath() throws Exception {
        jdk("opt/jdk-25", "25.0.3");
        Files.createSymbolicLink(root.resolve("link"), Path.of("a check out/obor"));
        Result result = launch(Path.of("./link"), Map.of("CDPATH", root.toString()));
        assertThat(result.code()).isEqualTo(7);
        assertThat(checkout.resolve("app/target/modules")).isDirectoryContaining("glob:**/library.jar");
    }

    @Test
    void buildsOnceAndAgainOnlyWhenASourceIsNewerOrGone() throws Exception {
        jdk("opt/jdk-25", "25.0.3");
        assertThat(launch(Map.of()).output()).startsWith("obor: building");
        assertThat(launch(Map.of()).output()).startsWith("java 25.0.3: ");
        assertThat(mavenCalls()).isEqualTo(1);

        FileTime later = FileTime.from(Instant.now().plusSeconds(10));
        Path test =
                Files.createDirectories(checkout.resolve("core/src/test/java")).resolve("SomeTest.java");
        Files.setLastModifiedTime(Files.createFile(test), later);
        launch(Map.of());
        assertThat(mavenCalls()).as("tests are no part of the program").isEqualTo(1);

        Files.setLastModifiedTime(checkout.resolve("core/src/main/java/Some.java"), later);
        launch(Map.of());
        assertThat(mavenCalls()).isEqualTo(2);

        Files.setLastModifiedTime(
                checkout.resolve("core/src/main/java/Some.java"),
                FileTime.from(Instant.now().minusSeconds(10)));
        Files.delete(checkout.resolve("io/src/main/java/Some.java"));
        Files.setLastModifiedTime(checkout.resolve("io/src/main/java"), later);
        launch(Map.of());
        assertThat(mavenCalls()).isEqualTo(3);
    }

    @Test
    void showsWhyABuildFailedAndTriesAgain() throws Exception {
        jdk("opt/jdk-25", "25.0.3");
        String maven = Files.readString(commands.resolve("mvn"));
        script(
                commands.resolve("mvn"),
                "#!/bin/sh\necho '[INFO] chatter'\necho '[ERROR] Some.java: no such symbol'\nexit 1\n");
        Result failed = launch(Map.of());
        assertThat(failed.code()).isEqualTo(2);
        assertThat(failed.output())
                .contains("[ERROR] Some.java: no such symbol")
                .doesNotContain("chatter");
        script(commands.resolve("mvn"), maven);
        assertThat(launch(Map.of()).code()).isEqualTo(7);
    }

    @Test
    void usesTheWrapperWhereThereIsNoMaven() throws Exception {
        jdk("opt/jdk-25", "25.0.3");
        Files.move(commands.resolve("mvn"), checkout.resolve("mvnw"));
        // A folder with the tools that the launcher needs, and without the machine's own Maven.
        for (String tool : List.of(
                "sed", "head", "find", "dirname", "readlink", "mkdir", "touch", "rm", "cp", "mv", "grep", "cat")) {
            String real = (Files.exists(Path.of("/bin", tool)) ? "/bin/" : "/usr/bin/") + tool;
            script(commands.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
        assertThat(launch(Map.of("PATH", commands.toString())).code()).isEqualTo(7);
        assertThat(mavenCalls()).isEqualTo(1);
    }
}

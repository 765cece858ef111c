package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistSearchTest {
    @TempDir
    Path folder;

    private MnistSearch search() {
        return MnistSearch.of(Map.of(), folder.resolve("home")).withMirrors(List.of());
    }

    /// Writes the four files, 20 images to train on and 10 to test with.
    static void fill(Path place, boolean zipped) throws IOException {
        Files.createDirectories(place);
        byte[][] contents = {
            Samples.images(20, 4), Samples.labels(20), Samples.images(10, 4), Samples.labels(10),
        };
        for (int i = 0; i < contents.length; i++) {
            MnistFile file = MnistFile.PUBLISHED.get(i);
            Files.write(
                    place.resolve(zipped ? file.zippedName() : file.plainName()),
                    zipped ? Samples.gzip(contents[i]) : contents[i]);
        }
    }

    private static Mnist found(MnistSearch.Outcome outcome) {
        assertThat(outcome).isInstanceOf(MnistSearch.Found.class);
        return ((MnistSearch.Found) outcome).mnist();
    }

    @Test
    void findsTheFilesInAGivenFolderAndItsSubfolders() throws IOException {
        for (String sub : List.of("here", "a/mnist", "b/MNIST/raw")) {
            fill(folder.resolve(sub), sub.startsWith("a"));
        }
        Mnist here = found(search().withDirectory(folder.resolve("here")).run());
        assertThat(here.train().count()).isEqualTo(20);
        assertThat(here.test().count()).isEqualTo(10);
        assertThat(here.origin()).isEqualTo(folder.resolve("here").toString());
        assertThat(found(search().withDirectory(folder.resolve("a")).run()).origin())
                .endsWith("mnist");
        assertThat(found(search().withDirectory(folder.resolve("b")).run()).origin())
                .endsWith("raw");
    }

    @Test
    void aGivenFolderHasNoFallback() throws IOException {
        fill(folder.resolve("data"), true);
        MnistSearch search =
                MnistSearch.of(Map.of("OBOR_DATA", folder.resolve("data").toString()), folder);
        assertThatThrownBy(() -> search.withDirectory(folder.resolve("none")).run())
                .isInstanceOf(DataException.class)
                .hasMessage("mnist: " + folder.resolve("none") + " is no folder: check the path");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> search.withDirectory(empty).run())
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("mnist: " + empty + " has none of the files train-images-idx3-ubyte … ");
        assertThat(found(search.run()).origin())
                .isEqualTo(folder.resolve("data").toString());
    }

    @Test
    void namesWhatAFolderLacks() throws IOException {
        fill(folder, true);
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        assertThatThrownBy(() -> search().withDirectory(folder).run())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("lacks t10k-labels-idx1-ubyte (.gz or plain)");
    }

    @Test
    void aBrokenFileIsAnErrorNotAReasonToLookElsewhere() throws IOException {
        fill(folder, false);
        Files.write(folder.resolve("train-labels-idx1-ubyte"), Samples.labels(19));
        assertThatThrownBy(() -> MnistSearch.of(Map.of("OBOR_DATA", folder.toString()), folder)
                        .run())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("train-labels-idx1-ubyte, byte 0: uint8 of shape [19]");
    }

    @Test
    void trainAndTestImagesMustHaveOneSize() throws IOException {
        fill(folder, false);
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), Samples.images(10, 5));
        assertThatThrownBy(() -> search().withDirectory(folder).run())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("both need the same size");
    }

    @Test
    void saysInOneSentenceWhyThereIsNothing() {
        MnistSearch search =
                MnistSearch.of(Map.of("OBOR_DATA", "/nowhere"), folder).withMirrors(List.of());
        assertThat(search.run())
                .isEqualTo(new MnistSearch.Missing("mnist: OBOR_DATA (/nowhere) has no MNIST files; "
                        + folder.resolve(".cache/obor/mnist") + " does not have it, and it cannot be downloaded"
                        + " (no mirror is given): give a folder that has the four files"));
    }

    @Test
    void theCacheFollowsTheXdgSpecification() {
        assertThat(MnistSearch.of(Map.of("XDG_CACHE_HOME", "/xdg"), Path.of("/home/me"))
                        .cache())
                .isEqualTo(Path.of("/xdg/obor/mnist"));
        assertThat(MnistSearch.of(Map.of("XDG_CACHE_HOME", "not/absolute"), Path.of("/home/me"))
                        .cache())
                .isEqualTo(Path.of("/home/me/.cache/obor/mnist"));
        assertThat(MnistSearch.standard().mirrors()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void refusesAMirrorThatIsNoWebAddress() {
        assertThatThrownBy(() -> search().withMirrors(List.of(URI.create("file:///tmp"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("file:///tmp is no http or https address");
    }

    @Test
    void theRealMnistHasThePublishedDigests() {
        String data = System.getenv("OBOR_DATA");
        assumeTrue(data != null && !data.isBlank(), "OBOR_DATA names a folder with the original MNIST");
        Mnist mnist = found(MnistSearch.standard().withMirrors(List.of()).run());
        assertThat(mnist.train().count()).isEqualTo(60_000);
        assertThat(mnist.test().count()).isEqualTo(10_000);
        assertThat(mnist.train().labels()).startsWith(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        Path place = Path.of(mnist.origin());
        assertThat(MnistFile.PUBLISHED).allMatch(file -> file.intactIn(place).isPresent());
    }
}

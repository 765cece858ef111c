package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Miniature files of MNIST's kin and of CIFAR.
class ImageSetsTest {
    @TempDir
    Path folder;

    private void idx(Path place, MnistKind kind) throws IOException {
        Files.createDirectories(place);
        byte[][] contents = {Samples.images(3, 28), Samples.labels(3), Samples.images(2, 28), Samples.labels(2)};
        for (int i = 0; i < contents.length; i++) {
            Files.write(place.resolve(kind.files().get(i).zippedName()), Samples.gzip(contents[i]));
        }
    }

    private MnistSearch search(MnistKind kind) {
        return new MnistSearch(
                Optional.empty(), Optional.of(folder), folder.resolve("cache"), List.of(), Progress.none(), kind);
    }

    @Test
    void eachSetIsFoundInItsOwnFolder() throws IOException {
        for (MnistKind kind : MnistKind.values()) {
            assertThat(kind.files()).hasSize(4);
            assertThat(search(kind).run()).isInstanceOf(MnistSearch.Missing.class);
        }
        idx(folder.resolve("FashionMNIST/raw"), MnistKind.FASHION_MNIST);
        idx(folder.resolve("emnist"), MnistKind.EMNIST_LETTERS);
        assertThat(search(MnistKind.KMNIST).run()).isInstanceOf(MnistSearch.Missing.class);
        assertThat(search(MnistKind.FASHION_MNIST).run()).isInstanceOf(MnistSearch.Found.class);
        MnistSearch.Found letters =
                (MnistSearch.Found) search(MnistKind.EMNIST_LETTERS).run();
        assertThat(letters.mnist().train().classes()).isEqualTo(27);
        LabelledImages stored = LabelledImages.read(
                folder.resolve("emnist/emnist-letters-train-images-idx3-ubyte.gz"),
                folder.resolve("emnist/emnist-letters-train-labels-idx1-ubyte.gz"),
                27);
        Tensor upright = letters.mnist().train().images().to(DType.INT64);
        assertThat(upright.toLongArray())
                .isEqualTo(stored.images()
                        .to(DType.INT64)
                        .transpose(1, 2)
                        .contiguous()
                        .toLongArray());
    }

    @Test
    void cachedFilesMustBeThePublishedOnes() throws IOException {
        idx(folder.resolve("cache"), MnistKind.KMNIST);
        assertThat(search(MnistKind.KMNIST).run()).isInstanceOf(MnistSearch.Missing.class);
        idx(folder.resolve("cache"), MnistKind.EMNIST_DIGITS);
        assertThat(search(MnistKind.EMNIST_DIGITS).run()).isInstanceOf(MnistSearch.Found.class);
        MnistFile file = MnistKind.FASHION_MNIST.files().getFirst();
        assertThatThrownBy(() -> file.verified(Samples.gzip(Samples.images(3, 28))))
                .isInstanceOf(IOException.class)
                .hasMessage("what it sent has another MD5 than the published file");
    }

    private static byte[] records(int count, int... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            for (int label : labels) {
                out.write(label);
            }
            for (int k = 0; k < 3072; k++) {
                out.write(i + k / 1024);
            }
        }
        return out.toByteArray();
    }

    private static void member(ByteArrayOutputStream tar, String name, byte[] content) {
        byte[] header = new byte[512];
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 0, text.length);
        byte[] size = String.format(Locale.ROOT, "%011o", content.length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
    }

    @Test
    void cifarIsReadFromFilesAndArchive() throws IOException {
        Path files = Files.createDirectories(folder.resolve("cifar-10-batches-bin"));
        for (int i = 1; i <= 5; i++) {
            Files.write(files.resolve("data_batch_" + i + ".bin"), records(2, i));
        }
        assertThatThrownBy(() -> Cifar.read(Cifar.Kind.CIFAR_10, folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has neither test_batch.bin nor");
        Files.write(files.resolve("test_batch.bin"), records(1, 9));
        Cifar ten = Cifar.read(Cifar.Kind.CIFAR_10, folder);
        assertThat(ten.train().images().shape().toArray()).containsExactly(10, 3, 32, 32);
        assertThat(ten.train().targets().toLongArray()).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
        assertThat(ten.train()
                        .images()
                        .select(0, 1)
                        .select(0, 2)
                        .to(DType.INT64)
                        .select(0, 5)
                        .select(0, 5)
                        .itemLong())
                .isEqualTo(3);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        member(tar, "../../evil", new byte[7]);
        member(tar, "cifar-100-binary/test.bin", records(2, 19, 99));
        member(tar, "cifar-100-binary/train.bin", records(3, 0, 50));
        tar.writeBytes(new byte[1024]);
        Files.write(folder.resolve("cifar-100-binary.tar.gz"), Samples.gzip(tar.toByteArray()));
        Cifar hundred = Cifar.read(Cifar.Kind.CIFAR_100, folder);
        assertThat(hundred.test().targets().toLongArray()).containsExactly(99, 99);
        assertThat(hundred.test().coarseTargets().toLongArray()).containsExactly(19, 19);
        assertThat(hundred.train().count()).isEqualTo(3);
        assertThat(Cifar.load(
                        Cifar.Kind.CIFAR_100,
                        Optional.of(folder),
                        folder.resolve("cache"),
                        URI.create("http://localhost:1/"),
                        Progress.none()))
                .isEqualTo(hundred);
    }

    @Test
    void brokenCifarIsRefused() throws IOException {
        Files.write(folder.resolve("test.bin"), records(1, 0, 100));
        Files.write(folder.resolve("train.bin"), records(1, 0, 1));
        assertThatThrownBy(() -> Cifar.read(Cifar.Kind.CIFAR_100, folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("label 100 at 0");
        Files.write(folder.resolve("test.bin"), new byte[3000]);
        assertThatThrownBy(() -> Cifar.read(Cifar.Kind.CIFAR_100, folder))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("ends within a record");
        byte[] zipped = Samples.gzip(records(3, 1));
        assertThatThrownBy(() -> Cifar.fromArchive(Cifar.Kind.CIFAR_10, "x", zipped))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("cifar: x, byte 124");
        assertThatThrownBy(() -> Cifar.fromArchive(Cifar.Kind.CIFAR_10, "x", new byte[] {1, 2}))
                .isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> Cifar.load(
                        Cifar.Kind.CIFAR_10,
                        Optional.empty(),
                        folder.resolve("cache"),
                        URI.create("http://localhost:1/"),
                        Progress.none()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it cannot be downloaded (localhost: no connection)");
    }
}

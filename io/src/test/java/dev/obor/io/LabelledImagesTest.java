package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledImagesTest {
    @TempDir
    Path folder;

    private LabelledImages read(byte[] images, byte[] labels, int classes) throws IOException {
        return LabelledImages.read(
                Files.write(folder.resolve("images"), images), Files.write(folder.resolve("labels"), labels), classes);
    }

    @Test
    void readsImagesAndLabels() throws IOException {
        LabelledImages read = read(Samples.images(12, 5), Samples.gzip(Samples.labels(12)), 10);
        assertThat(read.count()).isEqualTo(12);
        assertThat(read.rows()).isEqualTo(5);
        assertThat(read.columns()).isEqualTo(5);
        assertThat(read.images().shape()).isEqualTo(Shape.of(12, 5, 5));
        assertThat(read.images().dtype()).isEqualTo(DType.UINT8);
        assertThat(read.images().view().storage().array()).isSameAs(read.pixels());
        assertThat(read.targets().shape()).isEqualTo(Shape.of(12));
        assertThat(read.labels()).startsWith(0, 1, 2).endsWith(0, 1);
        assertThat(read).isEqualTo(read(Samples.images(12, 5), Samples.labels(12), 10));
        assertThat(read).hasToString("12 images of 5 × 5 in 10 classes from " + read.origin());
    }

    @Test
    void refusesFilesThatDoNotFitEachOther() {
        assertRefused(Samples.labels(3), Samples.labels(3), "images: ", "uint8 of shape [3]: images are");
        assertRefused(Samples.idx(0x09, new int[] {1, 1, 1}, new byte[1]), Samples.labels(1), "images: ", "int8");
        assertRefused(Samples.images(0, 5), Samples.labels(0), "images: ", "[0, 5, 5]");
        assertRefused(Samples.images(3, 5), Samples.labels(4), "labels: ", "uint8 of shape [4]: for the 3 images");
        assertRefused(Samples.images(3, 5), Samples.images(3, 1), "labels: ", "[3, 1, 1]");
        byte[] label = Samples.idx(Samples.UINT8, new int[] {3}, new byte[] {9, 10, 0});
        assertRefused(Samples.images(3, 5), label, "labels: ", "byte 9: label 10: labels are 0 to 9");
    }

    private void assertRefused(byte[] images, byte[] labels, String start, String reason) {
        assertThatThrownBy(() -> read(images, labels, 10))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(start + folder)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesPartsThatDoNotFitEachOther() {
        assertThatThrownBy(() -> new LabelledImages("test", 2, 2, 10, new byte[7], new byte[2]))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("7 pixels for 2 labels");
        assertThatThrownBy(() -> new LabelledImages("test", 1, 1, 2, new byte[2], new byte[] {0, -1}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("label 255 at 1: labels are 0 to 1");
        assertThatThrownBy(() -> new LabelledImages("test", 0, 1, 2, new byte[0], new byte[0]))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("0 × 1");
    }
}

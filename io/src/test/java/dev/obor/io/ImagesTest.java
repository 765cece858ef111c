package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
    @TempDir
    Path folder;

    private static Tensor golden(String name) {
        return Images.readImage(Golden.file(name));
    }

    /// Returns the golden images' pixels, which lie channel by channel within each pixel there.
    private static Tensor pixels(int channels) {
        Tensor interleaved = ArraySamples.golden(DType.UINT8, 5, 7, channels);
        return interleaved.permute(2, 0, 1);
    }

    private static Tensor image(int channels, int height, int width, IntBinaryOperator value) {
        byte[] bytes = new byte[channels * height * width];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < height * width; i++) {
                bytes[c * height * width + i] = (byte) value.applyAsInt(c, i);
            }
        }
        return Tensor.of(
                new View(new Storage.Bytes(bytes), Layout.dense(Shape.of(channels, height, width)), DType.UINT8));
    }

    @Test
    void readsPngsAsTheyAre() {
        ArraySamples.assertSame(golden("rgb.png"), pixels(3));
        ArraySamples.assertSame(golden("rgba.png"), pixels(4));
        Tensor grey = pixels(1);
        ArraySamples.assertSame(golden("grey.png"), grey);
        ArraySamples.assertSame(golden("grey16.png"), grey);
        Tensor alpha = golden("grey-alpha.png");
        ArraySamples.assertSame(alpha.narrow(0, 0, 1), grey);
        ArraySamples.assertSame(alpha.narrow(0, 1, 1), image(1, 5, 7, (_, i) -> 255 - i * 37 % 101));
        ArraySamples.assertSame(golden("bits.png"), image(1, 5, 7, (_, i) -> i * 37 % 101 > 50 ? 255 : 0));
        assertThat(golden("palette.png").shape()).isEqualTo(Shape.of(3, 5, 7));
    }

    @Test
    void convertsChannels() {
        Path rgb = Golden.file("rgb.png");
        Tensor gray = Images.readImage(rgb, ImageReadMode.GRAY);
        // The first pixel is 0, 37, 74 and the second 10, 47, 84.
        assertThat(Arrays.copyOf(gray.reshape(35).toLongArray(), 2)).containsExactly(30, 40);
        Tensor alpha = Images.readImage(rgb, ImageReadMode.RGB_ALPHA);
        ArraySamples.assertSame(alpha.narrow(0, 0, 3), pixels(3));
        assertThat(alpha.select(0, 3).reshape(35).toLongArray()).containsOnly(255);
        Tensor three = Images.readImage(Golden.file("grey.png"), ImageReadMode.RGB);
        ArraySamples.assertSame(three.narrow(0, 2, 1), pixels(1));
        ArraySamples.assertSame(
                Images.readImage(Golden.file("rgba.png"), ImageReadMode.RGB),
                pixels(4).narrow(0, 0, 3));
        Tensor two = Images.readImage(Golden.file("rgba.png"), ImageReadMode.GRAY_ALPHA);
        ArraySamples.assertSame(two.narrow(0, 1, 1), pixels(4).narrow(0, 3, 1));
        assertThat(Images.readImage(Golden.file("grey-alpha.png"), ImageReadMode.GRAY)
                        .shape())
                .isEqualTo(Shape.of(1, 5, 7));
    }

    @Test
    void readsJpegs() {
        Tensor rgb = golden("rgb.jpg");
        assertThat(rgb.shape()).isEqualTo(Shape.of(3, 24, 40));
        Tensor grey = golden("grey.jpg");
        assertThat(grey.shape()).isEqualTo(Shape.of(1, 24, 40));
        long[] ramp = grey.reshape(960).toLongArray();
        long[] red = rgb.select(0, 0).reshape(960).toLongArray();
        long[] green = rgb.select(0, 1).reshape(960).toLongArray();
        for (int i = 0; i < 960; i++) {
            int expected = i / 40 * 5 + i % 40 * 3;
            assertThat(ramp[i]).isBetween(expected - 3L, expected + 3L);
            assertThat(red[i]).isBetween(expected - 5L, expected + 5L);
            assertThat(green[i]).isBetween(250L - expected, 260L - expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void pngsKeepEveryPixel(int channels) {
        Tensor image = image(channels, 9, 13, (c, i) -> c * 50 + i * 7);
        ArraySamples.assertSame(Images.decodeImage(Images.encodePng(image), ImageReadMode.UNCHANGED), image);
        Path file = folder.resolve("a.png");
        Images.writePng(file, image.permute(0, 2, 1));
        ArraySamples.assertSame(Images.readImage(file), image.permute(0, 2, 1));
    }

    @Test
    void pillowReadsWhatIsWritten() {
        Path png = folder.resolve("a.png");
        Path jpeg = folder.resolve("a.jpg");
        Path copy = folder.resolve("copy.npy");
        for (int channels = 1; channels <= 4; channels++) {
            Tensor image = image(channels, 9, 13, (c, i) -> c * 50 + i * 7);
            Images.writePng(png, image);
            Python.run(
                    "numpy,PIL.Image", "numpy.save(sys.argv[2], numpy.array(PIL.Image.open(sys.argv[1])))", png, copy);
            Tensor expected = channels == 1 ? image.select(0, 0) : image.permute(1, 2, 0);
            ArraySamples.assertSame(Npy.load(copy), expected);
        }
        Images.writeJpeg(jpeg, image(3, 16, 16, (c, i) -> c * 100), 90);
        Python.run("numpy,PIL.Image", "numpy.save(sys.argv[2], numpy.array(PIL.Image.open(sys.argv[1])))", jpeg, copy);
        long[] pixel = Npy.load(copy).select(0, 3).select(0, 3).toLongArray();
        assertThat(pixel[0]).isBetween(0L, 4L);
        assertThat(pixel[1]).isBetween(96L, 104L);
        assertThat(pixel[2]).isBetween(196L, 204L);
    }

    @Test
    void segmentsOfAJpegMustLieInIt() {
        byte[] good = Golden.bytes("grey.jpg");
        assertRefused(Arrays.copyOf(good, 4), "byte 4: the file ends where the length of a segment is needed");
        assertRefused(Arrays.copyOf(good, 8), "byte 4: a segment of 16 bytes where 2 to 4 are possible");
        byte[] late = Arrays.copyOf(good, good.length + 2);
        late[good.length - 2] = (byte) 0xFF;
        late[good.length - 1] = (byte) 0xE2;
        late[good.length] = 0x7F;
        assertRefused(late, "byte " + good.length + ": a segment of 32512 bytes where 2 to 2 are possible");
        late[good.length] = 0;
        assertRefused(late, "byte " + good.length + ": a segment of 0 bytes");
    }

    private static void assertRefused(byte[] file, String reason) {
        assertThatThrownBy(() -> Images.decode(Source.of(Images.READ, "x", file), ImageReadMode.UNCHANGED))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("image read: x, " + reason);
    }

    @Test
    void jpegsGrowWithQuality() {
        Tensor image = image(3, 64, 64, (c, i) -> c * 50 + i * i);
        assertThat(Images.encodeJpeg(image, 95).length).isGreaterThan(2 * Images.encodeJpeg(image, 20).length);
        assertThat(Images.decodeImage(Images.encodeJpeg(image.narrow(0, 0, 1), 100), ImageReadMode.UNCHANGED)
                        .shape())
                .isEqualTo(Shape.of(1, 64, 64));
    }

    @Test
    void refusesWhatIsNoImage() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Images.readImage(file))
                .isInstanceOf(FormatException.class)
                .hasMessage("image read: " + file + ", byte 0: neither a PNG nor a JPEG image");
        Tensor image = image(3, 4, 4, (_, i) -> i);
        for (Tensor bad : new Tensor[] {
            image.to(DType.FLOAT32), image.select(0, 0), image(5, 2, 2, (_, _) -> 0), image(3, 0, 2, (_, _) -> 0)
        }) {
            assertThatThrownBy(() -> Images.encodePng(bad))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("a PNG image has 1 to 4 channels");
        }
        assertThatThrownBy(() -> Images.encodeJpeg(image, 0)).hasMessageContaining("quality");
        assertThatThrownBy(() -> Images.encodeJpeg(image.narrow(0, 0, 2), 50)).hasMessageContaining("1 or 3 channels");
        assertThatThrownBy(() -> Images.encodeJpeg(image(4, 2, 2, (_, _) -> 0), 50))
                .hasMessageContaining("1 or 3 channels");
    }

    @Test
    void refusesAnImageThatPromisesTooMuch() {
        byte[] png = Images.encodePng(image(1, 2, 2, (_, _) -> 0));
        ByteBuffer.wrap(png).putInt(16, 1 << 30).putInt(20, 1 << 30);
        assertThatThrownBy(() -> Images.decodeImage(png, ImageReadMode.UNCHANGED))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("1073741824 × 1073741824 pixels");
    }
}

package dev.obor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.io.DrawnDigits;
import dev.obor.io.LabelledImages;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One drawing saved in many ways reads as one drawing.
class InkImageTest {
    private static final int SIDE = 28;
    private static final float ROUNDING = 1.5f / 255;

    @TempDir
    private Path folder;

    /// Returns a digit as MNIST has them, its strongest ink 1.
    private static float[] digit() {
        LabelledImages drawn = DrawnDigits.generate(7, 1);
        float[] ink = new float[SIDE * SIDE];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = (drawn.pixels()[i] & 0xFF) / 255f;
        }
        float[] made = new InkImage(SIDE, SIDE, ink).toMnist();
        float most = 0;
        for (float value : made) {
            most = Math.max(most, value);
        }
        for (int i = 0; i < made.length; i++) {
            // Clear of the faintest ink, which counts as paper.
            made[i] = made[i] < 0.1f ? 0 : made[i] / most;
        }
        return new InkImage(SIDE, SIDE, made).toMnist();
    }

    private float[] read(BufferedImage image) throws IOException {
        Path file = folder.resolve("image.png");
        ImageIO.write(image, "png", file.toFile());
        return InkImage.read(file).toMnist();
    }

    @ParameterizedTest
    @CsvSource({
        "TYPE_BYTE_GRAY, true",
        "TYPE_BYTE_GRAY, false",
        "TYPE_USHORT_GRAY, true",
        "TYPE_USHORT_GRAY, false",
        "TYPE_INT_RGB, true",
        "TYPE_INT_RGB, false",
        "TYPE_3BYTE_BGR, true"
    })
    void opaqueImagesGiveTheirDrawing(String type, boolean dark) throws Exception {
        BufferedImage image =
                new BufferedImage(SIDE, SIDE, BufferedImage.class.getField(type).getInt(null));
        WritableRaster raster = image.getRaster();
        int most = type.contains("USHORT") ? 65535 : 255;
        float[] ink = digit();
        for (int i = 0; i < ink.length; i++) {
            int sample = Math.round((dark ? 1 - ink[i] : ink[i]) * most);
            for (int band = 0; band < raster.getNumBands(); band++) {
                raster.setSample(i % SIDE, i / SIDE, band, sample);
            }
        }
        assertThat(read(image)).containsExactly(ink, Offset.offset(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x000000, 0xFFFFFF})
    void strokesOnATransparentGroundGiveTheirDrawing(int colour) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        float[] ink = digit();
        for (int i = 0; i < ink.length; i++) {
            image.setRGB(i % SIDE, i / SIDE, Math.round(ink[i] * 255) << 24 | colour);
        }
        assertThat(read(image)).containsExactly(ink, Offset.offset(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 0", "5, 31, 77", "9, 200, 3"})
    void sizeAndPlaceDoNotMatter(int scale, int left, int top) throws IOException {
        BufferedImage image = new BufferedImage(SIDE * scale + left, SIDE * scale + top, BufferedImage.TYPE_BYTE_GRAY);
        float[] ink = digit();
        for (int y = 0; y < SIDE * scale; y++) {
            for (int x = 0; x < SIDE * scale; x++) {
                int sample = Math.round(ink[y / scale * SIDE + x / scale] * 255);
                image.getRaster().setSample(x + left, y + top, 0, sample);
            }
        }
        assertThat(read(image)).containsExactly(ink, Offset.offset(ROUNDING));
    }

    @Test
    void unevenPaperIsPaper() throws IOException {
        Random random = new Random(3);
        float[] ink = digit();
        BufferedImage image = new BufferedImage(SIDE + 40, SIDE + 40, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean inside = x >= 20 && x < 20 + SIDE && y >= 20 && y < 20 + SIDE;
                float amount = inside ? ink[(y - 20) * SIDE + x - 20] : 0;
                image.getRaster().setSample(x, y, 0, Math.round(200 - 150 * amount + 10 * random.nextFloat()));
            }
        }
        float[] read = read(image);
        double difference = 0;
        for (int i = 0; i < ink.length; i++) {
            difference += Math.abs(read[i] - ink[i]) / ink.length;
        }
        assertThat(difference).isLessThan(0.03);
    }

    @Test
    void aSinglePixelOfInkIsADrawing() throws IOException {
        BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(8, 0, 0, 255);
        float[] read = read(image);
        assertThat(read[14 * SIDE + 14]).isEqualTo(1);
    }

    @Test
    void aSizeThatFitsNoMemoryIsRefusedUnread() throws IOException {
        byte[] header = "IHDR".getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        ByteBuffer png = ByteBuffer.allocate(33)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .put(header)
                .putInt(60_000)
                .putInt(60_000)
                .put(new byte[] {8, 0, 0, 0, 0});
        sum.update(png.array(), 12, 17);
        Path file = Files.write(
                folder.resolve("huge.png"), png.putInt((int) sum.getValue()).array());
        assertThatThrownBy(() -> InkImage.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessage("predict: " + file
                        + ": the image has 60000 × 60000 pixels, more than 100000000: scale it down first");
    }

    @Test
    void brokenFilesAreToldInOneLine() throws IOException {
        Path file = folder.resolve("image.png");
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        image.setRGB(30, 30, 0xFFFFFF);
        ImageIO.write(image, "png", file.toFile());
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(11);
        for (int length = 0; length < whole.length; length += 3) {
            byte[] part = Arrays.copyOf(whole, length);
            if (length > 0) {
                part[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, part);
            try {
                assertThat(InkImage.read(file).toMnist()).hasSize(SIDE * SIDE);
            } catch (FormatException e) {
                assertThat(e.getMessage().lines()).hasSize(1);
                assertThat(e.getMessage()).startsWith("predict: " + file + ": ");
            }
        }
        assertThatThrownBy(() -> InkImage.read(folder)).isInstanceOf(DataException.class);
    }
}

package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.ShapeException;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageGridTest {
    private static final int MARK = Palette.VERMILLION.rgb();

    private static float[] digit(long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256) / 255f;
        }
        return pixels;
    }

    private static ImageGrid grid(int count) {
        ImageGrid grid = ImageGrid.of(28, 28).title("97.8 % of 10,000 test digits right");
        for (int i = 0; i < count; i++) {
            grid.prediction(digit(i), Integer.toString(i % 10), Integer.toString(i % 7), 0.61);
        }
        return grid;
    }

    private static int rgb(BufferedImage image, double x, double y) {
        return image.getRGB((int) x, (int) y) & 0xFFFFFF;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 7, 11, 16, 25, 41, 99, 100, 137})
    void tilesNeverTouchAndLieInsideThePage(int count) {
        ImageGrid grid = grid(count);
        GridPainter painter = grid.painter();
        for (int i = 0; i < count; i++) {
            Rectangle2D one = painter.image(i);
            assertThat(one.getX()).isGreaterThanOrEqualTo(28);
            assertThat(one.getMaxX()).isLessThanOrEqualTo(grid.width() - 28);
            assertThat(one.getMaxY() + 15).as("room for the caption").isLessThanOrEqualTo(grid.height() - 28);
            for (int j = 0; j < i; j++) {
                Rectangle2D other = painter.image(j);
                boolean beside = one.getX() >= other.getMaxX() + 20 || other.getX() >= one.getMaxX() + 20;
                boolean below = one.getY() >= other.getMaxY() + 30;
                assertThat(beside || below).as("tiles %s and %s", i, j).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30, 100})
    void marginsStayWhite(int count) {
        ImageGrid grid = grid(count).subtitle("a subtitle that is rather long ".repeat(4));
        for (int i = 0; i < 4; i++) {
            grid.marked(digit(i), "a very long caption with an incomprehensibilityunbreakable".repeat(2));
        }
        BufferedImage image = grid.toImage();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                boolean margin = x < 24 || y < 24 || x >= image.getWidth() - 24 || y >= image.getHeight() - 24;
                if (margin) {
                    assertThat(rgb(image, x, y)).as("pixel %s, %s", x, y).isEqualTo(0xFFFFFF);
                }
            }
        }
    }

    @Test
    void pixelsBecomeSharpSquaresOfTheirGrey() throws IOException {
        ImageGrid grid = ImageGrid.of(28, 28).tile(digit(1), "one").marked(digit(2), "two");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(grid.toPng()));
        GridPainter painter = grid.painter();
        for (int tile = 0; tile < 2; tile++) {
            Rectangle2D place = painter.image(tile);
            float[] pixels = digit(tile + 1);
            for (int y = 0; y < place.getHeight(); y++) {
                for (int x = 0; x < place.getWidth(); x++) {
                    int grey = Math.round(255 * pixels[y / painter.factor() * 28 + x / painter.factor()]);
                    assertThat(rgb(image, place.getX() + x, place.getY() + y)).isEqualTo(grey * 0x010101);
                }
            }
        }
    }

    @Test
    void markedTileHasAFrameACrossAndABoldCaption() {
        ImageGrid grid = ImageGrid.of(28, 28).tile(digit(1), "7").marked(digit(1), "7");
        BufferedImage image = grid.toImage();
        Rectangle2D plain = grid.painter().image(0);
        Rectangle2D marked = grid.painter().image(1);
        int frame = 0;
        int crossed = 0;
        int boldInk = 0;
        int plainInk = 0;
        for (int y = -5; y < 0; y++) {
            frame += rgb(image, marked.getCenterX(), marked.getY() + y) == MARK ? 1 : 0;
            assertThat(rgb(image, plain.getCenterX(), plain.getY() + y)).isEqualTo(0xFFFFFF);
        }
        for (int y = 6; y < 30; y++) {
            for (int x = -30; x < 30; x++) {
                int below = rgb(image, marked.getCenterX() + x, marked.getMaxY() + y);
                crossed += below == MARK ? 1 : 0;
                boldInk += below == Text.INK.getRGB() - 0xFF000000 ? 1 : 0;
                int plainBelow = rgb(image, plain.getCenterX() + x, plain.getMaxY() + y);
                assertThat(plainBelow).isNotEqualTo(MARK);
                plainInk += plainBelow == Text.INK.getRGB() - 0xFF000000 ? 1 : 0;
            }
        }
        assertThat(frame).isEqualTo(4);
        assertThat(crossed).isGreaterThan(8);
        assertThat(boldInk).isGreaterThan(plainInk);
    }

    @Test
    void predictionSaysItsLabelTheTruthAndItsProbability() {
        ImageGrid grid =
                ImageGrid.of(28, 28).prediction(digit(1), "7", "7", 0.998).prediction(digit(2), "3", "5", 0.61);
        assertThat(grid.tiles())
                .extracting(tile -> tile.caption().replace('\u00a0', ' '))
                .containsExactly("7 · 99.8 %", "3, is 5 · 61 %");
        assertThat(grid.tiles()).extracting(ImageGrid.Tile::isMarked).containsExactly(false, true);
    }

    @Test
    void percentsAreNeverRoundedToCertainty() {
        assertThat(List.of(0.0, 1e-9, 0.0099, 0.01, 0.5, 0.616, 0.9899, 0.99, 0.9984, 0.999, 0.9999999, 1.0, 1.000001))
                .extracting(p -> ImageGrid.percent(p).replace("\u00a0", ""))
                .containsExactly(
                        "0%",
                        "<1%", "<1%", "1%", "50%", "62%", "99%", "99.0%", "99.8%", "99.9%", ">99.9%", "100%", "100%");
        assertThatThrownBy(() -> ImageGrid.percent(1.1))
                .isInstanceOf(PlotException.class)
                .hasMessage("imageGrid.prediction: 1.1 is not a probability: pass 0 to 1");
        assertThatThrownBy(() -> ImageGrid.percent(Double.NaN)).isInstanceOf(PlotException.class);
    }

    @Test
    void valuesBeyondTheRangeAreClampedAndNaNIsBlue() {
        ImageGrid grid = ImageGrid.of(1, 5);
        assertThat(grid.rgb(-3)).isZero();
        assertThat(grid.rgb(0.5f)).isEqualTo(0x808080);
        assertThat(grid.rgb(Float.POSITIVE_INFINITY)).isEqualTo(0xFFFFFF);
        assertThat(grid.rgb(Float.NaN)).isEqualTo(Palette.SKY_BLUE.rgb());
        grid.range(255, 0);
        assertThat(grid.rgb(0)).isEqualTo(0xFFFFFF);
        assertThat(grid.rgb(255)).isZero();
    }

    @Test
    void sameCallsGiveTheSameBytesWhateverHappensToTheArray() {
        float[] pixels = digit(1);
        ImageGrid grid = ImageGrid.of(28, 28).tile(pixels, "a");
        byte[] before = grid.toPng();
        pixels[300] = 1 - pixels[300];
        assertThat(grid.toPng()).isEqualTo(before);
    }

    @Test
    void doublesDrawAsFloats() {
        double[] wide = {0, 0.25, 0.5, 1};
        float[] narrow = {0, 0.25f, 0.5f, 1};
        assertThat(ImageGrid.of(2, 2)
                        .tile(wide, "a")
                        .marked(wide, "b")
                        .prediction(wide, "c", "d", 0.5)
                        .toPng())
                .isEqualTo(ImageGrid.of(2, 2)
                        .tile(narrow, "a")
                        .marked(narrow, "b")
                        .prediction(narrow, "c", "d", 0.5)
                        .toPng());
    }

    @Test
    void rowsFollowTheAskedColumnsOrTheCount() {
        assertThat(grid(100).columns()).isEqualTo(10);
        assertThat(grid(12).columns()).isEqualTo(6);
        assertThat(grid(5).columns()).isEqualTo(5);
        assertThat(grid(12).columns(4).columns()).isEqualTo(4);
        assertThat(grid(3).columns(40).columns()).isEqualTo(3);
    }

    @Test
    void rejectsWhatCannotBeDrawn() {
        assertThatThrownBy(() -> ImageGrid.of(28, 28).tile(new float[783], "x"))
                .isInstanceOf(ShapeException.class)
                .hasMessage("imageGrid.tile: 783 pixels for an image of 28 × 28: pass 784");
        assertThatThrownBy(() -> ImageGrid.of(28, 28).toPng())
                .isInstanceOf(ShapeException.class)
                .hasMessage("imageGrid: there are no tiles: add at least one");
        assertThatThrownBy(() -> ImageGrid.of(0, 28)).isInstanceOf(PlotException.class);
        assertThatThrownBy(() -> ImageGrid.of(28, 28).columns(0)).isInstanceOf(PlotException.class);
        assertThatThrownBy(() -> ImageGrid.of(28, 28).range(1, 1)).isInstanceOf(PlotException.class);
        assertThatThrownBy(() -> grid(200).columns(200).width())
                .isInstanceOf(PlotException.class)
                .hasMessageContaining("pixels wide, more than 16384");
    }
}

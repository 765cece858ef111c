package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final double[] XS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    private static final double[] YS = {3, 2, 2.5, 1, 1.2, 0.8, 0.5, 0.6, 0.4, 0.3, 0.2};
    private static final double[] YS_BELOW = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    private static final int WHITE = 0xFFFFFF;

    private static Figure simple() {
        return Figure.of(640, 400)
                .title("Training")
                .xLabel("step")
                .yLabel("loss")
                .line("train", XS, YS);
    }

    private static double[] constant(double value, int count) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    private static int rgb(BufferedImage image, double x, double y) {
        return image.getRGB((int) x, (int) y) & 0xFFFFFF;
    }

    /// Counts the pixels of a column of the plot that are more blue than grey.
    private static int bluePixels(BufferedImage image, Rectangle2D area, double x) {
        int count = 0;
        for (int y = (int) area.getY(); y < area.getMaxY(); y++) {
            int rgb = rgb(image, x, y);
            count += (rgb & 0xFF) - (rgb >> 16) > 30 ? 1 : 0;
        }
        return count;
    }

    @Test
    void pngDecodesToTheAskedSize() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(simple().toPng()));
        assertThat(image.getWidth()).isEqualTo(640);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(rgb(image, 0, 0)).isEqualTo(WHITE);
    }

    @Test
    void sameCallsGiveTheSameBytes() {
        Figure figure = simple();
        assertThat(figure.toPng()).isEqualTo(figure.toPng()).isEqualTo(simple().toPng());
    }

    @Test
    void laterWritesToAnArrayDoNotChangeTheFigure() {
        double[] ys = YS.clone();
        Figure figure = Figure.of(640, 400).line("a", XS, ys);
        byte[] before = figure.toPng();
        Arrays.fill(ys, 7);
        assertThat(figure.toPng()).isEqualTo(before);
    }

    /// Counts the rows of the plot in which a vertical axis is seen within some pixels of a place.
    private static int axisPixels(BufferedImage image, Rectangle2D area, double x) {
        int count = 0;
        for (int y = (int) area.getY() + 1; y < area.getMaxY() - 1; y++) {
            int darkest = 255;
            for (int dx = -4; dx <= 4; dx++) {
                darkest = Math.min(darkest, rgb(image, x + dx, y) & 0xFF);
            }
            count += darkest < 0xD0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void axesRunAlongTheWholePlot() {
        Figure figure =
                Figure.of(640, 400).xLabel("step").yLabel("loss").yRange(0, 1).line("", XS, YS_BELOW);
        BufferedImage image = figure.toImage();
        Rectangle2D area = new FigurePainter(figure).area();
        assertThat(area.getWidth()).isGreaterThan(500);
        assertThat(area.getHeight()).isGreaterThan(250);
        int rows = (int) area.getMaxY() - (int) area.getY() - 2;
        assertThat(axisPixels(image, area, area.getX())).isGreaterThanOrEqualTo(rows);
        assertThat(axisPixels(image, area, area.getMaxX())).as("no right axis").isZero();
        for (double x = area.getX(); x < area.getMaxX(); x++) {
            int darkest = 255;
            for (int dy = -1; dy <= 4; dy++) {
                darkest = Math.min(darkest, rgb(image, x, area.getMaxY() + dy) & 0xFF);
            }
            assertThat(darkest).as("x axis at %s", x).isLessThan(0xD0);
        }
    }

    @Test
    void rightAxisIsDrawnForTheSeriesThatAsksForIt() {
        Figure figure = Figure.of(640, 400)
                .line("", XS, YS)
                .rightLabel("accuracy")
                .rightRange(0, 1)
                .scatter("", XS, XS, Style.DEFAULT.right());
        Rectangle2D area = new FigurePainter(figure).area();
        assertThat(area.getMaxX()).isLessThan(new FigurePainter(simple()).area().getMaxX());
        assertThat(axisPixels(figure.toImage(), area, area.getMaxX())).isGreaterThan((int) area.getHeight() - 8);
    }

    @Test
    void figureMayHaveARightAxisOnly() {
        Figure figure = Figure.of(640, 400).line("a", XS, YS, Style.DEFAULT.right());
        Rectangle2D area = new FigurePainter(figure).area();
        BufferedImage image = figure.toImage();
        assertThat(axisPixels(image, area, area.getMaxX())).isGreaterThan((int) area.getHeight() - 8);
        assertThat(axisPixels(image, area, area.getX())).isZero();
    }

    @Test
    void rightAxisStaysEvenBesideALogarithmicOne() {
        Figure figure = Figure.of(640, 400)
                .logY()
                .yRange(0.01, 100)
                .rightRange(0, 10)
                .line("", XS, constant(1e-9, 11))
                .line("", XS, constant(2.5, 11), Style.DEFAULT.right().color(Palette.BLUE));
        Rectangle2D area = new FigurePainter(figure).area();
        double y = area.getMaxY() - 0.25 * area.getHeight();
        assertThat(rgb(figure.toImage(), area.getX() + 33, y)).isEqualTo(Palette.BLUE.rgb());
    }

    @Test
    void lineLiesWhereItsValuesAre() {
        Figure figure = Figure.of(640, 400).yRange(0, 10).xRange(0, 10).line("", XS, constant(2.5, 11));
        Rectangle2D area = new FigurePainter(figure).area();
        BufferedImage image = figure.toImage();
        double y = area.getMaxY() - 0.25 * area.getHeight();
        assertThat(rgb(image, area.getX() + 33, y)).isEqualTo(Palette.BLUE.rgb());
        assertThat(bluePixels(image, area, area.getX() + 33)).isBetween(2, 3);
    }

    @Test
    void logarithmicAxisPutsRatiosAtEqualDistances() {
        Figure figure = Figure.of(640, 400).logY().yRange(0.01, 100).line("", XS, constant(0.1, 11));
        Rectangle2D area = new FigurePainter(figure).area();
        double y = area.getMaxY() - 0.25 * area.getHeight();
        assertThat(rgb(figure.toImage(), area.getCenterX() + 7, y)).isEqualTo(Palette.BLUE.rgb());
    }

    @Test
    void gridLinesLieAtTheTicksAndNowhereElse() {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(-8, 8));
            double high = low + Math.abs(low) * Math.pow(10, random.nextDouble(-3, 3));
            Figure figure = Figure.of(640, 400)
                    .xRange(low, high)
                    .yRange(low, high)
                    .scatter("", new double[] {low - high}, new double[] {low - high});
            FigurePainter painter = new FigurePainter(figure);
            Rectangle2D area = painter.area();
            BufferedImage image = figure.toImage();
            List<Double> columns = new ArrayList<>();
            List<Double> rows = new ArrayList<>();
            painter.first().x().ticks().forEach(tick -> columns.add(area.getX() + tick.share() * area.getWidth()));
            painter.first()
                    .left()
                    .orElseThrow()
                    .ticks()
                    .forEach(tick -> rows.add(area.getMaxY() - tick.share() * area.getHeight()));
            assertThat(columns).hasSizeGreaterThan(2);
            assertThat(rows).hasSizeGreaterThan(2);
            double betweenX = (columns.get(1) + columns.get(2)) / 2;
            double betweenY = (rows.get(1) + rows.get(2)) / 2;
            for (double x = area.getX() + 3; x < area.getMaxX() - 3; x++) {
                double at = Math.floor(x);
                boolean near = columns.stream().anyMatch(tick -> Math.abs(tick - at - 0.5) < 1.1);
                if (!near) {
                    assertThat(isGrey(image, at, betweenY)).as("column %s", at).isFalse();
                }
            }
            for (double x : columns.subList(1, columns.size() - 1)) {
                assertThat(isGrey(image, x - 0.5, betweenY) || isGrey(image, x + 0.5, betweenY))
                        .as("%s to %s: column %s", low, high, x)
                        .isTrue();
            }
            for (double y : rows.subList(1, rows.size() - 1)) {
                assertThat(isGrey(image, betweenX, y - 0.5) || isGrey(image, betweenX, y + 0.5))
                        .as("%s to %s: row %s", low, high, y)
                        .isTrue();
            }
        }
    }

    private static boolean isGrey(BufferedImage image, double x, double y) {
        return rgb(image, x, y) != WHITE;
    }

    @Test
    void nonFiniteValuesLeaveAGap() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[] ys = constant(1, 11);
            ys[5] = bad;
            Figure figure = Figure.of(640, 400).xRange(0, 10).line("", XS, ys);
            Rectangle2D area = new FigurePainter(figure).area();
            BufferedImage image = figure.toImage();
            assertThat(bluePixels(image, area, area.getX() + 0.37 * area.getWidth()))
                    .isPositive();
            assertThat(bluePixels(image, area, area.getX() + 0.43 * area.getWidth()))
                    .isZero();
            assertThat(bluePixels(image, area, area.getX() + 0.57 * area.getWidth()))
                    .isZero();
            assertThat(bluePixels(image, area, area.getX() + 0.63 * area.getWidth()))
                    .isPositive();
        }
    }

    @Test
    void nonPositiveValuesLeaveAGapOnALogarithmicAxis() {
        double[] ys = constant(1, 11);
        ys[5] = -1;
        Figure figure = Figure.of(640, 400).logY().xRange(0, 10).line("", XS, ys);
        Rectangle2D area = new FigurePainter(figure).area();
        assertThat(bluePixels(figure.toImage(), area, area.getX() + 0.43 * area.getWidth()))
                .isZero();
    }

    @Test
    void pointBetweenTwoGapsIsSeen() {
        double[] ys = {Double.NaN, Double.NaN, Double.NaN, 1, Double.NaN};
        Figure figure = Figure.of(640, 400).xRange(0, 6).line("", new double[] {0, 1, 2, 3, 4}, ys);
        Rectangle2D area = new FigurePainter(figure).area();
        assertThat(bluePixels(figure.toImage(), area, area.getCenterX())).isBetween(5, 7);
    }

    @Test
    void trendDrawsAPaleCurveAndAStrongOneInOneColour() {
        double[] xs = new double[400];
        double[] ys = new double[400];
        Random random = new Random(5);
        for (int i = 0; i < xs.length; i++) {
            xs[i] = i;
            ys[i] = 10 + random.nextGaussian();
        }
        Figure figure = Figure.of(640, 400).trend("loss", xs, ys, 51);
        Rectangle2D area = new FigurePainter(figure).area();
        BufferedImage image = figure.toImage();
        double x = area.getX() + 101;
        int strong = 0;
        for (double y = area.getY(); y < area.getMaxY(); y++) {
            strong += rgb(image, x, y) == Palette.BLUE.rgb() ? 1 : 0;
        }
        assertThat(strong).isBetween(1, 4);
        assertThat(bluePixels(image, area, x)).isGreaterThan(6);
        assertThat(figure.axes().layers()).extracting(Layer::name).containsExactly("loss", "loss, smoothed");
    }

    @Test
    void seriesDifferInColourAndPointsInShape() {
        Figure figure = Figure.of(640, 400);
        for (int i = 0; i < 7; i++) {
            figure.scatter("s" + i, XS, YS);
        }
        assertThat(figure.axes().layers()).extracting(Layer::color).doesNotHaveDuplicates();
        assertThat(figure.axes().layers().subList(0, 4))
                .extracting(layer -> ((Series) layer).marker())
                .doesNotHaveDuplicates();
    }

    @Test
    void legendTakesRoomOnlyForNamedSeries() {
        Rectangle2D with = new FigurePainter(simple()).area();
        Rectangle2D without = new FigurePainter(Figure.of(640, 400)
                        .title("Training")
                        .xLabel("step")
                        .yLabel("loss")
                        .line("", XS, YS))
                .area();
        assertThat(with.getHeight()).isLessThan(without.getHeight() - 12);
    }

    @Test
    void tensorsDrawAsArrays() {
        double[] xs = {0, 1, 2};
        double[] ys = {0.5, 0.25, 1};
        Tensor x = Obor.tensor(xs);
        Tensor y = Obor.tensor(ys).requiresGrad(true);
        Style style = Style.DEFAULT.dashed();
        assertThat(Figure.of(640, 400)
                        .line("a", x, y)
                        .scatter("b", x, y)
                        .trend("c", x, y, 3)
                        .line("d", x.unsqueeze(1), y, style)
                        .errorBand("e", x, y, x)
                        .errorBars("f", x, y, x)
                        .line(y)
                        .toPng())
                .isEqualTo(Figure.of(640, 400)
                        .line("a", xs, ys)
                        .scatter("b", xs, ys)
                        .trend("c", xs, ys, 3)
                        .line("d", xs, ys, style)
                        .errorBand("e", xs, ys, xs)
                        .errorBars("f", xs, ys, xs)
                        .line(ys)
                        .toPng());
        assertThatThrownBy(() -> Figure.of().line(Obor.zeros(2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("line: a tensor of shape [2, 3] is more than one row of numbers: select one, or"
                        + " flatten() it");
    }

    @Test
    void crowdedLineCoversWhatItsPointsCover() {
        int count = 100_000;
        double[] xs = new double[count];
        double[] ys = new double[count];
        for (int i = 0; i < count; i++) {
            xs[i] = i;
            ys[i] = i % 97 == 0 ? 1 : i % 2 * 0.5;
        }
        Figure figure = Figure.of(640, 400).xRange(0, count).yRange(0, 1).line("", xs, ys, Style.DEFAULT.width(1));
        Rectangle2D area = new FigurePainter(figure).area();
        BufferedImage image = figure.toImage();
        for (double x = area.getX() + 2; x < area.getMaxX() - 2; x++) {
            assertThat(bluePixels(image, area, x)).as("column %s", x).isGreaterThan((int) area.getHeight() - 3);
        }
    }

    @Test
    void drawsValuesOfAnySize() {
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            double scale = Math.pow(10, random.nextInt(-320, 300));
            double shift = random.nextBoolean() ? 0 : Math.pow(10, random.nextInt(-20, 299));
            double[] xs = new double[5];
            double[] ys = new double[5];
            for (int i = 0; i < 5; i++) {
                xs[i] = shift + scale * random.nextGaussian();
                ys[i] = Math.abs(shift + scale * random.nextGaussian());
            }
            Figure figure = Figure.of(320, 240).line("", xs, ys);
            if (random.nextBoolean() && ys[0] > 1e-299) {
                figure.logY();
            }
            assertThat(figure.toPng()).as("round %s", round).isNotEmpty();
        }
    }

    @Test
    void drawsLogarithmicScalesOfAnyWidth() {
        Random random = new Random(13);
        for (int round = 0; round < 30; round++) {
            double low = Math.pow(10, random.nextDouble(-290, 290));
            double high = Math.min(1e300, low * Math.pow(10, Math.pow(10, random.nextDouble(-6, 2.5))));
            double[] xs = {low, Math.sqrt(low) * Math.sqrt(high), high};
            Figure figure = Figure.of(random.nextInt(320, 900), random.nextInt(240, 700))
                    .logX()
                    .logY()
                    .line("a", xs, xs)
                    .scatter("b", xs, new double[] {1, 2, 3}, Style.DEFAULT.right());
            assertThat(figure.toPng())
                    .as("round %s: %s to %s", round, low, high)
                    .isNotEmpty();
        }
    }

    @Test
    void rejectsEmptyAndUnequalSeries() {
        Figure figure = Figure.of(640, 400);
        assertThatThrownBy(() -> figure.line("loss", new double[0], new double[0]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("line: series \"loss\" is empty: pass at least one point");
        assertThatThrownBy(() -> figure.scatter("loss", new double[3], new double[2]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("scatter: series \"loss\" has 3 xs and 2 ys: pass one x for each y");
        assertThatThrownBy(() -> figure.trend("loss", new double[3], new double[2], 3))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("trend: series");
        assertThatThrownBy(figure::toPng)
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("no series has a point to draw");
        assertThatThrownBy(() -> Figure.of(640, 400)
                        .line("a", XS, constant(Double.NaN, 11))
                        .toPng())
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("no series has a point to draw");
        assertThatThrownBy(() -> Figure.of(640, 400)
                        .logY()
                        .line("a", XS, constant(-1, 11))
                        .toPng())
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("positive on a logarithmic axis");
    }

    @Test
    void seriesOfGapsBesideAnotherIsDrawnAsNothing() {
        Figure figure = simple().line("gaps", XS, constant(Double.NaN, 11), Style.DEFAULT.right());
        assertThat(figure.toPng()).isNotEmpty();
    }

    @Test
    void rejectsSizesAndRangesThatCannotBeDrawn() {
        assertThatThrownBy(() -> Figure.of(319, 240))
                .isInstanceOf(PlotException.class)
                .hasMessage("figure: 319 × 240 pixels are outside the range: pass 320 × 240 to 16384 × 16384");
        assertThatThrownBy(() -> Figure.of(640, 20_000)).isInstanceOf(PlotException.class);
        assertThatThrownBy(() -> simple().yRange(3, 3).toPng())
                .isInstanceOf(PlotException.class)
                .hasMessageContaining("the range 3.0 to 3.0 of the y axis cannot be drawn");
        assertThatThrownBy(() -> simple().xRange(0, Double.NaN).toPng()).isInstanceOf(PlotException.class);
        assertThatThrownBy(() -> simple().logY().yRange(-1, 1).toPng()).isInstanceOf(PlotException.class);
        assertThatThrownBy(() -> simple().trend("a", XS, YS, 0)).isInstanceOf(PlotException.class);
    }

    @Test
    void textsThatLeaveNoRoomAreAnError() {
        assertThatThrownBy(() -> Figure.of(320, 240)
                        .title("many words ".repeat(60))
                        .line("a", XS, YS)
                        .toPng())
                .isInstanceOf(PlotException.class)
                .hasMessageContaining("enlarge the figure or shorten its texts");
    }

    @Test
    void longLegendTakesSeveralRows() {
        Figure figure = Figure.of(640, 400).line("a", XS, YS);
        double before = new FigurePainter(figure).area().getHeight();
        for (int i = 0; i < 9; i++) {
            figure.line("a rather long name, number " + i, XS, YS);
        }
        assertThat(new FigurePainter(figure).area().getHeight()).isBetween(before - 100, before - 40);
        for (int i = 10; i < 80; i++) {
            figure.line("a rather long name, number " + i, XS, YS);
        }
        assertThatThrownBy(figure::toPng)
                .isInstanceOf(PlotException.class)
                .hasMessageContaining("enlarge the figure or shorten its texts and its legend");
        assertThat(figure.noLegend().toPng()).isNotEmpty();
    }

    @Test
    void translucentAndDashedLinesStaySoWhenCrowded() {
        double[] xs = new double[5000];
        Arrays.setAll(xs, i -> i);
        Style faint = Style.DEFAULT.opacity(0.5).width(4);
        Figure figure = Figure.of(640, 400).yRange(0, 2).line("", xs, constant(1, 5000), faint);
        Rectangle2D area = new FigurePainter(figure).area();
        BufferedImage image = figure.toImage();
        for (double x = area.getX() + 40; x < area.getMaxX() - 40; x++) {
            int red = rgb(image, x, area.getCenterY()) >> 16;
            assertThat(red).as("column %s", x).isBetween(100, 130);
        }
        Figure dashed = Figure.of(640, 400).yRange(0, 2).line("", xs, constant(1.1, 5000), Style.DEFAULT.dashed());
        BufferedImage dashes = dashed.toImage();
        double y = area.getMaxY() - 0.55 * area.getHeight();
        int gaps = 0;
        for (double x = area.getX() + 40; x < area.getMaxX() - 40; x++) {
            gaps += rgb(dashes, x, y) == WHITE ? 1 : 0;
        }
        assertThat(gaps).isBetween((int) (0.2 * area.getWidth()), (int) (0.6 * area.getWidth()));
    }

    @Test
    void stylesRejectWhatCannotBeDrawn() {
        assertThatThrownBy(() -> Style.DEFAULT.width(0))
                .isInstanceOf(PlotException.class)
                .hasMessageStartingWith("style.width: 0.0 pixels");
        assertThatThrownBy(() -> Style.DEFAULT.width(Double.NaN)).isInstanceOf(PlotException.class);
        assertThatThrownBy(() -> Style.DEFAULT.markerSize(101)).isInstanceOf(PlotException.class);
        assertThatThrownBy(() -> Style.DEFAULT.opacity(1.5)).isInstanceOf(PlotException.class);
        assertThatThrownBy(() -> Style.DEFAULT.color(0xFF000000))
                .isInstanceOf(PlotException.class)
                .hasMessageStartingWith("style.color: 0xff000000");
    }

    @Test
    void stylesChangeWhatIsDrawn() {
        byte[] plain = Figure.of(640, 400).line("a", XS, YS).toPng();
        for (Style style : new Style[] {
            Style.DEFAULT.color(Palette.ORANGE),
            Style.DEFAULT.width(5),
            Style.DEFAULT.opacity(0.5),
            Style.DEFAULT.dashed(),
            Style.DEFAULT.marker(Marker.DIAMOND),
            Style.DEFAULT.right()
        }) {
            assertThat(Figure.of(640, 400).line("a", XS, YS, style).toPng()).isNotEqualTo(plain);
        }
        assertThat(Figure.of(640, 400).line("a", XS, YS, Style.DEFAULT).toPng()).isEqualTo(plain);
    }
}

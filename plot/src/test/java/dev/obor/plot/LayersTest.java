package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static final double[] XS = {0, 1, 2, 3, 4};
    private static final int BLUE = Palette.BLUE.rgb();

    /// Returns the colour at shares of the plot, from the left and from the bottom.
    private static int rgb(Figure figure, double shareX, double shareY) {
        Rectangle2D area = new FigurePainter(figure).area();
        BufferedImage image = figure.toImage();
        return image.getRGB((int) (area.getX() + shareX * area.getWidth()), (int)
                        (area.getMaxY() - shareY * area.getHeight()))
                & 0xFFFFFF;
    }

    @Test
    void barsReachTheirHeightsAndStandOnZero() {
        Figure figure = Figure.of().yRange(0, 10).bars(List.of("a", "b"), new double[] {2, 8});
        Place place = place(figure);
        assertThat(share(place, 0)).isCloseTo(0.25, within(0.03));
        assertThat(rgb(figure, share(place, 0), 0.15)).isEqualTo(BLUE);
        assertThat(rgb(figure, share(place, 0), 0.25)).isEqualTo(0xFFFFFF);
        assertThat(rgb(figure, share(place, 1), 0.75)).isEqualTo(BLUE);
        assertThat(rgb(figure, share(place, 0.5), 0.15)).isEqualTo(0xFFFFFF);
        Scales scales =
                new Scales(Figure.of().bars(List.of("a"), new double[] {3}).axes());
        assertThat(scales.y(false).min()).isZero();
    }

    private static Place place(Figure figure) {
        return new Scales(figure.axes()).place(new FigurePainter(figure).area(), false);
    }

    private static double share(Place place, double x) {
        return place.x().share(x);
    }

    @Test
    void barsOfALogarithmicAxisStandOnThePowerBelow() {
        Figure figure = Figure.of().logY().bars(List.of("a", "b"), new double[] {1, 1000});
        assertThat(new Scales(figure.axes()).y(false).min()).isLessThan(0.1).isGreaterThan(0.01);
        Place place = place(figure);
        assertThat(rgb(figure, share(place, 0), place.y().share(0.5))).isEqualTo(BLUE);
        assertThat(rgb(figure, share(place, 0), place.y().share(2.4))).isNotEqualTo(BLUE);
    }

    @Test
    void barsOfSeveralCallsStandSideBySide() {
        Figure figure = Figure.of()
                .bars("one", List.of("a", "b"), new double[] {1, 2})
                .bars("two", List.of("a", "b"), new double[] {2, 1});
        Place place = place(figure);
        assertThat(rgb(figure, share(place, -0.2), 0.2)).isEqualTo(BLUE);
        assertThat(rgb(figure, share(place, 0.2), 0.2)).isEqualTo(Palette.VERMILLION.rgb());
        assertThatThrownBy(() -> figure.bars(List.of("a", "c"), new double[] {1, 2}))
                .isInstanceOf(PlotException.class)
                .hasMessage("bars: bars above [a, c] do not fit those above [a, b]: pass the same names in the same"
                        + " direction, or use other axes");
    }

    @Test
    void lyingBarsStartAtTheTop() {
        Figure figure = Figure.of().horizontalBars(List.of("long", "short"), new double[] {9, 1});
        assertThat(rgb(figure, 0.5, 0.75)).isEqualTo(BLUE);
        assertThat(rgb(figure, 0.5, 0.25)).isNotEqualTo(BLUE);
    }

    @Test
    void barsNeedOneNameEach() {
        assertThatThrownBy(() -> Figure.of().bars(List.of("a"), new double[2]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("bars: there are 1 names and 2 values: pass one name for each value");
        assertThatThrownBy(() -> Figure.of().horizontalBars(List.of(), new double[0]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("horizontalBars: there are no bars: pass at least one");
    }

    @Test
    void imageHasRowZeroAtTheTopAndSquareCells() {
        Figure figure =
                Figure.of(700, 400).imshow(new double[][] {{0, 0, 1}, {1, 0, Double.NaN}}, Shading.DEFAULT.grey());
        Rectangle2D area = new FigurePainter(figure).area();
        assertThat(area.getWidth() / area.getHeight()).isCloseTo(1.5, within(1e-9));
        assertThat(rgb(figure, 0.16, 0.75)).isZero();
        assertThat(rgb(figure, 0.83, 0.75)).isEqualTo(0xFFFFFF);
        assertThat(rgb(figure, 0.16, 0.25)).isEqualTo(0xFFFFFF);
        assertThat(rgb(figure, 0.83, 0.25)).as("NaN").isEqualTo(Colors.MISSING.getRGB() & 0xFFFFFF);
    }

    @Test
    void imageOfColoursIsShownAsItIs() {
        Tensor floats = Obor.tensor(new double[] {1, 0, 0, 0, 0, 1}).reshape(1, 2, 3);
        Tensor bytes = Obor.tensor(new long[] {255, 0, 0, 0, 0, 255}).reshape(1, 2, 3);
        for (Tensor image : List.of(floats, bytes)) {
            Figure figure = Figure.of().imshow(image);
            assertThat(rgb(figure, 0.25, 0.5)).isEqualTo(0xFF0000);
            assertThat(rgb(figure, 0.75, 0.5)).isEqualTo(0x0000FF);
        }
    }

    @Test
    void rangeCutsValuesAndBarExplainsThem() {
        Tensor values = Obor.tensor(new double[] {-5, 0.5, 5}).reshape(1, 3);
        Figure figure =
                Figure.of().heatMap(values, Shading.DEFAULT.grey().range(0, 1).bar("level"));
        assertThat(rgb(figure, 0.1, 0.5)).isZero();
        assertThat(rgb(figure, 0.9, 0.5)).isEqualTo(0xFFFFFF);
        Rectangle2D area = new FigurePainter(figure).area();
        BufferedImage image = figure.toImage();
        int barX = (int) area.getMaxX() + 22;
        assertThat(image.getRGB(barX, (int) area.getMaxY() - 3) & 0xFF).isLessThan(20);
        assertThat(image.getRGB(barX, (int) area.getY() + 4) & 0xFF).isGreaterThan(235);
        assertThatThrownBy(() -> Shading.DEFAULT.range(1, 1))
                .isInstanceOf(PlotException.class)
                .hasMessage("shading.range: 1.0 to 1.0 is no range: pass finite ends, the lower first");
    }

    @Test
    void extentPutsTheFirstRowAtTheBottom() {
        Figure figure = Figure.of()
                .imshow(new double[][] {{0}, {1}}, Shading.DEFAULT.grey().extent(-1, 1, 10, 12));
        assertThat(rgb(figure, 0.5, 0.25)).isZero();
        assertThat(new Scales(figure.axes()).x().min()).isEqualTo(-1);
        assertThat(new Scales(figure.axes()).y(false).max()).isEqualTo(12);
    }

    @Test
    void fieldsRejectWhatIsNoTable() {
        assertThatThrownBy(() -> Figure.of().imshow(Obor.zeros(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("imshow: a tensor of shape [3] is no table of values: pass [rows, columns], neither of"
                        + " them 0");
        assertThatThrownBy(() -> Figure.of().heatMap(Obor.zeros(0, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[0, 2]");
        assertThatThrownBy(() -> Figure.of().imshow(new double[][] {{1, 2}, {3}}, Shading.DEFAULT))
                .isInstanceOf(ShapeException.class)
                .hasMessage("imshow: row 1 has 1 values and row 0 has 2: pass rows of one length");
        assertThatThrownBy(() -> Figure.of().heatMap(Obor.full(Double.NaN, 2, 2)))
                .isInstanceOf(PlotException.class)
                .hasMessage("heatMap: none of the 4 values is finite: pass at least one that is");
        assertThatThrownBy(
                        () -> Figure.of().heatMap(Obor.ones(2, 2), List.of("a"), List.of("b", "c"), 0, Shading.DEFAULT))
                .isInstanceOf(ShapeException.class)
                .hasMessage("heatMap: 1 and 2 names for 2 rows and 2 columns: pass one name for each");
    }

    @Test
    void contourLiesWhereTheFieldHasItsValue() {
        Tensor places = Obor.linspace(-1, 1, 21);
        Tensor field = places.unsqueeze(0).mul(Obor.ones(21, 1));
        Figure figure = Figure.of().contour(places, places, field, new double[] {0.5}, Style.DEFAULT);
        assertThat(rgb(figure, 0.75, 0.4)).isEqualTo(BLUE);
        assertThat(rgb(figure, 0.70, 0.43)).isNotEqualTo(BLUE);
        Figure filled = Figure.of().contourFilled(places, places, field, 2, Shading.DEFAULT.grey());
        assertThat(rgb(filled, 0.1, 0.5)).isLessThan(rgb(filled, 0.9, 0.5));
        assertThatThrownBy(() -> Figure.of().contour(places, Obor.linspace(0, 1, 3), field, 4, Shading.DEFAULT))
                .isInstanceOf(ShapeException.class)
                .hasMessage("contour: values of shape [21, 21] at 21 xs and 3 ys: pass [3, 21]");
        assertThatThrownBy(() -> Figure.of().contour(places.neg(), places, field, 4, Shading.DEFAULT))
                .isInstanceOf(PlotException.class)
                .hasMessageStartingWith("contour: the xs at 1 is 0.89");
    }

    @Test
    void bandFillsBetweenItsCurves() {
        double[] low = {1, 1, 1, 1, 1};
        double[] high = {3, 3, Double.NaN, 3, 3};
        Figure figure =
                Figure.of().xRange(0, 4).yRange(0, 4).fillBetween("", XS, low, high, Style.DEFAULT.color(0xFF0000));
        assertThat(rgb(figure, 0.1, 0.6)).isEqualTo(0xFF0000);
        assertThat(rgb(figure, 0.1, 0.9)).isNotEqualTo(0xFF0000);
        assertThat(rgb(figure, 0.52, 0.6)).as("a gap").isNotEqualTo(0xFF0000);
        assertThatThrownBy(() -> figure.fillBetween("b", XS, low, new double[2]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("fillBetween: series \"b\" has 5 xs and 2 upper values: pass one x for each upper value");
    }

    @Test
    void ruleDoesNotWidenTheAxes() {
        Figure figure = Figure.of().line(XS, XS).horizontal(100).vertical(2);
        assertThat(new Scales(figure.axes()).y(false).max()).isLessThan(5);
        assertThatThrownBy(() -> Figure.of().horizontal(1).toPng()).isInstanceOf(ShapeException.class);
    }

    @Test
    void coloredPointsShowTheirValues() {
        Figure figure = Figure.of().scatter(XS, XS, XS, Shading.DEFAULT.grey());
        Place place = place(figure);
        BufferedImage image = figure.toImage();
        assertThat(image.getRGB((int) place.x(0), (int) place.y(0)) & 0xFFFFFF).isZero();
        assertThat(image.getRGB((int) place.x(4), (int) place.y(4)) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    @Test
    void histogramCountsAndNormalises() {
        double[] values = {0, 0.5, 1, 1, 2, 4, Double.NaN, Double.POSITIVE_INFINITY};
        Histogram histogram = Histogram.of(values, 4);
        assertThat(histogram.edges()).containsExactly(0, 1, 2, 3, 4);
        assertThat(histogram.heights()).containsExactly(2, 2, 1, 1);
        double area = Arrays.stream(histogram.density().heights()).sum();
        assertThat(area).isCloseTo(1, within(1e-12));
        assertThat(Histogram.of(values, new double[] {0, 1, 10}).heights()).containsExactly(2, 4);
        assertThat(Histogram.of(new double[] {3, 3}, 2).heights()).containsExactly(0, 2);
        assertThat(Histogram.of(Obor.arange(0, 1000)).heights().length).isBetween(5, 40);
        assertThatThrownBy(() -> Histogram.of(new double[] {Double.NaN}))
                .isInstanceOf(ShapeException.class)
                .hasMessage("histogram: none of the 1 values is finite: pass at least one that is");
        assertThatThrownBy(() -> Histogram.of(values, 0))
                .isInstanceOf(PlotException.class)
                .hasMessage("histogram: 0 bins: pass 1 to 100000");
        assertThatThrownBy(() -> Histogram.of(values, new double[] {1, 1}))
                .isInstanceOf(PlotException.class)
                .hasMessageContaining("do not rise");
    }

    @Test
    void sequentialMapsRiseInLightness() {
        for (ColorMap map : List.of(
                ColorMap.GREY,
                ColorMap.VIRIDIAN,
                ColorMap.EMBER,
                ColorMap.BLUES.reversed(),
                ColorMap.INK.reversed(),
                ColorMap.CUBEHELIX)) {
            double before = FieldLayers.lightness(map.rgb(0));
            // The first steps from black are smaller than one of 255 levels.
            for (int i = 4; i <= 32; i++) {
                double lightness = FieldLayers.lightness(map.rgb(i / 32.0));
                assertThat(lightness).isGreaterThan(before);
                before = lightness;
            }
        }
        assertThat(ColorMap.GREY.rgb(-3)).isZero();
        assertThat(ColorMap.of(0xFF0000, 0x0000FF).rgb(1)).isEqualTo(0x0000FF);
        assertThatThrownBy(() -> ColorMap.of(1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> ColorMap.of(1, -1)).isInstanceOf(PlotException.class);
    }

    @Test
    void subplotsStandInLineAndAreAskedForByPlace() {
        Figure figure = Figure.subplots(2, 2);
        figure.axes(0, 0).line(XS, XS).yLabel("a label").xLabel("x");
        figure.axes(0, 1).title("t").bars(List.of("a"), new double[] {1e6});
        figure.axes(1, 0).line(XS, XS);
        FigurePainter painter = new FigurePainter(figure);
        assertThat(painter.area(0).getMaxY()).isCloseTo(painter.area(1).getMaxY(), within(1e-6));
        assertThat(painter.area(0).getY()).isCloseTo(painter.area(1).getY(), within(1e-6));
        assertThat(painter.area(0).getX()).isCloseTo(painter.area(2).getX(), within(1e-6));
        assertThat(figure.toPng()).isNotEmpty();
        assertThatThrownBy(() -> figure.line(XS, XS))
                .isInstanceOf(PlotException.class)
                .hasMessage("figure: there are 2 × 2 plots, and this says for none which: use axes(row, column)");
        assertThatThrownBy(() -> figure.axes(2, 0))
                .isInstanceOf(PlotException.class)
                .hasMessage("figure.axes: (2, 0) is outside the 2 × 2 plots: count rows and columns from 0");
        assertThatThrownBy(() -> Figure.subplots(0, 2)).isInstanceOf(PlotException.class);
    }

    @Test
    void gridOfABatchHasEveryImage() {
        ImageGrid grid = ImageGrid.of(Obor.arange(0, 24).reshape(6, 1, 2, 2));
        assertThat(grid.tiles()).hasSize(6);
        assertThat(grid.rgb(0)).isZero();
        assertThat(grid.rgb(23)).isEqualTo(0xFFFFFF);
        assertThat(grid.colors(ColorMap.INK).rgb(23)).isZero();
        assertThatThrownBy(() -> ImageGrid.of(Obor.zeros(2, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("imageGrid: a tensor of shape [2, 2] is no batch of grey images");
    }
}

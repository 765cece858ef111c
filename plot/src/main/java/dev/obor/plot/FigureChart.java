package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;

/// A figure without its titles as an XChart.
final class FigureChart {
    static final int PADDING = 14;
    static final Font TICK_FONT = Text.plain(12);
    private static final Font TEXT_FONT = Text.plain(13);
    private static final int LEGEND_PADDING = 12;
    private static final int LEGEND_SAMPLE = 28;
    /// XChart cuts labels to this share of the chart's width.
    private static final double LONGEST_LABEL = 0.45;
    /// XChart centres the row below the plot, which need not be the middle of the chart.
    private static final double LONGEST_ROW = 0.8;
    /// Samples of thinner lines are drawn this wide, because a short hair of a pale colour is hard to name.
    private static final double LEAST_SAMPLE_WIDTH = 2;
    private static final Color GRID = new Color(0xE4E4E4);
    private static final Color AXIS = new Color(0x6E6E6E);
    private static final double[] NOTHING = {Double.NaN};

    private final Figure figure;
    private final int height;
    private final Axis x;
    private final Optional<Axis> left;
    private final Optional<Axis> right;
    private final XYChart chart;

    /// Makes the chart with axes and legend, but without data.
    FigureChart(Figure figure, int height, Axis x, Optional<Axis> left, Optional<Axis> right) {
        this.figure = figure;
        this.height = height;
        this.x = x;
        this.left = left;
        this.right = right;
        this.chart = new XYChart(figure.width(), height);
        styleText();
        styleAxes();
        for (Series series : figure.series()) {
            addSample(series);
        }
        placeLegend();
    }

    private void styleText() {
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setChartFontColor(Text.INK);
        styler.setChartPadding(PADDING)
                .setChartTitleVisible(false)
                .setPlotBorderVisible(false)
                .setPlotContentSize(1);
        styler.setLegendFont(TEXT_FONT)
                .setLegendPadding(LEGEND_PADDING)
                .setLegendSeriesLineLength(LEGEND_SAMPLE)
                .setLegendBorderColor(Color.WHITE);
        styler.setAxisTitleFont(TEXT_FONT).setAxisTickLabelsFont(TICK_FONT).setAxisTickLabelsColor(Text.SOFT_INK);
        chart.setXAxisTitle(Text.oneLine(figure.xAxis().label(), TEXT_FONT, x.pixels()));
    }

    private void styleAxes() {
        XYStyler styler = chart.getStyler();
        styler.setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setAxisTickMarksColor(AXIS)
                .setAxisTickMarksStroke(new BasicStroke(1))
                .setAxisTickMarkLength(4)
                .setPlotMargin(0)
                .setAxisTicksMarksVisible(false)
                .setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        styler.setXAxisMin(x.low())
                .setXAxisMax(x.high())
                .setXAxisLogarithmic(x.ticks().isLog())
                .setXAxisTickLabelsFormattingFunction(x.ticks()::label);
        Axis y = left.or(() -> right).orElseThrow();
        boolean log = y.ticks().isLog();
        styler.setYAxisLogarithmic(log)
                .setYAxisLogarithmicDecadeOnly(false)
                .setXAxisLogarithmicDecadeOnly(false)
                .setYAxisTickMarkSpacingHint(y.ticks().spacing())
                .setYAxisTickLabelsFormattingFunction(
                        at -> axis(ShiftedTicks.isShifted(at, log)).ticks().label(at));
        // A logarithmic y axis that is shorter than the hint for x would get no ticks.
        styler.setXAxisTickMarkSpacingHint(
                log
                        ? (int) Math.min(x.ticks().spacing(), 0.9 * y.pixels())
                        : x.ticks().spacing());
        left.ifPresent(axis -> styleYAxis(axis, figure.yAxis().label(), Styler.YAxisPosition.Left));
        right.ifPresent(axis -> styleYAxis(axis, figure.rightAxis().label(), Styler.YAxisPosition.Right));
    }

    private void styleYAxis(Axis axis, String label, Styler.YAxisPosition position) {
        int group = group(position == Styler.YAxisPosition.Right);
        chart.getStyler().setYAxisMin(group, axis.low()).setYAxisMax(group, axis.high());
        chart.getStyler().setYAxisGroupPosition(group, position);
        chart.setYAxisGroupTitle(group, Text.oneLine(label, TEXT_FONT, axis.pixels()));
    }

    private Axis axis(boolean atRight) {
        return (atRight ? right : left).orElseThrow();
    }

    /// Returns XChart's number of a y axis; it always draws number 0.
    private int group(boolean atRight) {
        return atRight && left.isPresent() ? 1 : 0;
    }

    /// Adds a series that is seen in the legend only. Its NaN tells XChart that the data is not evenly
    /// spaced; where it is, XChart would put the ticks at places of the data, however odd.
    private void addSample(Series series) {
        XYSeries sample = add(series, NOTHING, NOTHING);
        sample.setLabel(label(series)).setShowInLegend(!series.name().isBlank());
        sample.setLineStyle(
                series.isJoined() ? series.stroke(Math.max(LEAST_SAMPLE_WIDTH, series.width())) : SeriesLines.NONE);
        sample.setMarker(series.marker().sized(series.markerSize()));
    }

    Axis x() {
        return x;
    }

    Optional<Axis> left() {
        return left;
    }

    Optional<Axis> right() {
        return right;
    }

    private static String label(Series series) {
        String name = series.isRight() ? series.name() + " (right axis)" : series.name();
        return Text.oneLine(name, TEXT_FONT, Double.MAX_VALUE);
    }

    private XYSeries add(Series series, double[] xs, double[] ys) {
        XYSeries added = chart.addSeries("series " + chart.getSeriesCollection().size(), xs, ys);
        added.setYAxisGroup(group(series.isRight())).setShowInLegend(false);
        added.setLineColor(series.color()).setLineStyle(SeriesLines.NONE);
        added.setMarkerColor(series.color()).setMarker(Marker.NONE.sized(1));
        return added;
    }

    /// Puts the legend in a row below the plot, where it has room there, otherwise in a column at the right.
    private void placeLegend() {
        List<String> labels = figure.series().stream()
                .filter(series -> !series.name().isBlank())
                .map(FigureChart::label)
                .toList();
        // As XChart adds them up.
        double row = labels.stream()
                        .mapToDouble(label -> Math.min(Text.widthOf(label, TEXT_FONT), LONGEST_LABEL * figure.width()))
                        .sum()
                + labels.size() * (LEGEND_SAMPLE + 2.0 * LEGEND_PADDING)
                + LEGEND_PADDING;
        boolean fits = row <= LONGEST_ROW * figure.width();
        chart.getStyler()
                .setLegendVisible(!labels.isEmpty())
                .setLegendPosition(fits ? Styler.LegendPosition.OutsideS : Styler.LegendPosition.OutsideE)
                .setLegendLayout(fits ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
        double column = labels.size() * (TEXT_FONT.getSize() + LEGEND_PADDING) + 2.0 * LEGEND_PADDING;
        if (!fits && column > height) {
            throw new PlotException("figure: a legend of " + labels.size() + " series needs "
                    + Math.round(column) + " pixels, more than the " + height
                    + " below the titles: enlarge the figure or leave names blank");
        }
    }

    /// Returns the place of the data, which XChart finds by drawing.
    Rectangle2D area() {
        Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            chart.paint(g, figure.width(), height);
        } finally {
            g.dispose();
        }
        XYStyler styler = chart.getStyler();
        int spacing = styler.getXAxisTickMarkSpacingHint();
        // XChart does not convert where an axis is shorter than this hint.
        styler.setXAxisTickMarkSpacingHint(0);
        Axis y = left.or(() -> right).orElseThrow();
        double startX = chart.getScreenXFromChart(x.ticks().at(0));
        double startY = chart.getScreenYFromChart(y.ticks().at(1));
        Rectangle2D area = new Rectangle2D.Double(
                startX,
                startY,
                chart.getScreenXFromChart(x.ticks().at(1)) - startX,
                chart.getScreenYFromChart(y.ticks().at(0)) - startY);
        styler.setXAxisTickMarkSpacingHint(spacing);
        return area;
    }

    /// Draws the chart with its data.
    void paint(Graphics2D g) {
        for (Series series : figure.series()) {
            addData(series);
        }
        Shape clip = g.getClip();
        chart.paint(g, figure.width(), height);
        g.setClip(clip);
    }

    private void addData(Series series) {
        Axis y = axis(series.isRight());
        double[] xs = new double[series.size()];
        double[] ys = new double[series.size()];
        for (int i = 0; i < xs.length; i++) {
            boolean shown = figure.shows(series, i);
            xs[i] = shown ? x.scale().share(series.x(i)) : Double.NaN;
            ys[i] = shown ? y.scale().share(series.y(i)) : Double.NaN;
        }
        if (series.isJoined()) {
            Polyline line = Polyline.through(xs, ys, x.pixels());
            add(series, line.xs(x.ticks()::at), line.ys(y.ticks()::at))
                    .setSmooth(true)
                    .setLineStyle(series.stroke(series.width()));
        }
        if (series.marker() != Marker.NONE) {
            addMarkers(series, xs, ys, series.marker(), series.markerSize());
        } else {
            int[] alone =
                    IntStream.range(0, ys.length).filter(i -> isAlone(ys, i)).toArray();
            addMarkers(
                    series,
                    Arrays.stream(alone).mapToDouble(i -> xs[i]).toArray(),
                    Arrays.stream(alone).mapToDouble(i -> ys[i]).toArray(),
                    Marker.CIRCLE,
                    3 * series.width());
        }
    }

    private void addMarkers(Series series, double[] xs, double[] ys, Marker marker, double size) {
        if (xs.length > 0) {
            Axis y = axis(series.isRight());
            add(
                            series,
                            Arrays.stream(xs).map(x.ticks()::at).toArray(),
                            Arrays.stream(ys).map(y.ticks()::at).toArray())
                    .setMarker(marker.sized(size));
        }
    }

    /// Returns whether a point has gaps at both sides, so that no line shows it.
    private static boolean isAlone(double[] ys, int i) {
        return !Double.isNaN(ys[i])
                && (i == 0 || Double.isNaN(ys[i - 1]))
                && (i == ys.length - 1 || Double.isNaN(ys[i + 1]));
    }
}

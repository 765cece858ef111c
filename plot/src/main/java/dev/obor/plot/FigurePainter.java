package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Finds the scales and ticks of a figure, and has XChart draw it below the titles, which may have several
/// lines.
final class FigurePainter {
    private static final double MARGIN = 20;
    private static final double LEAST_WIDTH = 120;
    private static final double LEAST_HEIGHT = 80;
    private static final int X_SPACING = 60;
    private static final int Y_SPACING = 40;
    /// More ticks serve nobody, and as powers of ten they would overflow.
    private static final int MOST_TICKS = 100;

    private final Figure figure;
    private final Scale x;
    private final Optional<Scale> left;
    private final Optional<Scale> right;
    private final Text title;
    private final Text subtitle;
    private final double head;
    private final FigureChart chart;
    private final Rectangle2D area;

    FigurePainter(Figure figure) {
        this.figure = figure;
        this.x = xScale();
        this.left = yScale(false);
        this.right = yScale(true);
        double room = figure.width() - 2 * MARGIN;
        this.title = Text.of(figure.title(), Text.bold(17), room);
        this.subtitle = Text.of(figure.subtitle(), Text.plain(13), room);
        double texts = title.height() + subtitle.height();
        this.head = texts == 0 ? 0 : Math.ceil(MARGIN + texts);
        check(figure.width(), figure.height() - head - 2 * FigureChart.PADDING);
        // XChart finds room for the plot while it draws, and the choice of ticks depends on that room.
        Rectangle2D first =
                chart(0.8 * figure.width(), 0.7 * (figure.height() - head)).area();
        check(first.getWidth(), first.getHeight());
        this.chart = chart(first.getWidth(), first.getHeight());
        Rectangle2D second = chart.area();
        check(second.getWidth(), second.getHeight());
        this.area = new Rectangle2D.Double(second.getX(), second.getY() + head, second.getWidth(), second.getHeight());
    }

    private FigureChart chart(double width, double height) {
        ToDoubleFunction<String> extent = label -> Text.widthOf(label, FigureChart.TICK_FONT);
        Ticks xTicks =
                digits(x, width, extent).orElseGet(() -> EvenTicks.apart(x, width, X_SPACING, countsAlongX(), extent));
        Optional<Axis> leftAxis = left.map(scale -> new Axis(scale, yTicks(scale, height), height));
        Optional<Axis> rightAxis = right.map(scale -> new Axis(scale, rightTicks(scale, height, leftAxis), height));
        return new FigureChart(figure, (int) (figure.height() - head), new Axis(x, xTicks, width), leftAxis, rightAxis);
    }

    private static Ticks yTicks(Scale scale, double height) {
        return digits(scale, height, FigurePainter::labelHeight).orElseGet(() -> evenY(scale, height));
    }

    private static Ticks rightTicks(Scale scale, double height, Optional<Axis> left) {
        boolean log = left.isPresent() && left.get().ticks().isLog();
        // XChart has one spacing hint for both y axes, and none for logarithmic ones.
        return new ShiftedTicks(
                left.isEmpty() || log
                        ? evenY(scale, height)
                        : EvenTicks.hinted(scale, height, left.get().ticks().spacing()),
                log);
    }

    private static EvenTicks evenY(Scale scale, double height) {
        double spacing = Math.max(Y_SPACING, height / MOST_TICKS);
        return EvenTicks.isLow(height) && !scale.log()
                ? EvenTicks.hinted(scale, height, Y_SPACING)
                : EvenTicks.apart(scale, height, spacing, false, FigurePainter::labelHeight);
    }

    private static double labelHeight(String label) {
        return FigureChart.TICK_FONT.getSize();
    }

    private static Optional<Ticks> digits(Scale scale, double pixels, ToDoubleFunction<String> extent) {
        return scale.log() ? DigitTicks.of(scale, pixels, extent).map(ticks -> ticks) : Optional.empty();
    }

    private void check(double width, double height) {
        if (!(width >= LEAST_WIDTH && height >= LEAST_HEIGHT)) {
            throw new PlotException("figure: " + figure.width() + " × " + figure.height() + " pixels leave only "
                    + Math.round(Math.max(0, width)) + " × " + Math.round(Math.max(0, height))
                    + " for the data: enlarge the figure or shorten its texts");
        }
    }

    /// Returns whether every x is a whole number, as steps and epochs are: half an epoch deserves no tick.
    private boolean countsAlongX() {
        return figure.series().stream()
                .allMatch(series -> IntStream.range(0, series.size())
                        .allMatch(i -> !figure.shows(series, i) || series.x(i) == Math.rint(series.x(i))));
    }

    private Scale xScale() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series series : figure.series()) {
            for (int i = 0; i < series.size(); i++) {
                if (figure.shows(series, i)) {
                    low = Math.min(low, series.x(i));
                    high = Math.max(high, series.x(i));
                }
            }
        }
        if (low > high) {
            throw new ShapeException("figure: no series has a point to draw: add one with a finite x and y, positive"
                    + " on a logarithmic axis");
        }
        return figure.xAxis().scale(low, high, countsAlongX() ? 1 : 0, "x");
    }

    /// Returns the scale of a y axis, or nothing if no series is measured by it.
    private Optional<Scale> yScale(boolean atRight) {
        if (figure.series().stream().noneMatch(series -> series.isRight() == atRight)) {
            return Optional.empty();
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series series : figure.series()) {
            for (int i = 0; i < series.size() && series.isRight() == atRight; i++) {
                if (figure.shows(series, i)) {
                    low = Math.min(low, series.y(i));
                    high = Math.max(high, series.y(i));
                }
            }
        }
        Figure.AxisOptions options = atRight ? figure.rightAxis() : figure.yAxis();
        // Another axis has points where this one's series are all gaps, so any scale serves.
        boolean empty = low > high;
        return Optional.of(options.scale(empty ? 1 : low, empty ? 10 : high, 0, atRight ? "right" : "y"));
    }

    /// Returns where the data is drawn.
    Rectangle2D area() {
        return area;
    }

    FigureChart chart() {
        return chart;
    }

    void paint(Graphics2D g) {
        AffineTransform before = g.getTransform();
        g.translate(0, head);
        chart.paint(g);
        g.setTransform(before);
        title.draw(g, Text.INK, MARGIN, MARGIN, title.width(), 0);
        subtitle.draw(g, Text.SOFT_INK, MARGIN, MARGIN + title.height() + 2, subtitle.width(), 0);
    }
}

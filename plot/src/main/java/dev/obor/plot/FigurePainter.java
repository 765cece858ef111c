package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/// Finds room for the parts of a figure, from the outside in, and draws them.
///
/// From the top: title, subtitle, legend, plot, tick labels, x label; the y labels stand upright at the sides.
final class FigurePainter {
    private static final double MARGIN = 20;
    private static final double GAP = 10;
    private static final double TICK = 5;
    private static final double LEAST_WIDTH = 120;
    private static final double LEAST_HEIGHT = 80;
    private static final Color GRID = new Color(0xE4E4E4);
    private static final Color FINE_GRID = new Color(0xF2F2F2);
    private static final Color AXIS = new Color(0x6E6E6E);
    private static final BasicStroke HAIR = new BasicStroke(1);

    private final Figure figure;
    private final Scale xScale;
    private final Scale yScale;
    private final Optional<Scale> rightScale;
    private final Text title;
    private final Text subtitle;
    private final Text xLabel;
    private final Legend legend;
    private final Text yLabel;
    private final Text rightLabel;
    private final List<Ticks.Tick> yTicks;
    private final List<Ticks.Tick> rightTicks;
    private final List<Ticks.Tick> xTicks;
    private final Rectangle2D area;

    FigurePainter(Figure figure) {
        this.figure = figure;
        this.xScale = xScale();
        this.rightScale = has(true) ? Optional.of(yScale(true)) : Optional.empty();
        this.yScale = has(false) ? yScale(false) : rightScale.orElseThrow();
        double room = figure.width() - 2 * MARGIN;
        this.title = Text.of(figure.title(), Text.bold(17), room);
        this.subtitle = Text.of(figure.subtitle(), Text.plain(13), room);
        this.xLabel = Text.of(figure.xAxis().label(), Text.plain(13), room);
        this.legend = new Legend(figure.series(), room);
        double tickHeight = Text.of("0", tickFont(), room).height();
        double top = legendTop() + below(legend.height()) + tickHeight / 2;
        double bottom = figure.height() - MARGIN - above(xLabel.height()) - tickHeight - TICK - 2;
        check(figure.width(), bottom - top);
        this.yLabel = Text.of(has(false) ? figure.yAxis().label() : "", Text.plain(13), bottom - top);
        this.rightLabel = Text.of(has(true) ? figure.rightAxis().label() : "", Text.plain(13), bottom - top);
        this.yTicks = has(false) ? yTicks(yScale, bottom - top) : List.of();
        this.rightTicks = rightScale.map(scale -> yTicks(scale, bottom - top)).orElse(List.of());
        double left = MARGIN + below(yLabel.height()) + widest(yTicks);
        double end = figure.width() - MARGIN - below(rightLabel.height()) - widest(rightTicks);
        check(end - left, bottom - top);
        // Whole pixels keep the axes and the grid sharp.
        this.area = new Rectangle2D.Double(Math.ceil(left), Math.ceil(top),
                Math.floor(end) - Math.ceil(left), Math.floor(bottom) - Math.ceil(top));
        this.xTicks = Ticks.of(xScale, area.getWidth(), 48, countsAlongX() ? 1 : 0,
                label -> Text.widthOf(label, tickFont()) + 18);
    }

    private static Font tickFont() {
        return Text.plain(12);
    }

    private static double below(double height) {
        return height == 0 ? 0 : height + GAP;
    }

    private static double above(double height) {
        return height == 0 ? 0 : height + GAP / 2;
    }

    private double legendTop() {
        double head = title.height() + (subtitle.height() == 0 ? 0 : subtitle.height() + 2);
        return MARGIN + below(head);
    }

    private void check(double width, double height) {
        if (width < LEAST_WIDTH || height < LEAST_HEIGHT) {
            throw new PlotException("figure: " + figure.width() + " × " + figure.height() + " pixels leave only "
                    + Math.round(Math.max(0, width)) + " × " + Math.round(Math.max(0, height))
                    + " for the data: enlarge the figure or shorten its texts");
        }
    }

    private static List<Ticks.Tick> yTicks(Scale scale, double length) {
        double height = Text.of("0", tickFont(), Double.MAX_VALUE).height();
        return Ticks.of(scale, length, Math.clamp(length / 9, 24, 40), 0, label -> height);
    }

    private static double widest(List<Ticks.Tick> ticks) {
        double widest = ticks.stream().mapToDouble(tick -> Text.widthOf(tick.label(), tickFont())).max().orElse(0);
        return widest == 0 ? 0 : widest + TICK + 4;
    }

    /// Returns whether every x is a whole number, as steps and epochs are: half an epoch deserves no tick.
    private boolean countsAlongX() {
        for (Series series : figure.series()) {
            for (int i = 0; i < series.size(); i++) {
                if (isShown(series, i) && series.x(i) != Math.rint(series.x(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean has(boolean right) {
        return figure.series().stream().anyMatch(series -> series.isRight() == right);
    }

    private Scale xScale() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series series : figure.series()) {
            for (int i = 0; i < series.size(); i++) {
                if (isShown(series, i)) {
                    low = Math.min(low, series.x(i));
                    high = Math.max(high, series.x(i));
                }
            }
        }
        if (low > high) {
            throw new ShapeException("figure: no series has a point to draw: add one with a finite x and y, positive"
                    + " on a logarithmic axis");
        }
        return figure.xAxis().scale(low, high, "x");
    }

    private Scale yScale(boolean right) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series series : figure.series()) {
            for (int i = 0; i < series.size() && series.isRight() == right; i++) {
                if (isShown(series, i)) {
                    low = Math.min(low, series.y(i));
                    high = Math.max(high, series.y(i));
                }
            }
        }
        Figure.AxisOptions options = right ? figure.rightAxis() : figure.yAxis();
        if (low > high) {
            // Another axis has points; this one's series are all gaps, so any scale serves.
            return options.scale(1, 10, right ? "right" : "y");
        }
        return options.scale(low, high, right ? "right" : "y");
    }

    private boolean isShown(Series series, int i) {
        return series.shows(i, figure.xAxis().isLog(), !series.isRight() && figure.yAxis().isLog());
    }

    /// Returns where the data is drawn.
    Rectangle2D area() {
        return area;
    }

    void paint(Graphics2D g) {
        title.draw(g, Text.INK, MARGIN, MARGIN, title.width(), 0);
        subtitle.draw(g, Text.SOFT_INK, MARGIN, MARGIN + title.height() + 2, subtitle.width(), 0);
        legend.paint(g, MARGIN, legendTop());
        paintGrid(g);
        paintSeries(g);
        paintAxes(g);
        paintLabels(g);
    }

    private void paintGrid(Graphics2D g) {
        g.setStroke(HAIR);
        for (boolean minor : new boolean[] {true, false}) {
            g.setColor(minor ? FINE_GRID : GRID);
            for (Ticks.Tick tick : yTicks.isEmpty() ? rightTicks : yTicks) {
                if (tick.isMinor() == minor) {
                    g.draw(new Line2D.Double(area.getX(), y(tick), area.getMaxX(), y(tick)));
                }
            }
            for (Ticks.Tick tick : xTicks) {
                if (tick.isMinor() == minor) {
                    g.draw(new Line2D.Double(x(tick), area.getY(), x(tick), area.getMaxY()));
                }
            }
        }
    }

    private void paintSeries(Graphics2D g) {
        Shape clip = g.getClip();
        // A little beyond the area, so that lines along its edge keep their width.
        g.clip(new Rectangle2D.Double(area.getX() - 1, area.getY() - 1, area.getWidth() + 2, area.getHeight() + 2));
        for (Series series : figure.series()) {
            Scale scale = series.isRight() ? rightScale.orElseThrow() : yScale;
            new SeriesPainter(series, area, xScale, scale).paint(g);
        }
        g.setClip(clip);
    }

    private void paintAxes(Graphics2D g) {
        g.setStroke(HAIR);
        g.setColor(AXIS);
        double left = area.getX() - 0.5;
        double right = area.getMaxX() + 0.5;
        double bottom = area.getMaxY() + 0.5;
        g.draw(new Line2D.Double(left, bottom, right, bottom));
        if (has(false)) {
            g.draw(new Line2D.Double(left, area.getY(), left, bottom));
        }
        if (has(true)) {
            g.draw(new Line2D.Double(right, area.getY(), right, bottom));
        }
        for (Ticks.Tick tick : xTicks) {
            double length = tick.isMinor() ? TICK / 2 : TICK;
            g.draw(new Line2D.Double(x(tick), bottom, x(tick), bottom + length));
        }
        for (Ticks.Tick tick : yTicks) {
            double length = tick.isMinor() ? TICK / 2 : TICK;
            g.draw(new Line2D.Double(left - length, y(tick), left, y(tick)));
        }
        for (Ticks.Tick tick : rightTicks) {
            double length = tick.isMinor() ? TICK / 2 : TICK;
            g.draw(new Line2D.Double(right, y(tick), right + length, y(tick)));
        }
    }

    private void paintLabels(Graphics2D g) {
        double tickTop = area.getMaxY() + TICK + 2;
        double tickHeight = 0;
        for (Ticks.Tick tick : xTicks) {
            Text label = Text.of(tick.label(), tickFont(), Double.MAX_VALUE);
            double x = Math.clamp(x(tick) - label.width() / 2, 2, figure.width() - 2 - label.width());
            label.draw(g, Text.SOFT_INK, x, tickTop, label.width(), 0);
            tickHeight = Math.max(tickHeight, label.height());
        }
        xLabel.draw(g, Text.INK, area.getX(), tickTop + tickHeight + GAP / 2, area.getWidth(), 0.5);
        for (Ticks.Tick tick : yTicks) {
            Text label = Text.of(tick.label(), tickFont(), Double.MAX_VALUE);
            double x = area.getX() - TICK - 4 - label.width();
            label.draw(g, Text.SOFT_INK, x, y(tick) - label.height() / 2, label.width(), 0);
        }
        for (Ticks.Tick tick : rightTicks) {
            Text label = Text.of(tick.label(), tickFont(), Double.MAX_VALUE);
            label.draw(g, Text.SOFT_INK, area.getMaxX() + TICK + 4, y(tick) - label.height() / 2, label.width(), 0);
        }
        upright(g, yLabel, MARGIN);
        upright(g, rightLabel, figure.width() - MARGIN - rightLabel.height());
    }

    /// Draws a text that reads upwards, centred along the plot's height.
    private void upright(Graphics2D g, Text text, double left) {
        AffineTransform before = g.getTransform();
        g.translate(left, area.getMaxY());
        g.rotate(-Math.PI / 2);
        text.draw(g, Text.INK, 0, 0, area.getHeight(), 0.5);
        g.setTransform(before);
    }

    private double x(Ticks.Tick tick) {
        return Math.floor(area.getX() + tick.share() * area.getWidth()) + 0.5;
    }

    private double y(Ticks.Tick tick) {
        return Math.floor(area.getMaxY() - tick.share() * area.getHeight()) + 0.5;
    }
}

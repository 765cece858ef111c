package dev.obor.plot;

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

/// Finds room for the axes of one plot in a box, and draws them with the grid and the layers between them.
final class AxesPainter {
    static final double MARGIN = 20;
    static final Font TICK_FONT = Text.plain(12);
    static final Color AXIS = new Color(0x6E6E6E);
    private static final Color GRID = new Color(0xE4E4E4);
    private static final Font LABEL_FONT = Text.plain(13);
    private static final double PADDING = 14;
    private static final double TICK_GAP = 6;
    private static final double LABEL_GAP = 6;
    private static final double LEAST_BAR = 110;
    private static final double LEAST_WIDTH = 120;
    private static final double LEAST_HEIGHT = 80;
    /// Lines along an edge of the plot keep their width.
    private static final double BLEED = 1.5;
    private static final int ROUNDS = 3;

    private final Axes axes;
    private final Scales scales;
    private final double boxWidth;
    private final double boxHeight;
    private final Text title;
    private final Legend legend;
    private final Optional<Colors> colors;
    private AxisLabels x;
    private Optional<AxisLabels> left;
    private Optional<AxisLabels> right;
    private Rectangle2D area;

    /// The room beside a plot.
    record Margins(double left, double right, double top, double bottom) {
        static final Margins NONE = new Margins(0, 0, 0, 0);

        Margins max(Margins other) {
            return new Margins(
                    Math.max(left, other.left),
                    Math.max(right, other.right),
                    Math.max(top, other.top),
                    Math.max(bottom, other.bottom));
        }
    }

    /// @param width the box's width in pixels
    /// @param height the box's height in pixels
    AxesPainter(Axes axes, double width, double height) {
        this.axes = axes;
        this.scales = new Scales(axes);
        this.boxWidth = width;
        this.boxHeight = height;
        this.title = Text.of(axes.title(), Text.bold(14), width - 2 * MARGIN);
        this.legend = new Legend(axes.named(), width - 2 * MARGIN);
        this.colors = scales.layers().stream()
                .flatMap(layer -> layer.colors().stream())
                .findFirst();
        this.area = new Rectangle2D.Double(0, 0, 0.85 * width, 0.75 * height);
        check();
        arrange(Margins.NONE);
    }

    /// Finds the plot's place, with at least some room beside it.
    void arrange(Margins least) {
        for (int round = 0; round < ROUNDS; round++) {
            // The labels of the ticks decide how much room is left, and the room decides on the ticks.
            choose();
            Margins margins = margins().max(least);
            area = new Rectangle2D.Double(
                    margins.left(),
                    margins.top(),
                    boxWidth - margins.left() - margins.right(),
                    boxHeight - margins.top() - margins.bottom());
            check();
        }
        if (axes.isSquare()) {
            makeSquare();
            check();
        }
        choose();
    }

    private void choose() {
        x = AxisLabels.below(scales, axes.xAxis(), area.getWidth());
        left = scales.left().map(scale -> AxisLabels.beside(scale, axes.yAxis(), area.getHeight(), scales.countsY()));
        right = scales.right().map(scale -> AxisLabels.beside(scale, axes.rightAxis(), area.getHeight(), false));
    }

    /// Takes from the plot what makes units of x longer than units of y, or the other way round.
    private void makeSquare() {
        double ySpan = scales.y(false).span();
        double unit = Math.min(area.getWidth() / scales.x().span(), area.getHeight() / ySpan);
        double width = unit * scales.x().span();
        double height = unit * ySpan;
        area = new Rectangle2D.Double(
                area.getX() + (area.getWidth() - width) / 2,
                area.getY() + (area.getHeight() - height) / 2,
                width,
                height);
    }

    /// Returns the room that axes, labels, titles and legend need beside the plot.
    Margins margins() {
        double bar = colors.map(each -> new ColorBar(each, besideBar().getHeight()).width())
                .orElse(0.0);
        double top = PADDING + (title.height() == 0 ? 0 : title.height() + 2);
        double bottom = PADDING + TICK_GAP + x.depth() + labelRoom(axes.xAxis()) + legend.height();
        double leftRoom = left.map(labels -> sideRoom(labels, axes.yAxis())).orElse(0.0);
        double rightRoom =
                right.map(labels -> sideRoom(labels, axes.rightAxis())).orElse(0.0) + bar;
        return new Margins(
                PADDING + Math.max(leftRoom, x.overhangLeft()),
                PADDING + Math.max(rightRoom, x.overhangRight()),
                top,
                bottom);
    }

    private static double sideRoom(AxisLabels labels, AxisOptions options) {
        return TICK_GAP + labels.depth() + labelRoom(options);
    }

    private static double labelRoom(AxisOptions options) {
        return options.label().isBlank() ? 0 : LABEL_GAP + Math.ceil(LABEL_FONT.getSize() * 1.25);
    }

    boolean isSquare() {
        return axes.isSquare();
    }

    private void check() {
        if (!(area.getWidth() >= (axes.isSquare() ? 1 : LEAST_WIDTH)
                && area.getHeight() >= (axes.isSquare() ? 1 : LEAST_HEIGHT))) {
            throw new PlotException("figure: " + Math.round(boxWidth) + " × " + Math.round(boxHeight)
                    + " pixels leave only " + Math.round(Math.max(0, area.getWidth())) + " × "
                    + Math.round(Math.max(0, area.getHeight()))
                    + " for the data: enlarge the figure or shorten its texts and its legend");
        }
    }

    /// Returns where the data is drawn.
    Rectangle2D area() {
        return area;
    }

    AxisLabels x() {
        return x;
    }

    Optional<AxisLabels> left() {
        return left;
    }

    void paint(Graphics2D g) {
        paintGrid(g);
        paintTexts(g);
        Shape clip = g.getClip();
        for (Layer layer : scales.layers()) {
            g.clip(new Rectangle2D.Double(
                    area.getX() - BLEED,
                    area.getY() - BLEED,
                    area.getWidth() + 2 * BLEED,
                    area.getHeight() + 2 * BLEED));
            layer.paint(g, scales.place(area, layer.isRight()));
            g.setClip(clip);
        }
        g.setColor(AXIS);
        g.setStroke(new BasicStroke(1));
        if (scales.layers().stream().anyMatch(Raster.class::isInstance)) {
            g.draw(area);
        } else {
            paintAxes(g);
        }
        Rectangle2D beside = besideBar();
        colors.ifPresent(each -> new ColorBar(each, beside.getHeight()).paint(g, beside));
    }

    /// Returns the plot's place, made higher where a colour bar of its height would have no room for labels.
    private Rectangle2D besideBar() {
        double height = Math.max(area.getHeight(), Math.min(LEAST_BAR, boxHeight - 2 * PADDING));
        double y = Math.max(PADDING, Math.min(area.getCenterY() - height / 2, boxHeight - PADDING - height));
        return area.getHeight() >= LEAST_BAR ? area : new Rectangle2D.Double(area.getX(), y, area.getWidth(), height);
    }

    private void paintGrid(Graphics2D g) {
        g.setColor(GRID);
        g.setStroke(new BasicStroke(1));
        if (axes.xAxis().names().isEmpty()) {
            for (Tick tick : x.ticks()) {
                double at = area.getX() + tick.share() * area.getWidth();
                g.draw(new Line2D.Double(at, area.getY(), at, area.getMaxY()));
            }
        }
        if (axes.yAxis().names().isEmpty()) {
            for (Tick tick : left.or(() -> right).orElseThrow().ticks()) {
                double at = area.getMaxY() - tick.share() * area.getHeight();
                g.draw(new Line2D.Double(area.getX(), at, area.getMaxX(), at));
            }
        }
    }

    private void paintAxes(Graphics2D g) {
        g.draw(new Line2D.Double(area.getX(), area.getMaxY(), area.getMaxX(), area.getMaxY()));
        if (left.isPresent()) {
            g.draw(new Line2D.Double(area.getX(), area.getY(), area.getX(), area.getMaxY()));
        }
        if (right.isPresent()) {
            g.draw(new Line2D.Double(area.getMaxX(), area.getY(), area.getMaxX(), area.getMaxY()));
        }
    }

    private void paintTexts(Graphics2D g) {
        title.draw(
                g,
                Text.INK,
                area.getCenterX() - title.width() / 2,
                area.getY() - title.height() - 8,
                title.width(),
                0.5);
        x.paintBelow(g, area, TICK_GAP);
        double below = area.getMaxY() + TICK_GAP + x.depth();
        if (!axes.xAxis().label().isBlank()) {
            String label = Text.oneLine(axes.xAxis().label(), LABEL_FONT, boxWidth - 2 * PADDING);
            Text text = Text.of(label, LABEL_FONT, Double.MAX_VALUE);
            // A label wider than the plot stays inside the box.
            double centred = area.getCenterX() - text.width() / 2;
            double at = Math.clamp(centred, PADDING, Math.max(PADDING, boxWidth - PADDING - text.width()));
            text.draw(g, Text.INK, at, below + LABEL_GAP, text.width(), 0);
        }
        double widest = boxWidth - 2 * MARGIN;
        double centre = axes.isSquare() || widest > area.getWidth() ? boxWidth / 2 : area.getCenterX();
        legend.paint(g, centre, below + labelRoom(axes.xAxis()));
        left.ifPresent(labels -> {
            labels.paintBeside(g, area, TICK_GAP, true);
            upright(g, axes.yAxis().label(), area.getX() - TICK_GAP - labels.depth() - LABEL_GAP - 3);
        });
        right.ifPresent(labels -> {
            labels.paintBeside(g, area, TICK_GAP, false);
            upright(
                    g,
                    axes.rightAxis().label(),
                    area.getMaxX() + TICK_GAP + labels.depth() + LABEL_GAP + LABEL_FONT.getSize());
        });
    }

    /// Writes the label of a y axis from the bottom up, with its baseline at an x.
    private void upright(Graphics2D g, String label, double baseline) {
        // A label of a low plot may reach up beside the titles, but not down to the label of the x axis.
        String line = Text.oneLine(label, LABEL_FONT, area.getMaxY() - PADDING);
        double width = Text.widthOf(line, LABEL_FONT);
        double middle = Math.min(area.getCenterY(), area.getMaxY() - width / 2);
        AffineTransform before = g.getTransform();
        g.translate(baseline, middle + width / 2);
        g.rotate(-Math.PI / 2);
        g.setColor(Text.INK);
        g.setFont(LABEL_FONT);
        g.drawString(line, 0, 0);
        g.setTransform(before);
    }

    List<Layer> layers() {
        return scales.layers();
    }
}

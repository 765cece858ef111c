package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/// The bar beside the axes that shows which colour is which value.
final class ColorBar {
    private static final double GAP = 14;
    private static final double BREADTH = 16;
    private static final double TICK = 4;
    private static final double LABEL_GAP = 4;
    private static final double TITLE_GAP = 8;
    private static final Font TITLE_FONT = Text.plain(13);
    private static final int STEPS = 256;

    private final Colors colors;
    private final double height;
    private final List<Tick> ticks = new ArrayList<>();

    /// Makes a bar of a height in pixels.
    ColorBar(Colors colors, double height) {
        this.colors = colors;
        this.height = height;
        Scale scale = new Scale(colors.low(), colors.high(), false);
        EvenTicks.apart(scale, height, 36, false, _ -> AxesPainter.TICK_FONT.getSize())
                .all()
                .forEach(ticks::add);
    }

    /// Returns the room that the bar takes beside the axes.
    double width() {
        double widest = ticks.stream()
                .mapToDouble(tick -> Text.widthOf(tick.label(), AxesPainter.TICK_FONT))
                .max()
                .orElse(0);
        double title = colors.label().isBlank() ? 0 : TITLE_GAP + TITLE_FONT.getSize() * 1.3;
        return Math.ceil(GAP + BREADTH + TICK + LABEL_GAP + widest + title);
    }

    /// Draws the bar at the right of an area.
    void paint(Graphics2D g, Rectangle2D area) {
        double x = area.getMaxX() + GAP;
        BufferedImage image = new BufferedImage(1, STEPS, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < STEPS; i++) {
            double share = (STEPS - 0.5 - i) / STEPS;
            image.setRGB(0, i, colors.rgb(colors.low() + share * (colors.high() - colors.low())));
        }
        Pixels.draw(g, image, x, area.getY(), BREADTH, area.getHeight());
        g.setColor(AxesPainter.AXIS);
        g.setStroke(new BasicStroke(1));
        g.draw(new Rectangle2D.Double(x, area.getY(), BREADTH, area.getHeight()));
        g.setFont(AxesPainter.TICK_FONT);
        double widest = 0;
        for (Tick tick : ticks) {
            double y = area.getMaxY() - tick.share() * area.getHeight();
            g.setColor(AxesPainter.AXIS);
            g.draw(new Line2D.Double(x + BREADTH, y, x + BREADTH + TICK, y));
            g.setColor(Text.SOFT_INK);
            Text label = Text.of(tick.label(), AxesPainter.TICK_FONT, Double.MAX_VALUE);
            widest = Math.max(widest, label.width());
            label.draw(g, Text.SOFT_INK, x + BREADTH + TICK + LABEL_GAP, y - label.height() / 2, label.width(), 0);
        }
        if (!colors.label().isBlank()) {
            paintTitle(g, x + BREADTH + TICK + LABEL_GAP + widest + TITLE_GAP, area.getCenterY());
        }
    }

    private void paintTitle(Graphics2D g, double x, double middle) {
        String title = Text.oneLine(colors.label(), TITLE_FONT, height);
        AffineTransform before = g.getTransform();
        g.translate(x + TITLE_FONT.getSize(), middle + Text.widthOf(title, TITLE_FONT) / 2);
        g.rotate(-Math.PI / 2);
        g.setColor(new Color(Text.INK.getRGB()));
        g.setFont(TITLE_FONT);
        g.drawString(title, 0, 0);
        g.setTransform(before);
    }
}

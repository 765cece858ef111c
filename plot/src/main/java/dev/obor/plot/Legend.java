package dev.obor.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Samples of all named layers with their names, in as many rows as they need below a plot.
final class Legend {
    private static final Font FONT = Text.plain(13);
    private static final double SAMPLE = 28;
    private static final double SAMPLE_GAP = 8;
    private static final double ENTRY_GAP = 24;
    private static final double ROW_GAP = 4;
    private static final double TOP_GAP = 12;
    /// Samples of thinner lines are drawn this wide, because a short hair of a pale colour is hard to name.
    private static final double LEAST_SAMPLE_WIDTH = 2;
    private static final double PATCH = 12;

    private final List<List<Entry>> rows = new ArrayList<>();

    /// A layer with its name as it is written.
    private record Entry(Layer layer, String label, double width) {}

    /// @param room the widest row in pixels
    Legend(List<Layer> layers, double room) {
        double used = 0;
        for (Layer layer : layers) {
            String name = layer.isRight() ? layer.name() + " (right axis)" : layer.name();
            String label = Text.oneLine(name, FONT, room - SAMPLE - SAMPLE_GAP);
            Entry entry = new Entry(layer, label, SAMPLE + SAMPLE_GAP + Text.widthOf(label, FONT));
            if (rows.isEmpty() || used + ENTRY_GAP + entry.width() > room) {
                rows.add(new ArrayList<>());
                used = -ENTRY_GAP;
            }
            rows.getLast().add(entry);
            used += ENTRY_GAP + entry.width();
        }
    }

    private static double rowHeight() {
        return Math.ceil(FONT.getSize() * 1.25);
    }

    double height() {
        return rows.isEmpty() ? 0 : TOP_GAP + rows.size() * rowHeight() + (rows.size() - 1) * ROW_GAP;
    }

    /// Draws the rows, each centred.
    void paint(Graphics2D g, double centre, double top) {
        double y = top + TOP_GAP;
        for (List<Entry> row : rows) {
            double width = (row.size() - 1) * ENTRY_GAP
                    + row.stream().mapToDouble(Entry::width).sum();
            double x = centre - width / 2;
            for (Entry entry : row) {
                paintSample(g, entry.layer(), x, y + rowHeight() / 2);
                Text text = Text.of(entry.label(), FONT, Double.MAX_VALUE);
                text.draw(g, Text.INK, x + SAMPLE + SAMPLE_GAP, y + (rowHeight() - text.height()) / 2, text.width(), 0);
                x += entry.width() + ENTRY_GAP;
            }
            y += rowHeight() + ROW_GAP;
        }
    }

    private static void paintSample(Graphics2D g, Layer layer, double x, double y) {
        g.setColor(layer.color());
        switch (layer) {
            case Series series -> {
                if (series.isJoined()) {
                    g.setStroke(series.stroke(Math.max(LEAST_SAMPLE_WIDTH, series.width())));
                    g.draw(new Line2D.Double(x, y, x + SAMPLE, y));
                }
                double middle = series.isJoined() ? x + SAMPLE / 2 : x + SAMPLE - PATCH / 2;
                series.marker().paint(g, middle, y, Math.min(series.markerSize(), rowHeight()));
            }
            case Rule rule -> {
                g.setStroke(rule.stroke());
                g.draw(new Line2D.Double(x, y, x + SAMPLE, y));
            }
            default -> g.fill(new Rectangle2D.Double(x + SAMPLE - PATCH, y - PATCH / 2, PATCH, PATCH));
        }
    }
}

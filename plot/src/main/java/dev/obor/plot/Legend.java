package dev.obor.plot;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/// The named series with a sample of each, in rows above the plot, where they never cover data.
final class Legend {
    private static final double LINE_SAMPLE = 28;
    private static final double POINT_SAMPLE = 12;
    /// Samples of thinner lines are drawn this wide, because a short hair of a pale colour is hard to name.
    private static final double LEAST_WIDTH = 2;
    private static final double GAP = 7;
    private static final double BETWEEN = 22;

    private record Entry(Series series, Text text, double x, double y) {}

    private final List<Entry> entries = new ArrayList<>();
    private double height;

    /// Lays the named series out in rows no wider than allowed.
    Legend(List<Series> all, double maxWidth) {
        double x = 0;
        double y = 0;
        double rowHeight = 0;
        for (Series series : all) {
            String name = series.isRight() ? series.name() + " (right axis)" : series.name();
            Text text = Text.of(series.name().isBlank() ? "" : name, Text.plain(13), maxWidth - sample(series) - GAP);
            if (text.lines().isEmpty()) {
                continue;
            }
            double width = sample(series) + GAP + text.width();
            if (x > 0 && x + width > maxWidth) {
                x = 0;
                y += rowHeight + 2;
                rowHeight = 0;
            }
            entries.add(new Entry(series, text, x, y));
            x += width + BETWEEN;
            rowHeight = Math.max(rowHeight, text.height());
        }
        height = y + rowHeight;
    }

    private static double sample(Series series) {
        return series.isJoined() ? LINE_SAMPLE : POINT_SAMPLE;
    }

    double height() {
        return height;
    }

    void paint(Graphics2D g, double left, double top) {
        for (Entry entry : entries) {
            Series series = entry.series();
            double x = left + entry.x();
            double y = top + entry.y() + entry.text().lineHeight() / 2;
            double sample = sample(series);
            if (series.isJoined()) {
                g.setColor(series.color());
                g.setStroke(series.stroke(Math.max(LEAST_WIDTH, series.width())));
                g.draw(new Line2D.Double(x + 1, y, x + sample - 1, y));
            }
            SeriesPainter.paintMarker(g, series, x + sample / 2, y);
            entry.text().draw(g, Text.INK, x + sample + GAP, top + entry.y(), entry.text().width(), 0);
        }
    }
}

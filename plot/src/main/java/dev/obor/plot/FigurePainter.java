package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Puts the plots of a figure into a grid of equal boxes below the titles, which may have several lines.
final class FigurePainter {
    private final Figure figure;
    private final Text title;
    private final Text subtitle;
    private final List<Cell> cells = new ArrayList<>();

    /// A plot in its box.
    ///
    /// @param painter the plot
    /// @param x the box's left edge
    /// @param y the box's upper edge
    private record Cell(AxesPainter painter, double x, double y) {}

    FigurePainter(Figure figure) {
        this.figure = figure;
        double room = figure.width() - 2 * AxesPainter.MARGIN;
        this.title = Text.of(figure.title(), Text.bold(17), room);
        this.subtitle = Text.of(figure.subtitle(), Text.plain(13), room);
        double texts = title.height() + subtitle.height();
        double head = texts == 0 ? 0 : Math.ceil(AxesPainter.MARGIN + texts) + (isAlone() ? 0 : 8);
        double width = (double) figure.width() / figure.columns();
        double height = (figure.height() - head) / figure.rows();
        for (int row = 0; row < figure.rows(); row++) {
            for (int column = 0; column < figure.columns(); column++) {
                Axes axes = figure.axes(row, column);
                if (isAlone() || !axes.layers().isEmpty()) {
                    cells.add(new Cell(new AxesPainter(axes, width, height), column * width, head + row * height));
                }
            }
        }
        if (cells.isEmpty()) {
            throw new ShapeException("figure: none of the " + figure.rows() * figure.columns()
                    + " plots has a point to draw: add a series to at least one");
        }
        align();
    }

    private boolean isAlone() {
        return figure.rows() * figure.columns() == 1;
    }

    /// Gives the plots of a row one upper and one lower edge, and those of a column one left edge.
    private void align() {
        for (Cell cell : cells) {
            AxesPainter.Margins least = AxesPainter.Margins.NONE;
            for (Cell other : cells) {
                AxesPainter.Margins room = other.painter().margins();
                if (!other.painter().isSquare()) {
                    boolean sameRow = other.y() == cell.y();
                    least = least.max(new AxesPainter.Margins(
                            other.x() == cell.x() ? room.left() : 0,
                            0,
                            sameRow ? room.top() : 0,
                            sameRow ? room.bottom() : 0));
                }
            }
            if (cells.size() > 1 && !cell.painter().isSquare()) {
                cell.painter().arrange(least);
            }
        }
    }

    /// Returns where the data of the first plot is drawn.
    Rectangle2D area() {
        return area(0);
    }

    /// Returns where the data of a plot is drawn, counted row by row without those that are empty.
    Rectangle2D area(int index) {
        Cell cell = cells.get(index);
        Rectangle2D area = cell.painter().area();
        return new Rectangle2D.Double(
                area.getX() + cell.x(), area.getY() + cell.y(), area.getWidth(), area.getHeight());
    }

    /// Returns the first plot.
    AxesPainter first() {
        return cells.getFirst().painter();
    }

    void paint(Graphics2D g) {
        AffineTransform before = g.getTransform();
        for (Cell cell : cells) {
            g.translate(cell.x(), cell.y());
            cell.painter().paint(g);
            g.setTransform(before);
        }
        double margin = AxesPainter.MARGIN;
        double share = isAlone() ? 0 : 0.5;
        double room = figure.width() - 2 * margin;
        title.draw(g, Text.INK, margin, margin, room, share);
        subtitle.draw(g, Text.SOFT_INK, margin, margin + title.height() + 2, room, share);
    }
}

package dev.obor.plot;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// Cells in rows, each one colour, between four edges.
///
/// @param rows the number of rows; row 0 lies where y is `startY`
/// @param columns the number of columns; column 0 lies where x is `left`
/// @param rgb the colour of a cell, counted row by row
/// @param left the x of the left edge
/// @param right the x of the right edge
/// @param startY the y of the first row's outer edge
/// @param endY the y of the last row's outer edge
/// @param colors what explains the colours
record Raster(
        int rows,
        int columns,
        IntUnaryOperator rgb,
        double left,
        double right,
        double startY,
        double endY,
        Optional<Colors> colors)
        implements Layer {
    @Override
    public void cover(Bounds bounds) {
        bounds.add(left, startY);
        bounds.add(right, endY);
        bounds.fill();
        if (left == -0.5 && startY == -0.5 && right == columns - 0.5 && endY == rows - 0.5) {
            bounds.countCells();
        }
    }

    @Override
    public void paint(Graphics2D g, Place place) {
        double x0 = place.x(left);
        double x1 = place.x(right);
        double y0 = place.y(startY);
        double y1 = place.y(endY);
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        boolean mirrored = x0 > x1;
        boolean turned = y0 > y1;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                image.setRGB(
                        mirrored ? columns - 1 - column : column,
                        turned ? rows - 1 - row : row,
                        rgb.applyAsInt(row * columns + column));
            }
        }
        double x = Math.min(x0, x1);
        double y = Math.min(y0, y1);
        Pixels.draw(g, image, x, y, Math.abs(x1 - x0), Math.abs(y1 - y0));
    }

    @Override
    public void sketch(Sketch sketch) {
        sketch.shade((x, y) -> {
            double column = (x - left) / (right - left) * columns;
            double row = (y - startY) / (endY - startY) * rows;
            return column < 0 || row < 0 || column >= columns || row >= rows
                    ? Sketch.NOTHING
                    : rgb.applyAsInt(((int) row) * columns + ((int) column));
        });
    }
}

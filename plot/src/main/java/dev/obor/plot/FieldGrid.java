package dev.obor.plot;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// A field known at the crossings of a grid, and straight between them.
///
/// @param xs the place of each column, rising
/// @param ys the place of each row, rising
/// @param values the field at the crossings
record FieldGrid(double[] xs, double[] ys, Values.Table values) {
    private static final int MOST_LEVELS = 100;
    /// The cells along one side in which an area is drawn; a pixel or two on any screen.
    private static final int FINE = 720;

    static FieldGrid of(String op, Tensor xs, Tensor ys, Tensor values) {
        Values.Table table = Values.table(op, values);
        double[] columns = Values.row(op, xs);
        double[] rows = Values.row(op, ys);
        if (table.columns() != columns.length || table.rows() != rows.length) {
            throw new ShapeException(op + ": values of shape " + values.shape() + " at " + columns.length + " xs and "
                    + rows.length + " ys: pass [" + rows.length + ", " + columns.length + "]");
        }
        if (columns.length < 2 || rows.length < 2) {
            throw new ShapeException(op + ": values of shape " + values.shape()
                    + " have nothing between them: pass 2 or more rows and columns");
        }
        requireRising(op, "xs", columns);
        requireRising(op, "ys", rows);
        return new FieldGrid(columns, rows, table);
    }

    private static void requireRising(String op, String name, double[] places) {
        for (int i = 0; i < places.length; i++) {
            if (!(Math.abs(places[i]) <= Scale.LIMIT) || i > 0 && !(places[i - 1] < places[i])) {
                throw new PlotException(op + ": the " + name + " at " + i + " is " + places[i]
                        + ": pass finite places, each larger than the one before");
            }
        }
    }

    Contours lines(int levels, Shading shading) {
        Colors colors = Colors.of("contour", values.values(), shading, 0);
        double[] round = roundLevels("contour", colors, levels);
        return new Contours(
                this,
                round,
                level -> new Color(colors.rgb(level)),
                new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND),
                colors.shown() ? Optional.of(colors) : Optional.empty());
    }

    Raster areas(int levels, Shading shading) {
        Colors smooth = Colors.of("contourFilled", values.values(), shading, 0);
        double[] round = roundLevels("contourFilled", smooth, levels);
        double step = round.length > 1 ? round[1] - round[0] : smooth.high() - smooth.low();
        double low = step * Math.floor(smooth.low() / step + 1e-9);
        double high = step * Math.ceil(smooth.high() / step - 1e-9);
        int bands = (int) Math.max(1, Math.rint((high - low) / step));
        Colors colors = new Colors(smooth.map(), low, high, smooth.label(), smooth.shown(), bands);
        return new Raster(
                FINE,
                FINE,
                i -> colors.rgb(fine(i)),
                xs[0],
                xs[xs.length - 1],
                ys[0],
                ys[ys.length - 1],
                colors.shown() ? Optional.of(colors) : Optional.empty());
    }

    /// Returns about as many round values as are asked for, inside the range.
    private static double[] roundLevels(String op, Colors colors, int levels) {
        if (levels < 1 || levels > MOST_LEVELS) {
            throw new PlotException(op + ": " + levels + " levels: pass 1 to " + MOST_LEVELS);
        }
        double span = colors.high() - colors.low();
        BigDecimal step = EvenTicks.atLeast(span / (levels + 1) * 0.99, EvenTicks.STEPS);
        double first = Math.floor(colors.low() / step.doubleValue()) + 1;
        return DoubleStream.iterate(first, n -> n + 1)
                .map(n -> step.multiply(new BigDecimal(n)).doubleValue())
                .takeWhile(level -> level < colors.high())
                .limit(MOST_LEVELS * 4L)
                .toArray();
    }

    /// Returns the value in the middle of a fine cell.
    private double fine(int cell) {
        int row = cell / FINE;
        int column = cell % FINE;
        return at((column + 0.5) / FINE, (row + 0.5) / FINE);
    }

    /// Returns the value at shares of the way from the first to the last x and y, bilinear between crossings.
    private double at(double shareX, double shareY) {
        double x = xs[0] + shareX * (xs[xs.length - 1] - xs[0]);
        double y = ys[0] + shareY * (ys[ys.length - 1] - ys[0]);
        int column = cell(xs, x);
        int row = cell(ys, y);
        double toX = (x - xs[column]) / (xs[column + 1] - xs[column]);
        double toY = (y - ys[row]) / (ys[row + 1] - ys[row]);
        double lower = values.at(row, column) * (1 - toX) + values.at(row, column + 1) * toX;
        double upper = values.at(row + 1, column) * (1 - toX) + values.at(row + 1, column + 1) * toX;
        return lower * (1 - toY) + upper * toY;
    }

    private static int cell(double[] places, double at) {
        int found = Arrays.binarySearch(places, at);
        return Math.clamp(found >= 0 ? found : -found - 2, 0, places.length - 2);
    }

    /// Returns the lines on which the field has a value, by marching squares: each cell's sides are cut where
    /// the field crosses the value. Where all four sides are cut, the cell's mean says which cuts belong
    /// together.
    ///
    /// Source: W. E. Lorensen and H. E. Cline, *Marching cubes* (1987), in two dimensions.
    Path2D level(double level, Place place) {
        Path2D path = new Path2D.Double();
        for (int row = 0; row + 1 < ys.length; row++) {
            for (int column = 0; column + 1 < xs.length; column++) {
                cut(path, place, row, column, level);
            }
        }
        return path;
    }

    private void cut(Path2D path, Place place, int row, int column, double level) {
        double[] corners = {
            values.at(row, column),
            values.at(row, column + 1),
            values.at(row + 1, column + 1),
            values.at(row + 1, column)
        };
        double mean = (corners[0] + corners[1] + corners[2] + corners[3]) / 4;
        if (!Double.isFinite(mean)) {
            return;
        }
        double[][] cuts = new double[4][];
        int count = 0;
        int first = -1;
        for (int side = 0; side < 4; side++) {
            double from = corners[side];
            double to = corners[(side + 1) % 4];
            if (from < level != to < level) {
                cuts[side] = crossing(place, row, column, side, (level - from) / (to - from));
                first = first < 0 ? side : first;
                count++;
            }
        }
        if (count == 2) {
            int second = first + 1;
            while (cuts[second] == null) {
                second++;
            }
            segment(path, cuts[first], cuts[second]);
        } else if (count == 4) {
            boolean alike = corners[0] < level == mean < level;
            segment(path, cuts[0], cuts[alike ? 1 : 3]);
            segment(path, cuts[2], cuts[alike ? 3 : 1]);
        }
    }

    /// Returns the pixel on a cell's side, a share of the way along it; sides go round from the lower one.
    private double[] crossing(Place place, int row, int column, int side, double share) {
        double along = side < 2 ? share : 1 - share;
        double x = side % 2 == 1
                ? xs[side == 1 ? column + 1 : column]
                : xs[column] + along * (xs[column + 1] - xs[column]);
        double y = side % 2 == 0 ? ys[side == 0 ? row : row + 1] : ys[row] + along * (ys[row + 1] - ys[row]);
        return new double[] {place.x(x), place.y(y)};
    }

    private static void segment(Path2D path, double[] from, double[] to) {
        if (!Double.isNaN(from[0] + from[1] + to[0] + to[1])) {
            path.moveTo(from[0], from[1]);
            path.lineTo(to[0], to[1]);
        }
    }
}

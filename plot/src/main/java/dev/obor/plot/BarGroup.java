package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.util.List;
import java.util.Objects;

/// The bars of one call, whose places depend on how many calls there are in all.
///
/// @param op the method that was called
/// @param series the name for the legend
/// @param names a name for each bar
/// @param heights the bars
/// @param lying whether the bars lie along the x axis
record BarGroup(String op, String series, List<String> names, double[] heights, boolean lying) {
    /// The share of a name's room that its bars take.
    private static final double SHARE = 0.8;

    BarGroup {
        Objects.requireNonNull(series, "series");
        names = List.copyOf(names);
        if (names.size() != heights.length) {
            throw new ShapeException(op + ": there are " + names.size() + " names and " + heights.length
                    + " values: pass one name for each value");
        }
        if (heights.length == 0) {
            throw new ShapeException(op + ": there are no bars: pass at least one");
        }
    }

    /// Returns the bars, as number `index` of all that stand side by side.
    Boxes boxes(int index, int count, java.awt.Color color) {
        double width = SHARE / count;
        double[] lefts = new double[heights.length];
        double[] rights = new double[heights.length];
        for (int i = 0; i < heights.length; i++) {
            // The first of the bars that lie is at the top, where y is small once the axis is turned.
            lefts[i] = i - SHARE / 2 + index * width;
            rights[i] = lefts[i] + width;
        }
        return new Boxes(series, lefts, rights, heights, lying, color, false);
    }
}

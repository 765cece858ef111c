package dev.obor.plot;

/// The extent of what layers draw, gathered point by point, in values; what has no place on the axes does not
/// count.
final class Bounds {
    private final boolean logX;
    private final boolean logY;
    private double lowX = Double.POSITIVE_INFINITY;
    private double highX = Double.NEGATIVE_INFINITY;
    private double lowY = Double.POSITIVE_INFINITY;
    private double highY = Double.NEGATIVE_INFINITY;
    private boolean counts = true;
    private boolean filled;
    private boolean cells;
    private boolean standsX;
    private boolean standsY;

    Bounds(boolean logX, boolean logY) {
        this.logX = logX;
        this.logY = logY;
    }

    boolean logX() {
        return logX;
    }

    boolean logY() {
        return logY;
    }

    /// Takes in a point, if it has a place.
    void add(double x, double y) {
        if (Scale.shows(x, logX) && Scale.shows(y, logY)) {
            lowX = Math.min(lowX, x);
            highX = Math.max(highX, x);
            lowY = Math.min(lowY, y);
            highY = Math.max(highY, y);
            counts &= x == Math.rint(x);
        }
    }

    /// Says that the axes end where what is drawn ends, without a margin, as an image does.
    void fill() {
        filled = true;
    }

    /// Says that rows and columns are counted, so that places between two of them deserve no tick.
    void countCells() {
        cells = true;
    }

    /// Returns whether rows of cells are counted along y.
    boolean countsY() {
        return cells;
    }

    /// Says that what is drawn stands on 0, which needs no margin on the other side.
    ///
    /// @param lying whether it stands on the 0 of the x axis
    void standOnZero(boolean lying) {
        if (lying) {
            standsX = true;
        } else {
            standsY = true;
        }
    }

    /// Returns a scale that ends at 0 where what stands there ends.
    private static Scale standing(Scale scale, double low, double high, boolean stands) {
        double min = stands && low == 0 ? 0 : scale.min();
        double max = stands && high == 0 ? 0 : scale.max();
        return min < max ? Scale.between(min, max, scale.log()) : scale;
    }

    /// Takes in the xs of others, which another y axis measures.
    void widenX(Bounds other) {
        if (other.lowX <= other.highX) {
            lowX = Math.min(lowX, other.lowX);
            highX = Math.max(highX, other.highX);
            counts &= other.counts;
        }
    }

    boolean isEmpty() {
        return lowX > highX;
    }

    /// Returns whether every x is a whole number, as steps and epochs are: half an epoch deserves no tick.
    boolean counts() {
        return counts || cells;
    }

    Scale xScale(AxisOptions options) {
        Scale scale = options.scale(lowX, highX, counts ? 1 : 0, "x");
        if (options.hasRange()) {
            return scale;
        }
        return filled ? Scale.between(lowX, highX, logX) : standing(scale, lowX, highX, standsX);
    }

    /// Returns the scale of y; where only another axis has points, any serves.
    Scale yScale(AxisOptions options, String axis) {
        boolean empty = lowY > highY;
        Scale scale = options.scale(empty ? 1 : lowY, empty ? 10 : highY, 0, axis);
        if (options.hasRange() || empty) {
            return scale;
        }
        return filled ? Scale.between(lowY, highY, logY) : standing(scale, lowY, highY, standsY);
    }
}

package dev.obor.plot;

import java.awt.geom.Rectangle2D;

/// Where values lie in a picture.
///
/// @param area the rectangle between the axes
/// @param x the scale along it
/// @param flippedX whether x falls to the right
/// @param y the scale up it
/// @param flippedY whether y falls upwards
record Place(Rectangle2D area, Scale x, boolean flippedX, Scale y, boolean flippedY) {
    /// Returns the pixel of an x; NaN where it has none.
    double x(double value) {
        if (!Scale.shows(value, x.log())) {
            return Double.NaN;
        }
        double share = x.share(value);
        return area.getX() + area.getWidth() * (flippedX ? 1 - share : share);
    }

    /// Returns the pixel of a y; NaN where it has none.
    double y(double value) {
        if (!Scale.shows(value, y.log())) {
            return Double.NaN;
        }
        double share = y.share(value);
        return area.getY() + area.getHeight() * (flippedY ? share : 1 - share);
    }

    /// Returns the pixel of a y, or that of the axis' lower end for what is not positive on a logarithmic axis.
    double yOrEnd(double value) {
        return y.log() && value <= 0 ? y(y.min()) : y(value);
    }
}

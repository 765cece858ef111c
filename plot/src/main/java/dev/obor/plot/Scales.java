package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/// What the axes of a plot show, wherever it is drawn.
final class Scales {
    private final Axes axes;
    private final List<Layer> layers;
    private final Bounds bounds;
    private final Scale x;
    private final Optional<Scale> left;
    private final Optional<Scale> right;

    /// @throws ShapeException if there is nothing to draw
    Scales(Axes axes) {
        this.axes = axes;
        this.layers = axes.layers();
        this.bounds = bounds();
        this.x = bounds.xScale(axes.xAxis());
        this.left = yScale(false);
        this.right = yScale(true);
    }

    private Bounds bounds() {
        Bounds all = new Bounds(axes.xAxis().isLog(), axes.yAxis().isLog());
        Bounds others = new Bounds(axes.xAxis().isLog(), false);
        for (Layer layer : layers) {
            layer.cover(layer.isRight() ? others : all);
        }
        all.widenX(others);
        if (all.isEmpty()) {
            throw new ShapeException("figure: no series has a point to draw: add one with a finite x and y, positive"
                    + " on a logarithmic axis");
        }
        return all;
    }

    /// Returns the scale of a y axis, or nothing if no layer is measured by it.
    private Optional<Scale> yScale(boolean atRight) {
        if (layers.stream().noneMatch(layer -> layer.isRight() == atRight)) {
            return Optional.empty();
        }
        Bounds own = new Bounds(axes.xAxis().isLog(), !atRight && axes.yAxis().isLog());
        layers.stream().filter(layer -> layer.isRight() == atRight).forEach(layer -> layer.cover(own));
        return Optional.of(own.yScale(axes.yAxis(atRight), atRight ? "right" : "y"));
    }

    List<Layer> layers() {
        return layers;
    }

    Scale x() {
        return x;
    }

    Optional<Scale> left() {
        return left;
    }

    Optional<Scale> right() {
        return right;
    }

    /// Returns the scale that measures the layers of one side; there may be none on the other.
    Scale y(boolean atRight) {
        return (atRight ? right : left.or(() -> right)).orElseThrow();
    }

    /// Returns whether a place between two whole numbers on the x axis deserves no tick.
    boolean countsX() {
        return bounds.counts();
    }

    /// Returns whether a place between two whole numbers on the y axis deserves no tick.
    boolean countsY() {
        return bounds.countsY();
    }

    /// Returns where the values of the layers of one side lie.
    Place place(Rectangle2D area, boolean atRight) {
        return new Place(
                area,
                x,
                axes.xAxis().isFlipped(),
                y(atRight),
                !atRight && axes.yAxis().isFlipped());
    }
}

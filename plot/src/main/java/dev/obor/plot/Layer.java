package dev.obor.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Optional;

/// One thing drawn between the axes.
sealed interface Layer permits Series, Band, Boxes, ErrorMarks, Rule, Note, Raster, Contours, Dots {
    /// Takes all that is drawn into the bounds of its axes.
    void cover(Bounds bounds);

    /// Draws on top of the grid and of earlier layers; the clip is the area between the axes.
    void paint(Graphics2D g, Place place);

    /// Draws in letters what [#paint] draws in pixels.
    void sketch(Sketch sketch);

    /// Returns the name for the legend; blank for none.
    default String name() {
        return "";
    }

    /// Returns the colour that stands for this layer in the legend.
    default Color color() {
        return Text.INK;
    }

    /// Returns whether the right y axis measures this layer.
    default boolean isRight() {
        return false;
    }

    /// Returns the colours that stand for values, if values have colours here.
    default Optional<Colors> colors() {
        return Optional.empty();
    }
}

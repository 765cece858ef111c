package dev.obor.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;

/// Words centred at a point.
///
/// @param text the words, on one line or several
/// @param x where their middle lies
/// @param y where their middle lies
/// @param color the colour with its opacity
/// @param font the font
record Note(String text, double x, double y, Color color, Font font) implements Layer {
    @Override
    public void cover(Bounds bounds) {
        bounds.add(x, y);
    }

    @Override
    public void paint(Graphics2D g, Place place) {
        double atX = place.x(x);
        double atY = place.y(y);
        if (!Double.isNaN(atX + atY)) {
            Text words = Text.of(text, font, Double.MAX_VALUE);
            words.draw(g, color, atX - words.width() / 2, atY - words.height() / 2, words.width(), 0.5);
        }
    }

    @Override
    public void sketch(Sketch sketch) {
        sketch.words(x, y, text);
    }
}

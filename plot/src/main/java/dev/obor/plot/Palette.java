package dev.obor.plot;

import java.awt.Color;
import java.util.List;

/// Eight colours that people with any form of colour vision can tell apart.
///
/// Source: M. Okabe and K. Ito, *Color Universal Design* (2008), figure 16.
public enum Palette {
    /// Black.
    BLACK(0x000000),
    /// A warm orange.
    ORANGE(0xE69F00),
    /// A light blue.
    SKY_BLUE(0x56B4E9),
    /// A green with a share of blue.
    BLUISH_GREEN(0x009E73),
    /// A light yellow, too pale for lines on white.
    YELLOW(0xF0E442),
    /// A dark blue.
    BLUE(0x0072B2),
    /// A red with a share of orange.
    VERMILLION(0xD55E00),
    /// A pink with a share of purple.
    REDDISH_PURPLE(0xCC79A7);

    /// What series without a colour of their own take in turn: strong neighbours first, yellow never.
    private static final List<Palette> SERIES =
            List.of(BLUE, VERMILLION, BLUISH_GREEN, REDDISH_PURPLE, ORANGE, SKY_BLUE, BLACK);

    private final int rgb;

    Palette(int rgb) {
        this.rgb = rgb;
    }

    /// Returns the colour as `0xRRGGBB`.
    public int rgb() {
        return rgb;
    }

    Color color() {
        return new Color(rgb);
    }

    /// Returns the colour of the series at a position; positions beyond the seven colours start over.
    static Palette ofSeries(int position) {
        return SERIES.get(position % SERIES.size());
    }

    /// Returns whether the colours have been used up before this position, so that another trait must tell
    /// them apart.
    static boolean startsOver(int position) {
        return position / SERIES.size() % 2 == 1;
    }
}

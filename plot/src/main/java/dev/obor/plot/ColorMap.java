package dev.obor.plot;

import dev.obor.error.ShapeException;

/// Colours for the values from 0 to 1.
///
/// The sequential maps rise (or fall) in lightness from end to end, so that people with any form of colour
/// vision, and a printer without colours, show the order of values. Between the given colours a map goes
/// straight in Oklab, where equal steps look equal; source: B. Ottosson, *A perceptual color space for image
/// processing* (2020), <https://bottosson.github.io/posts/oklab/>.
public final class ColorMap {
    private static final int STEPS = 256;

    /// Black to white.
    public static final ColorMap GREY = of(0x000000, 0xFFFFFF);
    /// White to black: dark ink on light paper.
    public static final ColorMap INK = of(0xFFFFFF, 0x000000);
    /// Dark violet over blue and green to light yellow: the choice where nothing else is asked for.
    public static final ColorMap VIRIDIAN = of(0x2B0B4E, 0x34428C, 0x1F7791, 0x2FA67F, 0x92CB4B, 0xFBE936);
    /// Black over purple and orange to pale yellow.
    public static final ColorMap EMBER = of(0x050510, 0x45105E, 0x9B2A5A, 0xDD5636, 0xF79A1B, 0xFAF4A0);
    /// White to dark blue: counts with room for text on them.
    public static final ColorMap BLUES = of(0xF7FBFF, 0xC3DAEE, 0x7DB3DA, 0x3A80BD, 0x0A3C78);
    /// Blue over near-white to red: values on both sides of a middle.
    public static final ColorMap COOL_WARM = of(0x1F4FA3, 0x7FA6DB, 0xF2F2F2, 0xE59A7C, 0xA5201F);
    /// A helix around the line from black to white, of evenly rising brightness; source: D. A. Green, *A colour
    /// scheme for the display of astronomical intensity images*, Bull. Astr. Soc. India 39 (2011) 289, with
    /// start 0.5, −1.5 rotations, hue 1 and gamma 1.
    public static final ColorMap CUBEHELIX = cubehelix();

    private final int[] colors;

    private ColorMap(int[] colors) {
        this.colors = colors;
    }

    /// Returns a map through colours at equal distances.
    ///
    /// @param colors two or more as `0xRRGGBB`
    /// @throws ShapeException if there are fewer than two
    /// @throws PlotException if one is not between 0 and 0xFFFFFF
    public static ColorMap of(int... colors) {
        if (colors.length < 2) {
            throw new ShapeException("colorMap: " + colors.length + " colours: pass two or more");
        }
        double[][] points = new double[colors.length][];
        for (int i = 0; i < colors.length; i++) {
            points[i] = Oklab.of(Style.checkColor("colorMap", colors[i]));
        }
        int[] steps = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double at = i * (colors.length - 1.0) / (STEPS - 1);
            int from = (int) Math.min(at, colors.length - 2.0);
            double[] mixed = new double[3];
            for (int c = 0; c < 3; c++) {
                mixed[c] = points[from][c] + (at - from) * (points[from + 1][c] - points[from][c]);
            }
            steps[i] = Oklab.rgb(mixed);
        }
        steps[0] = colors[0];
        steps[STEPS - 1] = colors[colors.length - 1];
        return new ColorMap(steps);
    }

    private static ColorMap cubehelix() {
        int[] steps = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double share = i / (STEPS - 1.0);
            double angle = 2 * Math.PI * (0.5 / 3 + 1 - 1.5 * share);
            double amplitude = share * (1 - share) / 2;
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            steps[i] = Oklab.pack(
                    share + amplitude * (-0.14861 * cos + 1.78277 * sin),
                    share + amplitude * (-0.29227 * cos - 0.90649 * sin),
                    share + amplitude * (1.97294 * cos));
        }
        return new ColorMap(steps);
    }

    /// Returns this map from its end to its start.
    public ColorMap reversed() {
        int[] turned = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            turned[i] = colors[STEPS - 1 - i];
        }
        return new ColorMap(turned);
    }

    /// Returns the colour of a value as `0xRRGGBB`; values below 0 and above 1 have the colours of the ends.
    ///
    /// @throws PlotException if the value is NaN
    public int rgb(double value) {
        if (Double.isNaN(value)) {
            throw new PlotException("colorMap.rgb: NaN has no colour: pass 0 to 1");
        }
        return colors[(int) Math.rint(Math.clamp(value, 0.0, 1.0) * (STEPS - 1))];
    }
}

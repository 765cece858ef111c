package dev.obor.plot;

import java.awt.Color;

/// The colours of values from a lowest to a highest, with a label for their bar.
///
/// @param map the colours
/// @param low the value of the first colour
/// @param high the value of the last colour
/// @param label what the values are; name the unit
/// @param shown whether a bar beside the axes explains them
/// @param bands the number of bands of one colour each, or 0 for smooth colours
record Colors(ColorMap map, double low, double high, String label, boolean shown, int bands) {
    /// The colour of a value that is none.
    static final Color MISSING = new Color(0xD0D0D0);

    /// Returns the colour of a value as `0xRRGGBB`; beyond the ends that of the end.
    int rgb(double value) {
        if (Double.isNaN(value)) {
            return MISSING.getRGB() & 0xFFFFFF;
        }
        double share = Math.clamp((value - low) / (high - low), 0.0, 1.0);
        if (bands > 0) {
            double band = Math.min(bands - 1.0, Math.floor(share * bands));
            share = bands == 1 ? 0.5 : band / (bands - 1);
        }
        return map.rgb(share);
    }

    /// Returns the range of finite values, or the part of it that is asked for.
    ///
    /// @throws PlotException if there is no finite value
    static Colors of(String op, double[] values, Shading shading, int bands) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Math.abs(value) <= Scale.LIMIT) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (shading.range().isPresent()) {
            low = shading.range().get()[0];
            high = shading.range().get()[1];
        }
        if (low > high) {
            throw new PlotException(
                    op + ": none of the " + values.length + " values is finite: pass at least one that is");
        }
        if (!(high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)))) {
            double margin = low == 0 ? 0.5 : 0.1 * Math.abs(low);
            low -= margin;
            high += margin;
        }
        return new Colors(shading.map(), low, high, shading.label(), shading.hasBar(), bands);
    }
}

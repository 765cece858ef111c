package dev.obor.plot;

import java.util.Objects;
import java.util.Optional;

/// How values become colours; every method returns a changed copy.
///
/// ```java
/// axes.imshow(weights, Shading.DEFAULT.map(ColorMap.COOL_WARM).range(-1, 1).bar("weight"));
/// ```
public final class Shading {
    /// The map [ColorMap#VIRIDIAN] over the range of the finite values, no bar, one row or column a unit.
    public static final Shading DEFAULT = new Shading(ColorMap.VIRIDIAN, Optional.empty(), false, "", Optional.empty());

    private final ColorMap map;
    private final Optional<double[]> range;
    private final boolean bar;
    private final String label;
    private final Optional<double[]> extent;

    private Shading(ColorMap map, Optional<double[]> range, boolean bar, String label, Optional<double[]> extent) {
        this.map = map;
        this.range = range;
        this.bar = bar;
        this.label = label;
        this.extent = extent;
    }

    /// Returns this shading with other colours.
    public Shading map(ColorMap colors) {
        return new Shading(Objects.requireNonNull(colors, "map"), range, bar, label, extent);
    }

    /// Returns this shading from black (the lowest value) to white.
    public Shading grey() {
        return map(ColorMap.GREY);
    }

    /// Returns this shading with the values of the first and the last colour, which otherwise are the lowest
    /// and the highest finite value.
    ///
    /// @throws PlotException unless both are finite and the first is less
    public Shading range(double low, double high) {
        if (!(low < high && Double.isFinite(high - low))) {
            throw new PlotException(
                    "shading.range: " + low + " to " + high + " is no range: pass finite ends, the lower first");
        }
        return new Shading(map, Optional.of(new double[] {low, high}), bar, label, extent);
    }

    /// Returns this shading with a bar beside the axes that shows which colour is which value.
    public Shading bar() {
        return bar("");
    }

    /// Returns this shading with a bar beside the axes, and what the values are; name the unit.
    public Shading bar(String label) {
        return new Shading(map, range, true, Objects.requireNonNull(label, "label"), extent);
    }

    /// Returns this shading between values of x and y: the first row lies at `bottom`, the last at `top`.
    /// Without it rows count from the top and columns from the left, the first at 0.
    ///
    /// @throws PlotException unless all are finite, left is less than right and bottom less than top
    public Shading extent(double left, double right, double bottom, double top) {
        if (!(left < right && bottom < top && Double.isFinite(right - left) && Double.isFinite(top - bottom))) {
            throw new PlotException("shading.extent: " + left + ", " + right + ", " + bottom + ", " + top
                    + " is no extent: pass finite left < right, bottom < top");
        }
        return new Shading(map, range, bar, label, Optional.of(new double[] {left, right, bottom, top}));
    }

    ColorMap map() {
        return map;
    }

    Optional<double[]> range() {
        return range;
    }

    boolean hasBar() {
        return bar;
    }

    String label() {
        return label;
    }

    /// Returns left, right, bottom and top.
    Optional<double[]> extent() {
        return extent;
    }
}

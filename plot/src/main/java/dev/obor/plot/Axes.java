package dev.obor.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One plot of a figure: an x axis, one or two y axes, and what is drawn between them.
///
/// ```java
/// Figure figure = Figure.subplots(1, 2);
/// figure.axes(0, 0).title("loss").line(steps, losses).logY();
/// figure.axes(0, 1).title("weights").imshow(weights, Shading.DEFAULT.bar());
/// ```
public final class Axes implements Curves<Axes>, Bars<Axes>, Fields<Axes>, Framing<Axes> {
    private final List<Layer> layers = new ArrayList<>();
    private final List<BarGroup> groups = new ArrayList<>();
    private final List<java.awt.Color> groupColors = new ArrayList<>();
    private final AxisOptions x = new AxisOptions();
    private final AxisOptions y = new AxisOptions();
    private final AxisOptions right = new AxisOptions();
    private int colorsUsed;
    private String title = "";
    private boolean square;
    private boolean legend = true;

    Axes() {}

    /// Sets the bold line above these axes.
    public Axes title(String text) {
        title = Objects.requireNonNull(text, "title");
        return this;
    }

    @Override
    public Axes axes() {
        return this;
    }

    @Override
    public Axes self() {
        return this;
    }

    void add(Layer layer) {
        layers.add(layer);
    }

    void addBars(BarGroup group) {
        for (BarGroup other : groups) {
            if (other.lying() != group.lying() || !other.names().equals(group.names())) {
                throw new PlotException(group.op() + ": bars above " + group.names() + " do not fit those above "
                        + other.names() + ": pass the same names in the same direction, or use other axes");
            }
        }
        groups.add(group);
        groupColors.add(Style.DEFAULT.colorAt(nextColor(Style.DEFAULT)));
        AxisOptions named = group.lying() ? y : x;
        named.names(group.names());
        if (group.lying()) {
            y.flip();
        }
    }

    /// Returns the position of a new layer's colour; a style that names its colour takes no turn.
    int nextColor(Style style) {
        return style.rgb().isPresent() ? colorsUsed : colorsUsed++;
    }

    static double[] shifted(double[] values, double[] by, int sign) {
        double[] shifted = new double[values.length];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = values[i] + sign * by[i];
        }
        return shifted;
    }

    /// Returns all layers, those below first.
    List<Layer> layers() {
        List<Layer> all = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            all.add(groups.get(i).boxes(i, groups.size(), groupColors.get(i)));
        }
        all.addAll(layers);
        return all;
    }

    void setSquare() {
        square = true;
    }

    boolean isSquare() {
        return square;
    }

    void hideLegend() {
        legend = false;
    }

    /// Returns the layers that the legend names.
    List<Layer> named() {
        return legend
                ? layers().stream().filter(layer -> !layer.name().isBlank()).toList()
                : List.of();
    }

    String title() {
        return title;
    }

    AxisOptions xAxis() {
        return x;
    }

    AxisOptions yAxis() {
        return y;
    }

    AxisOptions rightAxis() {
        return right;
    }

    AxisOptions yAxis(boolean atRight) {
        return atRight ? right : y;
    }
}

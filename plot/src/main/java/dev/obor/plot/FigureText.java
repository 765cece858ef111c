package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Figures in letters: plots one below the other, each with its titles, axes and legend. It needs no fonts.
final class FigureText {
    private static final int LEAST = 40;
    private static final int MOST = 400;
    /// The pixels that a letter stands for where ticks are chosen.
    private static final int LETTER_WIDTH = 8;

    private static final int LETTER_HEIGHT = 16;
    private static final int Y_SPACING = 56;
    private static final int LOWEST = 6;
    private static final int HIGHEST = 40;

    private final Axes axes;
    private final int width;
    private final boolean colored;
    private final Scales scales;

    private FigureText(Axes axes, int width, boolean colored) {
        this.axes = axes;
        this.width = width;
        this.colored = colored;
        this.scales = new Scales(axes);
    }

    static int checkWidth(int letters) {
        if (letters < LEAST || letters > MOST) {
            throw new PlotException("toText: a width of " + letters + " letters: pass " + LEAST + " to " + MOST);
        }
        return letters;
    }

    static String of(Figure figure, int letters, boolean colored) {
        checkWidth(letters);
        List<String> lines = new ArrayList<>();
        if (!figure.title().isBlank()) {
            lines.add(figure.title());
        }
        if (!figure.subtitle().isBlank()) {
            lines.add(figure.subtitle());
        }
        boolean alone = figure.rows() * figure.columns() == 1;
        int drawn = 0;
        for (int row = 0; row < figure.rows(); row++) {
            for (int column = 0; column < figure.columns(); column++) {
                Axes axes = figure.axes(row, column);
                if (alone || !axes.layers().isEmpty()) {
                    lines.addAll(new FigureText(axes, letters, colored).lines());
                    drawn++;
                }
            }
        }
        if (drawn == 0) {
            throw new ShapeException("figure: none of the plots has a point to draw: add a series to at least one");
        }
        return String.join("\n", lines) + "\n";
    }

    private List<String> lines() {
        boolean leftSide = scales.left().isPresent();
        int rows = rows(width - 10);
        NavigableMap<Integer, String> labels = ticks(scales.y(!leftSide), axes.yAxis(!leftSide), rows, true);
        int margin = labels.values().stream().mapToInt(String::length).max().orElse(0);
        NavigableMap<Integer, String> others = leftSide && scales.right().isPresent()
                ? ticks(scales.y(true), axes.rightAxis(), rows, true)
                : new TreeMap<>();
        int otherMargin =
                others.values().stream().mapToInt(String::length).max().orElse(-2) + 2;
        int columns = width - margin - 3 - otherMargin;
        Sketch sketch = new Sketch(columns, rows, colored);
        drawLayers(sketch);
        List<String> lines = new ArrayList<>();
        if (!axes.title().isBlank()) {
            lines.add(" ".repeat(margin + 3) + axes.title());
        }
        if (!axes.yAxis(!leftSide).label().isBlank()) {
            lines.add(axes.yAxis(!leftSide).label());
        }
        for (int row = 0; row < rows; row++) {
            String label = labels.getOrDefault(row, "");
            String other = others.containsKey(row) ? "├ " + others.get(row) : others.isEmpty() ? "" : "│";
            lines.add((" ".repeat(margin - label.length())
                            + label
                            + (label.isEmpty() ? " │ " : " ┤ ")
                            + sketch.line(row)
                            + other)
                    .stripTrailing());
        }
        lines.addAll(bottom(columns, margin));
        String legend = legend();
        if (!legend.isEmpty()) {
            lines.add(" ".repeat(margin + 3) + legend);
        }
        return lines;
    }

    private void drawLayers(Sketch sketch) {
        Rectangle2D area = sketch.area();
        int number = 0;
        for (Layer layer : scales.layers()) {
            sketch.begin(scales.place(area, layer.isRight()), number, layer.color());
            layer.sketch(sketch);
            number += layer instanceof Raster || layer instanceof Note || layer instanceof Rule ? 0 : 1;
        }
    }

    /// Returns how many lines the area between the axes takes: letters are about twice as high as wide.
    private int rows(int columns) {
        double rows = columns / 4.0;
        if (axes.isSquare()) {
            rows = columns / 2.0 * scales.y(false).span() / scales.x().span();
        }
        return (int) Math.clamp(Math.rint(rows), LOWEST, HIGHEST);
    }

    /// Returns the labels along an axis by the letter, counted from the left or the top.
    private NavigableMap<Integer, String> ticks(Scale scale, AxisOptions options, int letters, boolean upright) {
        int pixels = letters * (upright ? LETTER_HEIGHT : LETTER_WIDTH);
        NavigableMap<Integer, String> places = new TreeMap<>();
        if (options.names().isPresent()) {
            List<String> names = options.names().get();
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                put(
                        places,
                        scale,
                        i,
                        name.length() > 16 ? name.substring(0, 15) + "…" : name,
                        options,
                        letters,
                        upright);
            }
            return places;
        }
        boolean whole = upright ? scales.countsY() : scales.countsX();
        java.util.function.ToDoubleFunction<String> extent =
                label -> upright ? LETTER_HEIGHT : (label.length() + 2) * LETTER_WIDTH;
        List<Tick> ticks = (scale.log() ? DigitTicks.of(scale, pixels, extent) : Optional.<DigitTicks>empty())
                .map(DigitTicks::all)
                .orElseGet(() ->
                        EvenTicks.apart(scale, pixels, Y_SPACING, whole, extent).all());
        for (Tick tick : ticks) {
            put(places, tick.share(), tick.label(), options, letters, upright);
        }
        return places;
    }

    private static void put(
            NavigableMap<Integer, String> places,
            Scale scale,
            double value,
            String label,
            AxisOptions options,
            int letters,
            boolean upright) {
        put(places, scale.share(value), label, options, letters, upright);
    }

    private static void put(
            NavigableMap<Integer, String> places,
            double share,
            String label,
            AxisOptions options,
            int letters,
            boolean upright) {
        double along = options.isFlipped() == upright ? share : 1 - share;
        if (!label.isEmpty() && along >= -1e-9 && along <= 1 + 1e-9) {
            places.put((int) Math.clamp(Math.floor(along * letters), 0, letters - 1.0), label);
        }
    }

    /// Returns the x axis with its labels and its name.
    private List<String> bottom(int columns, int margin) {
        NavigableMap<Integer, String> labels = ticks(scales.x(), axes.xAxis(), columns, false);
        StringBuilder line = new StringBuilder("─".repeat(columns));
        StringBuilder words = new StringBuilder(" ".repeat(columns + 8));
        int free = 0;
        for (var tick : labels.entrySet()) {
            line.setCharAt(tick.getKey(), '┬');
            int start = Math.max(0, tick.getKey() - tick.getValue().length() / 2);
            if (start >= free && start + tick.getValue().length() <= words.length()) {
                words.replace(start, start + tick.getValue().length(), tick.getValue());
                free = start + tick.getValue().length() + 1;
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(" ".repeat(margin) + " └─" + line);
        lines.add((" ".repeat(margin + 3) + words).stripTrailing());
        if (!axes.xAxis().label().isBlank()) {
            String label = axes.xAxis().label();
            lines.add(" ".repeat(Math.max(0, margin + 3 + (columns - label.length()) / 2)) + label);
        }
        return lines;
    }

    private String legend() {
        List<String> names = new ArrayList<>();
        int number = 0;
        for (Layer layer : scales.layers()) {
            if (axes.named().contains(layer)) {
                String sign = String.valueOf(Sketch.sign(number, colored));
                int rgb = layer.color().getRGB() & 0xFFFFFF;
                names.add((colored ? Sketch.ansi(38, rgb) + sign + "\u001b[0m" : sign) + " " + layer.name()
                        + (layer.isRight() ? " (right axis)" : ""));
            }
            number += layer instanceof Raster || layer instanceof Note || layer instanceof Rule ? 0 : 1;
        }
        return String.join("   ", names);
    }
}

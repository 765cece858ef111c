package dev.obor.plot;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// The ticks along one axis and how their labels lie.
///
/// @param ticks the ticks, with shares from the left or from the bottom
/// @param pixels the length of the axis
/// @param turned whether labels below the axis run upwards to the right, because they are too long to lie
/// @param upright whether the axis stands
record AxisLabels(List<Tick> ticks, double pixels, boolean turned, boolean upright) {
    private static final int X_SPACING = 60;
    private static final int Y_SPACING = 40;
    /// More ticks serve nobody, and as powers of ten they would overflow.
    private static final int MOST_TICKS = 100;
    private static final int NAME_GAP = 10;
    /// Longer names are cut.
    private static final double LONGEST_NAME = 150;

    private static final double LONGEST_BESIDE = 260;
    private static final double SLOPE = Math.sqrt(0.5);

    /// Returns the labels of the x axis.
    static AxisLabels below(Scales scales, AxisOptions options, double pixels) {
        Scale scale = scales.x();
        if (options.names().isPresent() && !scale.log()) {
            List<String> names = cut(options.names().get(), LONGEST_NAME);
            double room = pixels / scale.span();
            boolean turned = widest(names.stream()) + NAME_GAP > room;
            // Up to a hundred short names fit when every few are left out; long ones are turned instead.
            boolean skipped = turned && widest(names.stream()) <= X_SPACING / 2.0;
            int every = skipped
                    ? (int) Math.ceil((widest(names.stream()) + NAME_GAP) / room)
                    : (int) Math.max(1, Math.ceil(lineHeight() / room));
            return of(new NameTicks(scale, names, every), options, pixels, turned && !skipped, false);
        }
        ToDoubleFunction<String> extent = label -> Text.widthOf(label, AxesPainter.TICK_FONT);
        Ticks ticks = digits(scale, pixels, extent)
                .orElseGet(() -> EvenTicks.apart(scale, pixels, X_SPACING, scales.countsX(), extent));
        return of(ticks, options, pixels, false, false);
    }

    /// Returns the labels of a y axis.
    ///
    /// @param whole whether ticks are at whole numbers only
    static AxisLabels beside(Scale scale, AxisOptions options, double pixels, boolean whole) {
        if (options.names().isPresent() && !scale.log()) {
            int every = (int) Math.max(1, Math.ceil(lineHeight() / (pixels / scale.span())));
            Ticks names = new NameTicks(scale, cut(options.names().get(), LONGEST_BESIDE), every);
            return of(names, options, pixels, false, true);
        }
        ToDoubleFunction<String> extent = _ -> AxesPainter.TICK_FONT.getSize();
        double spacing = Math.max(Y_SPACING, pixels / MOST_TICKS);
        Ticks ticks =
                digits(scale, pixels, extent).orElseGet(() -> EvenTicks.apart(scale, pixels, spacing, whole, extent));
        return of(ticks, options, pixels, false, true);
    }

    private static AxisLabels of(Ticks ticks, AxisOptions options, double pixels, boolean turned, boolean upright) {
        List<Tick> all = ticks.all();
        if (options.isFlipped()) {
            all = all.stream()
                    .map(tick -> new Tick(1 - tick.share(), tick.label()))
                    .toList();
        }
        return new AxisLabels(all, pixels, turned, upright);
    }

    private static Optional<Ticks> digits(Scale scale, double pixels, ToDoubleFunction<String> extent) {
        return scale.log() ? DigitTicks.of(scale, pixels, extent).map(ticks -> ticks) : Optional.empty();
    }

    private static List<String> cut(List<String> names, double longest) {
        return names.stream()
                .map(name -> Text.oneLine(name, AxesPainter.TICK_FONT, longest))
                .toList();
    }

    private static double lineHeight() {
        return Math.ceil(AxesPainter.TICK_FONT.getSize() * 1.25);
    }

    private static double widest(Stream<String> labels) {
        return labels.mapToDouble(label -> Text.widthOf(label, AxesPainter.TICK_FONT))
                .max()
                .orElse(0);
    }

    /// Returns the room across the axis that the labels take.
    double depth() {
        double widest = widest(ticks.stream().map(Tick::label));
        return upright ? Math.ceil(widest) : turned ? Math.ceil((widest + lineHeight()) * SLOPE) : lineHeight();
    }

    /// Returns how far labels below the axis reach beyond its left end.
    double overhangLeft() {
        return ticks.stream()
                .mapToDouble(tick -> {
                    double width = Text.widthOf(tick.label(), AxesPainter.TICK_FONT);
                    return (turned ? width * SLOPE : width / 2) - tick.share() * pixels;
                })
                .max()
                .orElse(0);
    }

    /// Returns how far labels below the axis reach beyond its right end.
    double overhangRight() {
        return ticks.stream()
                .mapToDouble(tick -> {
                    double width = Text.widthOf(tick.label(), AxesPainter.TICK_FONT);
                    return (turned ? 0 : width / 2) - (1 - tick.share()) * pixels;
                })
                .max()
                .orElse(0);
    }

    void paintBelow(Graphics2D g, Rectangle2D area, double gap) {
        for (Tick tick : ticks) {
            Text text = Text.of(tick.label(), AxesPainter.TICK_FONT, Double.MAX_VALUE);
            double x = area.getX() + tick.share() * area.getWidth();
            double y = area.getMaxY() + gap;
            if (turned) {
                AffineTransform before = g.getTransform();
                g.translate(x, y + 2);
                g.rotate(-Math.PI / 4);
                text.draw(g, Text.SOFT_INK, -text.width(), -2, text.width(), 0);
                g.setTransform(before);
            } else {
                text.draw(g, Text.SOFT_INK, x - text.width() / 2, y, text.width(), 0);
            }
        }
    }

    /// Draws the labels of a y axis at the left or the right of the plot.
    void paintBeside(Graphics2D g, Rectangle2D area, double gap, boolean atLeft) {
        for (Tick tick : ticks) {
            Text text = Text.of(tick.label(), AxesPainter.TICK_FONT, Double.MAX_VALUE);
            double y = area.getMaxY() - tick.share() * area.getHeight() - text.height() / 2;
            double x = atLeft ? area.getX() - gap - text.width() : area.getMaxX() + gap;
            text.draw(g, Text.SOFT_INK, x, y, text.width(), 0);
        }
    }
}

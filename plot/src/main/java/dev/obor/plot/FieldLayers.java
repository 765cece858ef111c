package dev.obor.plot;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes the layers of images.
final class FieldLayers {
    private static final int NUMBER_SIZE = 12;

    private FieldLayers() {}

    /// Returns a table as cells, and turns the axes so that row 0 is at the top, unless an extent is given.
    static Raster raster(Axes axes, String op, Values.Table table, Shading shading) {
        double[] values = table.values().clone();
        Colors colors = Colors.of(op, values, shading, 0);
        return placed(
                axes,
                table.rows(),
                table.columns(),
                i -> colors.rgb(values[i]),
                shading,
                colors.shown() ? Optional.of(colors) : Optional.empty());
    }

    /// Returns an image of red, green and blue.
    static Raster colored(Axes axes, Tensor image, Shading shading) {
        int[] sizes = image.shape().toArray();
        if (image.numel() == 0) {
            throw new ShapeException("imshow: an image of shape " + image.shape() + " is empty: pass one with pixels");
        }
        double[] levels = image.toDoubleArray();
        double white = image.dtype().isFloating() ? 1 : 255;
        return placed(
                axes,
                sizes[0],
                sizes[1],
                i -> Double.isNaN(levels[3 * i] + levels[3 * i + 1] + levels[3 * i + 2])
                        ? Colors.MISSING.getRGB() & 0xFFFFFF
                        : Oklab.pack(levels[3 * i] / white, levels[3 * i + 1] / white, levels[3 * i + 2] / white),
                shading,
                Optional.empty());
    }

    private static Raster placed(
            Axes axes,
            int rows,
            int columns,
            java.util.function.IntUnaryOperator rgb,
            Shading shading,
            Optional<Colors> colors) {
        double[] edges = shading.extent().orElse(new double[] {-0.5, columns - 0.5, -0.5, rows - 0.5});
        if (shading.extent().isEmpty()) {
            axes.yAxis().flip();
        }
        return new Raster(rows, columns, rgb, edges[0], edges[1], edges[2], edges[3], colors);
    }

    /// Returns how light a colour looks, 0 to 1.
    static double lightness(int rgb) {
        return Oklab.of(rgb)[0];
    }

    /// Returns the value of each cell as text that stands out from the cell's colour.
    static List<Layer> numbers(Values.Table table, int digits, Shading shading) {
        Colors colors = Colors.of("heatMap", table.values(), shading, 0);
        List<Layer> notes = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            for (int column = 0; column < table.columns(); column++) {
                double value = table.at(row, column);
                String text = Double.isNaN(value)
                        ? "–"
                        : String.format(Locale.ROOT, "%." + digits + "f", value).replace('-', '−');
                Color ink = lightness(colors.rgb(value)) > 0.62 ? Text.INK : Color.WHITE;
                notes.add(new Note(text, column, row, ink, Text.plain(NUMBER_SIZE)));
            }
        }
        return notes;
    }
}

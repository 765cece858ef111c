package dev.obor.plot;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.awt.Color;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Images, heat maps and contours: values that have a place each. Values that are NaN are light grey, values
/// beyond the range of the colours have the colour of the nearer end.
///
/// @param <T> what the methods return, which is always the object itself
public sealed interface Fields<T extends Fields<T>> extends Plotting<T> permits Axes, Figure {
    /// Adds an image: a table of values [rows, columns] in colours, or red, green and blue as [rows, columns,
    /// 3], where floating-point values lie between 0 and 1 and integers between 0 and 255. Row 0 is at the
    /// top, cell (row, column) has its middle at y = row and x = column, and cells are square.
    ///
    /// @throws ShapeException if the tensor has another shape, or is empty
    /// @throws PlotException if no value is finite
    default T imshow(Tensor image) {
        return imshow(image, Shading.DEFAULT);
    }

    /// Adds an image as [#imshow(Tensor)] does, in the colours, range and extent of a shading.
    ///
    /// @throws ShapeException if the tensor has another shape, or is empty
    /// @throws PlotException if no value is finite
    default T imshow(Tensor image, Shading shading) {
        int[] sizes = image.shape().toArray();
        axes().setSquare();
        if (sizes.length == 3 && sizes[2] == 3) {
            axes().add(FieldLayers.colored(axes(), image, shading));
        } else {
            axes().add(FieldLayers.raster(axes(), "imshow", Values.table("imshow", image), shading));
        }
        return self();
    }

    /// Adds an image as [#imshow(Tensor, Shading)] does.
    ///
    /// @param rows the values, row by row, all rows of one length
    /// @throws ShapeException if there are no values or the rows differ in length
    /// @throws PlotException if no value is finite
    default T imshow(double[][] rows, Shading shading) {
        axes().setSquare();
        axes().add(FieldLayers.raster(axes(), "imshow", Values.table("imshow", rows), shading));
        return self();
    }

    /// Adds a table of values as cells that fill the axes, whatever their shape, with a bar that explains the
    /// colours. Row 0 is at the top.
    ///
    /// @throws ShapeException if the tensor is not [rows, columns], or empty
    /// @throws PlotException if no value is finite
    default T heatMap(Tensor values) {
        return heatMap(values, Shading.DEFAULT.bar());
    }

    /// Adds a table of values as cells that fill the axes, in the colours of a shading. Row 0 is at the top.
    ///
    /// @throws ShapeException if the tensor is not [rows, columns], or empty
    /// @throws PlotException if no value is finite
    default T heatMap(Tensor values, Shading shading) {
        axes().add(FieldLayers.raster(axes(), "heatMap", Values.table("heatMap", values), shading));
        return self();
    }

    /// Adds a heat map with a name for each row and column and the value written into each cell, such as a
    /// table of confusions.
    ///
    /// @param digits the digits after the point, 0 to 10
    /// @throws ShapeException if the tensor is not [rows, columns], or the names are not as many
    /// @throws PlotException if no value is finite, or the number of digits is outside its range
    default T heatMap(Tensor values, List<String> rows, List<String> columns, int digits, Shading shading) {
        Values.Table table = Values.table("heatMap", values);
        if (rows.size() != table.rows() || columns.size() != table.columns()) {
            throw new ShapeException("heatMap: " + rows.size() + " and " + columns.size() + " names for " + table.rows()
                    + " rows and " + table.columns() + " columns: pass one name for each");
        }
        Style.checkDigits(digits);
        heatMap(values, shading);
        axes().xAxis().names(columns);
        axes().yAxis().names(rows);
        FieldLayers.numbers(table, digits, shading).forEach(axes()::add);
        return self();
    }

    /// Adds lines on which a field has round values, each in the colour of its value.
    ///
    /// @param xs the place of each column, rising
    /// @param ys the place of each row, rising
    /// @param values the field as [rows, columns], the first row at the first y
    /// @throws ShapeException if the sizes do not fit, or there are fewer than 2 rows or columns
    /// @throws PlotException if no value is finite, or the places do not rise
    default T contour(Tensor xs, Tensor ys, Tensor values, int levels, Shading shading) {
        FieldGrid grid = FieldGrid.of("contour", xs, ys, values);
        axes().add(grid.lines(levels, shading));
        return self();
    }

    /// Adds lines on which a field has the values that are asked for, in one colour; with the level 0 or 0.5
    /// this is a classifier's boundary.
    ///
    /// @throws ShapeException if the sizes do not fit, or there are fewer than 2 rows or columns
    /// @throws PlotException if the places do not rise
    default T contour(Tensor xs, Tensor ys, Tensor values, double[] levels, Style style) {
        FieldGrid grid = FieldGrid.of("contour", xs, ys, values);
        Objects.requireNonNull(levels, "levels");
        Color color = style.colorAt(axes().nextColor(style));
        axes().add(new Contours(grid, levels.clone(), _ -> color, style.stroke(style.width()), Optional.empty()));
        return self();
    }

    /// Fills the areas between round values of a field, each in a colour of its own.
    ///
    /// @param xs the place of each column, rising
    /// @param ys the place of each row, rising
    /// @param values the field as [rows, columns], the first row at the first y
    /// @throws ShapeException if the sizes do not fit, or there are fewer than 2 rows or columns
    /// @throws PlotException if no value is finite, or the places do not rise
    default T contourFilled(Tensor xs, Tensor ys, Tensor values, int levels, Shading shading) {
        FieldGrid grid = FieldGrid.of("contourFilled", xs, ys, values);
        axes().add(grid.areas(levels, shading));
        return self();
    }
}

package dev.obor.plot;

import java.awt.Graphics2D;
import java.util.Objects;

/// A picture of one plot, or of several in a grid. Every method adds to this figure and returns it.
///
/// ```java
/// Figure.of(960, 560)
///         .title("Training").xLabel("step").yLabel("loss").rightLabel("accuracy (%)")
///         .trend("train loss", steps, losses, 101)
///         .scatter("test accuracy", epochEnds, accuracies, Style.DEFAULT.right())
///         .save(Path.of("loss.png"));
/// ```
///
/// A figure of several plots draws by its [#axes(int, int)].
public final class Figure extends Picture implements Curves<Figure>, Bars<Figure>, Fields<Figure>, Framing<Figure> {
    private static final int MIN_WIDTH = 320;
    private static final int MIN_HEIGHT = 240;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 480;
    private static final int CELL_WIDTH = 420;
    private static final int CELL_HEIGHT = 340;
    private static final int MOST_CELLS = 400;

    private final int width;
    private final int height;
    private final int rows;
    private final int columns;
    private final Axes[] cells;
    private String title = "";
    private String subtitle = "";

    private Figure(int rows, int columns, int width, int height) {
        if (width < MIN_WIDTH || height < MIN_HEIGHT || width > MAX_SIDE || height > MAX_SIDE) {
            throw new PlotException("figure: " + width + " × " + height + " pixels are outside the range: pass "
                    + MIN_WIDTH + " × " + MIN_HEIGHT + " to " + MAX_SIDE + " × " + MAX_SIDE);
        }
        this.width = width;
        this.height = height;
        this.rows = rows;
        this.columns = columns;
        this.cells = new Axes[rows * columns];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new Axes();
        }
    }

    /// Returns an empty figure of one plot, 720 by 480 pixels.
    public static Figure of() {
        return of(WIDTH, HEIGHT);
    }

    /// Returns an empty figure of one plot, of a size in pixels.
    ///
    /// @param width 320 to 16384
    /// @param height 240 to 16384
    /// @throws PlotException if a size is outside its range
    public static Figure of(int width, int height) {
        return new Figure(1, 1, width, height);
    }

    /// Returns an empty figure of several plots in a grid, each 420 by 340 pixels.
    ///
    /// @throws PlotException if a number is less than 1, or there are more than 400 plots
    public static Figure subplots(int rows, int columns) {
        checkCells(rows, columns);
        return subplots(rows, columns, Math.max(MIN_WIDTH, columns * CELL_WIDTH), rows * CELL_HEIGHT);
    }

    /// Returns an empty figure of several plots in a grid, of a size in pixels.
    ///
    /// @param width 320 to 16384
    /// @param height 240 to 16384
    /// @throws PlotException if a number is less than 1, there are more than 400 plots, or a size is outside
    ///     its range
    public static Figure subplots(int rows, int columns, int width, int height) {
        checkCells(rows, columns);
        return new Figure(rows, columns, width, height);
    }

    private static void checkCells(int rows, int columns) {
        if (rows < 1 || columns < 1 || (long) rows * columns > MOST_CELLS) {
            throw new PlotException("figure.subplots: " + rows + " × " + columns
                    + " plots: pass 1 or more of each, and at most " + MOST_CELLS + " plots");
        }
    }

    /// Sets the bold line at the top.
    public Figure title(String text) {
        title = Objects.requireNonNull(text, "title");
        return this;
    }

    /// Sets the softer line below the title.
    public Figure subtitle(String text) {
        subtitle = Objects.requireNonNull(text, "subtitle");
        return this;
    }

    @Override
    public Axes axes() {
        if (cells.length > 1) {
            throw new PlotException("figure: there are " + rows + " × " + columns
                    + " plots, and this says for none which: use axes(row, column)");
        }
        return cells[0];
    }

    /// Returns the plot in a row and a column, counted from 0 at the top left.
    ///
    /// @throws PlotException if there is no such plot
    public Axes axes(int row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            throw new PlotException("figure.axes: (" + row + ", " + column + ") is outside the " + rows + " × "
                    + columns + " plots: count rows and columns from 0");
        }
        return cells[row * columns + column];
    }

    @Override
    public Figure self() {
        return this;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    void paint(Graphics2D g) {
        new FigurePainter(this).paint(g);
    }

    @Override
    public String toText(int letters, boolean colored) {
        return FigureText.of(this, letters, colored);
    }

    /// Returns how many plots there are and the size.
    @Override
    public String toString() {
        return "Figure of " + rows + " × " + columns + " plots, " + width + " × " + height + " pixels";
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    String title() {
        return title;
    }

    String subtitle() {
        return subtitle;
    }
}

package dev.obor.plot;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Small grey images of one size in rows, each with a caption below. Every method adds to this grid and
/// returns it.
///
/// ```java
/// ImageGrid grid = ImageGrid.of(28, 28).title("97.8 % of 10,000 test digits right");
/// grid.prediction(first, "7", "7", 0.998);      // captioned "7 · 99.8 %"
/// grid.prediction(second, "3", "5", 0.61);      // marked, and captioned "3, is 5 · 61 %"
/// grid.savePng(Path.of("predictions.png"));
/// ```
///
/// Pixels are enlarged by a whole factor and stay squares. The value 0 is black and 1 is white unless
/// [#range] says otherwise; values beyond are drawn as the nearer end, values that are no number sky blue. A
/// marked tile has a coloured frame, a cross before its caption, and the caption in bold. The grid's size
/// follows from its tiles.
public final class ImageGrid extends Picture {
    private static final int MAX_COLUMNS = 10;

    private final int imageHeight;
    private final int imageWidth;
    private final List<Tile> tiles = new ArrayList<>();
    private String title = "";
    private String subtitle = "";
    private int columns;
    private double low;
    private double high = 1;
    private Optional<ColorMap> colors = Optional.empty();

    /// An image with what is said of it.
    static final class Tile {
        private final float[] pixels;
        private final String caption;
        private final boolean marked;

        private Tile(float[] pixels, String caption, boolean marked) {
            this.pixels = pixels;
            this.caption = caption;
            this.marked = marked;
        }

        float pixel(int i) {
            return pixels[i];
        }

        String caption() {
            return caption;
        }

        boolean isMarked() {
            return marked;
        }
    }

    private ImageGrid(int imageHeight, int imageWidth) {
        this.imageHeight = imageHeight;
        this.imageWidth = imageWidth;
    }

    /// Returns an empty grid for images of a size.
    ///
    /// @param height the rows of an image, 1 to 4096
    /// @param width the columns of an image, 1 to 4096
    /// @throws PlotException if a size is outside its range
    public static ImageGrid of(int height, int width) {
        int most = MAX_SIDE / 4;
        if (height < 1 || width < 1 || height > most || width > most) {
            throw new PlotException("imageGrid: images of " + height + " × " + width
                    + " pixels are outside the range: pass 1 × 1 to " + most + " × " + most);
        }
        return new ImageGrid(height, width);
    }

    /// Returns a grid with every image of a batch and no captions, from the lowest value as black to the
    /// highest as white.
    ///
    /// @param images a tensor of shape [images, height, width] or [images, 1, height, width]
    /// @throws ShapeException if the tensor has another shape, or is empty
    /// @throws PlotException if an image is too large, or no value is finite
    public static ImageGrid of(Tensor images) {
        int[] sizes = images.shape().toArray();
        int rank = sizes.length;
        if (rank < 3 || rank > 4 || rank == 4 && sizes[1] != 1 || images.numel() == 0) {
            throw new ShapeException("imageGrid: a tensor of shape " + images.shape()
                    + " is no batch of grey images: pass [images, height, width], none of them 0");
        }
        ImageGrid grid = of(sizes[rank - 2], sizes[rank - 1]);
        float[] pixels = images.toFloatArray();
        Colors range = Colors.of("imageGrid", Values.row("imageGrid", images.flatten()), Shading.DEFAULT, 0);
        grid.range(range.low(), range.high());
        int size = grid.imageHeight * grid.imageWidth;
        for (int i = 0; i < sizes[0]; i++) {
            grid.tile(Arrays.copyOfRange(pixels, i * size, (i + 1) * size), "");
        }
        return grid;
    }

    /// Sets the colours, which otherwise go from black to white.
    public ImageGrid colors(ColorMap map) {
        colors = Optional.of(map);
        return this;
    }

    /// Adds an image of height times width values.
    ///
    /// @throws ShapeException if there are more or fewer values
    public ImageGrid tile(Tensor image, String caption) {
        return add("tile", image.toFloatArray(), caption, false);
    }

    /// Sets the bold line at the top.
    public ImageGrid title(String text) {
        title = Objects.requireNonNull(text, "title");
        return this;
    }

    /// Sets the softer line below the title; a good place to say what captions and marks mean.
    public ImageGrid subtitle(String text) {
        subtitle = Objects.requireNonNull(text, "subtitle");
        return this;
    }

    /// Sets the number of tiles in a row, which otherwise follows from the number of tiles and is 10 at most.
    ///
    /// @throws PlotException if the number is less than 1
    public ImageGrid columns(int count) {
        if (count < 1) {
            throw new PlotException("imageGrid.columns: " + count + " tiles in a row: pass 1 or more");
        }
        columns = count;
        return this;
    }

    /// Sets the values that are black and white; the first may be the larger, for dark ink on light paper.
    ///
    /// @throws PlotException if the values are equal or not finite
    public ImageGrid range(double black, double white) {
        if (black == white || !Double.isFinite(white - black)) {
            throw new PlotException("imageGrid.range: " + black + " to " + white
                    + " is no range of greys: pass two different finite values");
        }
        low = black;
        high = white;
        return this;
    }

    /// Adds an image.
    ///
    /// @param pixels the rows of the image one after the other, height times width values
    /// @throws ShapeException if there are more or fewer values
    public ImageGrid tile(float[] pixels, String caption) {
        return add("tile", pixels, caption, false);
    }

    /// Adds an image as [#tile(float[], String)] does.
    ///
    /// @throws ShapeException if there are more or fewer values
    public ImageGrid tile(double[] pixels, String caption) {
        return add("tile", narrow(pixels), caption, false);
    }

    /// Adds an image that needs the reader's eye.
    ///
    /// @param pixels the rows of the image one after the other, height times width values
    /// @throws ShapeException if there are more or fewer values
    public ImageGrid marked(float[] pixels, String caption) {
        return add("marked", pixels, caption, true);
    }

    /// Adds an image as [#marked(float[], String)] does.
    ///
    /// @throws ShapeException if there are more or fewer values
    public ImageGrid marked(double[] pixels, String caption) {
        return add("marked", narrow(pixels), caption, true);
    }

    /// Adds an image with what a classifier says of it: `7 · 99.8 %` if it is right, and marked with
    /// `3, is 5 · 61 %` if it is wrong.
    ///
    /// @param pixels the rows of the image one after the other, height times width values
    /// @param probability what the classifier gives to its prediction, 0 to 1
    /// @throws ShapeException if there are more or fewer values
    /// @throws PlotException if the probability is outside its range
    public ImageGrid prediction(float[] pixels, String predicted, String actual, double probability) {
        boolean right = predicted.equals(actual);
        String said = right ? predicted : predicted + ", is " + actual;
        return add("prediction", pixels, said + " · " + percent(probability), !right);
    }

    /// Adds a prediction as [#prediction(float[], String, String, double)] does.
    ///
    /// @throws ShapeException if there are more or fewer values
    /// @throws PlotException if the probability is outside its range
    public ImageGrid prediction(double[] pixels, String predicted, String actual, double probability) {
        return prediction(narrow(pixels), predicted, actual, probability);
    }

    /// Returns a probability as whole percents, near certainty with one decimal, and never rounded to 0 or
    /// 100 unless it is that. A softmax in float32 may exceed 1 by some units in the last place.
    static String percent(double probability) {
        if (!(probability >= 0 && probability <= 1 + 1e-5)) {
            throw new PlotException("imageGrid.prediction: " + probability + " is not a probability: pass 0 to 1");
        }
        double percent = 100 * Math.min(1, probability);
        // A no-break space keeps the sign with its number.
        if (percent > 0 && percent < 1) {
            return "<\u00a01\u00a0%";
        }
        if (percent > 99.9 && percent < 100) {
            return ">\u00a099.9\u00a0%";
        }
        String number = percent >= 99 && percent < 100
                ? String.format(Locale.ROOT, "%.1f", percent)
                : Long.toString(Math.round(percent));
        return number + "\u00a0%";
    }

    private ImageGrid add(String op, float[] pixels, String caption, boolean marked) {
        Objects.requireNonNull(caption, "caption");
        if (pixels.length != imageHeight * imageWidth) {
            throw new ShapeException("imageGrid." + op + ": " + pixels.length + " pixels for an image of " + imageHeight
                    + " × " + imageWidth + ": pass " + imageHeight * imageWidth);
        }
        tiles.add(new Tile(pixels.clone(), caption, marked));
        return this;
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    /// Returns the width in pixels, which follows from the tiles, their captions and the title.
    ///
    /// @throws ShapeException if there are no tiles
    /// @throws PlotException if the grid would be too large, or the machine has no fonts
    @Override
    public int width() {
        return painter().width();
    }

    /// Returns the height in pixels, which follows from the tiles, their captions and the title.
    ///
    /// @throws ShapeException if there are no tiles
    /// @throws PlotException if the grid would be too large, or the machine has no fonts
    @Override
    public int height() {
        return painter().height();
    }

    GridPainter painter() {
        Text.requireFonts();
        return new GridPainter(this);
    }

    @Override
    void paint(Graphics2D g) {
        painter().paint(g);
    }

    /// Returns how many images there are and their size.
    @Override
    public String toString() {
        return "ImageGrid of " + tiles.size() + " images of " + imageHeight + " × " + imageWidth + " pixels";
    }

    /// Returns the images one below the other, each with its caption.
    @Override
    public String toText(int letters, boolean colored) {
        FigureText.checkWidth(letters);
        if (tiles.isEmpty()) {
            throw new ShapeException("imageGrid: there are no tiles: add at least one");
        }
        return GridText.of(this, letters, colored);
    }

    /// Returns the colour of a pixel's value.
    int rgb(float value) {
        if (Float.isNaN(value)) {
            return Palette.SKY_BLUE.rgb();
        }
        if (colors.isPresent()) {
            return colors.get().rgb((value - low) / (high - low));
        }
        int grey = (int) Math.round(255 * Math.clamp((value - low) / (high - low), 0.0, 1.0));
        return grey << 16 | grey << 8 | grey;
    }

    int imageHeight() {
        return imageHeight;
    }

    int imageWidth() {
        return imageWidth;
    }

    /// Returns the tiles in a row: as asked, or so that the grid is a little wider than high and the last row
    /// full.
    int columns() {
        int count = tiles.size();
        if (columns > 0) {
            return Math.min(columns, count);
        }
        if (count <= 5) {
            return count;
        }
        int wide = Math.min(MAX_COLUMNS, (int) Math.ceil(Math.sqrt(1.6 * count)));
        int best = wide;
        for (int each : new int[] {wide + 1, wide - 1}) {
            if (each <= MAX_COLUMNS && empty(each, count) < empty(best, count)) {
                best = each;
            }
        }
        return best;
    }

    /// Returns the places of the last row that stay empty.
    private static int empty(int columns, int count) {
        return Math.floorMod(-count, columns);
    }

    String title() {
        return title;
    }

    String subtitle() {
        return subtitle;
    }

    List<Tile> tiles() {
        return tiles;
    }
}

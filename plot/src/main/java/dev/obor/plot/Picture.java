package dev.obor.plot;

import dev.obor.error.DataException;
import dev.obor.error.ShapeException;
import dev.obor.io.AtomicFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Something that can be drawn, saved and shown. Only [#show] opens a window and needs a display.
public abstract sealed class Picture permits Figure, ImageGrid {
    /// The longest side in pixels.
    static final int MAX_SIDE = 16_384;

    Picture() {}

    /// Returns the width in pixels.
    ///
    /// @throws PlotException if the width depends on texts and the machine has no fonts
    public abstract int width();

    /// Returns the height in pixels.
    ///
    /// @throws PlotException if the height depends on texts and the machine has no fonts
    public abstract int height();

    /// Draws this picture on a white ground of its width and height.
    abstract void paint(Graphics2D g);

    /// Returns this picture as the bytes of a PNG file, 8 bits for each of red, green and blue. The same
    /// calls give the same bytes on the same machine.
    ///
    /// @throws ShapeException if there is nothing to draw
    /// @throws PlotException if the texts leave no room for the data, a range cannot be drawn, or the machine
    ///     has no fonts
    public byte[] toPng() {
        BufferedImage image = toImage();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // ImageIO's own choice of stream would put a cache file into the temporary folder.
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new PlotException("toPng: this Java runtime has no PNG writer: use one with java.desktop whole");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /// Saves this picture as a PNG file and returns the file. The file appears whole or not at all; one that
    /// stood there is replaced.
    ///
    /// @throws ShapeException if there is nothing to draw
    /// @throws PlotException if the texts leave no room for the data, a range cannot be drawn, or the machine
    ///     has no fonts
    /// @throws DataException if the folder is missing or cannot be written, or the file is a folder
    public Path savePng(Path file) {
        byte[] png = toPng();
        AtomicFile.write(file, out -> out.write(png));
        return file;
    }

    /// Returns this picture as the text of an SVG file: lines and letters stay lines and letters at any size.
    ///
    /// @throws ShapeException if there is nothing to draw
    /// @throws PlotException if the texts leave no room for the data, a range cannot be drawn, or the machine
    ///     has no fonts
    public String toSvg() {
        Text.requireFonts();
        return Svg.of(this);
    }

    /// Saves this picture as an SVG file and returns the file. The file appears whole or not at all; one that
    /// stood there is replaced.
    ///
    /// @throws ShapeException if there is nothing to draw
    /// @throws PlotException if the texts leave no room for the data, a range cannot be drawn, or the machine
    ///     has no fonts
    /// @throws DataException if the folder is missing or cannot be written, or the file is a folder
    public Path saveSvg(Path file) {
        byte[] svg = toSvg().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(svg));
        return file;
    }

    /// Saves this picture in the format of the file's ending, `.png` or `.svg`, and returns the file.
    ///
    /// @throws ShapeException if there is nothing to draw
    /// @throws PlotException if the ending is another, the texts leave no room for the data, a range cannot be
    ///     drawn, or the machine has no fonts
    /// @throws DataException if the folder is missing or cannot be written, or the file is a folder
    public Path save(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".png")) {
            return savePng(file);
        }
        if (name.endsWith(".svg")) {
            return saveSvg(file);
        }
        throw new PlotException("save: the ending of " + file + " names no format: use .png or .svg");
    }

    /// Returns this picture in letters and Unicode blocks, at most 80 letters wide, for a terminal.
    ///
    /// @throws ShapeException if there is nothing to draw
    /// @throws PlotException if a range cannot be drawn
    public String toText() {
        return toText(80, false);
    }

    /// Returns this picture in letters and Unicode blocks.
    ///
    /// @param columns the letters in a line, 40 to 400
    /// @param colored whether the text holds ANSI sequences for the colours, which most terminals understand
    /// @throws ShapeException if there is nothing to draw
    /// @throws PlotException if the width is outside its range, or a range cannot be drawn
    public abstract String toText(int columns, boolean colored);

    /// Opens a window with this picture and returns at once; the program goes on until its last window is
    /// closed.
    ///
    /// @throws ShapeException if there is nothing to draw
    /// @throws PlotException if there is no display, or the picture cannot be drawn
    public void show() {
        Window.open(this);
    }

    /// Returns this picture drawn.
    public BufferedImage toImage() {
        Text.requireFonts();
        BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            paintPage(g, width(), height());
        } finally {
            g.dispose();
        }
        return image;
    }

    /// Draws this picture with its white ground.
    void paintPage(Graphics2D g, int width, int height) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        paint(g);
    }
}

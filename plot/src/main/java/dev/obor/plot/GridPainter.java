package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/// Finds room for the tiles of a grid and their captions, and draws them. Every cell is as wide as the widest
/// tile or caption, every row as high as its highest caption, so nothing can touch.
final class GridPainter {
    private static final int MARGIN = 28;
    private static final int FRAME = 4;
    private static final int FRAME_GAP = 1;
    private static final int BORDER = FRAME + FRAME_GAP;
    private static final int COLUMN_GAP = 14;
    private static final int ROW_GAP = 16;
    private static final int CAPTION_GAP = 4;
    /// Captions are broken where they would be wider than this and wider than their image.
    private static final int CAPTION_WIDTH = 140;
    /// Titles are broken where they would be wider than this and wider than the grid.
    private static final int TITLE_WIDTH = 420;
    private static final int CROSS = 9;
    private static final int CROSS_GAP = 6;
    private static final Color MARK = Palette.VERMILLION.color();

    private final ImageGrid grid;
    private final int factor;
    private final int columns;
    private final List<Text> captions = new ArrayList<>();
    private final Text title;
    private final Text subtitle;
    private final int cellWidth;
    private final double gridWidth;
    private final double contentWidth;
    private final int width;
    private final int height;

    GridPainter(ImageGrid grid) {
        if (grid.tiles().isEmpty()) {
            throw new ShapeException("imageGrid: there are no tiles: add at least one");
        }
        this.grid = grid;
        this.columns = grid.columns();
        this.factor = Math.max(
                1, Math.round(tileSide(grid.tiles().size()) / (float) Math.max(grid.imageWidth(), grid.imageHeight())));
        int tileWidth = factor * grid.imageWidth() + 2 * BORDER;
        double widest = tileWidth;
        for (ImageGrid.Tile tile : grid.tiles()) {
            int beside = tile.isMarked() ? CROSS + CROSS_GAP : 0;
            Font font = tile.isMarked() ? Text.bold(13) : Text.plain(13);
            Text caption = Text.of(tile.caption(), font, Math.max(tileWidth, CAPTION_WIDTH) - beside);
            captions.add(caption);
            widest = Math.max(widest, caption.width() + beside);
        }
        this.cellWidth = (int) Math.ceil(widest);
        this.gridWidth = (double) columns * cellWidth + (columns - 1.0) * COLUMN_GAP;
        double titleWidth = Math.max(gridWidth, TITLE_WIDTH);
        this.title = Text.of(grid.title(), Text.bold(18), titleWidth);
        this.subtitle = Text.of(grid.subtitle(), Text.plain(13), titleWidth);
        this.contentWidth = Math.max(gridWidth, Math.max(title.width(), subtitle.width()));
        this.width = side("wide", Math.ceil(contentWidth) + 2 * MARGIN);
        this.height = side("high", Math.ceil(bottom()) + MARGIN);
    }

    /// Returns about how large images should be, fewer of them larger.
    private static int tileSide(int count) {
        if (count <= 2) {
            return 224;
        }
        return count <= 6 ? 168 : count <= 15 ? 140 : count <= 40 ? 112 : 84;
    }

    private static int side(String direction, double pixels) {
        if (pixels > Picture.MAX_SIDE) {
            throw new PlotException("imageGrid: the grid would be " + Math.round(pixels) + " pixels " + direction
                    + ", more than " + Picture.MAX_SIDE + ": pass fewer or smaller tiles, or change columns");
        }
        return (int) pixels;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /// Returns the factor by which images are enlarged.
    int factor() {
        return factor;
    }

    private double gridTop() {
        double head = title.height() + (subtitle.height() == 0 ? 0 : subtitle.height() + 3);
        return MARGIN + (head == 0 ? 0 : head + ROW_GAP);
    }

    private double rowHeight(int row) {
        double highest = 0;
        for (int i = row * columns; i < Math.min((row + 1) * columns, captions.size()); i++) {
            highest = Math.max(highest, captions.get(i).height());
        }
        return factor * grid.imageHeight() + 2 * BORDER + (highest == 0 ? 0 : highest + CAPTION_GAP);
    }

    private int rows() {
        return Math.ceilDiv(captions.size(), columns);
    }

    private double bottom() {
        double y = gridTop();
        for (int row = 0; row < rows(); row++) {
            y += rowHeight(row) + (row == 0 ? 0 : ROW_GAP);
        }
        return y;
    }

    /// Returns where the image of a tile lies.
    Rectangle2D image(int tile) {
        int row = tile / columns;
        double y = gridTop();
        for (int above = 0; above < row; above++) {
            y += rowHeight(above) + ROW_GAP;
        }
        int imageWidth = factor * grid.imageWidth();
        int imageHeight = factor * grid.imageHeight();
        double left = MARGIN + (contentWidth - gridWidth) / 2 + tile % columns * (cellWidth + COLUMN_GAP);
        // Whole pixels, so that enlarged pixels are sharp squares of one size.
        return new Rectangle2D.Double(
                Math.floor(left + (cellWidth - imageWidth) / 2.0), Math.floor(y + BORDER), imageWidth, imageHeight);
    }

    void paint(Graphics2D g) {
        title.draw(g, Text.INK, MARGIN, MARGIN, title.width(), 0);
        subtitle.draw(g, Text.SOFT_INK, MARGIN, MARGIN + title.height() + 3, subtitle.width(), 0);
        for (int i = 0; i < captions.size(); i++) {
            ImageGrid.Tile tile = grid.tiles().get(i);
            Rectangle2D place = image(i);
            g.drawImage(
                    enlargeable(tile),
                    (int) place.getX(),
                    (int) place.getY(),
                    (int) place.getWidth(),
                    (int) place.getHeight(),
                    null);
            if (tile.isMarked()) {
                paintFrame(g, place);
            }
            paintCaption(g, captions.get(i), tile.isMarked(), place);
        }
    }

    private BufferedImage enlargeable(ImageGrid.Tile tile) {
        BufferedImage image = new BufferedImage(grid.imageWidth(), grid.imageHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0, i = 0; y < grid.imageHeight(); y++) {
            for (int x = 0; x < grid.imageWidth(); x++, i++) {
                image.setRGB(x, y, grid.rgb(tile.pixel(i)));
            }
        }
        return image;
    }

    private static void paintFrame(Graphics2D g, Rectangle2D place) {
        double out = FRAME_GAP + FRAME / 2.0;
        g.setColor(MARK);
        g.setStroke(new BasicStroke(FRAME, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(new Rectangle2D.Double(
                place.getX() - out, place.getY() - out, place.getWidth() + 2 * out, place.getHeight() + 2 * out));
    }

    private static void paintCaption(Graphics2D g, Text caption, boolean marked, Rectangle2D place) {
        int beside = marked ? CROSS + CROSS_GAP : 0;
        double left = place.getCenterX() - (caption.width() + beside) / 2;
        double top = place.getMaxY() + BORDER + CAPTION_GAP;
        if (marked) {
            double y = top + (caption.lineHeight() - CROSS) / 2;
            g.setColor(MARK);
            g.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(new Line2D.Double(left + 1, y + 1, left + CROSS - 1, y + CROSS - 1));
            g.draw(new Line2D.Double(left + 1, y + CROSS - 1, left + CROSS - 1, y + 1));
        }
        caption.draw(g, Text.INK, left + beside, top, caption.width(), 0.5);
    }
}

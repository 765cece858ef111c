package dev.obor.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/// Grids of images in letters: as many side by side as have room, with their captions below.
final class GridText {
    private static final int GAP = 2;
    private static final int WIDEST = 56;

    private GridText() {}

    static String of(ImageGrid grid, int letters, boolean colored) {
        List<String> lines = new ArrayList<>();
        if (!grid.title().isBlank()) {
            lines.add(grid.title());
        }
        if (!grid.subtitle().isBlank()) {
            lines.add(grid.subtitle());
        }
        // Two letters a pixel, as letters are twice as high as wide, or one where that is too wide.
        int width = Math.min(Math.min(letters, WIDEST), 2 * grid.imageWidth());
        int height = Math.max(1, (int) Math.rint(width / 2.0 * grid.imageHeight() / grid.imageWidth()));
        int columns = Math.max(1, Math.min(grid.columns(), (letters + GAP) / (width + GAP)));
        List<ImageGrid.Tile> tiles = grid.tiles();
        for (int first = 0; first < tiles.size(); first += columns) {
            List<ImageGrid.Tile> row = tiles.subList(first, Math.min(tiles.size(), first + columns));
            List<Sketch> sketches = row.stream()
                    .map(tile -> sketch(grid, tile, width, height, colored))
                    .toList();
            for (int line = 0; line < height; line++) {
                int at = line;
                lines.add(String.join(
                        " ".repeat(GAP),
                        sketches.stream().map(sketch -> sketch.line(at)).toList()));
            }
            lines.add(String.join(
                            " ".repeat(GAP),
                            row.stream().map(tile -> caption(tile, width)).toList())
                    .stripTrailing());
        }
        return String.join("\n", lines) + "\n";
    }

    private static String caption(ImageGrid.Tile tile, int width) {
        String caption = (tile.isMarked() ? "✗ " : "") + tile.caption().replace('\n', ' ');
        return caption.length() > width
                ? caption.substring(0, width - 1) + "…"
                : caption + " ".repeat(width - caption.length());
    }

    private static Sketch sketch(ImageGrid grid, ImageGrid.Tile tile, int width, int height, boolean colored) {
        Sketch sketch = new Sketch(width, height, colored);
        Scale x = new Scale(0, grid.imageWidth(), false);
        Scale y = new Scale(0, grid.imageHeight(), false);
        sketch.begin(new Place(sketch.area(), x, false, y, true), 0, Color.BLACK);
        sketch.shade((atX, atY) -> grid.rgb(tile.pixel(((int) atY) * grid.imageWidth() + ((int) atX))));
        return sketch;
    }
}

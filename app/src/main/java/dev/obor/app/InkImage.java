package dev.obor.app;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// An image as amounts of ink, 0 for paper and 1 for the darkest (or, on dark paper, the lightest) stroke.
///
/// @param width columns
/// @param height rows
/// @param ink row-major
record InkImage(int width, int height, float[] ink) {
    private static final int SIDE = 28;
    private static final int BOX = 20;

    /// The row and column of the centre of mass: half a pixel beyond the middle, as MNIST's images show.
    private static final double CENTRE = 14;

    /// The difference between paper and ink below which an image counts as blank.
    private static final float FAINT = 0.1f;

    /// The ink, as a share of the strongest, below which a pixel is paper: at least, and (on uneven paper) at
    /// most.
    private static final float LEAST_EDGE = 0.04f;

    private static final float MOST_EDGE = 0.4f;

    /// A rectangle of pixels.
    private record Box(int left, int top, int width, int height) {}

    /// Reads an image file of any size and colours, dark on light or light on dark. Transparent parts are
    /// paper.
    ///
    /// @throws DataException if there is no such file
    /// @throws FormatException if it is no image, or a blank one
    static InkImage read(Path file) {
        GreyImage grey = GreyImage.read(file);
        // On white paper a light stroke on a transparent ground would not be seen.
        return of(grey, 1)
                .or(() -> of(grey, 0))
                .orElseThrow(() -> new FormatException(
                        "predict: " + file + ": the image is blank: give a digit that differs clearly from its paper"));
    }

    /// Takes the median of the border for the paper, and what differs from it in the stronger direction for
    /// ink. Empty if nothing does.
    private static Optional<InkImage> of(GreyImage grey, float behind) {
        float[] light = grey.on(behind);
        float[] border = border(grey.width(), grey.height(), light);
        float paper = median(border);
        float darker = 0;
        float lighter = 0;
        for (float value : light) {
            darker = Math.max(darker, paper - value);
            lighter = Math.max(lighter, value - paper);
        }
        float most = Math.max(darker, lighter);
        if (most < FAINT) {
            return Optional.empty();
        }
        float sign = darker >= lighter ? 1 / most : -1 / most;
        float edge = Math.clamp(2 * unevenness(border, paper) / most, LEAST_EDGE, MOST_EDGE);
        float[] ink = new float[light.length];
        for (int i = 0; i < ink.length; i++) {
            float amount = (paper - light[i]) * sign;
            ink[i] = amount < edge ? 0 : amount;
        }
        return Optional.of(new InkImage(grey.width(), grey.height(), ink));
    }

    private static float[] border(int width, int height, float[] light) {
        float[] border = new float[2 * (width + height)];
        int count = 0;
        for (int x = 0; x < width; x++) {
            border[count++] = light[x];
            border[count++] = light[(height - 1) * width + x];
        }
        for (int y = 0; y < height; y++) {
            border[count++] = light[y * width];
            border[count++] = light[y * width + width - 1];
        }
        return border;
    }

    private static float median(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// Returns the distance from the paper's light within which three quarters of the border lie: a stroke may
    /// cross it.
    private static float unevenness(float[] border, float paper) {
        float[] distances = new float[border.length];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.abs(border[i] - paper);
        }
        Arrays.sort(distances);
        return distances[distances.length * 3 / 4];
    }

    /// Returns the drawing as MNIST's images were made: scaled, keeping its proportions, to fit a box of 20 ×
    /// 20, which lies with its centre of mass on pixel (14, 14) of 28 × 28. MNIST's own images come out as
    /// they went in, but for the faintest pixels. Source: LeCun et al., the MNIST database.
    float[] toMnist() {
        Box crop = crop();
        double scale = (double) BOX / Math.max(crop.width(), crop.height());
        int w = Math.max(1, (int) Math.round(crop.width() * scale));
        int h = Math.max(1, (int) Math.round(crop.height() * scale));
        float[] small = scaled(crop, w, h);
        double mass = 0;
        double massX = 0;
        double massY = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                float amount = small[y * w + x];
                mass += amount;
                massX += amount * x;
                massY += amount * y;
            }
        }
        int shiftX = Math.clamp(Math.round(CENTRE - massX / mass), 0, SIDE - w);
        int shiftY = Math.clamp(Math.round(CENTRE - massY / mass), 0, SIDE - h);
        float[] result = new float[SIDE * SIDE];
        for (int y = 0; y < h; y++) {
            System.arraycopy(small, y * w, result, (y + shiftY) * SIDE + shiftX, w);
        }
        return result;
    }

    /// Returns the smallest box around all ink.
    private Box crop() {
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (ink[y * width + x] > 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        return new Box(left, top, right - left + 1, bottom - top + 1);
    }

    private float[] scaled(Box crop, int w, int h) {
        float[] result = new float[w * h];
        for (int y = 0; y < h; y++) {
            double y0 = crop.top() + (double) crop.height() * y / h;
            double y1 = crop.top() + (double) crop.height() * (y + 1) / h;
            for (int x = 0; x < w; x++) {
                double x0 = crop.left() + (double) crop.width() * x / w;
                double x1 = crop.left() + (double) crop.width() * (x + 1) / w;
                result[y * w + x] = mean(x0, x1, y0, y1);
            }
        }
        return result;
    }

    /// Returns the mean ink of a rectangle whose edges may cut through pixels.
    private float mean(double x0, double x1, double y0, double y1) {
        double sum = 0;
        for (int y = (int) y0; y < Math.min(height, Math.ceil(y1)); y++) {
            double rows = Math.min(y + 1, y1) - Math.max(y, y0);
            for (int x = (int) x0; x < Math.min(width, Math.ceil(x1)); x++) {
                double columns = Math.min(x + 1, x1) - Math.max(x, x0);
                sum += ink[y * width + x] * rows * columns;
            }
        }
        return (float) (sum / ((x1 - x0) * (y1 - y0)));
    }
}

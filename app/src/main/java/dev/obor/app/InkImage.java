package dev.obor.app;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// An image as amounts of ink, 0 for paper and 1 for the darkest (or, on dark paper, the lightest) stroke.
///
/// @param width columns
/// @param height rows
/// @param ink row-major
record InkImage(int width, int height, float[] ink) {
    private static final int MOST_PIXELS = 100_000_000;

    /// The difference between paper and ink below which an image counts as blank.
    private static final float FAINT = 0.1f;

    /// The share of the strongest ink from which a pixel belongs to the drawing.
    private static final float EDGE = 0.2f;

    /// Reads an image file of any size and colours. Transparent parts are paper.
    ///
    /// @throws DataException if there is no such file
    /// @throws FormatException if it is no image, or a blank one
    static InkImage read(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new DataException("predict: " + file + ": there is no such file, or it may not be read");
        }
        BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException | RuntimeException e) {
            // A broken file makes the decoders throw many kinds of exceptions.
            throw new FormatException("predict: " + file + ": the image is damaged: " + e.getMessage(), e);
        }
        if (image == null) {
            throw new FormatException("predict: " + file + ": it is no image: give a PNG, JPEG, GIF or BMP");
        }
        if ((long) image.getWidth() * image.getHeight() > MOST_PIXELS) {
            throw new FormatException("predict: " + file + ": the image has " + image.getWidth() + " × "
                    + image.getHeight() + " pixels: scale it down first");
        }
        return of(file, image.getWidth(), image.getHeight(), grey(image));
    }

    /// Returns the light of each pixel on white paper, 0 to 1.
    private static float[] grey(BufferedImage image) {
        int width = image.getWidth();
        int[] row = new int[width];
        float[] light = new float[width * image.getHeight()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int argb = row[x];
                float opacity = (argb >>> 24) / 255f;
                float red = argb >> 16 & 0xFF;
                float green = argb >> 8 & 0xFF;
                float blue = argb & 0xFF;
                // The luma of ITU-R BT.601.
                float luma = (0.299f * red + 0.587f * green + 0.114f * blue) / 255;
                light[y * width + x] = opacity * luma + 1 - opacity;
            }
        }
        return light;
    }

    /// Takes the median of the border for the paper.
    private static InkImage of(Path file, int width, int height, float[] light) {
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
        Arrays.sort(border);
        float paper = border[border.length / 2];
        float darker = 0;
        float lighter = 0;
        for (float value : light) {
            darker = Math.max(darker, paper - value);
            lighter = Math.max(lighter, value - paper);
        }
        float most = Math.max(darker, lighter);
        if (most < FAINT) {
            throw new FormatException(
                    "predict: " + file + ": the image is blank: give a digit that differs clearly from its paper");
        }
        float[] ink = new float[light.length];
        for (int i = 0; i < ink.length; i++) {
            float difference = darker >= lighter ? paper - light[i] : light[i] - paper;
            ink[i] = Math.max(0, difference) / most;
        }
        return new InkImage(width, height, ink);
    }

    /// Returns the drawing as MNIST's images were made: scaled, keeping its proportions, to fit a box of 20 ×
    /// 20, which lies with its centre of mass in the middle of 28 × 28. Source: LeCun et al., the MNIST
    /// database.
    float[] toMnist() {
        int side = 28;
        int box = 20;
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (ink[y * width + x] >= EDGE) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        int cropWidth = right - left + 1;
        int cropHeight = bottom - top + 1;
        double scale = (double) box / Math.max(cropWidth, cropHeight);
        int w = Math.max(1, (int) Math.round(cropWidth * scale));
        int h = Math.max(1, (int) Math.round(cropHeight * scale));
        float[] small = new float[w * h];
        double massX = 0;
        double massY = 0;
        double mass = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                float value = mean(
                        left + (double) cropWidth * x / w,
                        left + (double) cropWidth * (x + 1) / w,
                        top + (double) cropHeight * y / h,
                        top + (double) cropHeight * (y + 1) / h);
                small[y * w + x] = value;
                mass += value;
                massX += value * (x + 0.5);
                massY += value * (y + 0.5);
            }
        }
        int shiftX = Math.clamp(Math.round(side / 2.0 - massX / mass), 0, side - w);
        int shiftY = Math.clamp(Math.round(side / 2.0 - massY / mass), 0, side - h);
        float[] result = new float[side * side];
        for (int y = 0; y < h; y++) {
            System.arraycopy(small, y * w, result, (y + shiftY) * side + shiftX, w);
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

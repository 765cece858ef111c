package dev.obor.app;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// An image as amounts of light, each pixel seen through its transparency on paper of one kind.
///
/// @param width columns
/// @param height rows
/// @param light row-major, from 0 for black to 1 for white, what lies behind a transparent pixel left out
/// @param opacity row-major, from 0 for a pixel that cannot be seen to 1 for an opaque one
record GreyImage(int width, int height, float[] light, float[] opacity) {
    private static final long MOST_PIXELS = 100_000_000;

    /// Reads an image file of any size and colours.
    ///
    /// @throws DataException if there is no such file
    /// @throws FormatException if it is no image, a damaged one, or one of more than 100 million pixels
    static GreyImage read(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new DataException("predict: " + file + ": there is no such file, or it may not be read");
        }
        ImageIO.setUseCache(false);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new FormatException("predict: " + file
                        + ": it is no image of a known kind: give a PNG, JPEG, GIF, BMP or TIFF file");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                // Asked before decoding: the header of a small file may claim more pixels than memory holds.
                checkSize(file, reader.getWidth(0), reader.getHeight(0));
                return of(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (FormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // A broken file makes the decoders throw many kinds of exceptions.
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new FormatException(
                    "predict: " + file + ": the image cannot be decoded ("
                            + reason.lines().findFirst().orElse("") + "): save it anew, as a PNG",
                    e);
        }
    }

    private static void checkSize(Path file, int width, int height) {
        if ((long) width * height > MOST_PIXELS) {
            throw new FormatException("predict: " + file + ": the image has " + width + " × " + height
                    + " pixels, more than " + MOST_PIXELS + ": scale it down first");
        }
    }

    private static GreyImage of(BufferedImage image) {
        int pixels = image.getWidth() * image.getHeight();
        GreyImage grey = new GreyImage(image.getWidth(), image.getHeight(), new float[pixels], new float[pixels]);
        if (hasGreySamples(image)) {
            grey.fillFromSamples(image.getRaster());
        } else {
            grey.fillFromColours(image);
        }
        return grey;
    }

    /// Tells whether the stored samples are to be taken as they are. `getRGB` would bend them: Java takes grey
    /// samples for linear light, and PNG and JPEG files hold them with the same gamma as colours.
    private static boolean hasGreySamples(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int type = model.getTransferType();
        return model instanceof ComponentColorModel
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !model.isAlphaPremultiplied()
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    }

    private void fillFromSamples(Raster raster) {
        float white = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        boolean transparent = raster.getNumBands() > 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                light[y * width + x] = raster.getSample(x, y, 0) / white;
                opacity[y * width + x] = transparent ? raster.getSample(x, y, 1) / white : 1;
            }
        }
    }

    private void fillFromColours(BufferedImage image) {
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int argb = row[x];
                float red = argb >> 16 & 0xFF;
                float green = argb >> 8 & 0xFF;
                float blue = argb & 0xFF;
                // The luma of ITU-R BT.601.
                light[y * width + x] = (0.299f * red + 0.587f * green + 0.114f * blue) / 255;
                opacity[y * width + x] = (argb >>> 24) / 255f;
            }
        }
    }

    /// Returns the light of each pixel on paper of a light, row-major.
    float[] on(float paper) {
        float[] result = new float[light.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = opacity[i] * light[i] + (1 - opacity[i]) * paper;
        }
        return result;
    }
}

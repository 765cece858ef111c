package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Reads and writes PNG and JPEG images as uint8 tensors of shape [channels, height, width], under
/// torchvision's names and by the JDK's own decoders.
///
/// ```java
/// Tensor image = Images.readImage(Path.of("digit.png"), ImageReadMode.GRAY);
/// Tensor pixels = image.to(DType.FLOAT32).div(255);
/// ```
///
/// Samples are taken as they lie in the file, without colour management: of 16 bits the upper 8, of palettes
/// their colours. A broken image leads to a [FormatException] that names the place where the decoder gave up.
/// An image may decode to 64 MiB, or to 100 times the size of the file if that is more.
public final class Images {
    static final String READ = "image read";
    private static final int PNG_COLOUR_TYPE = 25;
    private static final int PNG_GREY = 0;
    private static final int MAX_CHANNELS = 4;

    private Images() {}

    /// Returns an image with the channels that the file has; see [#readImage(Path, ImageReadMode)].
    public static Tensor readImage(Path file) {
        return readImage(file, ImageReadMode.UNCHANGED);
    }

    /// Returns an image, uint8 of shape [channels, height, width].
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if it is no PNG or JPEG image, broken, too large, or of a kind that the JDK
    ///     does not decode, as CMYK
    public static Tensor readImage(Path file, ImageReadMode mode) {
        return Source.read(READ, file, source -> decode(source, mode));
    }

    /// Returns the image of a file's bytes; see [#readImage(Path, ImageReadMode)].
    public static Tensor decodeImage(byte[] file, ImageReadMode mode) {
        return decode(Source.of(READ, "the image", file), mode);
    }

    /// Saves a tensor as a PNG image, replacing the file; nobody ever sees half a file (see [AtomicFile]).
    ///
    /// @param image uint8 of shape [channels, height, width] with 1 to 4 channels
    /// @throws DataException if the tensor is no such image, or the file cannot be written
    public static void writePng(Path file, Tensor image) {
        byte[] bytes = encodePng(image);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /// Saves a tensor as a JPEG image, replacing the file; nobody ever sees half a file (see [AtomicFile]).
    ///
    /// @param image uint8 of shape [channels, height, width] with 1 or 3 channels
    /// @param quality 1 to 100; torchvision takes 75
    /// @throws DataException if the tensor is no such image, or the file cannot be written
    public static void writeJpeg(Path file, Tensor image, int quality) {
        byte[] bytes = encodeJpeg(image, quality);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /// Returns the bytes of a PNG file; see [#writePng(Path, Tensor)].
    public static byte[] encodePng(Tensor image) {
        return ImageWriting.png(image.view());
    }

    /// Returns the bytes of a JPEG file; see [#writeJpeg(Path, Tensor, int)].
    public static byte[] encodeJpeg(Tensor image, int quality) {
        return ImageWriting.jpeg(image.view(), quality);
    }

    /// Decodes all of a file.
    static Tensor decode(Source file, ImageReadMode mode) {
        String format = format(file);
        boolean grey = format.equals("png") && file.size() > PNG_COLOUR_TYPE && file.u8(PNG_COLOUR_TYPE) == PNG_GREY;
        return Tensor.of(tensor(image(file, format), grey, mode));
    }

    private static String format(Source file) {
        if (file.size() >= 8 && file.i64(0) == 0x0A1A0A0D474E5089L) {
            return "png";
        }
        if (file.size() >= 3 && file.u16(0) == 0xD8FF && file.u8(2) == 0xFF) {
            JpegSegments.check(file);
            return "jpeg";
        }
        throw file.fault(0, "neither a PNG nor a JPEG image");
    }

    private static BufferedImage image(Source file, String format) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(file.stream())) {
            reader.setInput(in, true, true);
            try {
                long samples = Math.multiplyFull(reader.getWidth(0), reader.getHeight(0)) * MAX_CHANNELS;
                if (samples > Input.mostInflated(file.size())) {
                    throw file.fault(
                            0,
                            "an image of " + reader.getWidth(0) + " × " + reader.getHeight(0)
                                    + " pixels, which is too much for a file of " + file.size() + " bytes");
                }
                return reader.read(0);
            } catch (FormatException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // A decoder of others throws what it likes when a file is broken.
                throw file.fault(
                        Math.min(in.getStreamPosition(), file.size()),
                        "the image cannot be decoded from here on (" + Faults.reason(e) + ")");
            }
        } catch (IOException e) {
            throw new DataException(READ + ": " + file.name() + " cannot be read (" + Faults.reason(e) + ")", e);
        } finally {
            reader.dispose();
        }
    }

    /// @param greyPalette whether the colours of a palette are greys, as of an image of 1, 2 or 4 bits a pixel
    private static View tensor(BufferedImage image, boolean greyPalette, ImageReadMode mode) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        int width = raster.getWidth();
        int height = raster.getHeight();
        IndexColorModel palette = model instanceof IndexColorModel index ? index : null;
        int own = palette == null ? raster.getNumBands() : greyPalette ? 1 : palette.hasAlpha() ? 4 : 3;
        int wanted = mode.channels(own);
        int shift = raster.getSampleModel().getDataType() == DataBuffer.TYPE_USHORT ? 8 : 0;
        byte[] bytes = new byte[wanted * height * width];
        int[] row = new int[width * raster.getNumBands()];
        int[] pixel = new int[MAX_CHANNELS];
        int plane = height * width;
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                if (palette == null) {
                    for (int c = 0; c < own; c++) {
                        pixel[c] = row[x * own + c] >>> shift;
                    }
                } else {
                    colour(palette.getRGB(row[x]), pixel);
                }
                convert(pixel, own, wanted);
                for (int c = 0; c < wanted; c++) {
                    bytes[c * plane + y * width + x] = (byte) pixel[c];
                }
            }
        }
        return new View(new Storage.Bytes(bytes), Layout.dense(Shape.of(wanted, height, width)), DType.UINT8);
    }

    private static void colour(int argb, int[] pixel) {
        pixel[0] = argb >> 16 & 0xff;
        pixel[1] = argb >> 8 & 0xff;
        pixel[2] = argb & 0xff;
        pixel[3] = argb >>> 24;
    }

    /// Turns a pixel of 1 to 4 channels into one of another number of channels.
    private static void convert(int[] pixel, int own, int wanted) {
        if (own == wanted) {
            return;
        }
        int alpha = own == 2 ? pixel[1] : own == 4 ? pixel[3] : 255;
        if (wanted <= 2 && own >= 3) {
            pixel[0] = (pixel[0] * 299 + pixel[1] * 587 + pixel[2] * 114 + 500) / 1000;
        } else if (wanted >= 3 && own <= 2) {
            pixel[1] = pixel[0];
            pixel[2] = pixel[0];
        }
        if (wanted == 2 || wanted == 4) {
            pixel[wanted - 1] = alpha;
        }
    }
}

package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.storage.View;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Encodes images.
final class ImageWriting {
    private static final String WRITE = "image write";

    private ImageWriting() {}

    static byte[] png(View image) {
        check(image, 4, "a PNG image has 1 to 4 channels");
        return encode("png", image, 0);
    }

    static byte[] jpeg(View image, int quality) {
        check(image, 3, "a JPEG image has 1 or 3 channels");
        if (image.shape().size(0) == 2 || quality < 1 || quality > 100) {
            throw new DataException(WRITE + ": shape " + image.shape() + ", quality " + quality
                    + ": a JPEG image has 1 or 3 channels and a quality of 1 to 100");
        }
        return encode("jpeg", image, quality);
    }

    private static void check(View image, int most, String rule) {
        int[] sizes = image.shape().toArray();
        boolean fits =
                sizes.length == 3 && sizes[0] <= most && Arrays.stream(sizes).allMatch(size -> size > 0);
        if (!fits || image.dtype() != DType.UINT8) {
            throw new DataException(WRITE + ": a tensor of " + image.dtype() + " and shape " + image.shape() + ": "
                    + rule + ", as uint8 of shape [channels, height, width]");
        }
    }

    private static byte[] encode(String format, View image, int quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam options = writer.getDefaultWriteParam();
            if (quality > 0) {
                options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                options.setCompressionQuality(quality / 100f);
            }
            writer.write(null, new IIOImage(buffered(image), null, null), options);
        } catch (IOException e) {
            throw new DataException(
                    WRITE + ": shape " + image.shape() + " cannot be encoded (" + Faults.reason(e) + ")", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// Returns the image with the channels of a pixel side by side.
    private static BufferedImage buffered(View image) throws IOException {
        int channels = image.shape().size(0);
        int height = image.shape().size(1);
        int width = image.shape().size(2);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream(image.shape().numel());
        Elements.write(image.with(image.layout().permute(1, 2, 0)), ByteOrder.LITTLE_ENDIAN, pixels);
        boolean alpha = channels % 2 == 0;
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(channels <= 2 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        byte[] bytes = pixels.toByteArray();
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(bytes, bytes.length),
                width,
                height,
                Math.multiplyExact(width, channels),
                channels,
                IntStream.range(0, channels).toArray(),
                null);
        return new BufferedImage(model, raster, false, null);
    }
}

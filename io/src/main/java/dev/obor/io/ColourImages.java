package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// Colour images of one size, each with the number of its class, as uint8 held in signed bytes.
///
/// The arrays are those that were given, not copies.
///
/// @param origin where the images are from, in words that can follow "from"
/// @param side height and width of each image
/// @param classes the number of classes, 1 to 256; each label is less
/// @param pixels the images, [count, 3, side, side]: red, green, blue
/// @param labels the classes, [count]
/// @param coarse the numbers of groups of classes, [count]; empty where there are none
public record ColourImages(String origin, int side, int classes, byte[] pixels, byte[] labels, byte[] coarse) {
    /// Checks that the parts fit each other.
    ///
    /// @throws DataException if they do not
    public ColourImages {
        boolean sized = side >= 1 && pixels.length == 3L * side * side * labels.length;
        if (!sized || coarse.length != 0 && coarse.length != labels.length) {
            throw new DataException("colour images: " + pixels.length + " bytes for " + labels.length + " labels and "
                    + coarse.length + " groups of 3 × " + side + " × " + side + " images: each image needs one label");
        }
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] & 0xff) >= classes) {
                throw new DataException("colour images: label " + (labels[i] & 0xff) + " at " + i + ": labels are 0 to "
                        + (classes - 1));
            }
        }
    }

    /// Returns the number of images.
    public int count() {
        return labels.length;
    }

    /// Returns the images as a uint8 tensor of shape [count, 3, side, side], on the same array.
    public Tensor images() {
        return Tensor.of(new Storage.Bytes(pixels), DType.UINT8, Shape.of(count(), 3, side, side));
    }

    /// Returns the classes as an int64 tensor of shape [count].
    public Tensor targets() {
        return numbers(labels);
    }

    /// Returns the groups of classes as an int64 tensor of shape [count], or [0] where there are none.
    public Tensor coarseTargets() {
        return numbers(coarse);
    }

    private static Tensor numbers(byte... bytes) {
        return Tensor.of(new Storage.Bytes(bytes), DType.UINT8, Shape.of(bytes.length))
                .to(DType.INT64);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColourImages that
                && origin.equals(that.origin)
                && side == that.side
                && classes == that.classes
                && Arrays.equals(pixels, that.pixels)
                && Arrays.equals(labels, that.labels)
                && Arrays.equals(coarse, that.coarse);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + origin.hashCode();
    }

    @Override
    public String toString() {
        return count() + " images of 3 × " + side + " × " + side + " in " + classes + " classes from " + origin;
    }
}

package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;

/// Grey images of one size, each with the number of its class.
///
/// Pixels and labels are uint8, held as signed bytes: `pixels[i] & 0xff` is the value. Pixel (r, c) of image
/// i lies at `(i · rows + r) · columns + c`. The arrays are those that were given, not copies; two of these
/// are equal when all their contents are.
///
/// @param origin where the images are from, in words that can follow "from"
/// @param rows the height of each image, 1 or more
/// @param columns the width of each image, 1 or more
/// @param classes the number of classes, 1 to 256; each label is less
/// @param pixels the images, [count, rows, columns]
/// @param labels the classes, [count]
public record LabelledImages(String origin, int rows, int columns, int classes, byte[] pixels, byte[] labels) {
    /// Where an IDX file of labels begins to hold them: after the magic number and one dim.
    private static final int LABEL_START = 8;

    /// Checks that the parts fit each other.
    ///
    /// @throws DataException if they do not
    public LabelledImages {
        if (rows < 1 || columns < 1 || classes < 1 || classes > 256) {
            throw new DataException("labelled images: " + rows + " × " + columns + " pixels in " + classes
                    + " classes: sizes must be 1 or more, classes 1 to 256");
        }
        if (pixels.length != (long) labels.length * rows * columns) {
            throw new DataException("labelled images: " + pixels.length + " pixels for " + labels.length + " labels of "
                    + rows + " × " + columns + " images: each image needs one label");
        }
        int wrong = firstOutside(labels, classes);
        if (wrong >= 0) {
            throw new DataException("labelled images: label " + (labels[wrong] & 0xff) + " at " + wrong
                    + ": labels are 0 to " + (classes - 1));
        }
    }

    /// Returns the images and labels of two IDX files.
    ///
    /// @param classes the number of classes, 1 to 256
    /// @throws DataException if a file is missing or cannot be read
    /// @throws FormatException if a file is broken, the images are not uint8 of shape [count, rows, columns],
    ///     the labels not uint8 of shape [count], the counts differ or are 0, or a label is not less than
    ///     `classes`
    public static LabelledImages read(Path images, Path labels, int classes) {
        return of(images + " and " + labels, images, Idx.read(images), labels, Idx.read(labels), classes);
    }

    static LabelledImages of(String origin, Path imageFile, View images, Path labelFile, View labels, int classes) {
        if (images.dtype() != DType.UINT8
                || images.shape().rank() != 3
                || images.shape().numel() == 0) {
            throw Faults.format(
                    "images",
                    imageFile.toString(),
                    0,
                    images.dtype() + " of shape " + images.shape()
                            + ": images are uint8 of shape [count, rows, columns]");
        }
        int count = images.shape().size(0);
        if (labels.dtype() != DType.UINT8
                || labels.shape().rank() != 1
                || labels.shape().numel() != count) {
            throw Faults.format(
                    "labels",
                    labelFile.toString(),
                    0,
                    labels.dtype() + " of shape " + labels.shape() + ": for the " + count + " images of " + imageFile
                            + " labels are uint8 of shape [" + count + "]");
        }
        byte[] classOf = (byte[]) labels.storage().array();
        int wrong = firstOutside(classOf, classes);
        if (wrong >= 0) {
            throw Faults.format(
                    "labels",
                    labelFile.toString(),
                    LABEL_START + wrong,
                    "label " + (classOf[wrong] & 0xff) + ": labels are 0 to " + (classes - 1));
        }
        byte[] pixels = (byte[]) images.storage().array();
        return new LabelledImages(origin, images.shape().size(1), images.shape().size(2), classes, pixels, classOf);
    }

    private static int firstOutside(byte[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] & 0xff) >= classes) {
                return i;
            }
        }
        return -1;
    }

    /// Returns the number of images.
    public int count() {
        return labels.length;
    }

    /// Returns the images as a uint8 tensor of shape [count, rows, columns], on the same array.
    public Tensor images() {
        return Tensor.of(new Storage.Bytes(pixels), DType.UINT8, Shape.of(count(), rows, columns));
    }

    /// Returns the classes as an int64 tensor of shape [count].
    public Tensor targets() {
        return Tensor.of(new Storage.Bytes(labels), DType.UINT8, Shape.of(count()))
                .to(DType.INT64);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelledImages that
                && origin.equals(that.origin)
                && rows == that.rows
                && columns == that.columns
                && classes == that.classes
                && Arrays.equals(pixels, that.pixels)
                && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + origin.hashCode();
    }

    /// Returns the sizes and the origin, as in `60000 images of 28 × 28 in 10 classes from the cache`.
    @Override
    public String toString() {
        return count() + " images of " + rows + " × " + columns + " in " + classes + " classes from " + origin;
    }
}

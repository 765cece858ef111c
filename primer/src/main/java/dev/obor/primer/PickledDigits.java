package dev.obor.primer;

import static dev.obor.layout.Axis.axis;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import dev.obor.io.Pickle;
import dev.obor.io.PythonValue;
import dev.obor.layout.Shape;
import dev.obor.plot.ImageGrid;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// MNIST as older courses have it: a gzipped pickle of NumPy arrays.
final class PickledDigits {
    private PickledDigits() {}

    /// Returns the training images of the pickle, `[n, 784]` float32: pixels divided by 256.
    private static Tensor pixels(Digits digits, int count) {
        return digits.train()
                .images()
                .narrow(0, 0, count)
                .reshape(count, 784)
                .to(DType.FLOAT32)
                .div(256);
    }

    private static void pickle(Page page) {
        Digits digits = page.digits();
        int train = digits.real() ? 50_000 : digits.train().count() / 2;
        int valid = digits.real() ? 10_000 : digits.train().count() / 2;
        page.say("A pickle is a program for Python. Ours is read by a reader that only knows arrays and their"
                + " containers, and"
                + " runs nothing. The file is written first, so that there is one: " + digits.description() + ".");
        Path file = page.folder().resolve("mnist.pkl.gz");
        NumpyPickle.write(file, digits, train, valid);
        PythonValue sets = Pickle.load(file);
        Tensor images = sets.at(0).at(0).tensor();
        Tensor labels = sets.at(0).at(1).tensor();
        page.show("x_train", images.shape() + " " + images.dtype());
        page.show("first label", labels.get(0).itemLong());
        page.show(
                "image 0, row 20, column 15",
                images.get(0).reshape(28, 28).get(20, 15).item());
        page.same(images.shape(), Shape.of(train, 784));
        page.same(images.dtype(), DType.FLOAT32);
        page.same(images.narrow(0, 0, 100), pixels(digits, 100));
        page.same(sets.at(1).at(0).tensor().shape(), Shape.of(valid, 784));
        page.same(sets.at(2).at(1).tensor().shape(), Shape.of(digits.test().count()));
        if (digits.real()) {
            page.same(labels.get(0).itemLong(), 5L);
            page.same(images.get(0).reshape(28, 28).get(20, 15).item(), 0.98828125);
        }
        page.say("A pickle that asks for anything else is refused by name.");
        Path evil = page.folder().resolve("evil.pkl");
        try {
            Files.delete(file);
            Files.writeString(evil, "cos\nsystem\n(S'echo gotcha'\ntR.", StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.fails(FormatException.class, () -> Pickle.load(evil));
    }

    private static void chunks(Page page) {
        page.say("A flat list of 784 numbers becomes 28 lists of 28; a tensor does it with a shape.");
        float[] flat = pixels(page.digits(), 1).toFloatArray();
        float[][] rows = new float[28][];
        for (int row = 0; row < 28; row++) {
            rows[row] = Arrays.copyOfRange(flat, 28 * row, 28 * row + 28);
        }
        Tensor image = Obor.tensor(rows);
        page.same(image, pixels(page.digits(), 1).rearrange("1 (h w) -> h w", axis("h", 28)));
        page.show("row 14 from column 10 on", image.get("14, 10:18"));
        page.picture("grey", ImageGrid.of(28, 28).tile(flat, "in grey"));
    }

    private static void labels(Page page) {
        page.say("All images as matrices: -1 leaves one size to be found.");
        Tensor labels = page.digits().train().targets();
        page.show("labels", labels.min().itemLong() + " to " + labels.max().itemLong());
        page.same(labels.min().itemLong(), 0L);
        page.same(labels.max().itemLong(), 9L);
        Tensor images = pixels(page.digits(), 1000).reshape(-1, 28, 28);
        page.same(images.shape(), Shape.of(1000, 28, 28));
        page.show("imgs[0, 20, 15]", images.get(0, 20, 15));
        if (page.digits().real()) {
            page.close(images.get(0, 20, 15), 0.9883);
        }
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("E1", "MNIST from a pickle", PickledDigits::pickle),
            new Exercise("E2", "Chunks of a list", PickledDigits::chunks),
            new Exercise("E3", "Labels and images", PickledDigits::labels));
}

package dev.obor.app;

import dev.obor.dtype.DType;
import dev.obor.io.DrawnDigits;
import dev.obor.io.LabelledImages;
import dev.obor.io.Mnist;
import dev.obor.io.MnistSearch;
import dev.obor.io.Progress;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Optional;

/// The images that a classifier is trained on and tested with.
///
/// @param train to train on
/// @param test to test with
/// @param description what they are and where they are from, a sentence
record Digits(LabelledImages train, LabelledImages test, String description) {
    private static final int DRAWN_TRAIN = 60_000;
    private static final int DRAWN_TEST = 10_000;

    /// Returns MNIST if it can be had, else the drawn digits, with the reason.
    ///
    /// @param folder the only place to look for it, if given
    static Digits find(Optional<Path> folder, Progress progress) {
        MnistSearch search = MnistSearch.standard().withProgress(progress);
        if (folder.isPresent()) {
            search = search.withDirectory(folder.get());
        }
        return switch (search.run()) {
            case MnistSearch.Found found -> of(found.mnist());
            case MnistSearch.Missing missing ->
                drawn("the built-in drawn digits, because MNIST cannot be had: " + missing.reason());
        };
    }

    private static Digits of(Mnist mnist) {
        return new Digits(mnist.train(), mnist.test(), "MNIST from " + mnist.origin());
    }

    /// Returns digits drawn from strokes.
    static Digits drawn(String description) {
        return new Digits(DrawnDigits.generate(1, DRAWN_TRAIN), DrawnDigits.generate(2, DRAWN_TEST), description);
    }

    /// Returns the images as rows of float32 from 0 to 1, of shape `[count, pixels]`.
    static Tensor rows(LabelledImages images) {
        return images.images().reshape(images.count(), -1).to(DType.FLOAT32).div_(255);
    }
}

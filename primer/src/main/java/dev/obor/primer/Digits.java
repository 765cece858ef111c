package dev.obor.primer;

import dev.obor.dtype.DType;
import dev.obor.io.DrawnDigits;
import dev.obor.io.LabelledImages;
import dev.obor.io.MnistSearch;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The digits that exercises work on: MNIST, or drawn ones where MNIST is absent.
///
/// @param train to train on
/// @param test to test with
/// @param real whether they are MNIST's
/// @param description where they are from
public record Digits(LabelledImages train, LabelledImages test, boolean real, String description) {
    private static final int DRAWN = 4000;

    /// Returns MNIST from the folder that `OBOR_DATA` names or from the cache, or downloads it; where that fails, drawn
    /// digits, with the reason in the description.
    public static Digits find() {
        return of(MnistSearch.standard());
    }

    /// Returns what a search finds, or drawn digits.
    public static Digits of(MnistSearch search) {
        return switch (search.run()) {
            case MnistSearch.Found(var mnist) ->
                new Digits(mnist.train(), mnist.test(), true, "MNIST from " + mnist.origin());
            case MnistSearch.Missing(String reason) ->
                drawn("drawn digits, checked more loosely, because MNIST cannot be had: " + reason);
        };
    }

    /// Returns drawn digits.
    public static Digits drawn(String description) {
        return new Digits(DrawnDigits.generate(1, DRAWN), DrawnDigits.generate(2, DRAWN / 4), false, description);
    }

    /// Returns the search that stays off the network.
    static MnistSearch offline() {
        return MnistSearch.standard().withMirrors(List.of());
    }

    /// Returns training images as float32 from 0 to 1, of shape `[end - start, 28, 28]`.
    Tensor images(int start, int end) {
        return train.images().slice(0, start, end).to(DType.FLOAT32).div(255);
    }

    /// Returns the classes of training images, int64 of shape `[end - start]`.
    Tensor targets(int start, int end) {
        return train.targets().slice(0, start, end);
    }
}

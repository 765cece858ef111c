package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;

/// The MNIST digits, or a set published in the same four files (see [MnistKind]): in the original, 60,000
/// images of 28 × 28 to train on and 10,000 to test with, in 10 classes.
///
/// @param train the images to train on
/// @param test the images to test with, of the same size as those to train on
/// @param origin where the files were found, in words that can follow "from"
public record Mnist(LabelledImages train, LabelledImages test, String origin) {
    /// The number of classes.
    public static final int CLASSES = 10;

    /// Checks that the two sets fit each other.
    ///
    /// @throws DataException if their images differ in size, or their numbers of classes
    public Mnist {
        if (train.rows() != test.rows() || train.columns() != test.columns() || train.classes() != test.classes()) {
            throw new DataException("mnist: " + train + " to train on, but " + test
                    + " to test with: both need the same size and classes");
        }
    }

    /// Returns MNIST from wherever it can be had: the folder that the environment variable `OBOR_DATA` names,
    /// the user's cache, or the mirrors. To choose, to see progress or to go on without it, use
    /// [MnistSearch].
    ///
    /// @throws DataException if it cannot be had
    /// @throws FormatException if a file in the folder that `OBOR_DATA` names is broken
    public static Mnist load() {
        return load(MnistKind.MNIST);
    }

    /// Returns one of the sets from wherever it can be had, as [#load()] does.
    ///
    /// @throws DataException if it cannot be had
    /// @throws FormatException if a file in the folder that `OBOR_DATA` names is broken
    public static Mnist load(MnistKind kind) {
        return switch (MnistSearch.standard(kind).run()) {
            case MnistSearch.Found found -> found.mnist();
            case MnistSearch.Missing missing -> throw new DataException(missing.reason());
        };
    }
}

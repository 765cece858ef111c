package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import java.nio.file.Path;

/// Loads pickles of NumPy arrays, gzipped or not, as in the `mnist.pkl.gz` of many courses:
///
/// ```java
/// PythonValue sets = Pickle.load(Path.of("mnist.pkl.gz"));
/// Tensor images = sets.at(0).at(0).tensor();
/// Tensor labels = sets.at(0).at(1).tensor();
/// ```
///
/// A pickle may run any code in Python. Here nothing is ever run: arrays, numbers, texts, bytes, truth
/// values, `None`, and lists, tuples, sets and dicts of them are read, of all protocols, from Python 2 and 3;
/// anything else that a file asks for is refused by name. A `str` of Python 2 is read as Latin-1. What is
/// gzipped may inflate to 64 MiB, or to 100 times the size of the file if that is more.
public final class Pickle {
    private static final String LOAD = "pickle load";

    private Pickle() {}

    /// Returns what a file holds.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if it is no pickle, broken, goes on after the pickle, or asks for what is not
    ///     allowed
    public static PythonValue load(Path file) {
        return Source.read(LOAD, file, Pickle::load);
    }

    /// Reads all of a file.
    static PythonValue load(Source file) {
        Input in = Input.unzipped(file);
        try {
            PickleNode node = PickleReader.read(in, PickleReader.SELF_CONTAINED);
            long bytes = in.at();
            in.expectEnd("the pickle");
            return PickleValues.selfContained(in, 0, bytes, node);
        } finally {
            in.close();
        }
    }
}

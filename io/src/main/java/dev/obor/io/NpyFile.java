package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// An open `.npy` file, of which single rows can be read: [Npy#open(java.nio.file.Path)]. The file is mapped,
/// not loaded, so it may be larger than memory, and have more elements than one tensor holds; it must not be
/// changed until it is closed.
///
/// Several threads may read at once. Whatever is read has its own memory and outlives the file. Reading from a
/// closed file is a [DataException].
public final class NpyFile implements AutoCloseable {
    private final OpenFile file;
    private final NpyHeader header;

    NpyFile(OpenFile file) {
        this.file = file;
        this.header = file.readFirst(Npy::header);
    }

    /// Returns the dtype of the elements.
    public DType dtype() {
        return header.dtype();
    }

    /// Returns the sizes of the dims.
    public long[] sizes() {
        return header.sizes().clone();
    }

    /// Returns all of the array.
    ///
    /// @throws FormatException if it has more than 2³¹−1 elements, or a bool is neither 0 nor 1
    public Tensor tensor() {
        return file.read(source -> Tensor.of(Npy.view(Input.of(source))));
    }

    /// Returns the indices `begin` to `end` (exclusive) of the first dim.
    ///
    /// @throws DataException if the array has no dims, or the indices do not lie within the first
    /// @throws FormatException if that is more than 2³¹−1 elements, or a bool is neither 0 nor 1
    public Tensor rows(long begin, long end) {
        String what = "the array of shape " + Arrays.toString(header.sizes());
        if (header.sizes().length == 0) {
            throw file.noRows(what);
        }
        file.checkRows(what, begin, end, header.sizes()[0]);
        return file.read(source -> Tensor.of(Npy.rows(source, header, begin, end)));
    }

    /// Closes the file.
    @Override
    public void close() {
        file.close();
    }
}

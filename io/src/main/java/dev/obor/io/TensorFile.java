package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// An open file of named tensors, each of which can be read without the others:
/// [Safetensors#open(java.nio.file.Path)], [Npz#open(java.nio.file.Path)].
///
/// Several threads may read at once. Whatever is read has its own memory and outlives the file. Every method
/// but [#close()] throws a [DataException] when the file was closed, or has no tensor of the name that was
/// given.
public sealed interface TensorFile extends AutoCloseable permits SafetensorsFile, SafetensorsIndex, NpzFile {
    /// Returns the names of the tensors, in the file's order.
    Set<String> names();

    /// Returns the texts that the writer added; empty where the format has none.
    Map<String, String> metadata();

    /// Returns the dtype in which a tensor lies in the file.
    DType dtype(String name);

    /// Returns the shape of a tensor.
    Shape shape(String name);

    /// Returns a tensor, dense and with its own storage.
    ///
    /// @throws FormatException if its elements are broken
    Tensor tensor(String name);

    /// Returns a tensor converted to a dtype, as float16 or bfloat16 to float32.
    ///
    /// @throws FormatException if its elements are broken
    default Tensor tensor(String name, DType dtype) {
        return tensor(name).to(dtype);
    }

    /// Returns the indices `begin` to `end` (exclusive) of a tensor's first dim; where the elements lie
    /// uncompressed and row-major, without reading the others.
    ///
    /// @throws DataException if the tensor has no dims, or the indices do not lie within the first
    /// @throws FormatException if its elements are broken
    Tensor rows(String name, int begin, int end);

    /// Returns all tensors by name, in the file's order.
    ///
    /// @throws FormatException if the elements of one are broken
    default Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : names()) {
            tensors.put(name, tensor(name));
        }
        return tensors;
    }

    /// Closes the file.
    @Override
    void close();
}

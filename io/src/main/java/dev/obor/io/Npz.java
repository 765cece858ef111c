package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Loads and saves NumPy's `.npz` files: named arrays in a zip file, as `numpy.savez` and
/// `numpy.savez_compressed` write them. Each array has the dtypes and forms of [Npy].
///
/// A broken file leads to a [FormatException] of one line, never to a wrong tensor: check sums are compared.
/// What is compressed may inflate to 64 MiB, or to 100 times the size of the file if that is more; beyond
/// that it is taken for a trap.
public final class Npz {
    static final String LOAD = "npz load";
    static final String SUFFIX = ".npy";
    private static final String SAVE = "npz save";

    private Npz() {}

    /// Returns the arrays of a file by name, in the order of its directory.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if the file is no zip file, a member is no array, or an array is refused by
    ///     [Npy]
    public static Map<String, Tensor> load(Path file) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        views(file).forEach((name, view) -> tensors.put(name, Tensor.of(view)));
        return tensors;
    }

    private static Map<String, View> views(Path file) {
        return Source.read(LOAD, file, Npz::views);
    }

    /// Reads all arrays of a file.
    static Map<String, View> views(Source file) {
        Map<String, View> views = new LinkedHashMap<>();
        members(file).forEach((name, member) -> views.put(name, ZipArchive.read(file, member, Npy::view)));
        return views;
    }

    /// Returns where the arrays lie.
    static Map<String, ZipArchive.Member> members(Source file) {
        Map<String, ZipArchive.Member> arrays = new LinkedHashMap<>();
        new ZipArchive(file).members().forEach((name, member) -> {
            if (!name.endsWith(SUFFIX)) {
                throw file.fault(
                        member.begin(),
                        "zip member " + Faults.quote(name) + " is no array: its name does not" + " end in .npy");
            }
            arrays.put(name.substring(0, name.length() - SUFFIX.length()), member);
        });
        return arrays;
    }

    /// Opens a file to read single arrays, or rows of them, without reading the rest.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if the file is no zip file, or a member is no array
    public static TensorFile open(Path file) {
        return new NpzFile(new OpenFile(LOAD, file));
    }

    /// Saves tensors uncompressed, as `numpy.savez` does, replacing the file; nobody ever sees half a file (see
    /// [AtomicFile]).
    ///
    /// @throws DataException if the file cannot be written, a tensor has more dims than 64, or a name could
    ///     lead out of a folder, as `../a` does
    public static void save(Path file, Map<String, Tensor> tensors) {
        save(file, tensors, false);
    }

    /// Saves tensors compressed, as `numpy.savez_compressed` does; see [#save(Path, Map)].
    public static void saveCompressed(Path file, Map<String, Tensor> tensors) {
        save(file, tensors, true);
    }

    private static void save(Path file, Map<String, Tensor> tensors, boolean compressed) {
        Map<String, View> views = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            Npy.check(SAVE, file, "tensor " + Faults.quote(name), tensor.view());
            if (!ZipArchive.isHarmless(name + SUFFIX) || !JsonReader.isText(name)) {
                throw new DataException(SAVE + ": " + file + ": tensor " + Faults.quote(name)
                        + " could lead out of a folder, or is not valid Unicode: choose another name");
            }
            views.put(name + SUFFIX, tensor.view());
        });
        AtomicFile.write(file, out -> {
            ZipWriter zip = new ZipWriter(out);
            for (Map.Entry<String, View> e : views.entrySet()) {
                AtomicFile.Content content = member -> Npy.write(e.getValue(), member);
                if (compressed) {
                    zip.deflated(e.getKey(), content);
                } else {
                    zip.stored(e.getKey(), content);
                }
            }
            zip.finish();
        });
    }
}

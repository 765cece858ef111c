package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Loads and saves the files of `torch.save`, usually called `.pt` or `.pth`: state dicts, checkpoints,
/// tensors.
///
/// ```java
/// net.loadStateDict(PyTorchFile.loadStateDict(Path.of("net.pt")));
/// PyTorchFile.saveStateDict(Path.of("copy.pt"), net.stateDict());
/// ```
///
/// Such a file is a pickle, which in Python may run any code. Here nothing is ever run: tensors, NumPy arrays,
/// numbers, texts, bytes, truth values, `None`, dtypes, and lists, tuples, sets and dicts of them are read;
/// anything else that a file asks for is refused by name. Tensors that share a storage share it here, too,
/// and keep their strides; those of a GPU come to the CPU. Both forms are read, the zip form (PyTorch 1.6 and
/// later) and the legacy one; written is the zip form, which `torch.load` takes, also with
/// `weights_only=True`.
///
/// A broken file leads to a [FormatException] of one line that names the byte, never to a wrong tensor, and
/// never to more memory than a small multiple of what the file holds.
public final class PyTorchFile {
    static final String LOAD = "pytorch load";
    static final String SAVE = "pytorch save";

    private static final BigInteger LEGACY_MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long LEGACY_PROTOCOL = 1001;
    private static final int TAR_MAGIC = 257;

    private PyTorchFile() {}

    /// Returns what a file holds.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if it is no file of `torch.save`, broken, or asks for what is not allowed
    public static PythonValue load(Path file) {
        return Source.read(LOAD, file, PyTorchFile::load);
    }

    /// Returns the tensors of a file that holds a state dict (or another dict of tensors) by name.
    ///
    /// @throws DataException if there is no such file, it cannot be read, or holds something else, as a
    ///     checkpoint does that has the state dict under a key of its own: then use [#load(Path)]
    /// @throws FormatException if it is no file of `torch.save`, broken, or asks for what is not allowed
    public static Map<String, Tensor> loadStateDict(Path file) {
        return load(file).tensors();
    }

    /// Saves a value that [PythonValue#of(Object)] takes: a tensor, a map with tensors, numbers, texts, lists
    /// and further maps in it, or what [#load(Path)] returned. Replaces the file; nobody ever sees half a
    /// file (see [AtomicFile]). Tensors over one storage share it in the file, and all of the storage is
    /// written, as in PyTorch: give a `clone()` of a small part of a large tensor.
    ///
    /// @throws DataException if the file cannot be written, or something has no counterpart in Python
    public static void save(Path file, Object value) {
        PyTorchWriter.write(file, PythonValue.of(value));
    }

    /// Saves tensors as `torch.save(net.state_dict(), file)` does: an `OrderedDict` of tensors that are no
    /// parameters and have no gradients; see [#save(Path, Object)].
    ///
    /// @throws DataException if the file cannot be written
    public static void saveStateDict(Path file, Map<String, Tensor> tensors) {
        Map<PythonValue, PythonValue> entries = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                entries.put(new PythonValue.Text(name), new PythonValue.Array(Tensor.of(tensor.view()))));
        PyTorchWriter.write(file, new PythonValue.Dict(entries, true, Map.of()));
    }

    /// Reads all of a file.
    static PythonValue load(Source file) {
        if (ZipArchive.isZip(file)) {
            return loadZip(file);
        }
        if (file.size() > TAR_MAGIC + 5
                && new String(file.get(TAR_MAGIC, 5), StandardCharsets.US_ASCII).equals("ustar")) {
            throw file.fault(0, "a tar file, as PyTorch wrote before 0.1.10: load and save it with a newer PyTorch");
        }
        return loadLegacy(file);
    }

    private static PythonValue loadZip(Source file) {
        Map<String, ZipArchive.Member> members = new ZipArchive(file).members();
        String root = root(file, members);
        ByteOrder order = byteOrder(file, members.get(root + "byteorder"));
        ZipArchive.Member pickle = members.get(root + "data.pkl");
        TensorStorages storages = new TensorStorages();
        PickleNode node = ZipArchive.read(file, pickle, in -> {
            PickleNode read = PickleReader.read(in, storages);
            in.expectEnd("the pickle");
            return read;
        });
        for (TensorStorages.Known known : storages.known().values()) {
            ZipArchive.Member member = members.get(root + "data/" + known.key());
            if (member == null) {
                throw file.fault(
                        pickle.data(),
                        "the pickle mentions storage " + Faults.quote(known.key()) + ", which is not in the file");
            }
            String what = "storage " + Faults.quote(known.key());
            storages.put(known.key(), ZipArchive.read(file, member, in -> {
                Storage elements = in.elements(known.dtype(), order, (int) known.length(), what);
                in.expectEnd(what);
                return elements;
            }));
        }
        return new PickleValues(pickle.size(), reason -> file.fault(pickle.data(), reason), storages::get).value(node);
    }

    /// Returns the folder within the zip file, with its slash.
    private static String root(Source file, Map<String, ZipArchive.Member> members) {
        List<String> pickles = members.keySet().stream()
                .filter(name -> name.endsWith("/data.pkl") && name.indexOf('/') == name.lastIndexOf('/'))
                .toList();
        if (pickles.size() != 1) {
            throw file.fault(0, "a zip file with " + pickles.size() + " members */data.pkl: torch.save writes one");
        }
        String root = pickles.getFirst().substring(0, pickles.getFirst().indexOf('/') + 1);
        if (members.containsKey(root + "constants.pkl")) {
            throw file.fault(0, "a TorchScript archive, which holds a program: save the state dict with torch.save");
        }
        return root;
    }

    private static ByteOrder byteOrder(Source file, ZipArchive.Member member) {
        if (member == null) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String text = ZipArchive.read(
                file, member, in -> new String(in.bytes(in.most(), "the byte order"), StandardCharsets.US_ASCII));
        return switch (text) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw file.fault(member.data(), Faults.quote(text) + " is no byte order: little and big are");
        };
    }

    /// Reads the form before PyTorch 1.6: five pickles (a magic number, a version, the system, the value, the
    /// keys of the storages), then each storage's length and elements.
    private static PythonValue loadLegacy(Source file) {
        Input in = Input.of(file);
        PythonValue magic = simple(in);
        if (!magic.equals(new PythonValue.BigInt(LEGACY_MAGIC))) {
            throw in.fault(0, "a pickle, but none of torch.save: load it with Pickle");
        }
        long at = in.at();
        if (!simple(in).equals(new PythonValue.Int(LEGACY_PROTOCOL))) {
            throw in.fault(at, "a version of the legacy form other than " + LEGACY_PROTOCOL);
        }
        simple(in);
        long begin = in.at();
        TensorStorages storages = new TensorStorages();
        PickleNode node = PickleReader.read(in, storages);
        long bytes = in.at() - begin;
        long listAt = in.at();
        if (!(simple(in) instanceof PythonValue.Items(PythonValue.Kind kind, List<PythonValue> keys))
                || kind != PythonValue.Kind.LIST
                || keys.size() != storages.known().size()) {
            throw in.fault(listAt, "the list of storages does not name those that the pickle mentions");
        }
        Map<PythonValue, TensorStorages.Known> unread = new HashMap<>();
        storages.known().forEach((key, known) -> unread.put(new PythonValue.Text(key), known));
        for (PythonValue key : keys) {
            long keyAt = in.at();
            TensorStorages.Known known = unread.remove(key);
            long length = in.numbers(8, ByteOrder.LITTLE_ENDIAN, "the length of a storage")
                    .getLong();
            if (known == null || length != known.length()) {
                throw in.fault(keyAt, "a storage of " + length + " elements, which the pickle does not mention so");
            }
            String what = "storage " + Faults.quote(known.key());
            storages.put(known.key(), in.elements(known.dtype(), ByteOrder.LITTLE_ENDIAN, (int) length, what));
        }
        in.expectEnd("its last storage");
        return new PickleValues(bytes, reason -> in.fault(begin, reason), storages::get).value(node);
    }

    /// Reads a pickle without tensors.
    private static PythonValue simple(Input in) {
        long begin = in.at();
        PickleNode node = PickleReader.read(in, PickleReader.SELF_CONTAINED);
        return PickleValues.selfContained(in, begin, in.at() - begin, node);
    }
}

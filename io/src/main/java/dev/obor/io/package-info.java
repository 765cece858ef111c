/// Files and the published datasets: what a program reads to train and writes to keep.
///
/// ```java
/// net.loadStateDict(PyTorchFile.loadStateDict(Path.of("net.pt")));
/// Safetensors.save(Path.of("net.safetensors"), net.stateDict());
/// Tensor table = Npy.load(Path.of("table.npy"));
/// Tensor image = Images.readImage(Path.of("digit.png"), ImageReadMode.GRAY);
///
/// try (TensorFile large = Safetensors.open(Path.of("large.safetensors.index.json"))) {
///     Tensor weight = large.tensor("model.embed.weight", DType.FLOAT32);
/// }
/// ```
///
/// | format | read | written |
/// |---|---|---|
/// | safetensors, one file or shards | [dev.obor.io.Safetensors] | yes |
/// | NumPy's `.npy` and `.npz` | [dev.obor.io.Npy], [dev.obor.io.Npz] | yes |
/// | PyTorch's `.pt` and `.pth` | [dev.obor.io.PyTorchFile], both forms | the zip form |
/// | pickles of arrays, gzipped or not | [dev.obor.io.Pickle] | no |
/// | PNG and JPEG | [dev.obor.io.Images] | yes |
/// | CSV | [dev.obor.io.Csv] | no |
/// | IDX | [dev.obor.io.Idx] | no |
/// | CIFAR's binary files and archives | [dev.obor.io.Cifar] | no |
///
/// The words:
///
/// - A *reader* turns a file into tensors or values. It believes nothing: sizes are checked against the length of the
///   file before memory is taken for them, and whatever is wrong leads to one [dev.obor.error.FormatException] of one
///   line, `reader: file, byte n: reason`. A file that is not there, or may not be read, is a
///   [dev.obor.error.DataException]. No reader runs code from a file. What was loaded has its own memory; the
///   file may go.
/// - An *open file* ([dev.obor.io.TensorFile], [dev.obor.io.NpyFile]) is mapped into memory; single tensors,
///   or rows of them, are read from it without the rest.
/// - A *Python value* ([dev.obor.io.PythonValue]) is what a pickle or checkpoint holds: numbers, texts, lists, dicts,
///   tensors.
/// - A *writer* goes through [dev.obor.io.AtomicFile]: temporary file beside the target, forced to the disk,
///   renamed. Under the file's name there is always the old content or all of the new. A program that is killed may
///   leave a `.obor-….tmp` beside it, which can be deleted.
/// - *Labelled images* ([dev.obor.io.LabelledImages]) are grey images of one size with a class each, as bytes.
/// - A *search* ([dev.obor.io.MnistSearch]) looks for a dataset in a given folder, in the one that `OBOR_DATA`
///   names, in the cache and on the mirrors, and says in its outcome where it was found, or why nowhere.
/// - *Drawn digits* ([dev.obor.io.DrawnDigits]) are made, not found: what remains without files and network.
///
/// How much memory a file may take, whatever it says, beyond a constant of some hundred KiB: the safetensors and npy
/// readers as much as the elements in the file, the pickle readers 512 bytes for a byte of pickle and twice the
/// elements, CSV 256 bytes for a byte. What is compressed (npz, gzip, images) may inflate to 64 MiB, or to
/// 100 times the file's size if that is more, and never to more than 1032 times, which is the most that
/// deflate can say.
///
/// Bytes that come from elsewhere are trusted in one case only: a cached or downloaded file whose SHA-256 (or MD5,
/// where that is all that is published) is the published one. No arithmetic on tensors belongs here, no
/// printing, and no format whose reader would run code from the file.
package dev.obor.io;

/// Files and the published datasets: what a program reads to train and writes to keep.
///
/// ```java
/// Map<String, Tensor> weights = Safetensors.load(Path.of("model.safetensors"));
/// Safetensors.save(Path.of("copy.safetensors"), weights);
///
/// switch (MnistSearch.standard().run()) {
///     case MnistSearch.Found(Mnist mnist) -> train(mnist.train(), mnist.test());
///     case MnistSearch.Missing(String reason) -> train(DrawnDigits.generate(1, 6000), DrawnDigits.generate(2, 1000));
/// }
/// ```
///
/// The words:
///
/// - A *reader* ([dev.obor.io.Safetensors], [dev.obor.io.Idx]) turns a file into dense tensors or views. It
///   believes nothing: sizes are checked against the length of the file before memory is taken for them, and
///   whatever is wrong leads to one [dev.obor.error.FormatException] of one line, `reader: file, byte n: reason`. A
///   file that is not there, or may not be read, is a [dev.obor.error.DataException].
/// - A *writer* goes through [dev.obor.io.AtomicFile]: temporary file beside the target, forced to the disk,
///   renamed. Under the file's name there is always the old content or all of the new.
/// - *Labelled images* ([dev.obor.io.LabelledImages]) are grey images of one size with a class each, as bytes.
/// - A *search* ([dev.obor.io.MnistSearch]) looks for a dataset in a given folder, in the one that `OBOR_DATA`
///   names, in the cache and on the mirrors, and says in its outcome where it was found, or why nowhere.
/// - *Drawn digits* ([dev.obor.io.DrawnDigits]) are made, not found: what remains without files and network.
///
/// Bytes that come from elsewhere are trusted in one case only: a cached or downloaded file whose SHA-256 is the
/// published one. No arithmetic on tensors belongs here, no printing, and no format whose reader would run code
/// from the file.
package dev.obor.io;

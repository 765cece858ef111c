package dev.obor.io;

import dev.obor.error.FormatException;
import dev.obor.storage.View;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The sets that are published in the four IDX files of MNIST: grey images of 28 × 28.
///
/// In the folder that `OBOR_DATA` names, the files of a set other than MNIST lie in a folder of its own: that
/// of [#folder()], or the one that torchvision makes (`FashionMNIST/raw`). The six splits of EMNIST have file
/// names of their own, share a folder, and must be there already: they are published as one archive of 560 MB
/// (<https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip>, MD5 58c8d27c78d21e728a6bc7b3cc06412e), which is
/// not downloaded; unpack its `.gz` files. No checksums of these are published, so their structure alone is
/// checked. EMNIST's images lie in the files with rows and columns exchanged; here they stand upright.
public enum MnistKind {
    /// Handwritten digits.
    MNIST("MNIST", "mnist", "MNIST/raw", "", Mnist.CLASSES),
    /// Pieces of clothing, in the files and classes of MNIST.
    FASHION_MNIST("Fashion-MNIST", "fashion-mnist", "FashionMNIST/raw", "", Mnist.CLASSES),
    /// Cursive Japanese characters, in the files and classes of MNIST.
    KMNIST("KMNIST", "kmnist", "KMNIST/raw", "", Mnist.CLASSES),
    /// Digits, capital and small letters: 62 classes.
    EMNIST_BYCLASS("EMNIST", "emnist", "EMNIST/raw", "byclass", 62),
    /// Digits and letters, where capital and small ones of the same form are one class: 47.
    EMNIST_BYMERGE("EMNIST", "emnist", "EMNIST/raw", "bymerge", 47),
    /// As BYMERGE, with the same number of each.
    EMNIST_BALANCED("EMNIST", "emnist", "EMNIST/raw", "balanced", 47),
    /// Letters without case; the classes are 1 to 26, and there is no 0.
    EMNIST_LETTERS("EMNIST", "emnist", "EMNIST/raw", "letters", 27),
    /// Digits, 280,000 of them.
    EMNIST_DIGITS("EMNIST", "emnist", "EMNIST/raw", "digits", 10),
    /// As many digits as MNIST has.
    EMNIST_MNIST("EMNIST", "emnist", "EMNIST/raw", "mnist", 10);

    private static final List<String> NAMES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private final String title;
    private final String folder;
    private final String rawFolder;
    private final String split;
    private final int classes;

    MnistKind(String title, String folder, String rawFolder, String split, int classes) {
        this.title = title;
        this.folder = folder;
        this.rawFolder = rawFolder;
        this.split = split;
        this.classes = classes;
    }

    /// Returns the name of the set.
    public String title() {
        return title;
    }

    /// Returns the name of its folder in `OBOR_DATA` and in the cache.
    public String folder() {
        return folder;
    }

    /// Returns the number of classes.
    public int classes() {
        return classes;
    }

    /// Returns where in a folder the files may lie. Of a folder with all data, the files beside the folders
    /// are MNIST's.
    List<String> subfolders(boolean own) {
        return own || this == MNIST ? List.of("", folder, rawFolder) : List.of(folder, rawFolder);
    }

    List<URI> mirrors() {
        return switch (this) {
            case MNIST ->
                List.of(
                        URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                        URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));
            case FASHION_MNIST ->
                List.of(
                        URI.create(
                                "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
                        URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"));
            case KMNIST ->
                List.of(
                        URI.create("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
                        URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"));
            default -> List.of();
        };
    }

    List<MnistFile> files() {
        return switch (this) {
            case MNIST -> MnistFile.PUBLISHED;
            case FASHION_MNIST ->
                zipped(
                        "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                        "25c81989df183df01b3e8a0aad5dffbe",
                        "bef4ecab320f06d8554ea6380940ec79",
                        "bb300cfdad3c16e7a12a480ee83cd310");
            case KMNIST ->
                zipped(
                        "bdb82020997e1d708af4cf47b453dcf7",
                        "e144d726b3acfaa3e44228e80efcd344",
                        "5c965bf0a639b31b8f53240b1b52f4d7",
                        "7320c461ea6c1c855c0b718fb2a4b134");
            default ->
                NAMES.stream()
                        .map(name -> "emnist-" + split + "-" + name.replace("t10k", "test"))
                        .map(name -> new MnistFile(name, new MnistFile.Unknown()))
                        .toList();
        };
    }

    /// The MD5 sums are those that the sets' own pages and torchvision state.
    private static List<MnistFile> zipped(
            String trainImages, String trainLabels, String testImages, String testLabels) {
        return List.of(
                new MnistFile(NAMES.get(0), new MnistFile.ZippedMd5(trainImages)),
                new MnistFile(NAMES.get(1), new MnistFile.ZippedMd5(trainLabels)),
                new MnistFile(NAMES.get(2), new MnistFile.ZippedMd5(testImages)),
                new MnistFile(NAMES.get(3), new MnistFile.ZippedMd5(testLabels)));
    }

    /// Returns the images of two files.
    ///
    /// @throws FormatException if they do not fit
    LabelledImages images(String origin, Path imageFile, View images, Path labelFile, View labels) {
        LabelledImages stored = LabelledImages.of(origin, imageFile, images, labelFile, labels, classes);
        return split.isEmpty() ? stored : upright(stored);
    }

    private static LabelledImages upright(LabelledImages stored) {
        int rows = stored.columns();
        int columns = stored.rows();
        byte[] pixels = new byte[stored.pixels().length];
        for (int i = 0; i < stored.count(); i++) {
            int start = i * rows * columns;
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    pixels[start + r * columns + c] = stored.pixels()[start + c * rows + r];
                }
            }
        }
        return new LabelledImages(stored.origin(), rows, columns, stored.classes(), pixels, stored.labels());
    }
}

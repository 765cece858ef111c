package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.storage.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A published IDX file: its name without `.gz`, and the SHA-256 of its uncompressed content in hexadecimal.
record MnistFile(String plainName, String sha256) {
    /// Training images and labels, test images and labels, of the MNIST of LeCun, Cortes and Burges.
    static final List<MnistFile> PUBLISHED = List.of(
            new MnistFile(
                    "train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            new MnistFile(
                    "train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
            new MnistFile("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            new MnistFile(
                    "t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

    /// Returns the name under which mirrors and the cache have the file.
    String zippedName() {
        return plainName + ".gz";
    }

    /// Returns the path of this file in a folder; plain is preferred to gzipped, as it is faster to read.
    Optional<Path> in(Path folder) {
        return candidates(folder).stream().filter(Files::isRegularFile).findFirst();
    }

    /// Returns the array of this file in a folder, if it is there with the published content.
    Optional<View> intactIn(Path folder) {
        for (Path file : candidates(folder)) {
            MessageDigest digest = newDigest();
            try {
                View view = Idx.read(file, in -> new DigestInputStream(in, digest));
                if (matches(digest)) {
                    return Optional.of(view);
                }
            } catch (DataException | FormatException _) {
                // Absent or broken: the other candidate, or a download, takes its place.
            }
        }
        return Optional.empty();
    }

    /// Returns the array of a downloaded body, gzipped or plain.
    ///
    /// @throws IOException if it is not the published content
    View verified(byte[] body) throws IOException {
        MessageDigest digest = newDigest();
        View view;
        try {
            view = Idx.read(zippedName(), body, content -> new DigestInputStream(content, digest));
        } catch (FormatException e) {
            throw new IOException("what it sent is not the published file", e);
        }
        if (!matches(digest)) {
            throw new IOException("what it sent has another SHA-256 than the published file");
        }
        return view;
    }

    private List<Path> candidates(Path folder) {
        return List.of(folder.resolve(plainName), folder.resolve(zippedName()));
    }

    private boolean matches(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).equals(sha256);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

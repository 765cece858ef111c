package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.storage.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A published IDX file.
///
/// @param plainName its name without `.gz`
/// @param check what tells the published content from another
record MnistFile(String plainName, Check check) {
    /// What is known of the published content.
    sealed interface Check permits PlainSha256, ZippedMd5, Unknown {}

    /// The SHA-256 of the uncompressed content, in hexadecimal.
    record PlainSha256(String sum) implements Check {}

    /// The MD5 of the gzipped file, in hexadecimal, as published beside the data.
    record ZippedMd5(String sum) implements Check {}

    /// No checksum of the file is published: its structure alone is checked.
    record Unknown() implements Check {}

    /// Makes a file whose content has a SHA-256.
    MnistFile(String plainName, String sha256) {
        this(plainName, new PlainSha256(sha256));
    }

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
            try {
                Optional<View> view = intact(file);
                if (view.isPresent()) {
                    return view;
                }
            } catch (DataException | FormatException | IOException _) {
                // Absent or broken: the other candidate, or a download, takes its place.
            }
        }
        return Optional.empty();
    }

    private Optional<View> intact(Path file) throws IOException {
        return switch (check) {
            case Unknown() -> Optional.of(Idx.read(file));
            case PlainSha256(String sum) -> {
                MessageDigest digest = newDigest("SHA-256");
                View view = Idx.read(file, in -> new DigestInputStream(in, digest));
                yield matches(digest, sum) ? Optional.of(view) : Optional.empty();
            }
            case ZippedMd5(String sum) -> {
                if (!file.getFileName().toString().equals(zippedName()) || !Files.isRegularFile(file)) {
                    yield Optional.empty();
                }
                MessageDigest digest = newDigest("MD5");
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                yield matches(digest, sum) ? Optional.of(Idx.read(file)) : Optional.empty();
            }
        };
    }

    /// Returns the array of a downloaded body, gzipped or plain.
    ///
    /// @throws IOException if it is not the published content
    View verified(byte[] body) throws IOException {
        MessageDigest sha256 = newDigest("SHA-256");
        View view;
        try {
            view = Idx.read(zippedName(), body, content -> new DigestInputStream(content, sha256));
        } catch (FormatException e) {
            throw new IOException("what it sent is not the published file", e);
        }
        switch (check) {
            case Unknown() -> {}
            case PlainSha256(String sum) -> expect(matches(sha256, sum), "SHA-256");
            case ZippedMd5(String sum) -> {
                MessageDigest md5 = newDigest("MD5");
                md5.update(body);
                expect(matches(md5, sum), "MD5");
            }
        }
        return view;
    }

    private static void expect(boolean matches, String algorithm) throws IOException {
        if (!matches) {
            throw new IOException("what it sent has another " + algorithm + " than the published file");
        }
    }

    private List<Path> candidates(Path folder) {
        return List.of(folder.resolve(plainName), folder.resolve(zippedName()));
    }

    private static boolean matches(MessageDigest digest, String sum) {
        return HexFormat.of().formatHex(digest.digest()).equals(sum);
    }

    private static MessageDigest newDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + algorithm, e);
        }
    }
}

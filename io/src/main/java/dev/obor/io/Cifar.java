package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// CIFAR-10 or CIFAR-100 in their binary version ([Krizhevsky](https://www.cs.toronto.edu/~kriz/cifar.html)):
/// colour images of 32 × 32, in the original 50,000 to train on and 10,000 to test with.
///
/// A file is a row of records: a byte for the class (CIFAR-100: one for the group of classes before it), then
/// the 3,072 bytes of red, green and blue. The files lie in a folder, or in the published archive, of which
/// nothing but the members of known names is read, into memory: no name in it becomes a path.
///
/// @param train the images to train on
/// @param test the images to test with
/// @param origin where the files were found, in words that can follow "from"
public record Cifar(ColourImages train, ColourImages test, String origin) {
    private static final String OP = "cifar";
    private static final int SIDE = 32;
    private static final int PIXELS = 3 * SIDE * SIDE;
    private static final int BLOCK = 512;
    private static final int MOST_RECORDS = 100_000;
    private static final Download.Limits LIMITS =
            new Download.Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(60), 256 << 20);

    /// The two sets.
    public enum Kind {
        /// Ten classes.
        CIFAR_10(
                10,
                1,
                "cifar-10-batches-bin",
                "cifar-10-binary.tar.gz",
                "c32a1d4ab5d03f1284b67883e8d87530",
                List.of(
                        "data_batch_1.bin",
                        "data_batch_2.bin",
                        "data_batch_3.bin",
                        "data_batch_4.bin",
                        "data_batch_5.bin"),
                "test_batch.bin"),
        /// A hundred classes in twenty groups.
        CIFAR_100(
                100,
                2,
                "cifar-100-binary",
                "cifar-100-binary.tar.gz",
                "03b5dce01913d631647c71ecec9e9cb8",
                List.of("train.bin"),
                "test.bin");

        private final int classes;
        private final int labelBytes;
        private final String folder;
        private final String archive;
        private final String md5;
        private final List<String> train;
        private final String test;

        Kind(int classes, int labelBytes, String folder, String archive, String md5, List<String> train, String test) {
            this.classes = classes;
            this.labelBytes = labelBytes;
            this.folder = folder;
            this.archive = archive;
            this.md5 = md5;
            this.train = train;
            this.test = test;
        }

        private int recordBytes() {
            return labelBytes + PIXELS;
        }

        private List<String> files() {
            List<String> files = new ArrayList<>(train);
            files.add(test);
            return files;
        }
    }

    /// Returns a set from wherever it can be had: the folder that the environment variable `OBOR_DATA` names,
    /// the user's cache, or its page, from which the archive (160 MB) is downloaded into the cache.
    ///
    /// @throws DataException if it cannot be had
    /// @throws FormatException if a file is broken
    public static Cifar load(Kind kind) {
        MnistSearch places = MnistSearch.standard();
        Path cache = Optional.ofNullable(places.cache().getParent())
                .orElse(places.cache())
                .resolve("cifar");
        return load(
                kind, places.environment(), cache, URI.create("https://www.cs.toronto.edu/~kriz/"), Progress.none());
    }

    static Cifar load(Kind kind, Optional<Path> named, Path cache, URI mirror, Progress progress) {
        if (named.isPresent() && isIn(kind, named.get())) {
            return read(kind, named.get());
        }
        Path kept = cache.resolve(kind.archive);
        if (Files.isRegularFile(kept) && matches(kind, bytes(kept))) {
            return fromArchive(kind, kept.toString(), bytes(kept));
        }
        byte[] body;
        try (Download download = new Download(LIMITS, progress)) {
            body = download.fetch(URI.create(mirror + kind.archive), kind.archive);
        } catch (IOException e) {
            throw new DataException(
                    OP + ": " + cache + " does not have " + kind.archive + ", and it cannot be downloaded ("
                            + mirror.getHost() + ": " + e.getMessage() + "): name a folder that has it with OBOR_DATA",
                    e);
        }
        if (!matches(kind, body)) {
            throw new DataException(OP + ": what " + mirror.getHost() + " sent has another MD5 than the published "
                    + kind.archive + ": try again, or name a folder that has it with OBOR_DATA");
        }
        try {
            Files.createDirectories(cache);
            AtomicFile.write(kept, out -> out.write(body));
        } catch (IOException | DataException _) {
            // A cache that cannot be written to is no reason to refuse the data.
        }
        return fromArchive(kind, mirror.getHost(), body);
    }

    private static boolean isIn(Kind kind, Path folder) {
        return files(kind, folder).isPresent() || Files.isRegularFile(folder.resolve(kind.archive));
    }

    /// Returns the folder that has the binary files: the given one or the archive's within it.
    private static Optional<Path> files(Kind kind, Path folder) {
        return List.of(folder, folder.resolve(kind.folder)).stream()
                .filter(place -> Files.isRegularFile(place.resolve(kind.test)))
                .findFirst();
    }

    /// Returns the set of a folder that has the binary files, the archive's folder with them, or the archive.
    ///
    /// @throws DataException if it has none of these, or lacks a file
    /// @throws FormatException if a file is broken
    public static Cifar read(Kind kind, Path folder) {
        Optional<Path> place = files(kind, folder);
        if (place.isPresent()) {
            Map<String, byte[]> contents = new HashMap<>();
            for (String name : kind.files()) {
                contents.put(name, bytes(place.get().resolve(name)));
            }
            return assemble(kind, place.get().toString(), contents);
        }
        Path archive = folder.resolve(kind.archive);
        if (!Files.isRegularFile(archive)) {
            throw new DataException(OP + ": " + folder + " has neither " + kind.test + " nor " + kind.folder + "/"
                    + kind.test + " nor " + kind.archive + ": check the path");
        }
        return fromArchive(kind, archive.toString(), bytes(archive));
    }

    private static byte[] bytes(Path file) {
        Faults.checkReadable(OP, file);
        try {
            if (Files.size(file) > LIMITS.bytes()) {
                throw Faults.format(
                        OP, file.toString(), 0, "it has " + Files.size(file) + " bytes, more than any of CIFAR's");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Faults.unreadable(OP, file, e);
        }
    }

    private static boolean matches(Kind kind, byte... body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body))
                    .equals(kind.md5);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }

    /// Reads a gzipped tar file
    /// ([ustar](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html)): headers of 512 bytes,
    /// each with a name and an octal size, and contents in blocks of 512 bytes.
    static Cifar fromArchive(Kind kind, String origin, byte[] archive) {
        Map<String, byte[]> contents = new HashMap<>();
        long at = 0;
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)), 1 << 16)) {
            while (contents.size() < kind.files().size()) {
                byte[] header = in.readNBytes(BLOCK);
                if (header.length < BLOCK || header[0] == 0) {
                    break;
                }
                long size = octal(origin, at, header);
                String name = text(header);
                at += BLOCK;
                long padded = Math.ceilDiv(size, BLOCK) * BLOCK;
                String known = name.startsWith(kind.folder + "/") ? name.substring(kind.folder.length() + 1) : "";
                if (kind.files().contains(known) && size <= (long) MOST_RECORDS * kind.recordBytes()) {
                    byte[] content = content(in, (int) size);
                    if (content.length < size) {
                        throw Faults.format(OP, origin, at, "the archive is cut short in " + known);
                    }
                    contents.put(known, content);
                    in.skipNBytes(padded - size);
                } else {
                    in.skipNBytes(padded);
                }
                at += padded;
            }
        } catch (IOException e) {
            throw Faults.format(OP, origin, at, "the archive is cut short or broken (" + Faults.reason(e) + ")");
        }
        return assemble(kind, origin, contents);
    }

    /// Takes memory as bytes come, not as the header says.
    private static byte[] content(InputStream in, int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 16];
        int left = size;
        while (left > 0) {
            int read = in.read(part, 0, Math.min(left, part.length));
            if (read < 0) {
                break;
            }
            out.write(part, 0, read);
            left -= read;
        }
        return out.toByteArray();
    }

    private static String text(byte... header) {
        int end = 0;
        while (end < 100 && header[end] != 0) {
            end++;
        }
        return new String(header, 0, end, StandardCharsets.UTF_8);
    }

    private static long octal(String origin, long at, byte... header) {
        long size = 0;
        for (int i = 124; i < 135; i++) {
            if (header[i] < '0' || header[i] > '7') {
                throw Faults.format(OP, origin, at + i, "a tar header has an octal size here");
            }
            size = 8 * size + header[i] - '0';
        }
        return size;
    }

    private static Cifar assemble(Kind kind, String origin, Map<String, byte[]> contents) {
        for (String name : kind.files()) {
            byte[] content = contents.get(name);
            if (content == null) {
                throw new DataException(OP + ": " + origin + " lacks " + name + ": add what is missing");
            }
            if (content.length == 0 || content.length % kind.recordBytes() != 0) {
                throw Faults.format(
                        OP,
                        origin + "/" + name,
                        content.length,
                        "the file ends within a record or has none: records have " + kind.recordBytes() + " bytes");
            }
        }
        ColourImages train =
                images(kind, origin, kind.train.stream().map(contents::get).toList());
        ColourImages test = images(kind, origin, List.of(contents.get(kind.test)));
        return new Cifar(train, test, origin);
    }

    private static ColourImages images(Kind kind, String origin, List<byte[]> files) {
        int count = 0;
        for (byte[] file : files) {
            count += file.length / kind.recordBytes();
        }
        if (count > MOST_RECORDS) {
            throw new DataException(
                    OP + ": " + origin + " has " + count + " images, more than " + MOST_RECORDS + ": it is no CIFAR");
        }
        byte[] pixels = new byte[count * PIXELS];
        byte[] labels = new byte[count];
        byte[] coarse = new byte[kind.labelBytes == 2 ? count : 0];
        int i = 0;
        for (byte[] file : files) {
            for (int at = 0; at < file.length; at += kind.recordBytes()) {
                labels[i] = file[at + kind.labelBytes - 1];
                if (coarse.length > 0) {
                    coarse[i] = file[at];
                }
                System.arraycopy(file, at + kind.labelBytes, pixels, i * PIXELS, PIXELS);
                i++;
            }
        }
        return new ColourImages(origin, SIDE, kind.classes, pixels, labels, coarse);
    }
}

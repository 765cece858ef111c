package dev.obor.plot;

import dev.obor.error.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes files that appear whole or not at all.
final class AtomicFile {
    private AtomicFile() {}

    /// Writes the bytes beside the file, forces them to the disk and renames them into place.
    ///
    /// @throws DataException if the folder is missing or cannot be written, or the file is a folder
    static void write(String op, Path file, byte[] bytes) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new DataException(op + ": " + file + " is a folder: pass the name of a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new DataException(op + ": " + folder + " is not a folder: make it first, or pass another file");
        }
        try {
            Path part = create(folder);
            try {
                fill(part, bytes);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new DataException(op + ": " + file + " cannot be written (" + e.getClass().getSimpleName() + ": "
                    + e.getMessage() + "): pass a file in a folder that you may write to, on a disk with room", e);
        }
    }

    /// Makes a new empty file. `Files.createTempFile` would not do: only its owner could read what comes out.
    private static Path create(Path folder) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                return Files.createFile(folder.resolve(
                        ".obor-" + ProcessHandle.current().pid() + "-" + attempt + ".part"));
            } catch (FileAlreadyExistsException e) {
                if (attempt == 1000) {
                    throw e;
                }
            }
        }
    }

    private static void fill(Path part, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }
}

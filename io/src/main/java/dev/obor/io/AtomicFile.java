package dev.obor.io;

import dev.obor.error.DataException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Writes a file so that its name never stands for half of it: readers see the old file or the whole new one.
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /// Something that can be written to a stream.
    @FunctionalInterface
    public interface Content {
        /// Writes all of it; the stream stays open.
        void writeTo(OutputStream out) throws IOException;
    }

    /// Writes `content` to a temporary file beside `target`, forces it to the disk and renames it to `target`,
    /// replacing a file that is there. If anything fails, the old file stands untouched and the temporary one
    /// is removed. A symbolic link is followed, not replaced. The folder must exist.
    ///
    /// @throws DataException if the file cannot be written; whatever unchecked exception `content` throws
    ///     passes through
    public static void write(Path target, Content content) {
        try {
            Path file = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
            Path folder = file.getParent();
            if (folder == null || Files.isDirectory(file)) {
                throw new DataException("write: " + target + " is a folder: name a file");
            }
            if (!Files.isDirectory(folder)) {
                throw new DataException(
                        "write: " + target + " cannot be written, " + folder + " is no folder: make it first");
            }
            // Not named after the target: its name may already be as long as the file system allows.
            Path temporary = folder.resolve(".obor-" + UUID.randomUUID() + ".tmp");
            try {
                fill(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                forceFolder(folder);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new DataException(
                    "write: " + target + " cannot be written (" + Faults.reason(e)
                            + "): check that its folder is writable and the disk has room",
                    e);
        }
    }

    /// Forces the renaming itself to the disk, where folders can be opened for that; else the system does it
    /// when it likes, and until then a crash leaves the old file.
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Windows and some network file systems do not open folders. The new file is whole either way.
        }
    }

    private static void fill(Path temporary, Content content) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }
}

package dev.obor.io;

import dev.obor.error.DataException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;

/// A mapped file until it is closed, and the checks that all open files share.
final class OpenFile implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final Source source;

    /// Maps a file.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    OpenFile(String op, Path file) {
        try {
            source = Source.map(op, file, arena);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Returns what `body` reads.
    ///
    /// @throws DataException if the file was closed
    <T> T read(Function<Source, T> body) {
        if (!arena.scope().isAlive()) {
            throw new DataException(source.op() + ": " + source.name() + " was closed: open it again");
        }
        return source.guard(() -> body.apply(source));
    }

    /// Closes this if `reading` fails, so that a constructor leaves nothing open.
    <T> T readFirst(Function<Source, T> reading) {
        try {
            return read(reading);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Returns the exception for a name that is not there.
    DataException missing(String name, Set<String> names) {
        return new DataException(source.op() + ": " + source.name() + " has no tensor " + Faults.quote(name) + ", but "
                + Faults.list(names) + ": choose one of them");
    }

    /// Checks that `begin` to `end` lie within a first dim of `size`.
    void checkRows(String what, long begin, long end, long size) {
        if (begin < 0 || begin > end || end > size) {
            throw new DataException(source.op() + ": " + source.name() + ": rows " + begin + " to " + end + " of "
                    + what + ", which has " + size + ": choose 0 ≤ begin ≤ end ≤ " + size);
        }
    }

    /// Returns the exception for rows of a tensor that has no dims.
    DataException noRows(String what) {
        return new DataException(
                source.op() + ": " + source.name() + ": " + what + " has no dims, so it has no rows: read all of it");
    }

    /// Closes the file; again does nothing.
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}

package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/// The wording of this package's errors: every message is one line, whatever a file holds.
final class Faults {
    private static final int LONGEST_QUOTE = 60;
    private static final int LONGEST_LIST = 8;

    private Faults() {}

    /// Returns the exception for a file that is not what it claims to be from byte `at` on.
    static FormatException format(String op, String file, long at, String reason) {
        return new FormatException(op + ": " + file + ", byte " + at + ": " + reason);
    }

    /// Returns the exception for a file that cannot be read.
    static DataException unreadable(String op, Path file, IOException cause) {
        return new DataException(
                op + ": " + file + " cannot be read (" + reason(cause) + "): check the path and its permissions",
                cause);
    }

    /// Checks that there is a regular file to read.
    ///
    /// @throws DataException if there is none
    static void checkReadable(String op, Path file) {
        if (!Files.exists(file)) {
            throw new DataException(op + ": " + file + " does not exist: check the path");
        }
        if (!Files.isRegularFile(file)) {
            throw new DataException(op + ": " + file + " is a " + (Files.isDirectory(file) ? "folder" : "special file")
                    + ": name a regular file");
        }
        if (!Files.isReadable(file)) {
            throw new DataException(op + ": " + file + " cannot be read (permission denied): check its permissions");
        }
    }

    /// Returns why an input or output failed, without the file's name, which the caller states.
    static String reason(Throwable cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : oneLine(message);
    }

    /// Returns names in quotes, the first few of many.
    static String list(Collection<String> names) {
        String first = names.stream().limit(LONGEST_LIST).map(Faults::quote).collect(Collectors.joining(", "));
        return names.size() > LONGEST_LIST
                ? first + " and " + (names.size() - LONGEST_LIST) + " more"
                : names.isEmpty() ? "none" : first;
    }

    /// Returns text from a file in quotes, shortened, with control characters made harmless.
    static String quote(String text) {
        return text.length() <= LONGEST_QUOTE
                ? "'" + oneLine(text) + "'"
                : "'" + oneLine(text.substring(0, LONGEST_QUOTE)) + "…'";
    }

    /// Returns text with what would break or reorder a line replaced.
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int type = Character.getType(c);
            boolean breaks = Character.isISOControl(c)
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.FORMAT;
            line.append(breaks ? '·' : c);
        }
        return line.toString();
    }
}

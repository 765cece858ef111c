package dev.obor.error;

/// The root of every exception that the library throws on purpose.
///
/// A message reads `op: what is wrong, with the values: what to do`. A composite (a module's forward, a
/// loader, a pattern) catches the exception of the part and rethrows it with its own line of context.
public class OborException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public OborException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public OborException(String message, Throwable cause) {
        super(message, cause);
    }
}

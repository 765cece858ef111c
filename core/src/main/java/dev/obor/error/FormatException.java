package dev.obor.error;

/// A file, or a text, is not what it claims to be; the message names the place.
public class FormatException extends OborException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public FormatException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public FormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

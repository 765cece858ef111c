package dev.obor.error;

/// An index or a dim lies outside its range.
public class IndexException extends OborException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public IndexException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public IndexException(String message, Throwable cause) {
        super(message, cause);
    }
}

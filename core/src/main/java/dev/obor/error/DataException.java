package dev.obor.error;

/// A dataset or one of its files cannot be had or written.
public class DataException extends OborException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public DataException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.obor.error;

/// An operator does not take a dtype, or a value does not fit one.
public class DTypeException extends OborException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public DTypeException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public DTypeException(String message, Throwable cause) {
        super(message, cause);
    }
}

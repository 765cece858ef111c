package dev.obor.error;

/// Shapes do not fit the operator, or each other.
public class ShapeException extends OborException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public ShapeException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public ShapeException(String message, Throwable cause) {
        super(message, cause);
    }
}

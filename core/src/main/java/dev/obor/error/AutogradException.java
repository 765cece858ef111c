package dev.obor.error;

/// A gradient cannot be computed, or an edit in place would make one wrong.
public class AutogradException extends OborException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public AutogradException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public AutogradException(String message, Throwable cause) {
        super(message, cause);
    }
}

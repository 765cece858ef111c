package dev.obor.error;

/// A pattern of the einops language is not well-formed, or does not fit the tensors it is applied to. The
/// message points at the place with a caret, and then tells the pattern, the shapes and the axis lengths in
/// force.
public class PatternException extends ShapeException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public PatternException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public PatternException(String message, Throwable cause) {
        super(message, cause);
    }
}

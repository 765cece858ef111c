package dev.obor.error;

/// A probability distribution was given parameters or values that it has no place for, or was asked for what
/// it does not have.
public class DistributionException extends OborException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public DistributionException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public DistributionException(String message, Throwable cause) {
        super(message, cause);
    }
}

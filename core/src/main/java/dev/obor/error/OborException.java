package dev.obor.error;

import java.util.Optional;

/// The root of every exception that the library throws on purpose.
///
/// A message reads `op: what is wrong, with the values: what to do`. A composite (a module's forward, a
/// loader, a pattern) catches the exception of the part and rethrows it with its own line of context.
public class OborException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private transient Object place;

    /// Makes an exception with a message of the form `op: what is wrong, with the values: what to do`.
    public OborException(String message) {
        super(message);
    }

    /// Makes an exception with a message and the cause it was found by.
    public OborException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Says where in a composite it happened; the outer construct may refine what an inner one said.
    ///
    /// @param where its text becomes a line of the message
    public final void setPlace(Object where) {
        place = where;
    }

    /// Returns where in a composite it happened, if something said so.
    public final Optional<Object> place() {
        return Optional.ofNullable(place);
    }

    /// Returns the message, with a line for the place.
    @Override
    public String getMessage() {
        return place == null ? super.getMessage() : super.getMessage() + "\n  " + place;
    }
}

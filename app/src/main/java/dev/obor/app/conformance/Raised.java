package dev.obor.app.conformance;

import dev.obor.error.OborException;

/// Carries an exception that the library threw, to tell it from one of the adapter's own.
final class Raised extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Raised(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }

    /// Tells whether the library refused on purpose.
    boolean isRefusal() {
        return getCause() instanceof OborException;
    }
}

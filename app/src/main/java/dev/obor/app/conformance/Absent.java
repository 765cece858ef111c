package dev.obor.app.conformance;

/// Says that the library has nothing to call for a case, which makes the case a missing one.
final class Absent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Absent(String reason) {
        super(reason, null, false, false);
    }
}

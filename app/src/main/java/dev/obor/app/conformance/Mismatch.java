package dev.obor.app.conformance;

/// Says that the library did otherwise than PyTorch, which makes the case a failed one.
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String reason) {
        super(reason, null, false, false);
    }
}

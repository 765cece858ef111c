package dev.obor.app.conformance;

/// How many cases passed, failed, and could not be run because the library has nothing to call.
public record Summary(int passed, int failed, int missing) {
    /// Tells whether nothing failed and nothing is missing.
    public boolean isFine() {
        return failed == 0 && missing == 0;
    }

    Summary plus(Summary other) {
        return new Summary(passed + other.passed, failed + other.failed, missing + other.missing);
    }

    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed, " + missing + " missing";
    }
}

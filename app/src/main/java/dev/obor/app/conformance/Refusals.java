package dev.obor.app.conformance;

import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;

/// Cases in which PyTorch refuses: so must the library, and on purpose.
final class Refusals {
    private Refusals() {}

    /// Passes if the body is refused with an exception of the library's own.
    ///
    /// @throws Mismatch if it is not
    static void expect(GoldenCase line, Runnable body) {
        expect(new GoldenValue.Failure(line.text("error"), line.text("message")), body);
    }

    /// Passes if the body is refused with an exception of the library's own.
    ///
    /// @throws Mismatch if it is not
    static void expect(GoldenValue refusal, Runnable body) {
        try {
            body.run();
        } catch (Raised e) {
            if (e.isRefusal()) {
                return;
            }
            throw new Mismatch(
                    "the library broke with " + e.getMessage() + " where PyTorch refuses: " + Descriptions.of(refusal));
        }
        throw new Mismatch("the library accepts what PyTorch refuses: " + Descriptions.of(refusal));
    }
}

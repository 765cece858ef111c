package dev.obor.app.conformance;

import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.util.List;
import java.util.Optional;

/// Runs backward and compares the gradients.
final class Gradients {
    private Gradients() {}

    /// Passes if the gradients of Σ output · cotangent are PyTorch's.
    ///
    /// @param expected for each input, a tensor or None
    /// @throws Mismatch saying what differs
    /// @throws Raised if the library refuses
    static void compare(
            Results results, List<Tensor> outputs, List<Tensor> cotangents, List<Tensor> inputs, List<GoldenValue> expected) {
        if (inputs.size() != expected.size()) {
            throw new Mismatch("there are " + inputs.size() + " inputs with gradients and " + expected.size()
                    + " gradients are given");
        }
        List<Optional<Tensor>> actual = of(outputs, cotangents, inputs);
        for (int i = 0; i < actual.size(); i++) {
            String what = "the gradient of input " + i;
            if (!expected.get(i).isNone() && actual.get(i).isEmpty()) {
                throw new Mismatch(what + " is missing");
            }
            results.compare(what, actual.get(i), expected.get(i));
        }
    }

    /// Returns the gradients of Σ output · cotangent.
    ///
    /// @throws Raised if the library refuses
    static List<Optional<Tensor>> of(List<Tensor> outputs, List<Tensor> cotangents, List<Tensor> inputs) {
        if (outputs.size() != cotangents.size()) {
            throw new Mismatch(outputs.size() + " outputs have gradients and " + cotangents.size() + " should have");
        }
        return Library.guard(() -> Tensor.gradients(outputs, cotangents, inputs, false, false));
    }
}

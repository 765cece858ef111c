package dev.obor.app.conformance;

import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Runs backward and compares the gradients.
final class Gradients {
    private Gradients() {}

    /// Passes if the gradients of Σ output · cotangent are PyTorch's.
    ///
    /// @param op the operator or the module's class
    /// @param expected for each input, a tensor or None
    /// @throws Mismatch saying what differs
    /// @throws Raised if the library refuses
    static void compare(
            String op,
            Results results,
            List<Tensor> outputs,
            List<Tensor> cotangents,
            List<Tensor> inputs,
            List<GoldenValue> expected) {
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
            boolean hasKink = op.toLowerCase(Locale.ROOT).endsWith("hardswish");
            GoldenValue golden = hasKink ? withoutKink(expected.get(i), inputs.get(i), actual.get(i)) : expected.get(i);
            results.compare(what, actual.get(i), golden);
        }
    }

    /// Returns PyTorch's gradient of hardswish, with the library's value where the input is 3: there
    /// PyTorch's vector code gives 1.0 and its scalar code 1.5, so the recorded one depends on the element's
    /// place.
    private static GoldenValue withoutKink(GoldenValue gradient, Tensor input, Optional<Tensor> actual) {
        if (gradient.isNone() || actual.isEmpty() || !actual.get().shape().equals(input.shape())) {
            return gradient;
        }
        return new GoldenValue.Tensor(
                Library.guard(() -> Tensor.where(input.detach().eq(3), actual.get(), gradient.asTensor())));
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

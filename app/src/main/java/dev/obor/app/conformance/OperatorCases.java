package dev.obor.app.conformance;

import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Cases of operators: a call, its result, and the gradients for given cotangents.
final class OperatorCases {
    private OperatorCases() {}

    static void check(GoldenCase line) {
        String op = line.text("op");
        Map<String, GoldenValue> kwargs = line.get("kwargs").asMap();
        List<GoldenValue> args = new ArrayList<>();
        args.add(line.get("input"));
        args.addAll(line.get("args").asList());
        Call call = new Call(op, args, kwargs);
        if (line.get("out") instanceof GoldenValue.Failure failure) {
            Refusals.expect(failure, () -> Library.call(call));
            return;
        }
        Results results = new Results(dtype -> Tolerance.of(op, dtype));
        Object actual = Library.call(call);
        results.compare("the result", actual, line.get("out"));
        if (!line.has("cot")) {
            return;
        }
        List<GoldenValue> tracked = new ArrayList<>(args);
        tracked.addAll(kwargs.values());
        List<Tensor> inputs = GoldenValue.tracked(tracked);
        List<Tensor> outputs = Results.differentiable(actual);
        List<Tensor> cotangents =
                line.get("cot").asList().stream().map(GoldenValue::asTensor).toList();
        if (line.has("grad_error")) {
            Refusals.expect(line.get("grad_error"), () -> Gradients.of(outputs, cotangents, inputs));
        } else {
            Gradients.compare(results, outputs, cotangents, inputs, line.get("grads").asList());
        }
    }
}

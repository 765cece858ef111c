package dev.obor.app.conformance;

import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cases of operators: a call, its result, and the gradients for given cotangents.
final class OperatorCases {
    private OperatorCases() {}

    static void check(GoldenCase line) {
        String op = line.text("op");
        Map<String, GoldenValue> kwargs = line.get("kwargs").asMap();
        List<GoldenValue> args = new ArrayList<>();
        args.add(line.get("input"));
        args.addAll(line.get("args").asList());
        Call call = new Call(op, isInPlace(op) ? withCopy(args) : args, kwargs);
        if (line.get("out") instanceof GoldenValue.Failure failure) {
            Refusals.expect(failure, () -> Library.call(call));
            return;
        }
        compare(line, call, args, kwargs);
    }

    private static void compare(GoldenCase line, Call call, List<GoldenValue> args, Map<String, GoldenValue> kwargs) {
        String op = call.op();
        Results results = new Results(dtype -> Tolerance.of(op, dtype));
        Object actual = op.equals("__getitem__")
                ? IndexingCases.read(args.getFirst().asTensor(), new Brackets(items(args.get(1))))
                : Library.call(call);
        if (op.equals("linalg.lstsq") && line.get("out") instanceof GoldenValue.Tensor) {
            // PyTorch's inputs for gradients ask for the solution alone.
            actual = Results.items(actual).map(List::getFirst).orElse(actual);
        }
        if (Factors.areReturnedBy(call)) {
            actual = Factors.compare(op, results, actual, line.get("out"));
        } else {
            results.compare("the result", actual, line.get("out"));
        }
        if (!line.has("cot")) {
            return;
        }
        List<GoldenValue> tracked = new ArrayList<>(args);
        tracked.addAll(kwargs.values());
        List<Tensor> inputs = GoldenValue.tracked(tracked);
        List<Tensor> outputs = Results.differentiable(actual);
        List<Tensor> cotangents =
                line.get("cot").asList().stream().map(GoldenValue::asTensor).toList();
        if (isUnwrittenZero(line)) {
            for (Optional<Tensor> gradient : Gradients.of(outputs, cotangents, inputs)) {
                if (gradient.isPresent() && gradient.get().ne(0).any().itemBoolean()) {
                    throw new Mismatch("a gradient is not zero");
                }
            }
        } else if (line.has("grad_error")) {
            Refusals.expect(line.get("grad_error"), () -> Gradients.of(outputs, cotangents, inputs));
        } else {
            Gradients.compare(
                    op, results, outputs, cotangents, inputs, line.get("grads").asList());
        }
    }

    /// PyTorch's gradient was zeros without a storage, which could not be written down: the refusal is the
    /// writer's.
    private static boolean isUnwrittenZero(GoldenCase line) {
        return line.has("grad_error")
                && line.get("grad_error") instanceof GoldenValue.Text text
                && text.value().startsWith("tolist() shouldn't be called");
    }

    /// A list of numbers is one index, of places; any other list is a tuple of indices.
    private static List<GoldenValue> items(GoldenValue index) {
        boolean isTuple = index instanceof GoldenValue.Sequence sequence
                && !sequence.items().stream().allMatch(item -> item instanceof GoldenValue.Whole);
        return isTuple ? index.asList() : List.of(index);
    }

    private static boolean isInPlace(String op) {
        return op.endsWith("_") && !op.endsWith("__");
    }

    /// PyTorch's tests edit a copy, because a leaf that requires a gradient must not be edited.
    private static List<GoldenValue> withCopy(List<GoldenValue> args) {
        List<GoldenValue> result = new ArrayList<>(args);
        result.set(0, new GoldenValue.Tensor(Library.guard(args.getFirst().asTensor()::clone)));
        return result;
    }
}

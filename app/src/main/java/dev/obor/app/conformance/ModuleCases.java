package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.nn.Module;
import dev.obor.nn.StateReport;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cases of modules: text, state, results and gradients in both modes.
final class ModuleCases {
    private ModuleCases() {}

    static void check(GoldenCase line) {
        Module module = module(line);
        Results results = new Results(dtype -> Tolerance.of(module.getClass().getSimpleName(), dtype));
        if (line.has("lazy_repr")) {
            results.compare("the text before the first call", Library.guard(module::toString), line.get("lazy_repr"));
        }
        Map<String, Tensor> state = tensors(line.get("state_dict").asMap());
        if (!state.isEmpty() && RandomCases.dtype(line.text("dtype")) == DType.FLOAT64) {
            Library.callOn(module, new Call("to", List.of(new GoldenValue.Type(DType.FLOAT64)), Map.of()));
        }
        Library.guard(() -> {
            module.loadStateDict(state);
            return module;
        });
        results.compare("the text", Library.guard(module::toString), line.get("repr"));
        results.compare(
                "the list of parameters", List.copyOf(module.namedParameters().keySet()), line.get("parameters"));
        GoldenValue train = line.get("train");
        GoldenValue eval = line.get("eval") instanceof GoldenValue.Dict ? line.get("eval") : train;
        run(results, module.eval(), line, eval, "in evaluation");
        run(results, module.train(), line, train, "in training");
        if (line.has("eval_after_train")) {
            run(results, module.eval(), line, line.get("eval_after_train"), "in evaluation after training");
        }
    }

    /// The call of a pooling that says in its constructor that its indices are wanted.
    private static Optional<Call> withIndices(GoldenCase line) {
        return line.get("module") instanceof GoldenValue.Construct construct
                ? Names.withIndices(new Call(construct.name(), construct.args(), construct.kwargs()))
                : Optional.empty();
    }

    private static Module module(GoldenCase line) {
        return withIndices(line)
                .map(call -> new GoldenValue.Construct(
                        "module", call.op().replace("_with_indices", ""), call.args(), call.kwargs()))
                .map(Construction::module)
                .orElseGet(() -> Construction.module(line.get("module")));
    }

    private static Map<String, Tensor> tensors(Map<String, GoldenValue> state) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        state.forEach((name, value) -> result.put(name, value.asTensor()));
        return result;
    }

    private static void run(Results results, Module module, GoldenCase line, GoldenValue section, String when) {
        Map<String, GoldenValue> expected = section.asMap();
        if (expected.containsKey("random")) {
            return;
        }
        Map<String, GoldenValue> kwargs = line.get("kwargs").asMap();
        List<GoldenValue> inputs = line.get("inputs").asList();
        String forward = withIndices(line).isPresent() ? "forward_with_indices" : "forward";
        Object result = Library.callOn(module, new Call(forward, inputs, kwargs));
        results.compare("the result " + when, result, expected.get("out"));
        if (expected.containsKey("state_after")) {
            Map<String, Tensor> state = module.stateDict();
            expected.get("state_after")
                    .asMap()
                    .forEach((name, value) -> results.compare(name + " after the call", state.get(name), value));
        }
        if (expected.containsKey("cot")) {
            gradients(results, module, line, expected, result);
        }
    }

    private static void gradients(
            Results results, Module module, GoldenCase line, Map<String, GoldenValue> expected, Object result) {
        List<GoldenValue> given = new ArrayList<>(line.get("inputs").asList());
        given.addAll(line.get("kwargs").asMap().values());
        List<Tensor> inputs = new ArrayList<>(GoldenValue.tracked(given));
        List<GoldenValue> gradients =
                new ArrayList<>(expected.get("grad_inputs").asList());
        Map<String, Tensor> parameters = module.namedParameters();
        expected.get("grad_params").asMap().forEach((name, value) -> {
            if (!parameters.containsKey(name)) {
                throw new Mismatch("there is no parameter '" + name + "'");
            }
            inputs.add(parameters.get(name));
            gradients.add(value);
        });
        List<Tensor> cotangents =
                expected.get("cot").asList().stream().map(GoldenValue::asTensor).toList();
        String name = module.getClass().getSimpleName();
        Gradients.compare(name, results, Results.differentiable(result), cotangents, inputs, gradients);
    }

    static void structure(GoldenCase line) {
        Module module = Construction.module(line.get("module"));
        Results results = new Results(_ -> Tolerance.EXACT);
        results.compare("the text", Library.guard(module::toString), line.get("repr"));
        results.compare("the keys of the state", List.copyOf(module.stateDict().keySet()), line.get("state_keys"));
        List<Object> parameters = new ArrayList<>();
        module.namedParameters().forEach((name, tensor) -> parameters.add(List.of(name, tensor.shape())));
        results.compare("the list of parameters", parameters, line.get("parameters"));
        List<Object> modules = new ArrayList<>();
        collect("", module, modules);
        results.compare("the list of modules", modules, line.get("modules"));
    }

    private static void collect(String path, Module module, List<Object> into) {
        into.add(List.of(path, module.getClass().getSimpleName()));
        module.children().forEach((name, child) -> collect(path.isEmpty() ? name : path + "." + name, child, into));
    }

    static void refusal(GoldenCase line) {
        if (line.text("when").equals("construct")) {
            Refusals.expect(line, () -> Construction.module(line.get("module")));
            return;
        }
        Module module = Construction.module(line.get("module"));
        Refusals.expect(
                line,
                () -> Library.callOn(
                        module, new Call("forward", line.get("inputs").asList(), Map.of())));
    }

    static void loadStateDict(GoldenCase line) {
        Module module = Construction.module(line.get("module"));
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (GoldenValue entry : line.get("keys").asList()) {
            int[] sizes = entry.asList().get(1).asList().stream()
                    .mapToInt(GoldenValue::asInt)
                    .toArray();
            state.put(entry.asList().get(0).asText(), Obor.zeros(sizes));
        }
        boolean strict = line.get("strict").asBoolean();
        if (line.has("error")) {
            Refusals.expect(line, () -> Library.guard(() -> module.loadStateDict(state, strict)));
            return;
        }
        StateReport report = Library.guard(() -> module.loadStateDict(state, strict));
        Results results = new Results(_ -> Tolerance.EXACT);
        results.compare("the missing keys", report.missing(), line.get("missing"));
        results.compare("the unexpected keys", report.unexpected(), line.get("unexpected"));
    }
}

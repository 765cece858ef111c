package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.nn.Clip;
import dev.obor.optim.GroupOptimizer;
import dev.obor.optim.Optimizer;
import dev.obor.optim.OptimizerOptions;
import dev.obor.optim.ParamGroup;
import dev.obor.optim.SGD;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Cases of optimizers on small problems, and of clipped gradients.
final class OptimizerCases {
    /// How far float32 runs may part, relatively: rounding grows over thirty steps. Measured with PyTorch
    /// itself: a start moved by one unit in the last place moves NAdam's end by 1e-4 (its steps are ratios of
    /// gradients that pass through 0), LBFGS's on the Rosenbrock function by 2e-3, the others' by less than
    /// 1e-5. The float64 runs tell formulas apart.
    private static final Map<String, Double> FLOAT32 = Map.of("NAdam", 1e-3, "LBFGS", 1e-2);

    private static final Results RESULTS =
            new Results(dtype -> dtype == DType.FLOAT32 ? new Tolerance(2e-5, 1e-6) : Tolerance.of("optim", dtype));

    private static final Tensor START_W = Obor.fromArray(new double[] {0.5, -0.3, 0.1, 0.8, -0.6, 0.2}, 3, 2);
    private static final Tensor START_B = Obor.fromArray(new double[] {0.1, -0.2});

    private OptimizerCases() {}

    static void check(GoldenCase line) {
        Map<String, Tensor> parameters = parameters(line.get("start"));
        Optimizer optimizer = make(line, List.copyOf(parameters.values()));
        run(line, optimizer, parameters);
    }

    static void groups(GoldenCase line) {
        Map<String, Tensor> parameters = parameters(line.get("start"));
        List<ParamGroup<?>> groups = new ArrayList<>();
        for (GoldenValue group : line.get("groups").asList()) {
            List<Tensor> members = group.asMap().get("params").asList().stream()
                    .map(name -> parameters.get(((GoldenValue.Text) name).value()))
                    .toList();
            Map<String, GoldenValue> options =
                    new LinkedHashMap<>(line.get("options").asMap());
            options.putAll(group.asMap().get("options").asMap());
            groups.add(group(line, members, options));
        }
        run(line, make(line, groups), parameters);
    }

    /// A group that is added when the others have made steps.
    static void addGroup(GoldenCase line) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("w", START_W.clone().requiresGrad(true));
        parameters.put("b", START_B.clone().requiresGrad(true));
        Map<String, GoldenValue> options = line.get("options").asMap();
        Optimizer optimizer = make(line, List.of(group(line, List.of(parameters.get("w")), options)));
        steps(optimizer, parameters, line.get("first"));
        Map<String, GoldenValue> other = new LinkedHashMap<>(options);
        other.put("lr", new GoldenValue.Real(0.1));
        Library.guard(() -> {
            add(optimizer, group(line, List.of(parameters.get("b")), other));
            return optimizer;
        });
        steps(optimizer, parameters, line.get("then"));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the group has the options of this optimizer's class
    private static void add(Optimizer optimizer, ParamGroup<?> group) {
        ((GroupOptimizer) optimizer).addParamGroup(group);
    }

    private static void steps(Optimizer optimizer, Map<String, Tensor> parameters, GoldenValue trace) {
        int step = 0;
        for (GoldenValue entry : trace.asList()) {
            for (long end = entry.asMap().get("step").asLong(); step < end; step++) {
                step(optimizer, "lsq", parameters);
            }
            RESULTS.compare(
                    "after step " + step + " the state",
                    parameters,
                    entry.asMap().get("params"));
        }
    }

    private static Tensor step(Optimizer optimizer, String problem, Map<String, Tensor> parameters) {
        return Library.guard(() -> optimizer.step(() -> {
            optimizer.zeroGrad();
            parameters.values().forEach(Tensor::clearGrad);
            Tensor loss = loss(problem, parameters);
            loss.backward();
            return loss;
        }));
    }

    private static Map<String, Tensor> parameters(GoldenValue start) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        start.asMap()
                .forEach((name, value) -> parameters.put(name, value.asTensor().requiresGrad(true)));
        return parameters;
    }

    private static void run(GoldenCase line, Optimizer optimizer, Map<String, Tensor> parameters) {
        List<GoldenValue> losses =
                line.has("loss_before_step") ? line.get("loss_before_step").asList() : List.of();
        Map<Long, GoldenValue> trace = new LinkedHashMap<>();
        line.get("trace")
                .asList()
                .forEach(entry -> trace.put(
                        entry.asMap().get("step").asLong(), entry.asMap().get("params")));
        long last = trace.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        for (int step = 0; step < last; step++) {
            Tensor loss = step(optimizer, line.text("problem"), parameters);
            if (step < losses.size()) {
                double tolerance = loss.dtype() == DType.FLOAT32 ? float32(line) : 1e-9;
                double expected = losses.get(step).asDouble();
                if (!(Math.abs(loss.item() - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
                    throw new Mismatch(
                            "the loss before step " + step + " is " + loss.item() + " and should be " + expected);
                }
            }
            if (trace.containsKey(step + 1L)) {
                results(line).compare("after step " + (step + 1) + " the state", parameters, trace.get(step + 1L));
            }
        }
        compareTexts(optimizer.toString(), line.text("repr"));
        if (line.has("final_state")) {
            GoldenValue expected = line.get("final_state");
            results(line).compare("the state", like(optimizer.stateDict(), expected), expected);
        }
    }

    /// Options are doubles here, where Python keeps the 5 of a caller apart from 5.0: numbers compare by value.
    private static void compareTexts(String actual, String expected) {
        String whole = "(?<=[ (])(\\d+)\\.0(?=[,)\\n])";
        if (!actual.replaceAll(whole, "$1").equals(expected.replaceAll(whole, "$1"))) {
            throw new Mismatch("the text is '" + actual + "' and should be '" + expected + "'");
        }
    }

    /// Returns a state with whole numbers where whole numbers are expected and doubles of that value stand.
    private static Object like(Object actual, GoldenValue expected) {
        return switch (expected) {
            case GoldenValue.Whole _
            when actual instanceof Double number && number == Math.rint(number) -> number.longValue();
            case GoldenValue.Dict dict
            when actual instanceof Map<?, ?> map -> {
                Map<String, Object> result = new LinkedHashMap<>();
                map.forEach((key, value) -> {
                    GoldenValue inner = dict.entries().get(String.valueOf(key));
                    result.put(String.valueOf(key), inner == null ? value : like(value, inner));
                });
                yield result;
            }
            case GoldenValue.Sequence sequence
            when actual instanceof List<?> list
                    && list.size() == sequence.items().size() -> {
                List<Object> result = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    result.add(like(list.get(i), sequence.items().get(i)));
                }
                yield result;
            }
            default -> actual;
        };
    }

    private static double float32(GoldenCase line) {
        return FLOAT32.getOrDefault(line.text("optimiser"), 2e-5);
    }

    private static Results results(GoldenCase line) {
        double rtol = float32(line);
        return new Results(
                dtype -> dtype == DType.FLOAT32 ? new Tolerance(rtol, rtol / 20) : Tolerance.of("optim", dtype));
    }

    static Class<?> type(GoldenCase line) {
        String name = line.text("optimiser");
        return Names.find("dev.obor.optim." + name)
                .orElseThrow(() -> new Absent("there is no class 'dev.obor.optim." + name + "'"));
    }

    private static Optimizer make(GoldenCase line, List<?> parametersOrGroups) {
        Object first = parametersOrGroups.isEmpty() ? null : parametersOrGroups.getFirst();
        if (first instanceof ParamGroup<?>) {
            return Library.guard(() -> {
                try {
                    return (Optimizer) type(line).getConstructor(List.class).newInstance(parametersOrGroups);
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof RuntimeException cause ? cause : new Raised(e.getCause());
                } catch (ReflectiveOperationException e) {
                    throw new Absent("no constructor takes groups: " + e);
                }
            });
        }
        List<GoldenValue> tensors = new ArrayList<>();
        parametersOrGroups.forEach(tensor -> tensors.add(new GoldenValue.Tensor((Tensor) tensor)));
        List<GoldenValue> args = List.of(new GoldenValue.Sequence(tensors));
        Map<String, GoldenValue> options =
                line.has("options") ? line.get("options").asMap() : Map.of("lr", new GoldenValue.Real(0.1));
        Class<?> type = line.has("optimiser") ? type(line) : SGD.class;
        Call call = new Call("optim." + type.getSimpleName(), args, options);
        if (Library.construct(type, call) instanceof Optimizer optimizer) {
            return optimizer;
        }
        throw new Absent("'" + type + "' is no optimizer");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the options are a record of the kind that a group takes
    private static ParamGroup<?> group(GoldenCase line, List<Tensor> members, Map<String, GoldenValue> options) {
        Class<?> type = Names.find("dev.obor.optim." + line.text("optimiser") + "$Options")
                .orElseThrow(() -> new Absent("there are no options of '" + line.text("optimiser") + "'"));
        Object made = Options.make(type, options).orElseThrow(() -> new Absent("the options do not fit " + type));
        return new ParamGroup(members, (OptimizerOptions) made);
    }

    private static Tensor loss(String problem, Map<String, Tensor> parameters) {
        return switch (problem) {
            case "lsq" -> {
                Tensor w = parameters.get("w");
                Tensor x = table(w.dtype(), 6, 3, 7, 3, 11, 5, 4);
                Tensor y = table(w.dtype(), 6, 2, 5, 2, 7, 3, 2);
                yield x.matmul(w).add(parameters.get("b")).sub(y).square().mean();
            }
            case "rosenbrock" -> {
                Tensor p0 = parameters.get("p").select(0, 0);
                Tensor p1 = parameters.get("p").select(0, 1);
                yield p0.rsub(1).square().add(p1.sub(p0.square()).square().mul(10));
            }
            default -> throw new Absent("the problem '" + problem + "' is unknown");
        };
    }

    /// The fixed data of the problem: `((a·i + b·j) mod m − shift) / scale`.
    private static Tensor table(DType dtype, int rows, int columns, int a, int b, int m, int shift, int scale) {
        double[] elements = new double[rows * columns];
        for (int i = 0; i < elements.length; i++) {
            int row = i / columns;
            elements[i] = ((a * row + b * (i % columns)) % m - shift) / (double) scale;
        }
        return Obor.fromArray(elements, rows, columns).to(dtype);
    }

    static void gradNone(GoldenCase line) {
        double[] start = line.get("start").asList().stream()
                .mapToDouble(GoldenValue::asDouble)
                .toArray();
        Tensor p = Obor.fromArray(start).requiresGrad(true);
        Tensor q = p.detach().clone().requiresGrad(true);
        Optimizer optimizer = make(line, List.of(p, q));
        for (GoldenValue entry : line.get("trace").asList()) {
            setGradient(p, entry.asMap().get("grad_p"));
            setGradient(q, entry.asMap().get("grad_q"));
            Library.guard(() -> {
                optimizer.step();
                return optimizer;
            });
            RESULTS.compare("p", p, entry.asMap().get("p"));
            RESULTS.compare("q", q, entry.asMap().get("q"));
        }
    }

    private static void setGradient(Tensor tensor, GoldenValue gradient) {
        tensor.clearGrad();
        if (!gradient.isNone()) {
            double[] elements = gradient.asList().stream()
                    .mapToDouble(GoldenValue::asDouble)
                    .toArray();
            tensor.setGrad(Obor.fromArray(elements));
        }
    }

    static void refusal(GoldenCase line) {
        Tensor leaf = Obor.zeros(2).requiresGrad(true);
        if (line.has("optimiser")) {
            Refusals.expect(line, () -> make(line, List.of(leaf)));
            return;
        }
        switch (line.text("text")) {
            case "no parameters" -> Refusals.expect(line, () -> make(line, List.of()));
            case "not a leaf" -> Refusals.expect(line, () -> make(line, List.of(leaf.mul(2))));
            case "the same parameter in two groups" ->
                Refusals.expect(
                        line,
                        () -> Library.guard(() -> new SGD(List.of(
                                new ParamGroup<>(List.of(leaf), SGD.options(0.1)),
                                new ParamGroup<>(List.of(leaf), SGD.options(0.1))))));
            default -> throw new Absent("there is nothing to run '" + line.text("text") + "' with");
        }
    }

    static void clipNorm(GoldenCase line) {
        List<Tensor> parameters = withGradients(line);
        boolean strict =
                line.has("error_if_nonfinite") && line.get("error_if_nonfinite").asBoolean();
        GoldenValue norm = line.get("norm_type");
        double type = norm instanceof GoldenValue.Text ? Double.POSITIVE_INFINITY : norm.asDouble();
        Supplier<Tensor> clip = () -> Library.guard(
                () -> Clip.gradNorm_(parameters, line.get("max_norm").asDouble(), type, strict));
        if (line.get("total") instanceof GoldenValue.Failure failure) {
            Refusals.expect(failure, () -> clip.get().item());
            return;
        }
        RESULTS.compare("the norm", clip.get(), line.get("total"));
        compareGradients(parameters, line);
    }

    static void clipValue(GoldenCase line) {
        List<Tensor> parameters = withGradients(line);
        Library.guard(() -> {
            Clip.gradValue_(parameters, line.get("clip_value").asDouble());
            return parameters;
        });
        compareGradients(parameters, line);
    }

    private static List<Tensor> withGradients(GoldenCase line) {
        List<Tensor> parameters = new ArrayList<>();
        for (GoldenValue gradient : line.get("grads").asList()) {
            Tensor parameter = gradient.isNone() ? Obor.zeros(1) : Obor.zerosLike(gradient.asTensor());
            parameters.add(parameter.requiresGrad(true));
            if (!gradient.isNone()) {
                parameter.setGrad(gradient.asTensor());
            }
        }
        return parameters;
    }

    private static void compareGradients(List<Tensor> parameters, GoldenCase line) {
        List<GoldenValue> after = line.get("after").asList();
        for (int i = 0; i < after.size(); i++) {
            if (!after.get(i).isNone()) {
                RESULTS.compare("gradient " + i, parameters.get(i).grad(), after.get(i));
            }
        }
    }
}

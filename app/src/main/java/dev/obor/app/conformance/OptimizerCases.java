package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.optim.Optimizer;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cases of optimizers on small problems. What the library cannot tell (text and state of an optimizer) makes
/// a case a missing one, after the numbers were found right.
final class OptimizerCases {
    /// Rounding grows over thirty steps.
    private static final Results RESULTS =
            new Results(dtype -> dtype == DType.FLOAT32 ? new Tolerance(2e-5, 1e-6) : Tolerance.of("optim", dtype));

    private OptimizerCases() {}

    static void check(GoldenCase line) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        line.get("start")
                .asMap()
                .forEach((name, value) -> parameters.put(name, value.asTensor().requiresGrad(true)));
        Optimizer optimizer = make(line, parameters.values());
        List<GoldenValue> losses = line.get("loss_before_step").asList();
        Map<Long, GoldenValue> trace = new LinkedHashMap<>();
        line.get("trace")
                .asList()
                .forEach(entry -> trace.put(
                        entry.asMap().get("step").asLong(), entry.asMap().get("params")));
        for (int step = 0; step < losses.size(); step++) {
            Tensor loss = Library.guard(() -> loss(line.text("problem"), parameters));
            double tolerance = loss.dtype() == DType.FLOAT32 ? 2e-5 : 1e-9;
            double expected = losses.get(step).asDouble();
            if (!(Math.abs(loss.item() - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
                throw new Mismatch(
                        "the loss before step " + step + " is " + loss.item() + " and should be " + expected);
            }
            Library.guard(() -> {
                optimizer.zeroGrad();
                loss.backward();
                optimizer.step();
                return optimizer;
            });
            if (trace.containsKey(step + 1L)) {
                RESULTS.compare("after step " + (step + 1) + " the state", parameters, trace.get(step + 1L));
            }
        }
        text(optimizer, line);
        if (line.has("final_state")) {
            Object state = Library.callOn(optimizer, new Call("state_dict", List.of(), Map.of()));
            RESULTS.compare("the state", state, line.get("final_state"));
        }
    }

    private static void text(Optimizer optimizer, GoldenCase line) {
        try {
            if (optimizer.getClass().getMethod("toString").getDeclaringClass() == Object.class) {
                throw new Absent("the numbers are right, and there is no text of an optimizer");
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every object has toString", e);
        }
        RESULTS.compare("the text", optimizer.toString(), line.get("repr"));
    }

    private static Optimizer make(GoldenCase line, Iterable<Tensor> parameters) {
        List<GoldenValue> tensors = new ArrayList<>();
        parameters.forEach(tensor -> tensors.add(new GoldenValue.Tensor(tensor)));
        String name = line.text("optimiser");
        Class<?> type = Names.find("dev.obor.optim." + name)
                .orElseThrow(() -> new Absent("there is no class 'dev.obor.optim." + name + "'"));
        Map<String, GoldenValue> options =
                new LinkedHashMap<>(line.get("options").asMap());
        GoldenValue betas = options.remove("betas");
        if (betas != null) {
            options.put("beta1", betas.asList().get(0));
            options.put("beta2", betas.asList().get(1));
        }
        List<GoldenValue> args = List.of(new GoldenValue.Sequence(tensors));
        if (Library.construct(type, new Call("optim." + name, args, options)) instanceof Optimizer optimizer) {
            return optimizer;
        }
        throw new Absent("'" + name + "' is no optimizer");
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
        if (!line.has("optimiser")) {
            throw new Absent("there is nothing to run '" + line.text("text") + "' with");
        }
        Refusals.expect(line, () -> make(line, List.of(Obor.zeros(2).requiresGrad(true))));
    }
}

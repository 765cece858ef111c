package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.optim.ChainedScheduler;
import dev.obor.optim.LRScheduler;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ParamGroup;
import dev.obor.optim.ReduceLROnPlateau;
import dev.obor.optim.SGD;
import dev.obor.optim.SequentialLR;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/// Cases of learning-rate schedules.
final class ScheduleCases {
    private static final Results RESULTS = new Results(dtype -> new Tolerance(1e-12, 1e-15));

    private ScheduleCases() {}

    static void check(GoldenCase line) {
        double momentum = line.get("momentum").asDouble();
        List<ParamGroup<SGD.Options>> groups = line.get("group_lrs").asList().stream()
                .map(lr -> new ParamGroup<>(
                        List.of(Obor.zeros(2).requiresGrad(true)),
                        SGD.options(lr.asDouble()).momentum(momentum)))
                .toList();
        SGD optimizer = new SGD(groups);
        Object schedule = make(line.text("scheduler"), line.get("options").asMap(), optimizer);
        List<GoldenValue> rates = line.get("lrs").asList();
        for (int step = 0; step < rates.size(); step++) {
            if (step > 0) {
                advance(schedule, optimizer, line, step - 1);
            }
            List<Double> now =
                    optimizer.groups().stream().<Double>map(ParamGroup::lr).toList();
            RESULTS.compare("after step " + step + " the rates", now, rates.get(step));
            if (line.has("momenta")) {
                double now0 = optimizer.groups().getFirst().momentum().orElseThrow();
                GoldenValue expected = line.get("momenta").asList().get(step);
                RESULTS.compare("after step " + step + " the momentum", now0, expected);
            }
        }
    }

    private static void advance(Object schedule, Optimizer optimizer, GoldenCase line, int step) {
        Library.guard(() -> {
            optimizer.step();
            if (schedule instanceof ReduceLROnPlateau plateau) {
                List<GoldenValue> metrics = line.get("metrics").asList();
                plateau.step(metrics.get(step % metrics.size()).asDouble());
            } else {
                ((LRScheduler) schedule).step();
            }
            return optimizer;
        });
    }

    static Object make(String name, Map<String, GoldenValue> options, Optimizer optimizer) {
        Map<String, GoldenValue> named = new LinkedHashMap<>(options);
        if (named.containsKey("schedulers")) {
            List<LRScheduler> inner = named.get("schedulers").asList().stream()
                    .map(item -> (LRScheduler) make(
                            ((GoldenValue.Text) item.asMap().get("scheduler")).value(),
                            item.asMap().get("options").asMap(),
                            optimizer))
                    .toList();
            return Library.guard(() -> name.equals("ChainedScheduler")
                    ? new ChainedScheduler(inner)
                    : new SequentialLR(
                            optimizer,
                            inner,
                            named.get("milestones").asList().stream()
                                    .mapToInt(item -> (int) item.asLong())
                                    .toArray()));
        }
        Class<?> type = Names.find("dev.obor.optim." + name)
                .orElseThrow(() -> new Absent("there is no class 'dev.obor.optim." + name + "'"));
        if (named.containsKey("lambdas")) {
            List<IntToDoubleFunction> rules = named.get("lambdas").asList().stream()
                    .map(text -> PythonFormula.of(((GoldenValue.Text) text).value()))
                    .toList();
            return Library.guard(() -> {
                try {
                    return type.getConstructor(Optimizer.class, List.class).newInstance(optimizer, rules);
                } catch (ReflectiveOperationException e) {
                    throw new Absent("'" + name + "' takes no list of functions: " + e);
                }
            });
        }
        named.put("optimizer", new GoldenValue.Given(optimizer));
        return Library.construct(type, new Call("optim." + name, List.of(), named));
    }

    static void refusal(GoldenCase line) {
        Tensor parameter = Obor.zeros(2).requiresGrad(true);
        SGD optimizer = new SGD(List.of(parameter), SGD.options(0.1).momentum(0.9));
        String text = line.text("text");
        GoldenValue one = new GoldenValue.Real(1.5);
        List<String> parts = new ArrayList<>(List.of(text.split("-")));
        String name = parts.getFirst();
        Map<String, GoldenValue> options = switch (text) {
            case "OneCycleLR-no-length" -> Map.of("max_lr", new GoldenValue.Real(0.1));
            case "LinearLR-end" -> Map.of("end_factor", one);
            case "LinearLR-start" -> Map.of("start_factor", one);
            case "ConstantLR-factor" -> Map.of("factor", one);
            case "PolynomialLR-power" -> Map.of("power", one);
            case "ReduceLROnPlateau-factor" -> Map.of("factor", one);
            case "CosineAnnealingWarmRestarts-T_0" -> Map.of("T_0", new GoldenValue.Whole(0));
            case "CosineAnnealingWarmRestarts-T_mult" ->
                Map.of("T_0", new GoldenValue.Whole(3), "T_mult", new GoldenValue.Whole(0));
            case "OneCycleLR-pct" ->
                Map.of("max_lr", new GoldenValue.Real(0.1), "total_steps", new GoldenValue.Whole(10), "pct_start", one);
            default -> throw new Absent("there is nothing to run '" + text + "' with");
        };
        Refusals.expect(line, () -> make(name, options, optimizer));
    }
}

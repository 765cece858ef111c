package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.einops.Einops;
import dev.obor.einops.Packed;
import dev.obor.layout.Axis;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.List;
import java.util.Map;

/// Cases of functions that a pattern steers.
final class EinopsCases {
    private EinopsCases() {}

    /// What a case passes besides its tensors. It is read before the library is called, so that a case that
    /// cannot be read is never taken for one that the library refuses.
    ///
    /// @param reduction empty where the case names none
    /// @param axes lengths by name
    /// @param packed what `*` stands for in each part
    private record Arguments(String pattern, String reduction, Map<String, GoldenValue> axes, int[][] packed) {
        static Arguments of(GoldenCase line) {
            boolean isReduced = line.has("reduction") && !line.get("reduction").isNone();
            Map<String, GoldenValue> axes = line.has("axes") ? line.get("axes").asMap() : Map.of();
            axes.forEach((name, length) -> requireLength(name, length));
            return new Arguments(
                    line.text("pattern"),
                    isReduced ? line.text("reduction") : "",
                    axes,
                    line.has("packed_shapes") ? shapes(line.get("packed_shapes")) : new int[0][]);
        }

        private static void requireLength(String name, GoldenValue length) {
            if (!(length instanceof GoldenValue.Whole)) {
                throw new Absent("the axis '" + name + "' has no whole number as its length");
            }
            length.asInt();
        }

        Axis[] lengths() {
            return axes.entrySet().stream()
                    .map(entry -> Einops.axis(entry.getKey(), entry.getValue().asInt()))
                    .toArray(Axis[]::new);
        }
    }

    static void transform(GoldenCase line) {
        compare(line, "the result", run(line.text("kind"), inputs(line), Arguments.of(line)), "out");
    }

    static void unpack(GoldenCase line) {
        compare(line, "the parts", run("unpack", inputs(line), Arguments.of(line)), "out");
    }

    static void parseShape(GoldenCase line) {
        List<Tensor> inputs = List.of(zeros(sizes(line.get("shape"))));
        compare(line, "the sizes", run("parse_shape", inputs, Arguments.of(line)), "out");
    }

    static void pack(GoldenCase line) {
        Object result = run("pack", inputs(line), Arguments.of(line));
        if (!(result instanceof Packed packed)) {
            throw new Mismatch("the result is no pack: " + result);
        }
        compare(line, "the tensor", packed.tensor(), "out");
        compare(line, "the packed shapes", packed.shapes(), "packed_shapes");
    }

    static void refusal(GoldenCase line) {
        String operation = line.text("operation");
        List<Tensor> inputs = line.get("shapes").asList().stream()
                .map(shape -> zeros(sizes(shape)))
                .toList();
        Arguments arguments = operation.equals("unpack") ? unpackArguments(line) : Arguments.of(line);
        Refusals.expect(
                new GoldenValue.Failure("EinopsError", line.text("why")), () -> run(operation, inputs, arguments));
    }

    /// A bad unpack has its packed shapes among the axes.
    private static Arguments unpackArguments(GoldenCase line) {
        GoldenValue packed = line.get("axes").asMap().getOrDefault("shapes", new GoldenValue.None());
        return new Arguments(line.text("pattern"), "", Map.of(), shapes(packed));
    }

    private static Object run(String operation, List<Tensor> inputs, Arguments arguments) {
        String pattern = arguments.pattern();
        return switch (operation) {
            case "rearrange", "reduce", "repeat" ->
                Library.guard(() -> inputs.size() == 1
                        ? ofOne(operation, inputs.getFirst(), arguments)
                        : ofList(operation, inputs, arguments));
            case "einsum" -> Library.guard(() -> Einops.einsum(pattern, inputs.toArray(Tensor[]::new)));
            case "pack" -> Library.guard(() -> Einops.pack(inputs, pattern));
            case "unpack" -> {
                Tensor x = only(inputs);
                yield Library.guard(() -> Einops.unpack(x, arguments.packed(), pattern));
            }
            case "parse_shape" -> {
                Tensor x = only(inputs);
                yield Library.guard(() -> Einops.parseShape(x, pattern));
            }
            default -> throw new Absent("there is no operation '" + operation + "'");
        };
    }

    private static Tensor ofOne(String operation, Tensor x, Arguments arguments) {
        String pattern = arguments.pattern();
        Axis[] lengths = arguments.lengths();
        return switch (operation) {
            case "rearrange" -> Einops.rearrange(x, pattern, lengths);
            case "reduce" -> Einops.reduce(x, pattern, arguments.reduction(), lengths);
            default -> Einops.repeat(x, pattern, lengths);
        };
    }

    private static Tensor ofList(String operation, List<Tensor> inputs, Arguments arguments) {
        String pattern = arguments.pattern();
        Axis[] lengths = arguments.lengths();
        return switch (operation) {
            case "rearrange" -> Einops.rearrange(inputs, pattern, lengths);
            case "reduce" -> Einops.reduce(inputs, pattern, arguments.reduction(), lengths);
            default -> Einops.repeat(inputs, pattern, lengths);
        };
    }

    private static Tensor only(List<Tensor> inputs) {
        if (inputs.size() != 1) {
            throw new Absent("there is nothing that takes " + inputs.size() + " tensors here");
        }
        return inputs.getFirst();
    }

    private static void compare(GoldenCase line, String what, Object result, String expected) {
        String kind = line.text("kind");
        new Results(dtype -> Tolerance.of(kind, dtype)).compare(what, result, line.get(expected));
    }

    /// Returns a case's tensors; it gives a list, or one alone.
    private static List<Tensor> inputs(GoldenCase line) {
        return line.get("inputs") instanceof GoldenValue.Tensor alone
                ? List.of(alone.tensor())
                : line.get("inputs").asList().stream()
                        .map(GoldenValue::asTensor)
                        .toList();
    }

    private static int[][] shapes(GoldenValue value) {
        return value.asList().stream().map(EinopsCases::sizes).toArray(int[][]::new);
    }

    private static int[] sizes(GoldenValue shape) {
        return shape.asList().stream().mapToInt(GoldenValue::asInt).toArray();
    }

    private static Tensor zeros(int[] sizes) {
        return Obor.zeros(DType.FLOAT64, sizes);
    }
}

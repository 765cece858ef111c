package dev.obor.testing;

import dev.obor.dtype.DType;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the golden files hold for one pointwise operator.
///
/// @param ranges the lowest and highest value of each input, within which the function is smooth
/// @param ulp how many units in the last place values may differ from PyTorch's
/// @param gradUlp the same for gradients
/// @param floor units are taken at this number where the expected value is smaller
/// @param gradFloor the same for gradients
/// @param freeZeros whether the sign of a zero is left free
record OperatorGolden(
        String name,
        List<double[]> ranges,
        double[] params,
        double ulp,
        double gradUlp,
        double floor,
        double gradFloor,
        boolean freeZeros,
        List<GoldenCase> cases) {
    private static final List<String> FAMILIES = List.of("arithmetic", "activations", "functions");
    private static final Map<String, OperatorGolden> ALL = new LinkedHashMap<>();
    private static GoldenCase resultTypes;

    static {
        FAMILIES.forEach(family -> forEach("operators-" + family + ".jsonl.gz", OperatorGolden::add));
        forEach("result-types.jsonl.gz", OperatorGolden::add);
    }

    static void forEach(String file, java.util.function.Consumer<GoldenCase> body) {
        InputStream stream = OperatorGolden.class.getResourceAsStream(file);
        try (Golden golden = Golden.open(stream, file)) {
            for (Optional<GoldenCase> next = golden.next(); next.isPresent(); next = golden.next()) {
                body.accept(next.get());
            }
        }
    }

    private static void add(GoldenCase line) {
        switch (line.text("kind")) {
            case "operator" -> {
                List<double[]> ranges = line.get("ranges").asList().stream()
                        .map(OperatorGolden::doubles)
                        .toList();
                ALL.put(
                        line.text("op"),
                        new OperatorGolden(
                                line.text("op"),
                                ranges,
                                doubles(line.get("params")),
                                line.get("ulp").asDouble(),
                                line.get("grad_ulp").asDouble(),
                                line.get("floor").asDouble(),
                                line.get("grad_floor").asDouble(),
                                line.get("free_zeros").asBoolean(),
                                new ArrayList<>()));
            }
            case "values", "special" -> ALL.get(line.text("op")).cases().add(line);
            case "result_type" -> resultTypes = line;
            case "about" -> line.text("torch");
            default -> throw new IllegalStateException(line.place() + ": kind " + line.text("kind"));
        }
    }

    private static double[] doubles(GoldenValue list) {
        return list.asList().stream().mapToDouble(GoldenValue::asDouble).toArray();
    }

    static Optional<OperatorGolden> of(Pointwise op) {
        return Optional.ofNullable(ALL.get(op.name()));
    }

    static Map<String, OperatorGolden> all() {
        return ALL;
    }

    static GoldenCase resultTypes() {
        return resultTypes;
    }

    /// The operator with the parameters that the golden values were computed with.
    Pointwise with(Pointwise op) {
        return params.length == 0 ? op : op.with(params);
    }

    static DType dtype(GoldenCase line) {
        return line.get("dtype").asDType();
    }

    static Tensor[] inputs(GoldenCase line) {
        return line.get("inputs").asList().stream().map(GoldenValue::asTensor).toArray(Tensor[]::new);
    }
}

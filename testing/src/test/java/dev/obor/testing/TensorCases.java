package dev.obor.testing;

import dev.obor.tensor.Tensor;
import dev.obor.testing.cases.IndexingCases;
import dev.obor.testing.cases.LinalgCases;
import dev.obor.testing.cases.NeuralCases;
import dev.obor.testing.cases.ReductionCases;
import dev.obor.testing.cases.ShapeCases;
import dev.obor.testing.cases.SpatialCases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The calls of tools/golden/tensors, by family and under the same names.
final class TensorCases {
    static final Map<String, Map<String, Function<List<Tensor>, Tensor>>> FAMILIES = Map.of(
            "shapes", ShapeCases.CALLS,
            "indexing", IndexingCases.CALLS,
            "reductions", ReductionCases.CALLS,
            "linalg", LinalgCases.CALLS,
            "spatial", SpatialCases.CALLS,
            "neural", NeuralCases.CALLS);
    static final Map<String, Function<List<Tensor>, Tensor>> CALLS = all();

    private TensorCases() {}

    private static Map<String, Function<List<Tensor>, Tensor>> all() {
        Map<String, Function<List<Tensor>, Tensor>> all = new HashMap<>();
        FAMILIES.values()
                .forEach(family -> family.forEach((name, call) -> {
                    if (all.put(name, call) != null) {
                        throw new IllegalStateException("two calls are named " + name);
                    }
                }));
        return all;
    }
}

package dev.obor.testing.cases;

import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Convolutions, pooling and their like: the calls of tools/golden/tensors/spatial.txt, under the same names.
public final class SpatialCases {
    public static final Map<String, Function<List<Tensor>, Tensor>> CALLS = Map.of();

    private SpatialCases() {}
}

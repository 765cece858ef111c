package dev.obor.testing.cases;

import static java.util.Map.entry;

import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Linear algebra: the calls of tools/golden/tensors/linalg.txt, under the same names.
public final class LinalgCases {
    public static final Map<String, Function<List<Tensor>, Tensor>> CALLS = Map.ofEntries(
            entry("matmul", x -> x.get(0).matmul(x.get(1))),
            entry("matmulLong", x -> x.get(0).matmul(x.get(1))),
            entry("matmulBatch", x -> x.get(0).matmul(x.get(1))),
            entry("matmulBroadcast", x -> x.get(0).matmul(x.get(1))),
            entry("matmulShared", x -> x.get(0).matmul(x.get(1))),
            entry("matmulVector", x -> x.get(0).matmul(x.get(1))),
            entry("vectorMatmul", x -> x.get(0).matmul(x.get(1))),
            entry("vectorMatmulBatch", x -> x.get(0).matmul(x.get(1))),
            entry("dot", x -> x.get(0).matmul(x.get(1))),
            entry("matmulInner0", x -> x.get(0).matmul(x.get(1))),
            entry("matmulEmpty", x -> x.get(0).matmul(x.get(1))),
            entry("matmulInt", x -> x.get(0).matmul(x.get(1))));

    private LinalgCases() {}
}

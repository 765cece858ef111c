package dev.obor.testing.cases;

import static java.util.Map.entry;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Calls about indices: the calls of tools/golden/tensors/indexing.txt, under the same names.
public final class IndexingCases {
    public static final Map<String, Function<List<Tensor>, Tensor>> CALLS = Map.ofEntries(
            entry("gather", x -> x.get(0).gather(1, x.get(1))),
            entry("gatherFirst", x -> x.get(0).gather(0, x.get(1))),
            entry("gatherSmaller", x -> x.get(0).gather(1, x.get(1))),
            entry("gatherInt", x -> x.get(0).gather(1, x.get(1))),
            entry("scatterAdd", x -> x.get(0).scatterAdd(1, x.get(1), x.get(2))),
            entry("scatterAddSmaller", x -> x.get(0).scatterAdd(0, x.get(1), x.get(2))),
            entry("indexSelect", x -> x.get(0).indexSelect(1, x.get(1))),
            entry("indexSelectNone", x -> x.get(0).indexSelect(0, x.get(1))),
            entry("indexAdd", x -> x.get(0).indexAdd(0, x.get(1), x.get(2))),
            entry("indexAddLast", x -> x.get(0).indexAdd(-1, x.get(1), x.get(2))),
            entry("select", x -> x.get(0).select(1, -1)),
            entry("get", x -> x.get(0).get(1, 2)),
            entry("where", x -> Obor.where(x.get(0), x.get(1), x.get(2))));

    private IndexingCases() {}
}

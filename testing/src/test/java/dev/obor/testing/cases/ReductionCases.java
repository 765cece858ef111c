package dev.obor.testing.cases;

import static java.util.Map.entry;

import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Reductions: the calls of tools/golden/tensors/reductions.txt, under the same names.
public final class ReductionCases {
    public static final Map<String, Function<List<Tensor>, Tensor>> CALLS = Map.ofEntries(
            entry("sum", x -> x.get(0).sum()),
            entry("sumDim", x -> x.get(0).sum(1)),
            entry("sumDimsKeep", x -> x.get(0).sum(ints(0, 2), true)),
            entry("sumLast", x -> x.get(0).sum(-1)),
            entry("sumFirst", x -> x.get(0).sum(0)),
            entry("sumEmpty", x -> x.get(0).sum(0)),
            entry("sumScalar", x -> x.get(0).sum()),
            entry("sumInt", x -> x.get(0).sum(0)),
            entry("sumUint8", x -> x.get(0).sum(1)),
            entry("sumBool", x -> x.get(0).sum()),
            entry("sumSpecial", x -> x.get(0).sum()),
            entry("mean", x -> x.get(0).mean()),
            entry("meanDim", x -> x.get(0).mean(-2)),
            entry("meanDimsKeep", x -> x.get(0).mean(ints(0, 1), true)),
            entry("meanEmpty", x -> x.get(0).mean()),
            entry("varDim", x -> x.get(0).var(1)),
            entry("varUncorrectedKeep", x -> x.get(0).var(ints(0, 2), 0, true)),
            entry("varOfOne", x -> x.get(0).var(0)),
            entry("std", x -> x.get(0).std()),
            entry("stdOfEqual", x -> x.get(0).std(1)),
            entry("amax", x -> x.get(0).amax()),
            entry("amaxDim", x -> x.get(0).amax(ints(1), false)),
            entry("amaxKeep", x -> x.get(0).amax(ints(0, 2), true)),
            entry("amaxTies", x -> x.get(0).amax(ints(1), false)),
            entry("amaxSpecial", x -> x.get(0).amax(ints(1), false)),
            entry("amaxInt", x -> x.get(0).amax(ints(0), false)),
            entry("amin", x -> x.get(0).amin()),
            entry("aminDim", x -> x.get(0).amin(ints(2), true)),
            entry("aminTies", x -> x.get(0).amin(ints(0), false)),
            entry("aminBool", x -> x.get(0).amin(ints(0), false)),
            entry("prod", x -> x.get(0).prod()),
            entry("prodDim", x -> x.get(0).prod(1)),
            entry("prodZeros", x -> x.get(0).prod(0)),
            entry("argmax", x -> x.get(0).argmax()),
            entry("argmaxDim", x -> x.get(0).argmax(1)),
            entry("argmaxKeep", x -> x.get(0).argmax(-1, true)),
            entry("argmaxTies", x -> x.get(0).argmax(1)),
            entry("argmaxSpecial", x -> x.get(0).argmax(1)),
            entry("argmaxInt", x -> x.get(0).argmax(0)),
            entry("argmin", x -> x.get(0).argmin()),
            entry("argminTies", x -> x.get(0).argmin(0)),
            entry("argminSpecial", x -> x.get(0).argmin(0)),
            entry("argmaxScalar", x -> x.get(0).argmax(0)),
            entry("all", x -> x.get(0).all()),
            entry("any", x -> x.get(0).any()),
            entry("allDim", x -> x.get(0).all(1)),
            entry("anyKeep", x -> x.get(0).any(ints(0), true)),
            entry("norm", x -> x.get(0).norm()),
            entry("logsumexp", x -> x.get(0).logsumexp(ints(1), false)),
            entry("logsumexpKeep", x -> x.get(0).logsumexp(ints(0, 2), true)),
            entry("logsumexpLarge", x -> x.get(0).logsumexp(ints(1), false)),
            entry("logsumexpSpecial", x -> x.get(0).logsumexp(ints(0), false)));

    private ReductionCases() {}

    private static int[] ints(int... ints) {
        return ints;
    }
}

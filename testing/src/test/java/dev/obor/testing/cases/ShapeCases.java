package dev.obor.testing.cases;

import static java.util.Map.entry;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Calls about shapes: the calls of tools/golden/tensors/shapes.txt, under the same names.
public final class ShapeCases {
    public static final Map<String, Function<List<Tensor>, Tensor>> CALLS = Map.ofEntries(
            entry("permute", x -> x.get(0).permute(2, 0, 1)),
            entry("transpose", x -> x.get(0).transpose(0, -1)),
            entry("t", x -> x.get(0).t()),
            entry("expand", x -> x.get(0).expand(2, 3, 4)),
            entry("expandScalar", x -> x.get(0).expand(2, 3)),
            entry("reshape", x -> x.get(0).reshape(4, -1)),
            entry("reshapeTurned", x -> x.get(0).transpose(0, 1).reshape(6, 4)),
            entry("view", x -> x.get(0).view(6, 4)),
            entry("flatten", x -> x.get(0).flatten(1, -1)),
            entry("squeeze", x -> x.get(0).squeeze()),
            entry("squeezeDim", x -> x.get(0).squeeze(1)),
            entry("unsqueeze", x -> x.get(0).unsqueeze(-1)),
            entry("narrow", x -> x.get(0).narrow(1, 1, 3)),
            entry("sliceStep", x -> x.get(0).slice(0, 1, 6, 2)),
            entry("sliceNegative", x -> x.get(0).slice(1, -5, -1, 1)),
            entry("diagonal", x -> x.get(0).diagonal()),
            entry("diagonalInner", x -> x.get(0).diagonal(-1, 0, 2)),
            entry("contiguous", x -> x.get(0).t().contiguous()),
            entry("cat", x -> Obor.cat(x, 1)),
            entry("catEmpty", x -> Obor.cat(x, 0)),
            entry("catPromoted", x -> Obor.cat(x, 1)),
            entry("stack", x -> Obor.stack(x, 1)),
            entry("sameTwice", x -> x.get(0).mul(x.get(0)).add(x.get(0))),
            entry("broadcastSum", x -> x.get(0).mul(x.get(1))));

    private ShapeCases() {}
}

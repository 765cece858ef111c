package dev.obor.testing.cases;

import static dev.obor.layout.Index.all;
import static dev.obor.layout.Index.at;
import static dev.obor.layout.Index.ellipsis;
import static dev.obor.layout.Index.newAxis;
import static dev.obor.layout.Index.places;
import static dev.obor.layout.Index.startAt;
import static dev.obor.layout.Index.step;
import static java.util.Map.entry;

import dev.obor.Obor;
import dev.obor.tensor.SegmentOptions;
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
            entry("gatherScalar", x -> x.get(0).gather(0, x.get(1))),
            entry("takeAlongDim", x -> x.get(0).takeAlongDim(x.get(1), 0)),
            entry("takeAlongAll", x -> x.get(0).takeAlongDim(x.get(1))),
            entry("scatter", x -> x.get(0).scatter(0, twoRows(x.get(1)), x.get(2))),
            entry("scatterValue", x -> x.get(0).scatter(1, x.get(1), 2.5)),
            entry("scatterValueAdd", x -> x.get(0).scatter(1, x.get(1), 2, "add")),
            entry("scatterMultiply", x -> x.get(0).scatter(1, x.get(1), x.get(2), "multiply")),
            entry("scatterAdd", x -> x.get(0).scatterAdd(1, x.get(1), x.get(2))),
            entry("scatterAddSmaller", x -> x.get(0).scatterAdd(0, x.get(1), x.get(2))),
            entry("scatterAddBool", x -> x.get(0).scatterAdd(1, x.get(1), x.get(2))),
            entry("scatterSum", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "sum")),
            entry("scatterSumOthers", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "sum", false)),
            entry("scatterProd", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "prod")),
            entry("scatterProdOthers", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "prod", false)),
            entry("scatterProdZeros", x -> x.get(0).scatterReduce(0, x.get(1), x.get(2), "prod")),
            entry("scatterMean", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "mean")),
            entry("scatterMeanOthers", x -> x.get(0).scatterReduce(0, x.get(1), x.get(2), "mean", false)),
            entry("scatterMeanInt", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "mean")),
            entry("scatterMax", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "amax")),
            entry("scatterMaxTies", x -> x.get(0).scatterReduce(0, x.get(1), x.get(2), "amax")),
            entry("scatterMaxSpecial", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "amax")),
            entry("scatterMaxUint8", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "amax", false)),
            entry("scatterMin", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "amin", false)),
            entry("scatterMinInt", x -> x.get(0).scatterReduce(1, x.get(1), x.get(2), "amin", false)),
            entry("indexSelect", x -> x.get(0).indexSelect(1, x.get(1))),
            entry("indexSelectNone", x -> x.get(0).indexSelect(0, x.get(1))),
            entry("indexSelectScalar", x -> x.get(0).indexSelect(0, x.get(1))),
            entry("indexAdd", x -> x.get(0).indexAdd(0, x.get(1), x.get(2))),
            entry("indexAddLast", x -> x.get(0).indexAdd(-1, x.get(1), x.get(2))),
            entry("indexAddAlpha", x -> x.get(0).indexAdd(0, x.get(1), x.get(2), -2)),
            entry("indexAddUint8", x -> x.get(0).indexAdd(0, x.get(1), x.get(2), -1)),
            entry("indexCopy", x -> x.get(0).indexCopy(1, twoPlaces(x.get(1)), x.get(2))),
            entry("indexFill", x -> x.get(0).indexFill(1, x.get(1), 1.5)),
            entry("indexFillTensor", x -> x.get(0).indexFill(1, x.get(1), x.get(2))),
            entry("indexReduceProd", x -> x.get(0).indexReduce(0, x.get(1), x.get(2), "prod")),
            entry("indexReduceMean", x -> x.get(0).indexReduce(0, x.get(1), x.get(2), "mean", false)),
            entry("indexReduceMax", x -> x.get(0).indexReduce(1, x.get(1), x.get(2), "amax")),
            entry("indexReduceMinInt", x -> x.get(0).indexReduce(0, x.get(1), x.get(2), "amin", false)),
            entry("take", x -> x.get(0).take(x.get(1))),
            entry("put", x -> x.get(0).put(Obor.cat(List.of(x.get(1), x.get(1).sub(6)), 0), x.get(2))),
            entry("putAdd", x -> x.get(0).put(x.get(1), x.get(2), true)),
            entry("maskedFill", x -> x.get(0).maskedFill(x.get(1), -1.5)),
            entry("maskedFillTensor", x -> x.get(0).maskedFill(x.get(1), x.get(2))),
            entry("maskedFillInt", x -> x.get(0).maskedFill(x.get(1), 7)),
            entry("maskedSelect", x -> x.get(0).maskedSelect(x.get(1))),
            entry("maskedSelectWide", x -> x.get(0).maskedSelect(x.get(1))),
            entry("maskedScatter", x -> x.get(0).maskedScatter(x.get(1), x.get(2))),
            entry("maskedScatterWide", x -> x.get(0).maskedScatter(x.get(1), x.get(2))),
            entry("nonzero", x -> x.get(0).nonzero()),
            entry("nonzeroSpecial", x -> x.get(0).nonzero()),
            entry("nonzeroColumns", x -> x.get(0).nonzeroTuple().get(1)),
            entry("argwhere", x -> x.get(0).argwhere()),
            entry(
                    "segmentSum",
                    x -> x.get(0).segmentReduce("sum", lengths(2, 0, 3).initial(2))),
            entry(
                    "segmentMean",
                    x -> x.get(0)
                            .segmentReduce(
                                    "mean",
                                    SegmentOptions.DEFAULT
                                            .lengths(Obor.tensor(2, 3, 4, 1).reshape(2, 2))
                                            .axis(1))),
            entry(
                    "segmentMax",
                    x -> x.get(0)
                            .segmentReduce(
                                    "max",
                                    SegmentOptions.DEFAULT
                                            .offsets(Obor.tensor(0, 2, 2, 5))
                                            .initial(1))),
            entry(
                    "segmentProd",
                    x -> x.get(0).segmentReduce("prod", lengths(2, 0, 3).unsafe(true))),
            entry("select", x -> x.get(0).select(1, -1)),
            entry("get", x -> x.get(0).get(1, 2)),
            entry("getView", x -> x.get(0).get(startAt(1), newAxis(), at(-1), ellipsis(), step(2))),
            entry("getPlaces", x -> x.get(0).get(all(), x.get(1))),
            entry("getTogether", x -> x.get(0).get(x.get(1), x.get(2), startAt(1))),
            entry("getApart", x -> x.get(0).get("?, :, ?", x.get(1), x.get(2))),
            entry("getMask", x -> x.get(0).get(x.get(1))),
            entry("getMaskRows", x -> x.get(0).get("?, ..., 1", x.get(1))),
            entry("getMaskInner", x -> x.get(0).get(all(), x.get(1))),
            entry("getMaskAndPlaces", x -> x.get(0).get("[True, False, True], ?", x.get(1))),
            entry("setView", x -> x.get(0).clone().set("1:3", x.get(1))),
            entry("setPlaces", x -> x.get(0).clone().set(places(0, 2), x.get(1))),
            entry("setMask", x -> x.get(0).clone().set(x.get(1), x.get(2))),
            entry("indexPutAdd", x -> x.get(0).indexPut(x.subList(1, 3), x.get(3), true)),
            entry("indexPutAddMask", x -> x.get(0).indexPut(List.of(x.get(1)), x.get(2), true)),
            entry("where", x -> Obor.where(x.get(0), x.get(1), x.get(2))),
            entry("whereNumber", x -> Obor.where(x.get(0), x.get(1), 0.5)),
            entry("whereWhole", x -> Obor.where(x.get(0), 1.5, x.get(1))));

    private IndexingCases() {}

    /// Two rows that name no place twice.
    private static Tensor twoRows(Tensor index) {
        Tensor first = index.get(0);
        Tensor second = Obor.where(first.eq(2), 0, first.add(1));
        return Obor.stack(List.of(first, second), 0);
    }

    private static Tensor twoPlaces(Tensor index) {
        return Obor.stack(List.of(index.get(0), index.get(0).add(2)), 0);
    }

    private static SegmentOptions lengths(int... lengths) {
        return SegmentOptions.DEFAULT.lengths(Obor.tensor(lengths));
    }
}

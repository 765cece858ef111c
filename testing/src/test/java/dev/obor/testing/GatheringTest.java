package dev.obor.testing;

import static dev.obor.testing.OperatorChecks.in;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.SegmentOptions;
import dev.obor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Gathering and scattering: what golden values cannot say.
class GatheringTest {
    private static final Tensor WIDE = new Samples(3).uniform(DType.INT64, 0, 5, 6, 9);
    private static final Tensor LINE = Obor.tensor(3, 0, 3, 5);
    private static final Tensor ROWS = new Samples(4).uniform(DType.FLOAT32, -2, 2, 4, 9);
    private static final Tensor SOURCE = new Samples(5).uniform(DType.FLOAT32, -2, 2, 6, 9);
    private static final Tensor MASK = new Samples(6).uniform(DType.BOOL, 0, 1, 6, 9);

    /// The calls with and without an underscore.
    private static final Map<String, List<Function<Tensor, Tensor>>> PAIRS = pairs();

    private static Map<String, List<Function<Tensor, Tensor>>> pairs() {
        Map<String, List<Function<Tensor, Tensor>>> pairs = new LinkedHashMap<>();
        pairs.put("scatter", List.of(x -> x.scatter(0, WIDE, SOURCE), x -> x.scatter_(0, WIDE, SOURCE)));
        pairs.put("value", List.of(x -> x.scatter(0, WIDE, 2), x -> x.scatter_(0, WIDE, 2)));
        pairs.put(
                "multiply",
                List.of(x -> x.scatter(0, WIDE, SOURCE, "multiply"), x -> x.scatter_(0, WIDE, SOURCE, "multiply")));
        pairs.put("value added", List.of(x -> x.scatter(0, WIDE, 2, "add"), x -> x.scatter_(0, WIDE, 2, "add")));
        pairs.put("scatterAdd", List.of(x -> x.scatterAdd(0, WIDE, SOURCE), x -> x.scatterAdd_(0, WIDE, SOURCE)));
        pairs.put(
                "scatterReduce",
                List.of(
                        x -> x.scatterReduce(0, WIDE, SOURCE, "mean", false),
                        x -> x.scatterReduce_(0, WIDE, SOURCE, "mean", false)));
        pairs.put("indexAdd", List.of(x -> x.indexAdd(0, LINE, ROWS, 3), x -> x.indexAdd_(0, LINE, ROWS, 3)));
        pairs.put("indexCopy", List.of(x -> x.indexCopy(0, LINE, ROWS), x -> x.indexCopy_(0, LINE, ROWS)));
        pairs.put("indexFill", List.of(x -> x.indexFill(-1, LINE, 1.5), x -> x.indexFill_(-1, LINE, 1.5)));
        pairs.put(
                "indexReduce",
                List.of(
                        x -> x.indexReduce(0, LINE, ROWS, "amax", true),
                        x -> x.indexReduce_(0, LINE, ROWS, "amax", true)));
        pairs.put("put", List.of(x -> x.put(WIDE, SOURCE, true), x -> x.put_(WIDE, SOURCE, true)));
        pairs.put("maskedFill", List.of(x -> x.maskedFill(MASK, 4), x -> x.maskedFill_(MASK, 4)));
        pairs.put("maskedScatter", List.of(x -> x.maskedScatter(MASK, SOURCE), x -> x.maskedScatter_(MASK, SOURCE)));
        pairs.put(
                "indexPut",
                List.of(x -> x.indexPut(List.of(LINE), ROWS, true), x -> x.indexPut_(List.of(LINE), ROWS, true)));
        return pairs;
    }

    private static void refused(Class<? extends OborException> type, String message, Supplier<?> call) {
        assertThatThrownBy(call::get).isInstanceOf(type).hasMessage(message);
    }

    @Test
    void anEditInPlaceHasTheValueAndTheGradientOfACopy() {
        Tensor sample = new Samples(7).uniform(DType.FLOAT32, -2, 2, 6, 9);
        PAIRS.forEach((name, pair) -> in(name, () -> {
            Tensor first = sample.detach().requiresGrad(true);
            Tensor copy = pair.get(0).apply(first);
            Tensor second = sample.detach().requiresGrad(true);
            Tensor edited = second.clone();
            assertThat(pair.get(1).apply(edited)).isSameAs(edited);
            assertSameBits(edited.detach(), copy.detach());
            copy.mul(copy.detach()).sum().backward();
            edited.mul(edited.detach()).sum().backward();
            // The two ways add a zero at different places, which may change a zero's sign.
            assertSameBits(second.grad().add(0), first.grad().add(0));
        }));
    }

    @Test
    void editsOfStridedTensorsReachTheirBase() {
        Tensor sample = new Samples(8).uniform(DType.FLOAT32, -2, 2, 6, 9);
        PAIRS.forEach((name, pair) -> in(name, () -> {
            Tensor expected = pair.get(0).apply(sample);
            Tensor base = Obor.zeros(18, 8);
            Tensor part = base.get("::2, 1:7").t();
            part.copy_(sample);
            Tensor edited = pair.get(1).apply(part);
            assertSameBits(edited, expected);
            assertSameBits(base.get("::2, 1:7").t(), expected);
            assertThat(base.get("1::2").ne(0).any().itemBoolean()).isFalse();
        }));
    }

    @Test
    void bitsDoNotDependOnThreads() {
        Tensor x = new Samples(9).uniform(DType.FLOAT32, -2, 2, 50, 3001);
        Tensor columns = new Samples(10).uniform(DType.INT64, 0, 49, 300, 3001);
        Tensor lines = new Samples(11).uniform(DType.INT64, 0, 49, 300);
        Tensor source = new Samples(12).uniform(DType.FLOAT32, -2, 2, 300, 3001);
        Tensor mask = x.gt(0.5);
        List<Supplier<Tensor>> calls = List.of(
                () -> x.scatterAdd(0, columns, source),
                () -> x.scatter(0, columns, source),
                () -> x.scatterReduce(0, columns, source, "prod", true),
                () -> x.indexAdd(0, lines, source),
                () -> x.t().contiguous().indexAdd(1, lines, source.t()),
                () -> x.gather(0, columns),
                () -> x.indexSelect(0, lines),
                () -> x.maskedSelect(mask),
                () -> x.maskedScatter(mask, source),
                () -> mask.nonzero());
        int before = Obor.numThreads();
        try {
            for (Supplier<Tensor> call : calls) {
                Obor.setNumThreads(1);
                Tensor alone = call.get();
                for (int threads : new int[] {2, 3, 7}) {
                    Obor.setNumThreads(threads);
                    assertSameBits(call.get(), alone);
                }
            }
        } finally {
            Obor.setNumThreads(before);
        }
    }

    @Test
    void anIndexOutOfRangeNamesOperatorDimAndBound() {
        Tensor x = Obor.zeros(3, 4);
        Tensor ones = Obor.ones(1, 1);
        refused(
                IndexException.class,
                "gather: index 4 is out of range for dim 1 of size 4: pass indices from 0 to 3",
                () -> x.gather(-1, Obor.tensor(4).reshape(1, 1)));
        refused(
                IndexException.class,
                "scatterAdd: index -1 is out of range for dim 0 of size 3: pass indices from 0 to 2",
                () -> x.scatterAdd_(0, Obor.tensor(-1).reshape(1, 1), ones));
        refused(
                IndexException.class,
                "indexSelect: index 3 is out of range for dim 0 of size 3: pass indices from 0 to 2",
                () -> x.indexSelect(0, Obor.tensor(0, 3)));
        refused(
                IndexException.class,
                "indexFill: index -4 is out of range for dim 0 of size 3: pass indices from -3 to 2",
                () -> x.indexFill_(0, Obor.tensor(0, -4), 1));
        refused(
                IndexException.class,
                "take: index 12 is out of range for dim 0 of size 12: pass indices from -12 to 11",
                () -> x.take(Obor.tensor(12)));
        refused(
                IndexException.class,
                "put: index -13 is out of range for dim 0 of size 12: pass indices from -12 to 11",
                () -> x.put_(Obor.tensor(0, -13), Obor.ones(2), false));
        refused(
                IndexException.class,
                "gather: index 0 is out of range for dim 0 of size 0: it has no places",
                () -> Obor.zeros(0, 4).gather(0, Obor.zeros(DType.INT64, 1, 4)));
        assertThat(x.toFloatArray()).containsOnly(0);
    }

    @Test
    void shapesAndDtypesThatDoNotFitAreRefused() {
        Tensor x = Obor.zeros(3, 4);
        Tensor index = Obor.zeros(DType.INT64, 2, 2);
        refused(
                ShapeException.class,
                "gather: the index has shape [2], the tensor [3, 4]: their ranks must be equal, and the index no"
                        + " larger except at dim 0",
                () -> x.gather(0, Obor.tensor(0, 1)));
        refused(
                ShapeException.class,
                "scatter: the index has shape [2, 2], the source [1, 2]: their ranks must be equal, and the index no"
                        + " larger",
                () -> x.scatter(0, index, Obor.ones(1, 2)));
        refused(
                DTypeException.class,
                "gather: the index is int16 and must be int64 or int32: convert it with to(INT64)",
                () -> x.gather(0, index.to(DType.INT16)));
        refused(
                DTypeException.class,
                "scatterAdd: the tensor is float32 and the values are float64: they must be equal, so convert the"
                        + " values with to(FLOAT32)",
                () -> x.scatterAdd(0, index, Obor.ones(DType.FLOAT64, 2, 2)));
        refused(
                ShapeException.class,
                "indexSelect: the index has shape [2, 2] and must have one dim: flatten it",
                () -> x.indexSelect(0, index));
        refused(
                ShapeException.class,
                "indexCopy: the source has shape [2, 3] and must have [2, 4], that of the tensor with the index's"
                        + " length at dim 0",
                () -> x.indexCopy(0, Obor.tensor(0, 1), Obor.ones(2, 3)));
        refused(
                OborException.class,
                "scatterReduce: there is no reduction 'max': pass one of sum, prod, mean, amax, amin",
                () -> x.scatterReduce(0, index, Obor.ones(2, 2), "max"));
        refused(
                OborException.class,
                "scatter: there is no reduction 'sum': pass add or multiply, or use scatterReduce",
                () -> x.scatter(0, index, Obor.ones(2, 2), "sum"));
        refused(
                DTypeException.class,
                "indexAdd: alpha is 0.5 and the tensor int64: pass a whole number, or convert the tensor",
                () -> Obor.tensor(1, 2).indexAdd(0, Obor.tensor(0), Obor.tensor(1), 0.5));
        refused(
                ShapeException.class,
                "put: the index has 2 elements and the source 3: there must be one for each place",
                () -> x.put(Obor.tensor(0, 1), Obor.ones(3)));
        refused(
                ShapeException.class,
                "takeAlongDim: the tensor has shape [3, 4] and the indices [2]: their ranks must be equal",
                () -> x.takeAlongDim(Obor.tensor(0, 1), 0));
    }

    @Test
    void masksThatDoNotFitAreRefused() {
        Tensor x = Obor.zeros(3, 4);
        Tensor mask = Obor.tensor(true, true, false, true);
        refused(
                DTypeException.class,
                "maskedSelect: the mask is int64 and must be bool: compare it, as in x.ne(0)",
                () -> x.maskedSelect(Obor.tensor(1, 0, 1, 0)));
        refused(
                DTypeException.class,
                "where: the mask is float32 and must be bool: compare it, as in x.ne(0)",
                () -> Obor.where(x, 1, 2));
        refused(
                ShapeException.class,
                "maskedScatter: the mask holds at 9 places and the source has 5 elements: it needs one for each place",
                () -> x.maskedScatter_(mask, Obor.ones(5)));
        refused(
                ShapeException.class,
                "maskedFill: the value has shape [1] and must have no dims: index it first",
                () -> x.maskedFill(mask, Obor.ones(1)));
        refused(
                DTypeException.class,
                "maskedFill: the value 300 does not fit into uint8: pass one that does, or convert the tensor first",
                () -> x.to(DType.UINT8).maskedFill(mask, 300));
        assertThatThrownBy(() -> x.maskedFill_(Obor.zeros(DType.BOOL, 2, 3, 4), 1))
                .isInstanceOf(ShapeException.class);
        assertThat(x.toFloatArray()).containsOnly(0);
    }

    @Test
    void segmentsMustDivideTheDim() {
        Tensor x = Obor.ones(5);
        refused(
                ShapeException.class,
                "segmentReduce: the lengths of row 0 add up to 4 and dim 0 has size 5: they must be equal unless"
                        + " unsafe",
                () -> x.segmentReduce("sum", Obor.tensor(1, 3)));
        refused(
                ShapeException.class,
                "segmentReduce: segment 1 of row 0 runs from 1 to 7, and dim 0 has size 5: segments must lie within"
                        + " it, in order",
                () -> x.segmentReduce("sum", Obor.tensor(1, 6)));
        refused(
                ShapeException.class,
                "segmentReduce: segment 0 of row 0 runs from 3 to 1, and dim 0 has size 5: segments must lie within"
                        + " it, in order",
                () -> x.segmentReduce("sum", SegmentOptions.DEFAULT.offsets(Obor.tensor(3, 1, 5))));
        refused(
                OborException.class,
                "segmentReduce: there are no segments: give lengths or offsets",
                () -> x.segmentReduce("sum", SegmentOptions.DEFAULT));
        refused(
                OborException.class,
                "segmentReduce: there is no reduction 'amax': pass one of sum, prod, mean, max, min",
                () -> x.segmentReduce("amax", Obor.tensor(5)));
        assertThat(x.segmentReduce("mean", Obor.tensor(5, 0)).toFloatArray()).containsExactly(1, Float.NaN);
    }

    @Test
    void nothingIsFoundInNothing() {
        assertThat(Obor.zeros(0, 3).nonzero().shape().toArray()).containsExactly(0, 2);
        assertThat(Obor.scalar(2).nonzero().shape().toArray()).containsExactly(1, 0);
        assertThat(Obor.scalar(2).nonzeroTuple()).hasSize(1);
        assertThat(Obor.scalar(2).nonzeroTuple().getFirst().toLongArray()).containsExactly(0);
        assertThat(Obor.where(Obor.tensor(false, true, true)).getFirst().toLongArray())
                .containsExactly(1, 2);
        Tensor x = Obor.zeros(3).requiresGrad(true);
        x.gather(0, Obor.zeros(DType.INT64, 0, 4)).sum().backward();
        assertThat(x.grad().toFloatArray()).containsOnly(0);
    }
}

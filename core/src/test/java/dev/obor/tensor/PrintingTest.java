package dev.obor.tensor;

import static dev.obor.dtype.DType.BFLOAT16;
import static dev.obor.dtype.DType.FLOAT16;
import static dev.obor.dtype.DType.FLOAT32;
import static dev.obor.dtype.DType.FLOAT64;
import static dev.obor.dtype.DType.INT16;
import static dev.obor.dtype.DType.INT32;
import static dev.obor.dtype.DType.INT64;
import static dev.obor.dtype.DType.INT8;
import static dev.obor.dtype.DType.UINT8;
import static dev.obor.tensor.PrintOptions.DEFAULT;
import static dev.obor.tensor.PrintOptions.SciMode.OFF;
import static dev.obor.tensor.PrintOptions.SciMode.ON;
import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.dtype.Half;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The expected texts are what PyTorch 1.13.1 prints for the same tensors.
class PrintingTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void wholeNumbersEndInAPoint() {
        assertThat(text(of(FLOAT32, 1.0, 2.0, 3.0))).isEqualTo("tensor([1., 2., 3.])");
        assertThat(text(of(FLOAT32, -1.0, 20.0, 300.0))).isEqualTo("tensor([ -1.,  20., 300.])");
        assertThat(text(of(FLOAT32, 0.0, 0.0))).isEqualTo("tensor([0., 0.])");
        assertThat(text(of(FLOAT64, 1000.0, 1.0))).isEqualTo("tensor([1000.,    1.], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 99999999.0, 99999999.0)))
                .isEqualTo("tensor([99999999., 99999999.], dtype=torch.float64)");
        assertThat(text(of(FLOAT32, 5.0), DEFAULT.withPrecision(0))).isEqualTo("tensor([5.])");
    }

    @Test
    void fractionsTakeTheDecimalsOfThePrecision() {
        assertThat(text(of(FLOAT32, 1.0, 2.5, -100.0))).isEqualTo("tensor([   1.0000,    2.5000, -100.0000])");
        assertThat(text(of(FLOAT32, 3.14159), DEFAULT.withPrecision(6))).isEqualTo("tensor([3.141590])");
        assertThat(text(of(FLOAT64, 0.1, 0.0001))).isEqualTo("tensor([0.1000, 0.0001], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 2.5, 0.5, 1.0), DEFAULT.withPrecision(0)))
                .isEqualTo("tensor([2, 0, 1], dtype=torch.float64)");
        assertThat(text(of(FLOAT32, 0.1), DEFAULT.withPrecision(12))).isEqualTo("tensor([0.100000001490])");
    }

    @Test
    void roundsTheExactBinaryValueAndTiesToEven() {
        assertThat(text(of(FLOAT64, 0.125, 0.375, 2.675, 1.005), DEFAULT.withPrecision(2)))
                .isEqualTo("tensor([0.12, 0.38, 2.67, 1.00], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 0.5, 1.5, 2.5, -0.5), DEFAULT.withPrecision(0)))
                .isEqualTo("tensor([ 0,  2,  2, -0], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 99999.5, 1000.5), DEFAULT.withPrecision(4).withSciMode(ON)))
                .isEqualTo("tensor([1.0000e+05, 1.0005e+03], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 1.5, 2.5, -0.5), DEFAULT.withPrecision(0).withSciMode(ON)))
                .isEqualTo("tensor([2e+00, 2e+00, -5e-01], dtype=torch.float64)");
        assertThat(text(of(FLOAT32, 0.00025, 0.99995))).isEqualTo("tensor([2.5000e-04, 9.9995e-01])");
        assertThat(text(of(FLOAT64, 9.99996, 0.3))).isEqualTo("tensor([10.0000,  0.3000], dtype=torch.float64)");
    }

    @Test
    void exponentsWhereMagnitudesAreFarApart() {
        assertThat(text(of(FLOAT64, 1.0, 1000.0))).isEqualTo("tensor([   1., 1000.], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 1.0, 1001.0))).isEqualTo("tensor([1.0000e+00, 1.0010e+03], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 0.1, 100.0))).isEqualTo("tensor([  0.1000, 100.0000], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 0.1, 100.5))).isEqualTo("tensor([1.0000e-01, 1.0050e+02], dtype=torch.float64)");
        assertThat(text(of(FLOAT32, 1e-30, -1e30))).isEqualTo("tensor([ 1.0000e-30, -1.0000e+30])");
    }

    @Test
    void exponentsForLargeAndForSmallNumbers() {
        assertThat(text(of(FLOAT64, 100000000.0, 200000000.0)))
                .isEqualTo("tensor([1.0000e+08, 2.0000e+08], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 100000000.0))).isEqualTo("tensor([100000000.], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 100000000.5))).isEqualTo("tensor([1.0000e+08], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 0.0001))).isEqualTo("tensor([0.0001], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 9.9e-05))).isEqualTo("tensor([9.9000e-05], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, Double.MIN_VALUE, 1e308)))
                .isEqualTo("tensor([4.9407e-324, 1.0000e+308], dtype=torch.float64)");
        assertThat(text(of(FLOAT32, 1e-45))).isEqualTo("tensor([1.4013e-45])");
        assertThat(text(of(FLOAT32, 2500000000.0), DEFAULT.withPrecision(0))).isEqualTo("tensor([2e+09])");
    }

    @Test
    void zerosDoNotCountForTheNotation() {
        assertThat(text(of(FLOAT32, 0.0, 1e-05))).isEqualTo("tensor([0.0000e+00, 1.0000e-05])");
        assertThat(text(of(FLOAT32, 0.0, 1.0, 0.5))).isEqualTo("tensor([0.0000, 1.0000, 0.5000])");
        assertThat(text(of(FLOAT32, 0.0, 1000000000.0))).isEqualTo("tensor([0.0000e+00, 1.0000e+09])");
    }

    @Test
    void theOptionImposesANotationInTheWidthOfTheAutomaticOne() {
        assertThat(text(of(FLOAT32, 1.0, 2.0), DEFAULT.withSciMode(ON))).isEqualTo("tensor([1.0000e+00, 2.0000e+00])");
        assertThat(text(of(FLOAT32, 0.5), DEFAULT.withSciMode(ON))).isEqualTo("tensor([5.0000e-01])");
        assertThat(text(of(FLOAT32, 1e-07, 1.0), DEFAULT.withSciMode(OFF)))
                .isEqualTo("tensor([    0.0000,     1.0000])");
        assertThat(text(of(FLOAT64, 10000000000.0, 1.0), DEFAULT.withSciMode(OFF)))
                .isEqualTo("tensor([10000000000.,         1.], dtype=torch.float64)");
        assertThat(text(of(FLOAT32, 0.0, -0.0, NaN), DEFAULT.withSciMode(ON))).isEqualTo("tensor([0., -0., nan])");
        assertThat(text(shaped(of(FLOAT64, 1.5e-07)), DEFAULT.withSciMode(OFF).withPrecision(2)))
                .isEqualTo("tensor(    0.00, dtype=torch.float64)");
    }

    @Test
    void infinitiesAndNansArePaddedButDoNotWiden() {
        assertThat(text(of(FLOAT32, NaN))).isEqualTo("tensor([nan])");
        assertThat(text(of(FLOAT32, INF, -INF, NaN, 0.0))).isEqualTo("tensor([inf, -inf, nan, 0.])");
        assertThat(text(of(FLOAT32, 1.0, NaN, -INF))).isEqualTo("tensor([1., nan, -inf])");
        assertThat(text(of(FLOAT32, 1.5, NaN, -INF))).isEqualTo("tensor([1.5000,    nan,   -inf])");
        assertThat(text(of(FLOAT32, 10000000000.0, 1.5, NaN, -INF)))
                .isEqualTo("tensor([1.0000e+10, 1.5000e+00,        nan,       -inf])");
        assertThat(text(of(FLOAT64, NaN, -1000.0))).isEqualTo("tensor([   nan, -1000.], dtype=torch.float64)");
    }

    @Test
    void negativeZeroKeepsItsSign() {
        assertThat(text(of(FLOAT32, -0.0, 0.0))).isEqualTo("tensor([-0., 0.])");
        assertThat(text(of(FLOAT32, -0.0, 1.5))).isEqualTo("tensor([-0.0000, 1.5000])");
        assertThat(text(of(FLOAT32, -0.0, 1e-09, 1.0))).isEqualTo("tensor([-0.0000e+00, 1.0000e-09, 1.0000e+00])");
        assertThat(text(of(FLOAT32, -1e-05, 0.5), DEFAULT.withSciMode(OFF)))
                .isEqualTo("tensor([    -0.0000,      0.5000])");
        assertThat(text(shaped(of(FLOAT32, -0.0)))).isEqualTo("tensor(-0.)");
    }

    @Test
    void halfPrecisionIsWidenedExactly() {
        assertThat(text(of(FLOAT16, 0.1, 65504.0))).isEqualTo("tensor([9.9976e-02, 6.5504e+04], dtype=torch.float16)");
        assertThat(text(of(FLOAT16, 1.0, 2.0))).isEqualTo("tensor([1., 2.], dtype=torch.float16)");
        assertThat(text(of(FLOAT16, 1e-07))).isEqualTo("tensor([1.1921e-07], dtype=torch.float16)");
        assertThat(text(of(BFLOAT16, 0.1, 3.14159))).isEqualTo("tensor([0.1001, 3.1406], dtype=torch.bfloat16)");
        assertThat(text(of(BFLOAT16, 1e30, -0.0))).isEqualTo("tensor([1.0003e+30, -0.0000e+00], dtype=torch.bfloat16)");
    }

    @Test
    void integersArePaddedToTheWidest() {
        assertThat(text(of(INT64, 1, 20, -300))).isEqualTo("tensor([   1,   20, -300])");
        assertThat(text(longs(Long.MIN_VALUE, Long.MAX_VALUE)))
                .isEqualTo("tensor([-9223372036854775808,  9223372036854775807])");
        assertThat(text(of(INT32, -2147483648, 7))).isEqualTo("tensor([-2147483648,           7], dtype=torch.int32)");
        assertThat(text(of(INT16, -32768, 1))).isEqualTo("tensor([-32768,      1], dtype=torch.int16)");
        assertThat(text(of(INT8, -128, 127))).isEqualTo("tensor([-128,  127], dtype=torch.int8)");
        assertThat(text(of(UINT8, 0, 255, 128))).isEqualTo("tensor([  0, 255, 128], dtype=torch.uint8)");
    }

    @Test
    void truthValuesArePaddedToTheWidest() {
        assertThat(text(bools(true, false))).isEqualTo("tensor([ True, False])");
        assertThat(text(bools(true, true))).isEqualTo("tensor([True, True])");
        assertThat(text(shaped(bools(false, true, false, true), 2, 2))).isEqualTo("""
                tensor([[False,  True],
                        [False,  True]])""");
    }

    @Test
    void singleNumbersHaveNoBrackets() {
        assertThat(text(shaped(of(FLOAT32, 2.5)))).isEqualTo("tensor(2.5000)");
        assertThat(text(shaped(of(FLOAT32, 2.0)))).isEqualTo("tensor(2.)");
        assertThat(text(shaped(of(FLOAT32, NaN)))).isEqualTo("tensor(nan)");
        assertThat(text(shaped(of(FLOAT32, 1e-05)))).isEqualTo("tensor(1.0000e-05)");
        assertThat(text(shaped(of(FLOAT64, 10000000000.0)))).isEqualTo("tensor(1.0000e+10, dtype=torch.float64)");
        assertThat(text(shaped(of(INT64, -7)))).isEqualTo("tensor(-7)");
        assertThat(text(shaped(bools(true)))).isEqualTo("tensor(True)");
        assertThat(text(shaped(of(UINT8, 200)))).isEqualTo("tensor(200, dtype=torch.uint8)");
        assertThat(text(shaped(of(FLOAT32, 1e-05)), DEFAULT.withThreshold(0))).isEqualTo("tensor(1.0000e-05)");
    }

    @Test
    void emptyTensorsShowShapeAndEveryDtypeButFloat32() {
        assertThat(text(of(FLOAT32))).isEqualTo("tensor([])");
        assertThat(text(shaped(of(FLOAT32), 2, 0))).isEqualTo("tensor([], size=(2, 0))");
        assertThat(text(of(INT64))).isEqualTo("tensor([], dtype=torch.int64)");
        assertThat(text(shaped(bools(), 0, 3))).isEqualTo("tensor([], size=(0, 3), dtype=torch.bool)");
        assertThat(text(shaped(of(FLOAT64), 3, 0, 2))).isEqualTo("tensor([], size=(3, 0, 2), dtype=torch.float64)");
        assertThat(text(of(UINT8))).isEqualTo("tensor([], dtype=torch.uint8)");
        assertThat(leafText(of(FLOAT32))).isEqualTo("tensor([], requires_grad=True)");
    }

    @Test
    void dimsAreNestedAndIndented() {
        assertThat(text(shaped(of(FLOAT32, 1.0, 2.0, 3.0, 4.0), 2, 2))).isEqualTo("""
                tensor([[1., 2.],
                        [3., 4.]])""");
        assertThat(text(shaped(range(12), 2, 3, 2))).isEqualTo("""
                tensor([[[ 0,  1],
                         [ 2,  3],
                         [ 4,  5]],

                        [[ 6,  7],
                         [ 8,  9],
                         [10, 11]]])""");
        assertThat(text(shaped(range(8), 2, 2, 1, 2))).isEqualTo("""
                tensor([[[[0, 1]],

                         [[2, 3]]],


                        [[[4, 5]],

                         [[6, 7]]]])""");
        assertThat(text(shaped(of(FLOAT64, 0.5, -12.0, NaN), 3, 1))).isEqualTo("""
                tensor([[  0.5000],
                        [-12.0000],
                        [     nan]], dtype=torch.float64)""");
    }

    @Test
    void linesAreBrokenAtTheLineWidth() {
        assertThat(text(range(30))).isEqualTo("""
                tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,
                        18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])""");
        assertThat(text(shaped(range(24), 2, 12), DEFAULT.withLineWidth(30))).isEqualTo("""
                tensor([[ 0,  1,  2,  3,  4,
                          5,  6,  7,  8,  9,
                         10, 11],
                        [12, 13, 14, 15, 16,
                         17, 18, 19, 20, 21,
                         22, 23]])""");
        assertThat(text(of(FLOAT32, 1.0, 2.0, 3.0), DEFAULT.withLineWidth(1))).isEqualTo("""
                tensor([1.,
                        2.,
                        3.])""");
        assertThat(text(of(INT64, 10, 11, 12, 13, 14, 15), DEFAULT.withLineWidth(27)))
                .isEqualTo("""
                tensor([10, 11, 12, 13, 14,
                        15])""");
        assertThat(text(of(INT64, 10, 11, 12, 13, 14, 15), DEFAULT.withLineWidth(26)))
                .isEqualTo("""
                tensor([10, 11, 12, 13,
                        14, 15])""");
    }

    @Test
    void aboveTheThresholdOnlyTheEdgesAreShown() {
        assertThat(text(range(1000))).doesNotContain("...").hasLineCount(72);
        assertThat(text(range(1000), DEFAULT.withThreshold(999)))
                .isEqualTo("tensor([  0,   1,   2,  ..., 997, 998, 999])");
        assertThat(text(range(1001))).isEqualTo("tensor([   0,    1,    2,  ...,  998,  999, 1000])");
        assertThat(text(shaped(range(1200), 40, 30))).isEqualTo("""
                tensor([[   0,    1,    2,  ...,   27,   28,   29],
                        [  30,   31,   32,  ...,   57,   58,   59],
                        [  60,   61,   62,  ...,   87,   88,   89],
                        ...,
                        [1110, 1111, 1112,  ..., 1137, 1138, 1139],
                        [1140, 1141, 1142,  ..., 1167, 1168, 1169],
                        [1170, 1171, 1172,  ..., 1197, 1198, 1199]])""");
        assertThat(text(shaped(range(12), 3, 4), DEFAULT.withThreshold(10).withEdgeItems(1)))
                .isEqualTo("""
                tensor([[ 0,  ...,  3],
                        ...,
                        [ 8,  ..., 11]])""");
        assertThat(text(shaped(range(60), 3, 4, 5), DEFAULT.withThreshold(10).withEdgeItems(1)))
                .isEqualTo("""
                tensor([[[ 0,  ...,  4],
                         ...,
                         [15,  ..., 19]],

                        ...,

                        [[40,  ..., 44],
                         ...,
                         [55,  ..., 59]]])""");
        assertThat(text(shaped(range(12), 6, 2), DEFAULT.withThreshold(1))).isEqualTo("""
                tensor([[ 0,  1],
                        [ 2,  3],
                        [ 4,  5],
                        [ 6,  7],
                        [ 8,  9],
                        [10, 11]])""");
        assertThat(text(shaped(range(14), 7, 2), DEFAULT.withThreshold(1))).isEqualTo("""
                tensor([[ 0,  1],
                        [ 2,  3],
                        [ 4,  5],
                        ...,
                        [ 8,  9],
                        [10, 11],
                        [12, 13]])""");
        assertThat(text(range(20), DEFAULT.withThreshold(5).withLineWidth(20))).isEqualTo("""
                tensor([ 0,  1,  2,
                         ..., 17, 18,
                        19])""");
    }

    @Test
    void profiles() {
        assertThat(text(of(FLOAT32, 1.25, 100.0), PrintOptions.SHORT)).isEqualTo("tensor([  1.25, 100.00])");
        assertThat(text(range(1001), PrintOptions.SHORT)).isEqualTo("tensor([   0,    1,  ...,  999, 1000])");
        assertThat(text(shaped(range(1001), 7, 143), PrintOptions.SHORT)).isEqualTo("""
                tensor([[   0,    1,  ...,  141,  142],
                        [ 143,  144,  ...,  284,  285],
                        ...,
                        [ 715,  716,  ...,  856,  857],
                        [ 858,  859,  ...,  999, 1000]])""");
        assertThat(text(range(1001), PrintOptions.FULL))
                .startsWith("tensor([   0,    1,    2,    3,    4,    5,    6,")
                .doesNotContain("...")
                .endsWith(" 999, 1000])")
                .hasLineCount(84);
    }

    @Test
    void onlyShownElementsDecideWidthAndNotation() {
        assertThat(text(
                        of(FLOAT32, 1.0, 1e20, 0.5, NaN, 2.0),
                        DEFAULT.withThreshold(2).withEdgeItems(1)))
                .isEqualTo("tensor([1.,  ..., 2.])");
        assertThat(text(of(INT64, 1, 1000000, 3), DEFAULT.withThreshold(2).withEdgeItems(1)))
                .isEqualTo("tensor([1,  ..., 3])");
        View square = shaped(of(FLOAT32, 1.0, 2.0, 9.5, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0), 3, 3);
        assertThat(text(square, DEFAULT.withThreshold(2).withEdgeItems(1))).isEqualTo("""
                tensor([[1.0000,  ..., 9.5000],
                        ...,
                        [7.0000,  ..., 9.0000]])""");
    }

    @Test
    void suffixesMoveToANewLineWhereTheyDoNotFit() {
        assertThat(text(of(FLOAT64, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)))
                .isEqualTo("tensor([0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000], dtype=torch.float64)");
        assertThat(text(of(FLOAT64, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25))).isEqualTo("""
                tensor([0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.2500],
                       dtype=torch.float64)""");
        assertThat(leafText(of(FLOAT64, 0.5, 0.5, 0.5, 0.5, 0.5))).isEqualTo("""
                tensor([0.5000, 0.5000, 0.5000, 0.5000, 0.5000], dtype=torch.float64,
                       requires_grad=True)""");
        assertThat(leafText(of(FLOAT64, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5), DEFAULT.withLineWidth(40)))
                .isEqualTo("""
                tensor([0.5000, 0.5000, 0.5000, 0.5000,
                        0.5000, 0.5000, 0.5000],
                       dtype=torch.float64,
                       requires_grad=True)""");
        assertThat(text(of(INT32, 1, 2), DEFAULT.withLineWidth(33))).isEqualTo("""
                tensor([1, 2],
                       dtype=torch.int32)""");
        assertThat(text(of(INT32, 1, 2), DEFAULT.withLineWidth(34))).isEqualTo("tensor([1, 2], dtype=torch.int32)");
        assertThat(text(shaped(of(INT32, 1, 2, 3, 4), 2, 2), DEFAULT.withLineWidth(36)))
                .isEqualTo("""
                tensor([[1, 2],
                        [3, 4]], dtype=torch.int32)""");
        assertThat(leafText(shaped(of(FLOAT64, 1.0)), DEFAULT.withLineWidth(10)))
                .isEqualTo("""
                tensor(1.,
                       dtype=torch.float64,
                       requires_grad=True)""");
    }

    @Test
    void gradFnStandsInPlaceOfRequiresGrad() {
        assertThat(leafText(of(FLOAT32, 1.0, 2.5))).isEqualTo("tensor([1.0000, 2.5000], requires_grad=True)");
        assertThat(resultText(of(FLOAT32, 1.0, 2.5), "AddBackward0"))
                .isEqualTo("tensor([1.0000, 2.5000], grad_fn=<AddBackward0>)");
        assertThat(resultText(of(FLOAT64, 1.0), "MulBackward0"))
                .isEqualTo("tensor([1.], dtype=torch.float64, grad_fn=<MulBackward0>)");
    }

    @Test
    void stridedViewsReadTheirOwnElements() {
        assertThat(text(strided(range(6), Shape.of(3, 2), 0, 1, 3))).isEqualTo("""
                tensor([[0, 3],
                        [1, 4],
                        [2, 5]])""");
        assertThat(text(strided(range(3), Shape.of(2, 3), 0, 0, 1))).isEqualTo("""
                tensor([[0, 1, 2],
                        [0, 1, 2]])""");
        assertThat(text(strided(range(12), Shape.of(2, 2), 5, 4, 2))).isEqualTo("""
                tensor([[ 5,  7],
                        [ 9, 11]])""");
        assertThat(text(strided(range(2000), Shape.of(1001), 999, 1)))
                .isEqualTo("tensor([ 999, 1000, 1001,  ..., 1997, 1998, 1999])");
    }

    @Test
    void aHugeTensorIsNotWalkedThrough() {
        // Listing 2·10⁹ places would take more memory than the test has, and reading them seconds.
        View view = strided(of(FLOAT32, 1.5), Shape.of(2, 1_000_000_000), 0, 0, 0);
        assertThat(text(view)).isEqualTo("""
                tensor([[1.5000, 1.5000, 1.5000,  ..., 1.5000, 1.5000, 1.5000],
                        [1.5000, 1.5000, 1.5000,  ..., 1.5000, 1.5000, 1.5000]])""");
    }

    @Test
    void aStorageOfAnotherTypeIsRefused() {
        View wholeAsFraction = new View(range(2).storage(), Layout.dense(Shape.of(2)), FLOAT64);
        assertThatThrownBy(() -> text(wholeAsFraction))
                .isInstanceOf(DTypeException.class)
                .hasMessageStartingWith("repr: a storage of Longs holds no float64");
        View fractionAsWhole = new View(of(FLOAT32, 1).storage(), Layout.dense(Shape.of(1)), INT64);
        assertThatThrownBy(() -> text(fractionAsWhole))
                .isInstanceOf(DTypeException.class)
                .hasMessageStartingWith("repr: a storage of Floats holds no int64");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> DEFAULT.withPrecision(-1))
                .isInstanceOf(OborException.class)
                .hasMessage("printOptions: precision -1 is too small: pass 0 or more");
        assertThatThrownBy(() -> DEFAULT.withPrecision(1075))
                .isInstanceOf(OborException.class)
                .hasMessage("printOptions: precision 1075 is more than any number needs: pass 0 to 1074");
        assertThatThrownBy(() -> DEFAULT.withThreshold(-1)).isInstanceOf(OborException.class);
        assertThatThrownBy(() -> DEFAULT.withEdgeItems(0)).isInstanceOf(OborException.class);
        assertThatThrownBy(() -> DEFAULT.withLineWidth(0)).isInstanceOf(OborException.class);
    }

    @Test
    void extremeOptionsDoNotOverflow() {
        PrintOptions wide = new PrintOptions(1074, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, ON);
        assertThat(text(of(FLOAT64, Double.MIN_VALUE), wide))
                .startsWith("tensor([4.94065645841246544176")
                .endsWith("e-324], dtype=torch.float64)")
                .hasSize("tensor([4.e-324], dtype=torch.float64)".length() + 1074);
        assertThat(text(range(30), wide)).doesNotContain("...").hasLineCount(1);
    }

    @Test
    void theCurrentOptionsAreReplaced() {
        assertThat(PrintOptions.current()).isEqualTo(DEFAULT);
        try {
            PrintOptions.set(PrintOptions.SHORT);
            assertThat(PrintOptions.current()).isEqualTo(new PrintOptions(2, 1000, 2, 80, DEFAULT.sciMode()));
        } finally {
            PrintOptions.set(DEFAULT);
        }
    }

    private static String text(View view) {
        return text(view, DEFAULT);
    }

    private static String text(View view, PrintOptions options) {
        return Printing.repr(view, false, Optional.empty(), options);
    }

    private static String leafText(View view) {
        return leafText(view, DEFAULT);
    }

    private static String leafText(View view, PrintOptions options) {
        return Printing.repr(view, true, Optional.empty(), options);
    }

    private static String resultText(View view, String gradFn) {
        return Printing.repr(view, true, Optional.of(gradFn), DEFAULT);
    }

    private static View of(DType dtype, double... values) {
        Storage storage = Storage.of(dtype, values.length);
        for (int i = 0; i < values.length; i++) {
            switch (storage) {
                case Storage.Doubles doubles -> doubles.array()[i] = values[i];
                case Storage.Floats floats -> floats.array()[i] = (float) values[i];
                case Storage.Longs longs -> longs.array()[i] = (long) values[i];
                case Storage.Ints ints -> ints.array()[i] = (int) values[i];
                case Storage.Shorts shorts
                when dtype == FLOAT16 -> shorts.array()[i] = Half.toFloat16((float) values[i]);
                case Storage.Shorts shorts
                when dtype == BFLOAT16 -> shorts.array()[i] = Half.toBfloat16((float) values[i]);
                case Storage.Shorts shorts -> shorts.array()[i] = (short) values[i];
                case Storage.Bytes bytes -> bytes.array()[i] = (byte) (int) values[i];
                case Storage.Booleans _ -> throw new IllegalArgumentException("call bools");
            }
        }
        return new View(storage, Layout.dense(Shape.of(values.length)), dtype);
    }

    private static View longs(long... values) {
        return new View(new Storage.Longs(values), Layout.dense(Shape.of(values.length)), INT64);
    }

    private static View range(int end) {
        return longs(LongStream.range(0, end).toArray());
    }

    private static View bools(boolean... values) {
        return new View(new Storage.Booleans(values), Layout.dense(Shape.of(values.length)), DType.BOOL);
    }

    private static View shaped(View view, int... sizes) {
        return view.with(Layout.dense(Shape.of(sizes)));
    }

    private static View strided(View view, Shape shape, int offset, int... strides) {
        return view.with(Layout.of(shape, strides, offset));
    }
}

package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What modules and losses say to inputs that do not fit.
class ModuleErrorTest {
    private static final Tensor IMAGES = Obor.zeros(2, 3, 8, 8);

    private static void assertSays(ThrowingCallable call, Class<? extends OborException> type, String... texts) {
        var thrown = assertThatThrownBy(call).isExactlyInstanceOf(type);
        for (String text : texts) {
            thrown.hasMessageContaining(text);
        }
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of(new Linear(5, 2), "its last dim must be 5"),
                Arguments.of(new Conv2d(4, 2, 3), "[batch, 4, height, width]"),
                Arguments.of(new Conv1d(4, 2, 3), "[batch, 4, length]"),
                Arguments.of(new ConvTranspose3d(4, 2, 3), "[batch, 4, depth, height, width]"),
                Arguments.of(new BatchNorm1d(3), "[batch, 3] or [batch, 3, length]"),
                Arguments.of(new BatchNorm2d(4), "[batch, 4, height, width]"),
                Arguments.of(new InstanceNorm2d(4, InstanceNorm2d.options().affine(true)), "[batch, 4, height, width]"),
                Arguments.of(new LayerNorm(5), "normalized shape is [5]"),
                Arguments.of(new GroupNorm(2, 4), "[batch, 4, …]"),
                Arguments.of(new MaxPool2d(9), "make the kernel smaller or the padding larger"),
                Arguments.of(new AvgPool1d(2), "must have 3 dims"),
                Arguments.of(new PixelShuffle(2), "3 channels do not divide by upscaleFactor² = 4"),
                Arguments.of(new Unflatten(1, 2, 2), "product must be 3"),
                Arguments.of(new PReLU(2), "one weight for each channel"),
                Arguments.of(new ReflectionPad2d(9), "at most 7"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void aModuleNamesItsPlaceTheShapeAndTheShapeExpected(Layer layer, String expected) {
        Layer net = new Sequential(new Identity(), new Sequential(layer));
        assertSays(
                () -> net.forward(IMAGES),
                ShapeException.class,
                "[2, 3, 8, 8]",
                expected,
                "in 1.0 (" + layer.typeName() + ") of Sequential, for an input of shape [2, 3, 8, 8]");
    }

    private static final class Net extends Layer {
        private final ModuleList<Layer> steps = child("steps", new ModuleList<Layer>(new Linear(4, 4)));
        private final ModuleDict<Layer> heads = child("heads", new ModuleDict<Layer>());

        Net() {
            steps.append(new Sequential(new ReLU(), new Linear(3, 4)));
            heads.put("small", new Linear(5, 1));
        }

        @Override
        protected Tensor compute(Tensor x) {
            Tensor y = steps.get(0).forward(x);
            return y.size(0) > 1 ? steps.get(1).forward(y) : heads.get("small").forward(y);
        }
    }

    @Test
    void listsAndDictionariesAreOnThePath() {
        Net net = new Net();
        assertSays(
                () -> net.forward(Obor.zeros(2, 4)),
                ShapeException.class,
                "in steps.1.1 (Linear) of Net, for an input of shape [2, 4]");
        assertSays(
                () -> net.forward(Obor.zeros(1, 4)),
                ShapeException.class,
                "in heads.small (Linear) of Net, for an input of shape [1, 4]");
        assertSays(() -> net.forward(Obor.zeros(1, 3)), ShapeException.class, "in steps.0 (Linear) of Net");
    }

    @Test
    void aModuleAloneNamesItself() {
        assertSays(
                () -> new Linear(5, 2).forward(IMAGES),
                ShapeException.class,
                "\n  in Linear, for an input of shape [2, 3, 8, 8]");
        assertSays(
                () -> new Bilinear(2, 3, 4).forward(Obor.zeros(4, 3), Obor.zeros(4, 3)),
                ShapeException.class,
                "in Bilinear, for inputs of shapes [4, 3] and [4, 3]");
    }

    @Test
    void anotherDtypeIsToldApart() {
        Tensor wide = IMAGES.to(DType.FLOAT64);
        assertSays(
                () -> new Sequential(new Conv2d(3, 1, 3)).forward(wide),
                DTypeException.class,
                "float64",
                "float32",
                "in 0 (Conv2d)");
        assertSays(() -> new Linear(8, 1).forward(wide), DTypeException.class, "float64", "float32", "in Linear");
        assertSays(() -> new Embedding(4, 2).forward(IMAGES), DTypeException.class, "int64 or int32", "in Embedding");
    }

    @Test
    void anEmbeddingSaysHowManyRowsItHas() {
        Tensor numbers = Obor.tensor(new long[] {0, 12, 3});
        assertSays(
                () -> new Sequential(new Embedding(10, 3), new Linear(3, 3)).forward(numbers),
                IndexException.class,
                "embedding: the numbers hold 12",
                "10 rows: pass numbers from 0 to 9",
                "in 0 (Embedding) of Sequential");
        assertSays(() -> new Embedding(10, 3).forward(numbers.neg()), IndexException.class, "hold -12");
        assertSays(
                () -> new EmbeddingBag(10, 3).forward(numbers.unsqueeze(0)),
                IndexException.class,
                "embeddingBag: the numbers hold 12",
                "in EmbeddingBag");
    }

    static Stream<Loss> elementwise() {
        return Stream.of(
                new L1Loss(),
                new MSELoss(),
                new SmoothL1Loss(),
                new HuberLoss(),
                new KLDivLoss(),
                new PoissonNLLLoss(),
                new HingeEmbeddingLoss(),
                new SoftMarginLoss(),
                new MultiLabelMarginLoss(),
                new MultiLabelSoftMarginLoss(),
                new BCELoss(),
                new BCEWithLogitsLoss());
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void aTargetIsNeverBroadcast(Loss loss) {
        for (int[] sizes : new int[][] {{4}, {3}, {4, 1}, {1, 3}, {}, {2, 4, 3}}) {
            Tensor target = Tensor.full(Shape.of(sizes), 0, DType.FLOAT32);
            assertSays(
                    () -> loss.forward(Obor.full(0.5, 4, 3), target),
                    ShapeException.class,
                    "the input has shape [4, 3] and the target " + target.shape() + ": they must be equal",
                    "equal, so pass ",
                    "in " + loss.typeName());
        }
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void aTargetThatLacksADimOfOneIsToldHowToGetIt(Loss loss) {
        Tensor column = Obor.full(0.5, 4, 1);
        Tensor row = Obor.full(0.5, 4);
        assertSays(() -> loss.forward(column, row), ShapeException.class, "target.unsqueeze(1) or input.squeeze(1)");
        assertSays(() -> loss.forward(row, column), ShapeException.class, "target.squeeze(1) or input.unsqueeze(1)");
    }

    @Test
    void lossesOfClassesSayWhatTargetTheyTake() {
        Tensor logits = Obor.zeros(4, 3);
        Tensor classes = Obor.zeros(DType.INT64, 4);
        for (Loss loss : List.of(new NLLLoss(), new CrossEntropyLoss(), new MultiMarginLoss())) {
            String place = "in " + loss.typeName();
            assertSays(
                    () -> loss.forward(logits, classes.add(3)),
                    IndexException.class,
                    "holds 3",
                    "3 classes",
                    "from 0 to 2",
                    place);
            assertSays(() -> loss.forward(logits, classes.sub(1)), IndexException.class, "holds -1", place);
            assertSays(() -> loss.forward(logits, Obor.zeros(4)), DTypeException.class, "to(INT64)", place);
            assertSays(
                    () -> loss.forward(logits, classes.narrow(0, 0, 3)), ShapeException.class, "[4, 3]", "[3]", place);
        }
        for (Loss loss : List.of(new NLLLoss(), new CrossEntropyLoss())) {
            assertSays(
                    () -> loss.forward(logits, classes.unsqueeze(1)), ShapeException.class, "[4, 1]", "of shape [4]");
        }
        assertSays(() -> new MultiLabelMarginLoss().forward(logits, logits), DTypeException.class, "to(INT64)");
    }

    @Test
    void lossesOfSeveralInputsNameThem() {
        Tensor x = Obor.zeros(4, 3);
        Tensor column = Obor.zeros(4, 1);
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put(
                "the anchor has shape [4, 3] and the negative [4, 1]",
                () -> new TripletMarginLoss().forward(x, x, column));
        calls.put(
                "the anchor has shape [4, 3] and the positive [4, 1]",
                () -> new TripletMarginWithDistanceLoss().forward(x, column, x));
        calls.put(
                "the first input has shape [4, 3] and the second [4, 1]",
                () -> new MarginRankingLoss().forward(x, column, x));
        calls.put("the target [4, 1]", () -> new MarginRankingLoss().forward(x, x, column));
        calls.put("without the last dim", () -> new CosineEmbeddingLoss().forward(x, x, column));
        calls.put("the target [4, 1]: they must be equal", () -> new GaussianNLLLoss().forward(x, column, x));
        calls.put("and the variances [2, 1]", () -> new GaussianNLLLoss().forward(x, x, column.narrow(0, 0, 2)));
        calls.put(
                "pass [batch, 3] and [batch]",
                () -> new AdaptiveLogSoftmaxWithLoss(3, 10, 2, 5).forward(x, Obor.zeros(DType.INT64, 3)));
        calls.forEach((text, call) -> assertSays(call, ShapeException.class, text));
        assertThat(calls).hasSize(8);
    }
}

package dev.obor.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.AdaptiveMaxPool2d;
import dev.obor.nn.AvgPool1d;
import dev.obor.nn.AvgPool2d;
import dev.obor.nn.BatchNorm1d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Block;
import dev.obor.nn.CELU;
import dev.obor.nn.CircularPad2d;
import dev.obor.nn.ConstantPad2d;
import dev.obor.nn.Conv1d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Conv3d;
import dev.obor.nn.ConvTranspose1d;
import dev.obor.nn.ConvTranspose2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.ELU;
import dev.obor.nn.Embedding;
import dev.obor.nn.F;
import dev.obor.nn.Flatten;
import dev.obor.nn.GELU;
import dev.obor.nn.GRU;
import dev.obor.nn.GroupNorm;
import dev.obor.nn.Hardshrink;
import dev.obor.nn.Hardsigmoid;
import dev.obor.nn.Hardswish;
import dev.obor.nn.Hardtanh;
import dev.obor.nn.InstanceNorm2d;
import dev.obor.nn.Interpolation;
import dev.obor.nn.LSTM;
import dev.obor.nn.LSTMState;
import dev.obor.nn.Layer;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.LeakyReLU;
import dev.obor.nn.Linear;
import dev.obor.nn.LogSigmoid;
import dev.obor.nn.LogSoftmax;
import dev.obor.nn.MaxPool1d;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Mish;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.MultiheadAttention;
import dev.obor.nn.PReLU;
import dev.obor.nn.Padding;
import dev.obor.nn.Parts;
import dev.obor.nn.PixelShuffle;
import dev.obor.nn.RNN;
import dev.obor.nn.ReLU;
import dev.obor.nn.ReLU6;
import dev.obor.nn.RecurrentOptions;
import dev.obor.nn.ReflectionPad2d;
import dev.obor.nn.ReplicationPad2d;
import dev.obor.nn.SELU;
import dev.obor.nn.Sequential;
import dev.obor.nn.SiLU;
import dev.obor.nn.Sigmoid;
import dev.obor.nn.Softmax;
import dev.obor.nn.Softmin;
import dev.obor.nn.Softplus;
import dev.obor.nn.Softshrink;
import dev.obor.nn.Softsign;
import dev.obor.nn.Tanh;
import dev.obor.nn.Tanhshrink;
import dev.obor.nn.Threshold;
import dev.obor.nn.Upsample;
import dev.obor.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What ONNX Runtime computes from exported files is what the modules compute.
class OnnxTest {
    @TempDir
    Path folder;

    @BeforeEach
    void seed() {
        Obor.manualSeed(8);
    }

    /// A module and the shape of its input.
    record Case(String name, Supplier<Layer> layer, int... shape) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> layers() {
        return Stream.of(
                new Case("linear", () -> new Linear(5, 3), 4, 5),
                new Case("linear on three dims", () -> new Linear(5, 3), 2, 4, 5),
                new Case(
                        "mlp with dropout",
                        () -> new Sequential(
                                new Linear(6, 16), new ReLU(), new Dropout(0.5), new Linear(16, 3), new LogSoftmax(1)),
                        3,
                        6),
                new Case("conv1d", () -> new Conv1d(3, 4, 3), 2, 3, 9),
                new Case(
                        "conv2d",
                        () -> new Conv2d(
                                4, 8, 3, Conv2d.options().stride(2).padding(1).groups(2)),
                        2,
                        4,
                        9,
                        8),
                new Case(
                        "conv2d same",
                        () -> new Conv2d(2, 3, new int[] {4}, Padding.SAME, Conv2d.options()),
                        2,
                        2,
                        6,
                        7),
                new Case("conv3d", () -> new Conv3d(2, 3, 2, Conv3d.options().dilation(2)), 2, 2, 5, 6, 5),
                new Case(
                        "convTranspose1d",
                        () -> new ConvTranspose1d(
                                3, 2, 3, ConvTranspose1d.options().stride(2)),
                        2,
                        3,
                        5),
                new Case(
                        "convTranspose2d",
                        () -> new ConvTranspose2d(
                                3,
                                4,
                                3,
                                ConvTranspose2d.options().stride(2).padding(1).outputPadding(1)),
                        2,
                        3,
                        5,
                        4),
                new Case(
                        "norms",
                        () -> new Sequential(
                                new BatchNorm2d(4),
                                new GroupNorm(2, 4),
                                new InstanceNorm2d(4),
                                new LayerNorm(new int[] {5, 6}, 1e-5, true)),
                        2,
                        4,
                        5,
                        6),
                new Case(
                        "max pools",
                        () -> new Sequential(
                                new MaxPool2d(3, MaxPool2d.options().stride(2).padding(1)),
                                new MaxPool2d(3, MaxPool2d.options().stride(2).ceilMode(true))),
                        2,
                        3,
                        16,
                        13),
                new Case(
                        "average pools",
                        () -> new Sequential(
                                new AvgPool2d(
                                        3,
                                        AvgPool2d.options().stride(2).padding(1).countIncludePad(false)),
                                new AvgPool2d(2, AvgPool2d.options().ceilMode(true))),
                        2,
                        3,
                        17,
                        13),
                new Case("pools of one dim", () -> new Sequential(new MaxPool1d(2), new AvgPool1d(3, 1, 1)), 2, 3, 11),
                new Case(
                        "adaptive pools",
                        () -> new Sequential(new AdaptiveMaxPool2d(7, 5), new AdaptiveAvgPool2d(3, 2)),
                        2,
                        3,
                        12,
                        13),
                new Case("global pool", () -> new Sequential(new AdaptiveAvgPool2d(1), new Flatten()), 2, 3, 7, 7),
                new Case(
                        "smooth activations",
                        () -> new Sequential(
                                new Sigmoid(),
                                new Tanh(),
                                new GELU(),
                                new GELU("tanh"),
                                new SiLU(),
                                new Mish(),
                                new Softplus(),
                                new LogSigmoid(),
                                new Softsign(),
                                new ELU(),
                                new SELU(),
                                new CELU()),
                        3,
                        17),
                new Case(
                        "angular activations",
                        () -> new Sequential(
                                new LeakyReLU(0.2),
                                new PReLU(4),
                                new Hardswish(),
                                new Hardtanh(),
                                new Hardsigmoid(),
                                new ReLU6(),
                                new Hardshrink(0.2),
                                new Softshrink(0.1),
                                new Threshold(0.05, -1),
                                new Tanhshrink()),
                        3,
                        4,
                        6),
                new Case(
                        "softmaxes", () -> new Sequential(new Softmax(1), new Softmin(2), new LogSoftmax(-1)), 2, 3, 4),
                new Case(
                        "upsampling",
                        () -> new Sequential(
                                new Upsample(2, Interpolation.NEAREST),
                                new Upsample(new int[] {7, 5}, Interpolation.BILINEAR),
                                new PixelShuffle(2)),
                        2,
                        4,
                        3,
                        4),
                new Case(
                        "paddings",
                        () -> new Sequential(
                                new ReflectionPad2d(1, 2, 0, 1),
                                new ReplicationPad2d(1),
                                new ConstantPad2d(new int[] {1, 0, -1, 2}, 2.5),
                                new CircularPad2d(1)),
                        2,
                        3,
                        4,
                        5),
                new Case("residual tree", OnnxTest::residual, 2, 3, 8, 8),
                new Case("rnn", () -> recurrent(new RNN(4, 6, options(RNN.options()))), 3, 5, 4),
                new Case("lstm", () -> recurrent(new LSTM(4, 6, options(LSTM.options()))), 3, 5, 4),
                new Case(
                        "lstm with projection",
                        () -> recurrent(
                                new LSTM(4, 6, LSTM.options().batchFirst(true).projSize(3))),
                        3,
                        5,
                        4),
                new Case("gru", () -> recurrent(new GRU(4, 6, options(GRU.options()))), 3, 5, 4),
                new Case("attention", OnnxTest::attention, 3, 5, 8),
                new Case(
                        "means over the batch",
                        () -> Layer.of(x -> x.sub(x.mean(0, true)).add(x.sum())),
                        3,
                        4),
                new Case("arithmetic", OnnxTest::arithmetic, 3, 5, 4));
    }

    private static RecurrentOptions options(RecurrentOptions defaults) {
        return defaults.batchFirst(true).numLayers(2).bidirectional(true);
    }

    private static Layer recurrent(Block net) {
        return Layer.of(net, x -> switch (net) {
            case RNN rnn -> rnn.forward(x).output();
            case LSTM lstm -> lstm.forward(x).output();
            case GRU gru -> gru.forward(x).output();
            default -> throw new AssertionError(net);
        });
    }

    private static Layer residual() {
        ModuleList<Conv2d> convs = new ModuleList<>(new Conv2d(3, 3, 3, Padding.SAME), new Conv2d(3, 3, 1));
        return Layer.of(convs, x -> {
            Tensor y = x;
            for (Conv2d conv : convs) {
                y = y.add(conv.forward(y).relu());
            }
            return y.mean(new int[] {2, 3}, false);
        });
    }

    private static Layer attention() {
        MultiheadAttention attention =
                new MultiheadAttention(8, 2, MultiheadAttention.options().batchFirst(true));
        LayerNorm norm = new LayerNorm(8);
        Linear out = new Linear(8, 8);
        Parts parts =
                new Parts().with("attention", attention).with("norm", norm).with("out", out);
        Module module = () -> parts;
        return Layer.of(module, x -> {
            Tensor y = x.add(attention.forward(x, x, x).output());
            return out.forward(norm.forward(y)).add(y);
        });
    }

    private static Layer arithmetic() {
        return Layer.of(x -> {
            Tensor top = x.amax(1, true).sub(x.amin(1, true)).add(1);
            Tensor each = x.div(top).pow(2).add(x.abs().sqrt()).sub(x.std(new int[] {-1}, 1, true));
            Tensor chosen =
                    Tensor.where(each.gt(0.5), each.exp(), each.sin().mul(3).floor());
            Tensor places = chosen.argmax(2, true);
            Tensor picked =
                    chosen.gather(2, places).add(places).add(chosen.flip(1)).clamp(-2, 2);
            return Obor.cat(
                    List.of(picked.transpose(1, 2), chosen.transpose(1, 2).slice(2, 0, 5, 2)), 2);
        });
    }

    @ParameterizedTest
    @MethodSource("layers")
    void runtimeAgrees(Case each) throws OrtException {
        Layer layer = each.layer.get().eval();
        Tensor x = Obor.randn(each.shape);
        Path file = folder.resolve("net.onnx");
        Onnx.save(file, layer, x);
        check(file, layer, Obor.randn(each.shape));
        Onnx.save(file, layer, x, Onnx.options().batchAxis(0));
        int[] other = each.shape.clone();
        other[0] = 5;
        check(file, layer, Obor.randn(other));
        other[0] = 1;
        check(file, layer, Obor.randn(other));
    }

    private static void check(Path file, Layer layer, Tensor x) throws OrtException {
        try (OnnxRuntime runtime = new OnnxRuntime(file)) {
            assertClose(runtime.run(x).getFirst(), layer.forward(x));
        }
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double difference = actual.numel() == 0
                ? 0
                : actual.sub(expected.detach()).abs().amax().item();
        assertThat(difference)
                .isLessThan(1e-5 * Math.max(1, expected.detach().abs().amax().item()));
    }

    @Test
    void embeddingsTakeWholeNumbers() throws OrtException {
        Layer net = new Sequential(new Embedding(10, 4), new Linear(4, 2)).eval();
        Path file = folder.resolve("net.onnx");
        Onnx.save(
                file,
                net,
                Obor.tensor(new long[] {1, 2, 3}).reshape(1, 3),
                Onnx.options().batchAxis(0));
        check(file, net, Obor.tensor(new long[] {9, 0, 4, 7, 7, 1}).reshape(2, 3));
    }

    @Test
    void halvesAreComputedAsHere() throws OrtException {
        Layer net = new Sequential(new Conv2d(2, 3, 3), new GroupNorm(1, 3), new GELU(), new AvgPool2d(2));
        net.to(DType.FLOAT16);
        Layer halves = Layer.of(net, x -> net.forward(x.to(DType.FLOAT16)).to(DType.FLOAT32));
        Path file = folder.resolve("net.onnx");
        Tensor x = Obor.randn(2, 2, 8, 8);
        Onnx.save(file, halves.eval(), x);
        try (OnnxRuntime runtime = new OnnxRuntime(file)) {
            Tensor difference = runtime.run(x).getFirst().sub(halves.forward(x).detach());
            assertThat(difference.abs().amax().item()).isLessThan(2e-3);
        }
    }

    /// What PyTorch calls a pooling is one here, too: nothing else is left beside it.
    @Test
    void poolsThatSlideAreNodesOfTheirOwn() throws Exception {
        for (int size : new int[] {3, 4, 5, 16}) {
            Path file = folder.resolve("net.onnx");
            Layer net = new MaxPool2d(3, MaxPool2d.options().stride(2).padding(1));
            Onnx.save(file, net, Obor.randn(1, 2, size, size));
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(bytes).as("size %d", size).contains("MaxPool").doesNotContain("ReduceMax");
            check(file, net, Obor.randn(1, 2, size, size));
        }
    }

    @Test
    void severalInputsAndOutputsHaveNames() throws OrtException {
        LSTM net = new LSTM(4, 6);
        Path file = folder.resolve("net.onnx");
        Tensor x = Obor.randn(5, 2, 4);
        Tensor h = Obor.randn(1, 2, 6);
        Tensor c = Obor.randn(1, 2, 6);
        OnnxOptions options = Onnx.options()
                .inputNames("x", "h0", "c0")
                .outputNames("y", "h", "c")
                .batchAxis(1);
        Onnx.save(
                file,
                net,
                in -> {
                    var out = net.forward(in[0], new LSTMState(in[1], in[2]));
                    return new Tensor[] {
                        out.output(), out.hidden().h(), out.hidden().c()
                    };
                },
                options,
                x,
                h,
                c);
        try (OnnxRuntime runtime = new OnnxRuntime(file)) {
            assertThat(runtime.inputNames()).containsExactly("x", "h0", "c0");
            assertThat(runtime.outputShape("y")).containsExactly(5, -1, 6);
            Tensor x3 = Obor.randn(5, 3, 4);
            Tensor h3 = Obor.randn(1, 3, 6);
            Tensor c3 = Obor.randn(1, 3, 6);
            var expected = net.forward(x3, new LSTMState(h3, c3));
            List<Tensor> found = runtime.run(x3, h3, c3);
            assertClose(found.get(0), expected.output());
            assertClose(found.get(1), expected.hidden().h());
            assertClose(found.get(2), expected.hidden().c());
        }
    }

    @Test
    void parametersKeepTheirNamesAndModulesTheirMode() throws Exception {
        Layer net = new Sequential(new Linear(2, 3), new BatchNorm1d(3), new Dropout(0.5));
        Path file = folder.resolve("net.onnx");
        Onnx.save(file, net, Obor.randn(4, 2));
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("0.weight", "0.bias", "1.running_mean");
        assertThat(net.isTraining()).isTrue();
        assertThat(net.children().get("2").isTraining()).isTrue();
    }

    @Test
    void whatCannotBeExportedIsNamedWithItsPlace() {
        Layer sorts =
                new Sequential(new Linear(3, 3), Layer.of(x -> x.sort(0, false).values()));
        assertThatThrownBy(() -> Onnx.save(folder.resolve("a.onnx"), sorts, Obor.randn(2, 3)))
                .isInstanceOf(OborException.class)
                .hasMessageStartingWith("onnx: the operator sort")
                .hasMessageContaining("in 1 (Function) of Sequential");
        assertThat(folder.resolve("a.onnx")).doesNotExist();
        assertThatThrownBy(() -> Onnx.save(folder.resolve("a.onnx"), Layer.of(x -> x.digamma()), Obor.randn(2, 3)))
                .hasMessageContaining("the operator digamma cannot be exported");
    }

    @Test
    void whatDependsOnTheExampleIsRefused() {
        Path file = folder.resolve("a.onnx");
        Tensor x = Obor.randn(2, 3);
        assertThatThrownBy(() -> Onnx.save(file, Layer.of(t -> t.mul(t.sum().item())), x))
                .hasMessageContaining("depends on the values of the input");
        assertThatThrownBy(() -> Onnx.save(file, Layer.of(t -> F.dropout(t, 0.5, true)), x))
                .hasMessageContaining("depends on the values of the input");
        OnnxOptions open = Onnx.options().batchAxis(0);
        assertThatThrownBy(() -> Onnx.save(file, Layer.of(t -> t.var(0).add(t)), x, open))
                .hasMessageContaining("depends on the batch size");
        assertThatThrownBy(() ->
                        Onnx.save(file, Layer.of(t -> t), x, Onnx.options().batchAxis(2)))
                .hasMessageContaining("the batch axis is 2");
        assertThatThrownBy(() ->
                        Onnx.save(file, Layer.of(t -> t), x, Onnx.options().inputNames("a", "b")))
                .hasMessageContaining("there are 2 names [a, b] and 1 inputs");
        assertThatThrownBy(() ->
                        Onnx.save(file, new Linear(3, 3), x, Onnx.options().inputNames("weight")))
                .hasMessageContaining("two tensors are named weight");
    }

    @Test
    void editsInPlaceAreFollowedWhereTheyAreWhole() throws OrtException {
        Layer net = Layer.of(x -> x.mul(2).add_(1).relu_());
        Path file = folder.resolve("net.onnx");
        Tensor x = Obor.randn(2, 3);
        Onnx.save(file, net, x);
        check(file, net, x);
        Layer part = Layer.of(t -> {
            Tensor y = t.mul(2);
            y.select(0, 0).add_(1);
            return y;
        });
        assertThatThrownBy(() -> Onnx.save(file, part, x)).hasMessageContaining("a part of a tensor");
    }
}

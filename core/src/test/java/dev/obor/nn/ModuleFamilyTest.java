package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What every module has: a text and a state as PyTorch 1.13 prints and names them, modes, and dtypes.
class ModuleFamilyTest {
    static Stream<Arguments> modules() {
        return Stream.of(
                Arguments.of(new Linear(5, 2), "Linear(in_features=5, out_features=2, bias=True)", "weight bias"),
                Arguments.of(new Linear(5, 2, false), "Linear(in_features=5, out_features=2, bias=False)", "weight"),
                Arguments.of(
                        new Bilinear(2, 3, 4),
                        "Bilinear(in1_features=2, in2_features=3, out_features=4, bias=True)",
                        "weight bias"),
                Arguments.of(
                        new Conv2d(
                                4,
                                6,
                                3,
                                Conv2d.options().stride(2).padding(1).groups(2).bias(false)),
                        "Conv2d(4, 6, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), groups=2, bias=False)",
                        "weight"),
                Arguments.of(
                        new Conv1d(4, 6, 3, Padding.SAME),
                        "Conv1d(4, 6, kernel_size=(3,), stride=(1,), padding=same)",
                        "weight bias"),
                Arguments.of(
                        new ConvTranspose3d(
                                4, 6, 3, ConvTranspose3d.options().stride(2).outputPadding(1)),
                        "ConvTranspose3d(4, 6, kernel_size=(3, 3, 3), stride=(2, 2, 2), output_padding=(1, 1, 1))",
                        "weight bias"),
                Arguments.of(
                        new MaxPool2d(3, MaxPool2d.options().stride(2).ceilMode(true)),
                        "MaxPool2d(kernel_size=3, stride=2, padding=0, dilation=1, ceil_mode=True)",
                        ""),
                Arguments.of(new AvgPool3d(2), "AvgPool3d(kernel_size=2, stride=2, padding=0)", ""),
                Arguments.of(new AdaptiveAvgPool2d(3, 4), "AdaptiveAvgPool2d(output_size=(3, 4))", ""),
                Arguments.of(new AdaptiveMaxPool1d(3), "AdaptiveMaxPool1d(output_size=3)", ""),
                Arguments.of(
                        new LPPool2d(2, 3), "LPPool2d(norm_type=2, kernel_size=3, stride=None, ceil_mode=False)", ""),
                Arguments.of(new MaxUnpool2d(2), "MaxUnpool2d(kernel_size=(2, 2), stride=(2, 2), padding=(0, 0))", ""),
                Arguments.of(
                        new BatchNorm1d(3),
                        "BatchNorm1d(3, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)",
                        "weight bias running_mean running_var num_batches_tracked"),
                Arguments.of(
                        new InstanceNorm2d(3),
                        "InstanceNorm2d(3, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False)",
                        ""),
                Arguments.of(new GroupNorm(2, 4), "GroupNorm(2, 4, eps=1e-05, affine=True)", "weight bias"),
                Arguments.of(
                        new LayerNorm(2, 3), "LayerNorm((2, 3), eps=1e-05, elementwise_affine=True)", "weight bias"),
                Arguments.of(new LocalResponseNorm(2), "LocalResponseNorm(2, alpha=0.0001, beta=0.75, k=1.0)", ""),
                Arguments.of(new CrossMapLRN2d(2), "CrossMapLRN2d(2, alpha=0.0001, beta=0.75, k=1)", ""),
                Arguments.of(new Embedding(10, 3, 1), "Embedding(10, 3, padding_idx=1)", "weight"),
                Arguments.of(new EmbeddingBag(10, 3), "EmbeddingBag(10, 3, mode=mean)", "weight"),
                Arguments.of(new Dropout(), "Dropout(p=0.5, inplace=False)", ""),
                Arguments.of(new Dropout2d(0.25), "Dropout2d(p=0.25, inplace=False)", ""),
                Arguments.of(new AlphaDropout(0.5), "AlphaDropout(p=0.5, inplace=False)", ""),
                Arguments.of(new FeatureAlphaDropout(0.5), "FeatureAlphaDropout(p=0.5, inplace=False)", ""),
                Arguments.of(new ReflectionPad1d(2), "ReflectionPad1d((2, 2))", ""),
                Arguments.of(new ReplicationPad3d(1), "ReplicationPad3d((1, 1, 1, 1, 1, 1))", ""),
                Arguments.of(new ConstantPad2d(1, 2.5), "ConstantPad2d(padding=(1, 1, 1, 1), value=2.5)", ""),
                Arguments.of(new ZeroPad2d(1), "ZeroPad2d((1, 1, 1, 1))", ""),
                Arguments.of(new PixelShuffle(2), "PixelShuffle(upscale_factor=2)", ""),
                Arguments.of(new PixelUnshuffle(2), "PixelUnshuffle(downscale_factor=2)", ""),
                Arguments.of(new ChannelShuffle(2), "ChannelShuffle(groups=2)", ""),
                Arguments.of(new UpsamplingNearest2d(4), "UpsamplingNearest2d(size=4, mode=nearest)", ""),
                Arguments.of(new Flatten(), "Flatten(start_dim=1, end_dim=-1)", ""),
                Arguments.of(new Unflatten(1, 2, 3), "Unflatten(dim=1, unflattened_size=(2, 3))", ""),
                Arguments.of(
                        new Fold(new int[] {4, 5}, 2),
                        "Fold(output_size=(4, 5), kernel_size=2, dilation=1, padding=0, stride=1)",
                        ""),
                Arguments.of(new Unfold(2), "Unfold(kernel_size=2, dilation=1, padding=0, stride=1)", ""),
                Arguments.of(new ELU(), "ELU(alpha=1.0)", ""),
                Arguments.of(new GELU(), "GELU(approximate='none')", ""),
                Arguments.of(new GLU(), "GLU(dim=-1)", ""),
                Arguments.of(new Hardtanh(), "Hardtanh(min_val=-1.0, max_val=1.0)", ""),
                Arguments.of(new LeakyReLU(), "LeakyReLU(negative_slope=0.01)", ""),
                Arguments.of(new LogSoftmax(1), "LogSoftmax(dim=1)", ""),
                Arguments.of(new PReLU(), "PReLU(num_parameters=1)", "weight"),
                Arguments.of(new ReLU(), "ReLU()", ""),
                Arguments.of(new ReLU6(), "ReLU6()", ""),
                Arguments.of(new RReLU(), "RReLU(lower=0.125, upper=0.3333333333333333)", ""),
                Arguments.of(new SELU(), "SELU()", ""),
                Arguments.of(new Softmax2d(), "Softmax2d()", ""),
                Arguments.of(new Softmin(1), "Softmin(dim=1)", ""),
                Arguments.of(new Softplus(), "Softplus(beta=1, threshold=20)", ""),
                Arguments.of(new Softshrink(), "Softshrink(0.5)", ""),
                Arguments.of(new Tanhshrink(), "Tanhshrink()", ""),
                Arguments.of(new Threshold(0.5, 20), "Threshold(threshold=0.5, value=20)", ""),
                Arguments.of(new CosineSimilarity(), "CosineSimilarity()", ""),
                Arguments.of(new PairwiseDistance(), "PairwiseDistance()", ""),
                Arguments.of(new CrossEntropyLoss(), "CrossEntropyLoss()", ""),
                Arguments.of(new MSELoss(), "MSELoss()", ""),
                Arguments.of(new CTCLoss(), "CTCLoss()", ""),
                Arguments.of(new TripletMarginWithDistanceLoss(), """
                        TripletMarginWithDistanceLoss(
                          (distance_function): PairwiseDistance()
                        )""", ""),
                Arguments.of(
                        new TripletMarginWithDistanceLoss(new PairwiseDistance(), 1, false, LossReduction.SUM),
                        """
                        TripletMarginWithDistanceLoss(
                          (distance_function): PairwiseDistance()
                        )""",
                        ""),
                Arguments.of(
                        new AdaptiveLogSoftmaxWithLoss(6, 10, 3, 5),
                        """
                        AdaptiveLogSoftmaxWithLoss(
                          (head): Linear(in_features=6, out_features=5, bias=False)
                          (tail): ModuleList(
                            (0): Sequential(
                              (0): Linear(in_features=6, out_features=1, bias=False)
                              (1): Linear(in_features=1, out_features=2, bias=False)
                            )
                            (1): Sequential(
                              (0): Linear(in_features=6, out_features=0, bias=False)
                              (1): Linear(in_features=0, out_features=5, bias=False)
                            )
                          )
                        )""",
                        "head.weight tail.0.0.weight tail.0.1.weight tail.1.0.weight tail.1.1.weight"),
                Arguments.of(new LazyLinear(2), "LazyLinear(in_features=0, out_features=2, bias=True)", "weight bias"),
                Arguments.of(
                        new LazyConv2d(4, 3), "LazyConv2d(0, 4, kernel_size=(3, 3), stride=(1, 1))", "weight bias"),
                Arguments.of(
                        new LazyConvTranspose1d(4, 3),
                        "LazyConvTranspose1d(0, 4, kernel_size=(3,), stride=(1,))",
                        "weight bias"),
                Arguments.of(
                        new LazyBatchNorm3d(),
                        "LazyBatchNorm3d(0, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)",
                        "weight bias running_mean running_var num_batches_tracked"),
                Arguments.of(
                        new LazyInstanceNorm1d(),
                        "LazyInstanceNorm1d(0, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)",
                        "weight bias running_mean running_var num_batches_tracked"),
                Arguments.of(new ModuleList<Layer>(new ReLU(), new Tanh()), """
                        ModuleList(
                          (0): ReLU()
                          (1): Tanh()
                        )""", ""),
                Arguments.of(new ModuleDict<Layer>().put("a", new ReLU()), """
                        ModuleDict(
                          (a): ReLU()
                        )""", ""),
                Arguments.of(new ParameterList(Obor.zeros(2), Obor.zeros()), """
                        ParameterList(
                            (0): Parameter containing: [torch.float32 of size 2]
                            (1): Parameter containing: [torch.float32 of size ]
                        )""", "0 1"),
                Arguments.of(
                        new ParameterDict().put("a", Obor.zeros(2)),
                        "ParameterDict(  (a): Parameter containing: [torch.FloatTensor of size 2])",
                        "a"),
                Arguments.of(
                        new ParameterList(Obor.zeros(2, 3)),
                        "ParameterList(  (0): Parameter containing: [torch.float32 of size 2x3])",
                        "0"),
                Arguments.of(new Sequential(), "Sequential()", ""));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void printsAndNamesItsStateLikePyTorch(Module module, String text, String keys) {
        assertThat(module).hasToString(text);
        assertThat(String.join(" ", module.stateDict().keySet())).isEqualTo(keys);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void takesItsOwnStateBack(Module module, String text, String keys) {
        Map<String, Tensor> saved = new LinkedHashMap<>();
        module.stateDict()
                .forEach((name, tensor) -> saved.put(name, tensor.detach().clone()));
        try (GradMode.Scope _ = GradMode.set(false)) {
            module.stateDict().values().forEach(tensor -> tensor.fill_(3));
        }
        assertThat(module.loadStateDict(saved, true).isComplete()).isTrue();
        module.stateDict()
                .forEach((name, tensor) -> assertThat(tensor.toDoubleArray())
                        .as(name)
                        .containsExactly(saved.get(name).toDoubleArray()));
        assertThat(module.parameters()).allMatch(Tensor::isLeaf).allMatch(Tensor::requiresGrad);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void goesThroughModesAndDtypes(Module module, String text, String keys) {
        assertThat(module.isTraining()).isTrue();
        module.eval();
        assertThat(module.namedModules().values()).noneMatch(Module::isTraining);
        module.train();
        assertThat(module.namedModules().values()).allMatch(Module::isTraining);
        Map<String, Tensor> before = module.stateDict();
        module.to(DType.FLOAT64);
        module.stateDict().forEach((name, tensor) -> {
            assertThat(tensor).as(name).isSameAs(before.get(name));
            assertThat(tensor.dtype()).as(name).isEqualTo(name.endsWith("tracked") ? DType.INT64 : DType.FLOAT64);
        });
        assertThat(module.parameters()).allMatch(Tensor::requiresGrad);
        module.to(DType.FLOAT32);
        assertThat(module).hasToString(text);
    }
}

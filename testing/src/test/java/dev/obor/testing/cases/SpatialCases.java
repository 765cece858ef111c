package dev.obor.testing.cases;

import static java.util.Map.entry;

import dev.obor.Obor;
import dev.obor.nn.F;
import dev.obor.nn.GridPadding;
import dev.obor.nn.Interpolation;
import dev.obor.nn.PadMode;
import dev.obor.nn.Padding;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Convolutions, pooling and their like: the calls of tools/golden/tensors/spatial.txt, under the same names.
public final class SpatialCases {
    public static final Map<String, Function<List<Tensor>, Tensor>> CALLS = Map.ofEntries(
            entry("conv1d", x -> F.conv1d(x.get(0), x.get(1), x.get(2))),
            entry(
                    "conv1dStride",
                    x -> F.conv1d(x.get(0), x.get(1), Optional.of(x.get(2)), ints(2), ints(2), ints(2), 2)),
            entry("conv1dSame", x -> F.conv1d(x.get(0), x.get(1), Optional.empty(), ints(1), Padding.SAME, ints(3), 1)),
            entry("conv2d", x -> F.conv2d(x.get(0), x.get(1), x.get(2))),
            entry("conv2dNoBias", x -> F.conv2d(x.get(0), x.get(1))),
            entry(
                    "conv2dStride",
                    x -> F.conv2d(x.get(0), x.get(1), Optional.of(x.get(2)), ints(2, 3), ints(1, 2), ints(2, 1), 2)),
            entry(
                    "conv2dDepthwise",
                    x -> F.conv2d(x.get(0), x.get(1), Optional.of(x.get(2)), ints(1), ints(1), ints(1), 2)),
            entry("conv2dPointwise", x -> F.conv2d(x.get(0), x.get(1), x.get(2), 2, 0)),
            entry("conv2dUnbatched", x -> F.conv2d(x.get(0), x.get(1), x.get(2), 1, 1)),
            entry(
                    "conv2dSame",
                    x -> F.conv2d(x.get(0), x.get(1), Optional.of(x.get(2)), ints(1), Padding.SAME, ints(1), 1)),
            entry(
                    "conv2dValid",
                    x -> F.conv2d(x.get(0), x.get(1), Optional.of(x.get(2)), ints(2), Padding.VALID, ints(1), 1)),
            entry("conv2dWhole", x -> F.conv2d(x.get(0), x.get(1), x.get(2))),
            entry("conv2dInt", x -> F.conv2d(x.get(0), x.get(1), x.get(2))),
            entry("conv2dEmpty", x -> F.conv2d(x.get(0), x.get(1), x.get(2))),
            entry(
                    "conv3d",
                    x -> F.conv3d(x.get(0), x.get(1), Optional.of(x.get(2)), ints(1, 2, 1), ints(1, 0, 1), ints(1), 1)),
            entry(
                    "convTranspose1d",
                    x -> F.convTranspose1d(
                            x.get(0), x.get(1), Optional.of(x.get(2)), ints(2), ints(1), ints(1), 1, ints(1))),
            entry(
                    "convTranspose2d",
                    x -> F.convTranspose2d(
                            x.get(0), x.get(1), Optional.of(x.get(2)), ints(2, 3), ints(1), ints(1, 2), 2, ints(2, 1))),
            entry("convTranspose2dPlain", x -> F.convTranspose2d(x.get(0), x.get(1))),
            entry(
                    "convTranspose2dGaps",
                    x -> F.convTranspose2d(
                            x.get(0), x.get(1), Optional.of(x.get(2)), ints(3), ints(0), ints(0), 1, ints(1))),
            entry(
                    "convTranspose3d",
                    x -> F.convTranspose3d(
                            x.get(0), x.get(1), Optional.of(x.get(2)), ints(2), ints(1), ints(0), 1, ints(1))),
            entry("maxPool1d", x -> F.maxPool1d(x.get(0), 3, 2, 1)),
            entry("maxPool2d", x -> F.maxPool2d(x.get(0), 2)),
            entry("maxPool2dCeil", x -> F.maxPool2d(x.get(0), ints(3, 2), ints(2, 1), ints(1, 0), ints(1, 2), true)),
            entry("maxPool2dTies", x -> F.maxPool2d(x.get(0), 3, 1, 0)),
            entry("maxPool2dSpecial", x -> F.maxPool2d(x.get(0), 2, 1, 0)),
            entry(
                    "maxPool2dIndices",
                    x -> F.maxPool2dWithIndices(x.get(0), ints(3), ints(2), ints(1), ints(1), false)
                            .indices()),
            entry("maxPool3d", x -> F.maxPool3d(x.get(0), ints(2), ints(2), ints(1), ints(1), true)),
            entry("avgPool1d", x -> F.avgPool1d(x.get(0), 3, 2, 1)),
            entry("avgPool2d", x -> F.avgPool2d(x.get(0), 2)),
            entry(
                    "avgPool2dCeil",
                    x -> F.avgPool2d(x.get(0), ints(3, 2), ints(2, 3), ints(1), true, false, OptionalInt.empty())),
            entry(
                    "avgPool2dPadded",
                    x -> F.avgPool2d(x.get(0), ints(3, 2), ints(2, 3), ints(1), true, true, OptionalInt.empty())),
            entry(
                    "avgPool2dDivisor",
                    x -> F.avgPool2d(x.get(0), ints(3), ints(1), ints(0), false, true, OptionalInt.of(5))),
            entry("avgPool2dInt", x -> F.avgPool2d(x.get(0), 2)),
            entry(
                    "avgPool3d",
                    x -> F.avgPool3d(x.get(0), ints(2), ints(1), ints(1), false, false, OptionalInt.empty())),
            entry("adaptiveAvgPool1d", x -> F.adaptiveAvgPool1d(x.get(0), 3)),
            entry("adaptiveAvgPool2d", x -> F.adaptiveAvgPool2d(x.get(0), 3, 4)),
            entry("adaptiveAvgPool2dOne", x -> F.adaptiveAvgPool2d(x.get(0), 1)),
            entry("adaptiveAvgPool3d", x -> F.adaptiveAvgPool3d(x.get(0), optional(2, -1, 3))),
            entry("adaptiveMaxPool1d", x -> F.adaptiveMaxPool1d(x.get(0), 3)),
            entry("adaptiveMaxPool2d", x -> F.adaptiveMaxPool2d(x.get(0), 3, 4)),
            entry(
                    "adaptiveMaxPool2dIndices",
                    x -> F.adaptiveMaxPool2dWithIndices(x.get(0), optional(-1, 2))
                            .indices()),
            entry("adaptiveMaxPool3d", x -> F.adaptiveMaxPool3d(x.get(0), 2)),
            entry("lpPool1d", x -> F.lpPool1d(x.get(0), 3, 2)),
            entry("lpPool2d", x -> F.lpPool2d(x.get(0), 2, ints(2, 3), ints(1, 2), true)),
            entry(
                    "fractionalMaxPool2d",
                    x -> F.fractionalMaxPool2d(x.get(0), ints(2, 3), ints(4, 3), x.get(1))
                            .add(x.get(1).sum().mul(0))),
            entry(
                    "fractionalMaxPool3d",
                    x -> F.fractionalMaxPool3d(x.get(0), ints(2), ints(2, 2, 3), x.get(1))
                            .add(x.get(1).sum().mul(0))),
            entry(
                    "maxUnpool1d",
                    x -> F.maxUnpool1d(x.get(0), Obor.tensor(1, 2, 5, 7).expand(2, 3, 4), 2)),
            entry(
                    "maxUnpool2d",
                    x -> F.maxUnpool2d(
                            x.get(0),
                            Obor.tensor(1, 3, 12, 19).reshape(2, 2).expand(2, 2, 2),
                            ints(2, 3),
                            ints(),
                            ints(0),
                            ints(5, 6))),
            entry(
                    "maxUnpool3d",
                    x -> F.maxUnpool3d(
                            x.get(0), Obor.tensor(7, 9).reshape(1, 1, 1, 2, 1).expand(1, 2, 1, 2, 1), 2)),
            entry("unfold", x -> F.unfold(x.get(0), ints(2, 3), ints(2, 1), ints(1, 0), ints(1, 2))),
            entry("unfoldUnbatched", x -> F.unfold(x.get(0), 3)),
            entry("fold", x -> F.fold(x.get(0), ints(3, 6), ints(2), ints(1), ints(0), ints(1))),
            entry("foldDilated", x -> F.fold(x.get(0), ints(5, 6), ints(2), ints(2, 1), ints(1, 0), ints(2))),
            entry("pad", x -> F.pad(x.get(0), 1, 2, 0, 1)),
            entry("padValue", x -> F.pad(x.get(0), ints(-1, 2, 3, -2, 0, 1), PadMode.CONSTANT, 1.5)),
            entry("padBool", x -> F.pad(x.get(0), ints(1, 1), PadMode.CONSTANT, 1)),
            entry("padReflect", x -> F.pad(x.get(0), ints(3, 2, 1, 2), PadMode.REFLECT)),
            entry("padReplicate", x -> F.pad(x.get(0), ints(3, 2, -1, 2, 0, 1), PadMode.REPLICATE)),
            entry("padCircular", x -> F.pad(x.get(0), ints(4, 3), PadMode.CIRCULAR)),
            entry("padCircularCut", x -> F.pad(x.get(0), ints(-1, 3, 2, -1), PadMode.CIRCULAR)),
            entry("interpolateNearest", x -> F.interpolate(x.get(0), ints(7, 3), Interpolation.NEAREST)),
            entry("interpolateNearestScale", x -> F.interpolate(x.get(0), doubles(1.7), Interpolation.NEAREST)),
            entry("interpolateNearestBytes", x -> F.interpolate(x.get(0), ints(3, 9), Interpolation.NEAREST)),
            entry(
                    "interpolateNearestExact",
                    x -> F.interpolate(x.get(0), doubles(0.6, 2.3), Interpolation.NEAREST_EXACT)),
            entry("interpolateLinear", x -> F.interpolate(x.get(0), ints(9), Interpolation.LINEAR)),
            entry("interpolateBilinear", x -> F.interpolate(x.get(0), ints(7, 3), Interpolation.BILINEAR)),
            entry(
                    "interpolateBilinearCorners",
                    x -> F.interpolate(
                            x.get(0), doubles(1.6), Interpolation.BILINEAR, Optional.of(true), false, false)),
            entry(
                    "interpolateBilinearScale",
                    x -> F.interpolate(x.get(0), doubles(1.7), Interpolation.BILINEAR, Optional.empty(), true, false)),
            entry(
                    "interpolateBilinearSmooth",
                    x -> F.interpolate(x.get(0), ints(4, 3), Interpolation.BILINEAR, Optional.empty(), true)),
            entry("interpolateBicubic", x -> F.interpolate(x.get(0), ints(7, 3), Interpolation.BICUBIC)),
            entry(
                    "interpolateBicubicCorners",
                    x -> F.interpolate(x.get(0), ints(6, 9), Interpolation.BICUBIC, Optional.of(true), false)),
            entry(
                    "interpolateBicubicSmooth",
                    x -> F.interpolate(x.get(0), ints(4, 5), Interpolation.BICUBIC, Optional.empty(), true)),
            entry("interpolateTrilinear", x -> F.interpolate(x.get(0), ints(5, 3, 4), Interpolation.TRILINEAR)),
            entry("interpolateArea", x -> F.interpolate(x.get(0), doubles(0.6), Interpolation.AREA)),
            entry("upsampleNearest", x -> F.upsampleNearest(x.get(0), doubles(2))),
            entry("upsampleBilinear", x -> F.upsampleBilinear(x.get(0), 6, 8)),
            entry(
                    "gridSample",
                    x -> F.gridSample(x.get(0), x.get(1), Interpolation.BILINEAR, GridPadding.ZEROS, false)),
            entry(
                    "gridSampleBorder",
                    x -> F.gridSample(x.get(0), x.get(1), Interpolation.BILINEAR, GridPadding.BORDER, true)),
            entry(
                    "gridSampleReflection",
                    x -> F.gridSample(x.get(0), x.get(1), Interpolation.BILINEAR, GridPadding.REFLECTION, false)),
            entry(
                    "gridSampleNearest",
                    x -> F.gridSample(x.get(0), x.get(1), Interpolation.NEAREST, GridPadding.ZEROS, true)),
            entry(
                    "gridSampleBicubic",
                    x -> F.gridSample(x.get(0), x.get(1), Interpolation.BICUBIC, GridPadding.ZEROS, false)),
            entry(
                    "gridSample3d",
                    x -> F.gridSample(x.get(0), x.get(1), Interpolation.BILINEAR, GridPadding.ZEROS, true)),
            entry("affineGrid", x -> F.affineGrid(x.get(0), ints(2, 3, 4, 5), false)),
            entry("affineGridCorners", x -> F.affineGrid(x.get(0), ints(2, 1, 2, 3, 4), true)),
            entry("pixelShuffle", x -> F.pixelShuffle(x.get(0), 2)),
            entry("pixelUnshuffle", x -> F.pixelUnshuffle(x.get(0), 2)),
            entry("channelShuffle", x -> F.channelShuffle(x.get(0), 3)),
            entry("localResponseNorm", x -> F.localResponseNorm(x.get(0), 3, 0.5, 0.75, 2)));

    private SpatialCases() {}

    private static int[] ints(int... values) {
        return values;
    }

    private static double[] doubles(double... values) {
        return values;
    }

    /// Negative sizes stand for none.
    private static OptionalInt[] optional(int... sizes) {
        return Arrays.stream(sizes)
                .mapToObj(size -> size < 0 ? OptionalInt.empty() : OptionalInt.of(size))
                .toArray(OptionalInt[]::new);
    }
}

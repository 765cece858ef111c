package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The functions of [F] that normalize and compare directions.
public abstract sealed class NormalizationFunctions extends ResizingFunctions permits EmbeddingFunctions {
    private static final Pointwise SCALE = Pointwise.of(
            Function.ternary("batchNormScale", (x, mean, scale) -> x.sub(mean).mul(scale)), Pointwise.Result.PROMOTED);
    private static final Pointwise SCALE_AND_SHIFT = Pointwise.of(
            Function.of(
                    "batchNormScaleAndShift",
                    4,
                    Expr.input(0).sub(Expr.input(1)).mul(Expr.input(2)).add(Expr.input(3))),
            Pointwise.Result.PROMOTED);

    NormalizationFunctions() {}

    /// What a normalization found: its result, and the means and the reciprocal deviations that it took.
    ///
    /// @param output the normalized elements
    /// @param mean the means
    /// @param rstd 1 / √(variance + eps)
    public record Normalized(Tensor output, Tensor mean, Tensor rstd) {}

    /// Returns the elements less their mean over the last dims, divided by √(variance + eps), times weight,
    /// plus bias (J. Ba et al., "Layer normalization", 2016).
    ///
    /// @param normalizedShape the sizes of the last dims
    /// @param weight of that shape
    /// @param bias of that shape
    /// @throws ShapeException if the shapes do not fit
    public static Tensor layerNorm(
            Tensor x, int[] normalizedShape, Optional<Tensor> weight, Optional<Tensor> bias, double eps) {
        return nativeLayerNorm(x, normalizedShape, weight, bias, eps).output();
    }

    /// Returns the layer norm without weight and bias.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor layerNorm(Tensor x, int... normalizedShape) {
        return layerNorm(x, normalizedShape, Optional.empty(), Optional.empty(), 1e-5);
    }

    /// Returns the layer norm with a weight and a bias.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor layerNorm(Tensor x, int[] normalizedShape, Tensor weight, Tensor bias) {
        return layerNorm(x, normalizedShape, Optional.of(weight), Optional.of(bias), 1e-5);
    }

    /// Returns the layer norm, and the means and reciprocal deviations it took.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Normalized nativeLayerNorm(
            Tensor x, int[] normalizedShape, Optional<Tensor> weight, Optional<Tensor> bias, double eps) {
        int lead = x.dim() - normalizedShape.length;
        boolean fits = lead >= 0 && normalizedShape.length > 0;
        int[] dims = new int[normalizedShape.length];
        for (int i = 0; fits && i < dims.length; i++) {
            dims[i] = lead + i;
            fits = x.size(lead + i) == normalizedShape[i];
        }
        if (!fits) {
            throw new ShapeException("layerNorm: the input has shape " + x.shape() + " and the normalized shape is "
                    + Arrays.toString(normalizedShape) + ": it must be that of the input's last dims");
        }
        Shape shape = Shape.of(normalizedShape);
        for (Optional<Tensor> parameter : List.of(weight, bias)) {
            if (parameter.isPresent() && !parameter.get().shape().equals(shape)) {
                throw new ShapeException("layerNorm: the weight or bias has shape "
                        + parameter.get().shape() + " and must have the normalized shape " + shape);
            }
        }
        int[] wide = new int[x.dim()];
        Arrays.setAll(wide, d -> d < lead ? 1 : normalizedShape[d - lead]);
        Standardization.Outputs found = Standardization.of(
                "layerNorm", x, eps, weight.map(w -> w.reshape(wide)), bias.map(b -> b.reshape(wide)), dims);
        return new Normalized(
                found.result(), found.mean().detach(), found.rstd().detach());
    }

    /// Returns the elements normalized over groups of channels (Y. Wu, K. He, "Group normalization", 2018).
    ///
    /// @param x of shape `[batch, channels, …]`
    /// @param numGroups how many groups the channels form
    /// @param weight one for each channel
    /// @param bias one for each channel
    /// @throws ShapeException if the channels do not divide into groups, or a shape does not fit
    public static Tensor groupNorm(
            Tensor x, int numGroups, Optional<Tensor> weight, Optional<Tensor> bias, double eps) {
        if (x.dim() < 2 || numGroups < 1 || x.size(1) % numGroups != 0) {
            throw new ShapeException("groupNorm: the input has shape " + x.shape() + " and its channels, dim 1, do not"
                    + " divide into " + numGroups + " groups: pass a divisor of the number of channels");
        }
        checkChannels("groupNorm", x.size(1), weight, bias);
        int each = x.numel() == 0 ? 0 : x.numel() / (x.size(0) * x.size(1));
        Tensor groups = x.reshape(x.size(0), numGroups, x.size(1) / numGroups, each);
        int[] wide = {1, numGroups, x.size(1) / numGroups, 1};
        return Standardization.of(
                        "groupNorm",
                        groups,
                        eps,
                        weight.map(w -> w.reshape(wide)),
                        bias.map(b -> b.reshape(wide)),
                        2,
                        3)
                .result()
                .reshape(x.shape());
    }

    /// Returns the elements normalized over groups of channels.
    ///
    /// @throws ShapeException if the channels do not divide into groups
    public static Tensor groupNorm(Tensor x, int numGroups) {
        return groupNorm(x, numGroups, Optional.empty(), Optional.empty(), 1e-5);
    }

    /// Returns the elements normalized over groups of channels, with a weight and a bias for each channel.
    ///
    /// @throws ShapeException if the channels do not divide into groups, or a shape does not fit
    public static Tensor groupNorm(Tensor x, int numGroups, Tensor weight, Tensor bias) {
        return groupNorm(x, numGroups, Optional.of(weight), Optional.of(bias), 1e-5);
    }

    private static Tensor perChannel(Tensor parameter, Tensor x) {
        int[] sizes = new int[x.dim()];
        Arrays.fill(sizes, 1);
        sizes[1] = parameter.numel();
        return parameter.reshape(sizes);
    }

    @SafeVarargs
    private static void checkChannels(String op, int channels, Optional<Tensor>... parameters) {
        for (Optional<Tensor> parameter : parameters) {
            if (parameter.isPresent()
                    && (parameter.get().dim() != 1 || parameter.get().numel() != channels)) {
                throw new ShapeException(
                        op + ": a parameter has shape " + parameter.get().shape() + " and there are " + channels
                                + " channels: pass one number for each");
            }
        }
    }

    /// Returns the elements normalized over all dims but the channels (S. Ioffe, C. Szegedy, "Batch
    /// normalization", 2015).
    ///
    /// @param x of shape `[batch, channels, …]`
    /// @param runningMean the running means; moved in place in training
    /// @param runningVar the running variances; moved in place in training
    /// @param training whether the batch's moments are taken, and the running ones moved towards them
    /// @param momentum how far the running moments move
    /// @throws ShapeException if a shape does not fit, or in training a channel has one element only
    public static Tensor batchNorm(
            Tensor x,
            Optional<Tensor> runningMean,
            Optional<Tensor> runningVar,
            Optional<Tensor> weight,
            Optional<Tensor> bias,
            boolean training,
            double momentum,
            double eps) {
        if (training && x.dim() >= 2 && x.numel() == x.size(1)) {
            throw new ShapeException(
                    "batchNorm: in training more than one value for each channel is needed, and the input"
                            + " has shape " + x.shape() + ": pass larger batches, or call eval()");
        }
        return nativeBatchNorm(x, weight, bias, runningMean, runningVar, training, momentum, eps)
                .output();
    }

    /// Returns the elements normalized with given means and variances, as outside of training.
    ///
    /// @throws ShapeException if a shape does not fit
    public static Tensor batchNorm(Tensor x, Tensor runningMean, Tensor runningVar) {
        return batchNorm(
                x,
                Optional.of(runningMean),
                Optional.of(runningVar),
                Optional.empty(),
                Optional.empty(),
                false,
                0.1,
                1e-5);
    }

    /// Returns the elements normalized over all dims but the channels, with a weight and a bias, momentum 0.1
    /// and eps 1e-5.
    ///
    /// @param training whether the batch's moments are taken, and the running ones moved towards them in
    ///     place
    /// @throws ShapeException if a shape does not fit, or in training a channel has one element only
    public static Tensor batchNorm(
            Tensor x, Tensor runningMean, Tensor runningVar, Tensor weight, Tensor bias, boolean training) {
        return batchNorm(
                x,
                Optional.of(runningMean),
                Optional.of(runningVar),
                Optional.of(weight),
                Optional.of(bias),
                training,
                0.1,
                1e-5);
    }

    /// Returns the batch norm, and in training the means and reciprocal deviations that it took.
    ///
    /// @throws ShapeException if a shape does not fit
    public static Normalized nativeBatchNorm(
            Tensor x,
            Optional<Tensor> weight,
            Optional<Tensor> bias,
            Optional<Tensor> runningMean,
            Optional<Tensor> runningVar,
            boolean training,
            double momentum,
            double eps) {
        if (x.dim() < 2) {
            // PyTorch takes a tensor of one dim without elements.
            if (x.numel() == 0) {
                return new Normalized(
                        x.clone(), Tensor.full(Shape.of(0), 0, x.dtype()), Tensor.full(Shape.of(0), 0, x.dtype()));
            }
            throw new ShapeException("batchNorm: the input has shape " + x.shape()
                    + " and needs a dim of channels: pass [batch, channels, …]");
        }
        int channels = x.size(1);
        checkChannels("batchNorm", channels, weight, bias, runningMean, runningVar);
        if (!training) {
            if (runningMean.isEmpty() || runningVar.isEmpty()) {
                throw new OborException("batchNorm: outside of training the running moments are needed: pass both");
            }
            Tensor none = Tensor.full(Shape.of(0), 0, x.dtype());
            return new Normalized(evaluated(x, runningMean.get(), runningVar.get(), weight, bias, eps), none, none);
        }
        int[] dims = new int[x.dim() - 1];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = i == 0 ? 0 : i + 1;
        }
        Standardization.Outputs found = Standardization.of(
                "batchNorm", x, eps, weight.map(w -> perChannel(w, x)), bias.map(b -> perChannel(b, x)), dims);
        double count = channels == 0 ? 0 : x.numel() / (double) channels;
        move(runningMean, found.mean().reshape(channels), momentum);
        move(runningVar, found.variance().reshape(channels).mul(count / (count - 1)), momentum);
        return new Normalized(
                found.result(),
                found.mean().reshape(channels).detach(),
                found.rstd().reshape(channels).detach());
    }

    /// Returns the batch norm by known moments, in one pass.
    private static Tensor evaluated(
            Tensor x, Tensor mean, Tensor var, Optional<Tensor> weight, Optional<Tensor> bias, double eps) {
        Tensor rstd = var.add(eps).rsqrt();
        Tensor scale = perChannel(weight.map(rstd::mul).orElse(rstd), x);
        Tensor normal = bias.isPresent()
                ? x.apply(SCALE_AND_SHIFT, perChannel(mean, x), scale, perChannel(bias.get(), x))
                : x.apply(SCALE, perChannel(mean, x), scale);
        return normal.to(x.dtype());
    }

    /// Moves a running moment towards the batch's; running variances are unbiased ones.
    private static void move(Optional<Tensor> running, Tensor found, double momentum) {
        try (GradMode.Scope _ = GradMode.set(false)) {
            running.ifPresent(moment -> moment.copy_(
                    moment.mul(1 - momentum).add(found.to(moment.dtype()).mul(momentum))));
        }
    }

    /// Returns how many elements each channel of each image has.
    private static long places(Tensor x) {
        long places = 1;
        for (int d = 2; d < x.dim(); d++) {
            places *= x.size(d);
        }
        return places;
    }

    /// Returns the elements normalized over all dims but batch and channels (D. Ulyanov et al., "Instance
    /// normalization", 2016).
    ///
    /// @param useInputStats whether the input's moments are taken, and the running ones, if any, moved
    ///     towards their means over the batch
    /// @throws ShapeException if a shape does not fit
    public static Tensor instanceNorm(
            Tensor x,
            Optional<Tensor> runningMean,
            Optional<Tensor> runningVar,
            Optional<Tensor> weight,
            Optional<Tensor> bias,
            boolean useInputStats,
            double momentum,
            double eps) {
        if (x.dim() < 3 || useInputStats && places(x) == 1) {
            throw new ShapeException("instanceNorm: the input has shape " + x.shape()
                    + " and needs a batch, channels,"
                    + " and more than one value for each: pass [batch, channels, size, …]");
        }
        checkChannels("instanceNorm", x.size(1), weight, bias, runningMean, runningVar);
        if (!useInputStats) {
            return batchNorm(x, runningMean, runningVar, weight, bias, false, momentum, eps);
        }
        int[] dims = new int[x.dim() - 2];
        Arrays.setAll(dims, i -> i + 2);
        Standardization.Outputs found = Standardization.of(
                "instanceNorm", x, eps, weight.map(w -> perChannel(w, x)), bias.map(b -> perChannel(b, x)), dims);
        double count = places(x);
        Shape each = Shape.of(x.size(0), x.size(1));
        move(runningMean, found.mean().reshape(each).mean(0), momentum);
        move(runningVar, found.variance().reshape(each).mean(0).mul(count / (count - 1)), momentum);
        return found.result();
    }

    /// Returns the elements normalized over all dims but batch and channels.
    ///
    /// @throws ShapeException if there are fewer than three dims, or one value for each channel only
    public static Tensor instanceNorm(Tensor x) {
        return instanceNorm(x, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, 0.1, 1e-5);
    }

    /// Returns x divided by the p-norms along a dim, or by eps where those are smaller.
    public static Tensor normalize(Tensor x, double p, int dim, double eps) {
        Shape.wrapDim("normalize", dim, x.dim());
        return x.div(x.norm(p, new int[] {dim}, true).clampMin(eps));
    }

    /// Returns x divided by the Euclidean norms along dim 1.
    public static Tensor normalize(Tensor x) {
        return normalize(x, 2, 1, 1e-12);
    }

    /// Returns x divided by the p-norms along dim 1.
    public static Tensor normalize(Tensor x, double p) {
        return normalize(x, p, 1);
    }

    /// Returns x divided by the p-norms along a dim.
    public static Tensor normalize(Tensor x, double p, int dim) {
        return normalize(x, p, dim, 1e-12);
    }

    /// Returns x1 · x2 / max(|x1| · |x2|, eps) along a dim.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2, int dim, double eps) {
        int[] along = {dim};
        Shape shape = Broadcast.of("cosineSimilarity", x1.shape(), x2.shape());
        Shape.wrapDim("cosineSimilarity", dim, shape.rank());
        Tensor first = x1.expand(shape);
        Tensor second = x2.expand(shape);
        Tensor a = first.div(first.norm(2, along, true).clampMin(eps));
        Tensor b = second.div(second.norm(2, along, true).clampMin(eps));
        return a.mul(b).sum(along, false);
    }

    /// Returns the cosines of the angles between vectors along a dim.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2, int dim) {
        return cosineSimilarity(x1, x2, dim, 1e-8);
    }

    /// Returns the cosines of the angles between vectors along dim 1.
    ///
    /// @throws ShapeException if the shapes do not broadcast, or have one dim only
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2) {
        return cosineSimilarity(x1, x2, 1);
    }
}

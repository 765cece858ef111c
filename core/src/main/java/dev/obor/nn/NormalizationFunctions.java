package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.storage.Storage;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Statistics.SpreadMean;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The functions of [F] that normalize, compare directions, look rows up, and drop elements at random.
public abstract sealed class NormalizationFunctions extends ResizingFunctions permits LossFunctions {
    NormalizationFunctions() {}

    /// What a normalization found: its result, and the means and the reciprocal deviations that it took.
    ///
    /// @param output the normalized elements
    /// @param mean the means
    /// @param rstd 1 / √(variance + eps)
    public record Normalized(Tensor output, Tensor mean, Tensor rstd) {}

    /// Returns the elements less their mean over the last dims, divided by √(variance + eps), times weight, plus bias
    /// (J. Ba et al., "Layer normalization", 2016).
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
                throw new ShapeException("layerNorm: the weight or bias has shape " + parameter.get().shape()
                        + " and must have the normalized shape " + shape);
            }
        }
        SpreadMean moments = x.varMean(dims, 0, true);
        Tensor rstd = moments.spread().add(eps).rsqrt();
        Tensor normal = x.sub(moments.mean()).mul(rstd);
        Tensor scaled = weight.map(normal::mul).orElse(normal);
        return new Normalized(bias.map(scaled::add).orElse(scaled), moments.mean(), rstd);
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
                    + " divide into " + numGroups + " groups");
        }
        checkChannels("groupNorm", x.size(1), weight, bias);
        int each = x.numel() == 0 ? 0 : x.numel() / (x.size(0) * numGroups);
        Tensor groups = x.reshape(x.size(0), numGroups, each);
        SpreadMean moments = groups.varMean(new int[] {2}, 0, true);
        Tensor normal = groups.sub(moments.mean())
                .mul(moments.spread().add(eps).rsqrt())
                .reshape(x.shape());
        return scaled(normal, weight, bias);
    }

    private static Tensor scaled(Tensor normal, Optional<Tensor> weight, Optional<Tensor> bias) {
        Tensor scaled = weight.map(w -> normal.mul(perChannel(w, normal))).orElse(normal);
        return bias.map(b -> scaled.add(perChannel(b, normal))).orElse(scaled);
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
            if (parameter.isPresent() && (parameter.get().dim() != 1 || parameter.get().numel() != channels)) {
                throw new ShapeException(op + ": a parameter has shape " + parameter.get().shape() + " and there are "
                        + channels + " channels: pass one number for each");
            }
        }
    }

    /// Returns the elements normalized over all dims but the channels (S. Ioffe, C. Szegedy, "Batch normalization", 2015).
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
            throw new ShapeException("batchNorm: in training more than one value for each channel is needed, and the input"
                    + " has shape " + x.shape() + ": pass larger batches, or call eval()");
        }
        return nativeBatchNorm(x, weight, bias, runningMean, runningVar, training, momentum, eps)
                .output();
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
                return new Normalized(x.clone(), Tensor.full(Shape.of(0), 0, x.dtype()), Tensor.full(Shape.of(0), 0, x.dtype()));
            }
            throw new ShapeException("batchNorm: the input has shape " + x.shape() + " and needs a dim of channels");
        }
        int channels = x.size(1);
        checkChannels("batchNorm", channels, weight, bias, runningMean, runningVar);
        if (!training) {
            if (runningMean.isEmpty() || runningVar.isEmpty()) {
                throw new OborException("batchNorm: outside of training the running moments are needed: pass both");
            }
            Tensor rstd = runningVar.get().add(eps).rsqrt();
            Tensor normal = x.sub(perChannel(runningMean.get(), x)).mul(perChannel(rstd, x));
            Tensor none = Tensor.full(Shape.of(0), 0, x.dtype());
            return new Normalized(scaled(normal, weight, bias), none, none);
        }
        int[] dims = new int[x.dim() - 1];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = i == 0 ? 0 : i + 1;
        }
        SpreadMean moments = x.varMean(dims, 0, true);
        move(x, moments, runningMean, runningVar, momentum);
        Tensor rstd = moments.spread().add(eps).rsqrt();
        Tensor normal = x.sub(moments.mean()).mul(rstd);
        return new Normalized(
                scaled(normal, weight, bias),
                moments.mean().reshape(channels).detach(),
                rstd.reshape(channels).detach());
    }

    /// The running variance is the unbiased one.
    private static void move(
            Tensor x, SpreadMean moments, Optional<Tensor> runningMean, Optional<Tensor> runningVar, double momentum) {
        int channels = x.size(1);
        double n = channels == 0 ? 0 : x.numel() / (double) channels;
        try (GradMode.Scope _ = GradMode.set(false)) {
            runningMean.ifPresent(mean -> mean.mul_(1 - momentum)
                    .add_(moments.mean().reshape(channels).to(mean.dtype()), momentum));
            runningVar.ifPresent(var -> var.mul_(1 - momentum)
                    .add_(moments.spread().reshape(channels).mul(n / (n - 1)).to(var.dtype()), momentum));
        }
    }

    /// Returns the elements normalized over all dims but batch and channels (D. Ulyanov et al., "Instance normalization",
    /// 2016).
    ///
    /// @param useInputStats whether the input's moments are taken, and the running ones, if any, moved towards their means
    ///     over the batch
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
        if (x.dim() < 3 || useInputStats && x.numel() == (long) x.size(0) * x.size(1)) {
            throw new ShapeException("instanceNorm: the input has shape " + x.shape()
                    + " and needs a batch, channels, and more than one value for each");
        }
        checkChannels("instanceNorm", x.size(1), weight, bias, runningMean, runningVar);
        if (!useInputStats) {
            return batchNorm(x, runningMean, runningVar, weight, bias, false, momentum, eps);
        }
        int[] dims = new int[x.dim() - 2];
        Arrays.setAll(dims, i -> i + 2);
        SpreadMean moments = x.varMean(dims, 0, true);
        double n = x.numel() / ((double) x.size(0) * x.size(1));
        try (GradMode.Scope _ = GradMode.set(false)) {
            runningMean.ifPresent(mean -> mean.mul_(1 - momentum)
                    .add_(moments.mean().reshape(x.size(0), x.size(1)).mean(0), momentum));
            runningVar.ifPresent(var -> var.mul_(1 - momentum)
                    .add_(moments.spread().reshape(x.size(0), x.size(1)).mean(0).mul(n / (n - 1)), momentum));
        }
        Tensor normal = x.sub(moments.mean()).mul(moments.spread().add(eps).rsqrt());
        return scaled(normal, weight, bias);
    }

    /// Returns x divided by the p-norms along a dim, or by eps where those are smaller.
    public static Tensor normalize(Tensor x, double p, int dim, double eps) {
        return x.div(x.norm(p, new int[] {dim}, true).clampMin(eps));
    }

    /// Returns x divided by the Euclidean norms along dim 1.
    public static Tensor normalize(Tensor x) {
        return normalize(x, 2, 1, 1e-12);
    }

    /// Returns x1 · x2 / max(|x1| · |x2|, eps) along a dim.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public static Tensor cosineSimilarity(Tensor x1, Tensor x2, int dim, double eps) {
        int[] along = {dim};
        Tensor a = x1.div(x1.norm(2, along, true).clampMin(eps));
        Tensor b = x2.div(x2.norm(2, along, true).clampMin(eps));
        return a.mul(b).sum(along, false);
    }

    /// Returns the rows of a weight that numbers name: of shape `[…, columns]` for numbers `[…]`.
    ///
    /// @throws IndexException if there is no such row
    public static Tensor embedding(Tensor x, Tensor weight) {
        return embedding(x, weight, Optional.empty());
    }

    /// Returns the rows of a weight that numbers name; the row `paddingIdx` gets no gradient.
    ///
    /// @param x int64 or int32
    /// @param weight a matrix
    /// @throws IndexException if there is no such row
    /// @throws ShapeException unless the weight is a matrix
    public static Tensor embedding(Tensor x, Tensor weight, Optional<Integer> paddingIdx) {
        if (weight.dim() != 2) {
            throw new ShapeException("embedding: the weight has shape " + weight.shape() + " and must be a matrix");
        }
        if (!x.dtype().isIntegral()) {
            throw new DTypeException("embedding: the numbers are " + x.dtype() + " and must be int64 or int32");
        }
        int[] sizes = Arrays.copyOf(x.shape().toArray(), x.dim() + 1);
        sizes[x.dim()] = weight.size(1);
        Tensor rows = weight.indexSelect(0, x.reshape(x.numel())).reshape(sizes);
        if (paddingIdx.isEmpty()) {
            return rows;
        }
        int row = paddingIdx.get() < 0 ? paddingIdx.get() + weight.size(0) : paddingIdx.get();
        return Tensor.where(x.ne(row).unsqueeze(-1), rows, rows.detach());
    }

    /// Returns a 1 at the place that each number names among `numClasses`, and 0 elsewhere, int64: of shape `[…, classes]`.
    ///
    /// @param numClasses -1 for one more than the largest number
    /// @throws OborException if a number is negative or too large
    public static Tensor oneHot(Tensor x, int numClasses) {
        if (x.dtype() != DType.INT64) {
            throw new DTypeException("oneHot: the numbers are " + x.dtype() + " and must be int64");
        }
        if (x.numel() == 0 && numClasses <= 0) {
            throw new OborException("oneHot: there are no numbers to find the number of classes from: pass numClasses");
        }
        long largest = x.numel() == 0 ? 0 : x.amax().itemLong();
        int classes = numClasses == -1 ? Math.toIntExact(largest + 1) : numClasses;
        if (x.numel() > 0 && (x.amin().itemLong() < 0 || largest >= classes)) {
            throw new OborException("oneHot: the numbers go from " + x.amin().itemLong() + " to " + largest
                    + " and there are " + classes + " classes: numbers are 0 to " + (classes - 1));
        }
        int[] sizes = Arrays.copyOf(x.shape().toArray(), x.dim() + 1);
        sizes[x.dim()] = classes;
        Tensor zeros = Tensor.full(Shape.of(sizes), 0, DType.INT64);
        Tensor places = x.unsqueeze(-1);
        return zeros.scatterAdd(x.dim(), places, Tensor.full(places.shape(), 1, DType.INT64));
    }

    /// Returns x with elements set to 0 with probability p, and the others divided by 1 − p; x itself outside of training.
    ///
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout(Tensor x, double p, boolean training, Generator generator) {
        if (!(p >= 0 && p <= 1)) {
            throw new OborException("dropout: p is " + p + " and must be from 0 to 1");
        }
        if (!training || p == 0) {
            return x;
        }
        if (p == 1) {
            return x.mul(0);
        }
        double[] keep = new double[x.numel()];
        Arrays.fill(keep, 1 - p);
        generator.bernoulli(keep, 0, keep.length);
        Tensor mask = Tensor.of(
                new Storage.Doubles(keep), DType.FLOAT64, x.shape());
        return x.mul(mask.to(x.dtype()).div(1 - p));
    }

    /// Returns x with elements set to 0 with probability p, from the process's generator.
    ///
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout(Tensor x, double p, boolean training) {
        return dropout(x, p, training, Generator.standard());
    }
}

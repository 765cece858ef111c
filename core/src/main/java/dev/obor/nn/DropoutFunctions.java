package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// The functions of [F] that drop whole channels at random, or keep mean and variance where they drop. Like
/// [#dropout(Tensor, double, boolean)] they return x itself outside of training.
public abstract sealed class DropoutFunctions extends EmbeddingFunctions permits LossFunctions {
    /// Where SELU ends on the left: minus its scale times its alpha (G. Klambauer et al., "Self-normalizing
    /// neural networks", 2017).
    private static final double ALPHA = 1.7580993408473766;

    DropoutFunctions() {}

    /// Returns x, `[batch, channels, length]` or `[channels, length]`, with channels set to 0 with
    /// probability p, and the others divided by 1 − p.
    ///
    /// @throws ShapeException for other shapes
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout1d(Tensor x, double p, boolean training) {
        if (x.dim() != 2 && x.dim() != 3) {
            throw new ShapeException("dropout1d: the input has shape " + x.shape()
                    + " and must be [batch, channels, length], or [channels, length] without the batch");
        }
        return channels("dropout1d", x, x.dim() == 2, p, training, Generator.standard());
    }

    /// Returns x with channels dropped with probability p, as in training.
    ///
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout1d(Tensor x, double p) {
        return dropout1d(x, p, true);
    }

    /// Returns x with channels dropped with probability ½, as in training.
    public static Tensor dropout1d(Tensor x) {
        return dropout1d(x, 0.5, true);
    }

    /// As [#dropout1d(Tensor, double, boolean)], from a generator.
    public static Tensor dropout1d(Tensor x, double p, boolean training, Generator generator) {
        return Generator.using(generator, () -> dropout1d(x, p, training));
    }

    /// Returns x, `[batch, channels, height, width]`, with channels set to 0 with probability p, and the
    /// others divided by 1 − p. As in PyTorch the first two dims are batch and channels whatever follows, so
    /// an image without a batch needs one.
    ///
    /// @throws ShapeException if there are fewer than two dims
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout2d(Tensor x, double p, boolean training) {
        return channels("dropout2d", x, false, p, training, Generator.standard());
    }

    /// Returns x with channels dropped with probability p, as in training.
    ///
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout2d(Tensor x, double p) {
        return dropout2d(x, p, true);
    }

    /// Returns x with channels dropped with probability ½, as in training.
    public static Tensor dropout2d(Tensor x) {
        return dropout2d(x, 0.5, true);
    }

    /// As [#dropout2d(Tensor, double, boolean)], from a generator.
    public static Tensor dropout2d(Tensor x, double p, boolean training, Generator generator) {
        return Generator.using(generator, () -> dropout2d(x, p, training));
    }

    /// Returns x, `[batch, channels, depth, height, width]` or the same without a batch, with channels set to
    /// 0 with probability p, and the others divided by 1 − p.
    ///
    /// @throws ShapeException if there are fewer than two dims
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout3d(Tensor x, double p, boolean training) {
        return channels("dropout3d", x, x.dim() == 4, p, training, Generator.standard());
    }

    /// Returns x with channels dropped with probability p, as in training.
    ///
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout3d(Tensor x, double p) {
        return dropout3d(x, p, true);
    }

    /// Returns x with channels dropped with probability ½, as in training.
    public static Tensor dropout3d(Tensor x) {
        return dropout3d(x, 0.5, true);
    }

    /// As [#dropout3d(Tensor, double, boolean)], from a generator.
    public static Tensor dropout3d(Tensor x, double p, boolean training, Generator generator) {
        return Generator.using(generator, () -> dropout3d(x, p, training));
    }

    private static Tensor channels(
            String op, Tensor x, boolean lacksBatch, double p, boolean training, Generator generator) {
        checkProbability(op, p);
        if (lacksBatch) {
            return channels(op, x.unsqueeze(0), false, p, training, generator).squeeze(0);
        }
        if (!training || p == 0 || x.numel() == 0) {
            checkChannels(op, x);
            return x;
        }
        return p == 1
                ? x.mul(0)
                : x.mul(channelNoise(op, x).bernoulli_(1 - p, generator).div_(1 - p));
    }

    /// Returns zeros, one for each channel of each image.
    private static Tensor channelNoise(String op, Tensor x) {
        checkChannels(op, x);
        int[] sizes = new int[x.dim()];
        Arrays.setAll(sizes, d -> d < 2 ? x.size(d) : 1);
        return Tensor.full(Shape.of(sizes), 0, x.dtype());
    }

    private static void checkChannels(String op, Tensor x) {
        if (x.dim() < 2) {
            throw new ShapeException(op + ": the input has shape " + x.shape()
                    + " and must begin with batch and channels: to drop single elements, use dropout");
        }
    }

    static void checkProbability(String op, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new OborException(op + ": p is " + p + " and must be from 0 to 1");
        }
    }

    /// Returns x with elements set to where SELU ends on the left with probability p, and all scaled and
    /// moved so that mean 0 and variance 1 stay (G. Klambauer et al., "Self-normalizing neural networks",
    /// 2017).
    ///
    /// @throws OborException if p is not from 0 to 1
    public static Tensor alphaDropout(Tensor x, double p, boolean training) {
        checkProbability("alphaDropout", p);
        return training && p > 0 && x.numel() > 0 ? alpha(x, Tensor.full(x.shape(), 0, x.dtype()), p) : x;
    }

    /// As [#alphaDropout(Tensor, double, boolean)], from a generator.
    public static Tensor alphaDropout(Tensor x, double p, boolean training, Generator generator) {
        return Generator.using(generator, () -> alphaDropout(x, p, training));
    }

    /// Returns x, whose first dims are batch and channels, with channels set to where SELU ends on the left
    /// with probability p, and all scaled and moved so that mean 0 and variance 1 stay.
    ///
    /// @throws ShapeException if there are fewer than two dims
    /// @throws OborException if p is not from 0 to 1
    public static Tensor featureAlphaDropout(Tensor x, double p, boolean training) {
        checkProbability("featureAlphaDropout", p);
        checkChannels("featureAlphaDropout", x);
        return training && p > 0 && x.numel() > 0 ? alpha(x, channelNoise("featureAlphaDropout", x), p) : x;
    }

    /// As [#featureAlphaDropout(Tensor, double, boolean)], from a generator.
    public static Tensor featureAlphaDropout(Tensor x, double p, boolean training, Generator generator) {
        return Generator.using(generator, () -> featureAlphaDropout(x, p, training));
    }

    private static Tensor alpha(Tensor x, Tensor zeros, double p) {
        if (p == 1) {
            return x.mul(0);
        }
        Tensor kept = zeros.bernoulli_(1 - p, Generator.standard());
        double a = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
        Tensor shift = kept.sub(1).mul_(ALPHA * a).add_(ALPHA * a * p);
        return x.mul(kept.mul_(a)).add(shift);
    }
}

package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// Group normalization of `[batch, channels, …]`: each group of channels of each image less its mean, divided
/// by its deviation, and, if affine, times a weight, plus a bias for each channel, which start at 1 and 0 (Y.
/// Wu, K. He, "Group normalization", 2018).
public final class GroupNorm extends Layer {
    private final int numGroups;
    private final int numChannels;
    private final double eps;
    private final Optional<Tensor> weight;
    private final Optional<Tensor> bias;

    /// Makes the layer with eps 1e-5 and a weight and a bias for each channel.
    ///
    /// @throws OborException if the groups do not divide the channels
    public GroupNorm(int numGroups, int numChannels) {
        this(numGroups, numChannels, 1e-5, true);
    }

    /// Makes the layer.
    ///
    /// @param eps what is added to variances
    /// @param affine whether there are a weight and a bias for each channel
    /// @throws OborException if the groups do not divide the channels
    public GroupNorm(int numGroups, int numChannels, double eps, boolean affine) {
        if (numGroups < 1 || numChannels < 0 || numChannels % numGroups != 0) {
            throw new OborException("GroupNorm: " + numGroups + " groups and " + numChannels
                    + " channels: the groups must divide the channels");
        }
        this.numGroups = numGroups;
        this.numChannels = numChannels;
        this.eps = eps;
        this.weight = affine ? Optional.of(parameter("weight", Obor.full(1.0, numChannels))) : Optional.empty();
        this.bias = affine ? Optional.of(parameter("bias", Obor.full(0.0, numChannels))) : Optional.empty();
    }

    /// Returns the weights, of shape `[channels]`.
    public Optional<Tensor> weight() {
        return weight;
    }

    /// Returns the biases, of shape `[channels]`.
    public Optional<Tensor> bias() {
        return bias;
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (x.dim() < 2 || x.size(1) != numChannels) {
            throw new ShapeException(
                    "GroupNorm: the input has shape " + x.shape() + ": it must be [batch, " + numChannels + ", …]");
        }
        return F.groupNorm(x, numGroups, weight, bias, eps);
    }

    @Override
    public String extraRepr() {
        return numGroups + ", " + numChannels + ", eps=" + Repr.of(eps) + ", affine=" + Repr.of(weight.isPresent());
    }
}

package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// The elements less their mean over the last dims, divided by √(variance + eps), times a weight, plus a bias.
/// Source: J. Ba et al., "Layer normalization" (2016).
///
/// The weight starts as ones, the bias as zeros, both of the normalized shape.
public final class LayerNorm extends Layer {
    private final int[] shape;
    private final double eps;
    private final boolean elementwiseAffine;
    private final Optional<Tensor> weight;
    private final Optional<Tensor> bias;

    /// Makes a layer with eps = 1e-5, a weight and a bias.
    ///
    /// @param normalizedShape the sizes of the last dims
    /// @throws OborException if there is no size, or one is negative
    public LayerNorm(int... normalizedShape) {
        this(normalizedShape, 1e-5, true);
    }

    /// Makes a layer.
    ///
    /// @param normalizedShape the sizes of the last dims
    /// @param eps what is added to the variance
    /// @param elementwiseAffine whether there are a weight and a bias
    /// @throws OborException if there is no size, or one is negative
    public LayerNorm(int[] normalizedShape, double eps, boolean elementwiseAffine) {
        this(normalizedShape, eps, elementwiseAffine, true);
    }

    /// Makes a layer.
    ///
    /// @param normalizedShape the sizes of the last dims
    /// @param eps what is added to the variance
    /// @param elementwiseAffine whether there is a weight
    /// @param bias whether there is a bias beside the weight
    /// @throws OborException if there is no size, or one is negative
    public LayerNorm(int[] normalizedShape, double eps, boolean elementwiseAffine, boolean bias) {
        if (normalizedShape.length == 0 || Arrays.stream(normalizedShape).anyMatch(size -> size < 0)) {
            throw new OborException("LayerNorm: the normalized shape is " + Arrays.toString(normalizedShape)
                    + ": pass one size or more, each 0 or more");
        }
        this.shape = normalizedShape.clone();
        this.eps = eps;
        this.elementwiseAffine = elementwiseAffine;
        this.weight = elementwiseAffine ? Optional.of(parameter("weight", Obor.ones(shape))) : Optional.empty();
        this.bias = elementwiseAffine && bias ? Optional.of(parameter("bias", Obor.zeros(shape))) : Optional.empty();
    }

    /// Returns the sizes of the last dims, a copy.
    public int[] normalizedShape() {
        return shape.clone();
    }

    /// Returns what is added to the variance.
    public double eps() {
        return eps;
    }

    /// Returns the weight, of the normalized shape.
    public Optional<Tensor> weight() {
        return weight;
    }

    /// Returns the bias, of the normalized shape.
    public Optional<Tensor> bias() {
        return bias;
    }

    /// Returns the normalized input, of its shape.
    ///
    /// @throws dev.obor.error.ShapeException if the last dims are not the normalized shape
    @Override
    protected Tensor compute(Tensor x) {
        return F.layerNorm(x, shape, weight, bias, eps);
    }

    @Override
    public String extraRepr() {
        return Repr.tuple(shape) + ", eps=" + Repr.of(eps) + ", elementwise_affine=" + Repr.of(elementwiseAffine);
    }
}

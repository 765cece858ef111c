package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.einops.WeightedEinsum;
import dev.obor.error.OborException;
import dev.obor.layout.Axis;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// A linear map along axes chosen by a pattern: an einsum of the input with a weight, and a bias if wanted.
///
/// ```java
/// new EinMix("t b c_in -> t b c_out", "c_in c_out", "c_out", axis("c_in", 10), axis("c_out", 20)); // as Linear
/// new EinMix("b (g c_in) h w -> b (g c_out) h w", "g c_in c_out", axis("g", 4), axis("c_in", 8), axis("c_out", 8));
/// ```
///
/// With n input elements in each output element, the weight starts uniform within ±√(3/n) and the bias within
/// ±√(1/n), the weight drawn first, as in the Python library einops.
public final class EinMix extends Layer {
    private final WeightedEinsum product;
    private final Tensor weight;
    private final Optional<Tensor> bias;
    private final String text;

    /// Makes a layer without a bias.
    ///
    /// @param weightShape the axes of the weight; all have lengths
    /// @throws dev.obor.error.PatternException if the patterns do not fit each other or a length is missing
    public EinMix(String pattern, String weightShape, Axis... lengths) {
        this(pattern, weightShape, Optional.empty(), lengths);
    }

    /// Makes a layer with a bias.
    ///
    /// @param weightShape the axes of the weight; all have lengths
    /// @param biasShape the axes of the bias, which stand on the right side; all have lengths
    /// @throws dev.obor.error.PatternException if the patterns do not fit each other or a length is missing
    public EinMix(String pattern, String weightShape, String biasShape, Axis... lengths) {
        this(pattern, weightShape, Optional.of(biasShape), lengths);
    }

    private EinMix(String pattern, String weightShape, Optional<String> biasShape, Axis... lengths) {
        this.product = WeightedEinsum.of(pattern, weightShape, biasShape.orElse(""), lengths);
        if (product.fanIn() == 0) {
            throw new OborException("EinMix: the axes that are mixed have no elements: give them lengths of 1 or more");
        }
        double weightBound = Math.sqrt(3.0 / product.fanIn());
        double biasBound = Math.sqrt(1.0 / product.fanIn());
        this.weight =
                parameter("weight", Obor.zeros(product.weightShape().toArray()).uniform_(-weightBound, weightBound));
        this.bias = biasShape.map(
                _ -> parameter("bias", Obor.zeros(product.biasShape().toArray()).uniform_(-biasBound, biasBound)));
        StringBuilder parts = new StringBuilder("'" + pattern + "', '" + weightShape + "'");
        biasShape.ifPresent(shape -> parts.append(", '").append(shape).append("'"));
        for (Axis axis : lengths) {
            parts.append(", ").append(axis.name()).append("=").append(axis.length());
        }
        this.text = parts.toString();
    }

    /// Returns the weight, of the shape that was named.
    public Tensor weight() {
        return weight;
    }

    /// Returns the bias: the axes of the output, of length 1 where the bias does not have them; empty for none.
    public Optional<Tensor> bias() {
        return bias;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return product.apply(x, weight, bias);
    }

    @Override
    public String extraRepr() {
        return text;
    }
}

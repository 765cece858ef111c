package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// A map of two inputs that is linear in each: x1 · Wₖ · x2 + biasₖ for each k, with `weight` of shape `[out,
/// in1, in2]`.
///
/// All start uniform within ±1/√in1, the weight drawn first.
public final class Bilinear extends Block {
    private final int in1;
    private final int in2;
    private final int out;
    private final Tensor weight;
    private final Optional<Tensor> bias;

    /// Makes a map with a bias, drawing from the process's generator.
    ///
    /// @throws OborException unless the numbers are 1 or more
    public Bilinear(int in1Features, int in2Features, int outFeatures) {
        this(in1Features, in2Features, outFeatures, true);
    }

    /// Makes a map, drawing from the process's generator.
    ///
    /// @throws OborException unless the numbers are 1 or more
    public Bilinear(int in1Features, int in2Features, int outFeatures, boolean bias) {
        if (in1Features < 1 || in2Features < 1 || outFeatures < 1) {
            throw new OborException("Bilinear: " + in1Features + " and " + in2Features + " features in and "
                    + outFeatures + " out: all must be 1 or more");
        }
        this.in1 = in1Features;
        this.in2 = in2Features;
        this.out = outFeatures;
        double bound = 1 / Math.sqrt(in1);
        this.weight = parameter("weight", Obor.zeros(out, in1, in2).uniform_(-bound, bound));
        this.bias = bias ? Optional.of(parameter("bias", Obor.zeros(out).uniform_(-bound, bound))) : Optional.empty();
    }

    /// Returns the map of `[..., in1]` and `[..., in2]`, of shape `[..., out]`.
    ///
    /// @throws ShapeException if the shapes do not fit
    public Tensor forward(Tensor input1, Tensor input2) {
        return call(x -> F.bilinear(x[0], x[1], weight, bias), input1, input2);
    }

    @Override
    public String extraRepr() {
        return "in1_features=" + in1 + ", in2_features=" + in2 + ", out_features=" + out + ", bias="
                + Repr.of(bias.isPresent());
    }
}

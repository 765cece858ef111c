package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;

/// x where it is positive, else slope · x, with slopes that are learned: one for all elements, or one for
/// each channel (dim 1).
public final class PReLU extends Layer {
    private final int numParameters;
    private final Tensor weight;

    /// Makes the layer with one slope, which starts at 0.25.
    public PReLU() {
        this(1);
    }

    /// Makes the layer with slopes that start at 0.25.
    ///
    /// @throws OborException if the number of slopes is less than 1
    public PReLU(int numParameters) {
        this(numParameters, 0.25);
    }

    /// Makes the layer.
    ///
    /// @param init where the slopes start
    /// @throws OborException if the number of slopes is less than 1
    public PReLU(int numParameters, double init) {
        if (numParameters < 1) {
            throw new OborException("PReLU: " + numParameters + " slopes: it must be 1, or the number of channels");
        }
        this.numParameters = numParameters;
        this.weight = parameter("weight", Obor.zeros(numParameters).fill_(init));
    }

    /// Returns the slopes, of shape `[numParameters]`.
    public Tensor weight() {
        return weight;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.prelu(x, weight);
    }

    @Override
    public String extraRepr() {
        return "num_parameters=" + numParameters;
    }
}

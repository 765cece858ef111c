package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;

/// In training, elements set to 0 with probability p and the others divided by 1 − p; outside of it, the
/// input itself. Source: G. Hinton et al., "Improving neural networks by preventing co-adaptation of feature
/// detectors" (2012).
///
/// ```java
/// new Sequential(new Linear(784, 128), new ReLU(), new Dropout(0.2), new Linear(128, 10));
/// ```
public final class Dropout extends Layer {
    private final Number p;
    private final boolean inplace;

    /// Makes a layer with p = 0.5.
    public Dropout() {
        this(0.5);
    }

    /// Makes a layer.
    ///
    /// @param p the probability, from 0 to 1
    /// @throws OborException if it is out of range
    public Dropout(Number p) {
        this(p, false);
    }

    /// Makes a layer.
    ///
    /// @param p the probability, from 0 to 1
    /// @param inplace whether the input is overwritten with the result
    /// @throws OborException if the probability is out of range
    public Dropout(Number p, boolean inplace) {
        if (!(p.doubleValue() >= 0 && p.doubleValue() <= 1)) {
            throw new OborException("Dropout: p is " + p + " and must be from 0 to 1");
        }
        this.p = p;
        this.inplace = inplace;
    }

    /// Returns the probability.
    public double p() {
        return p.doubleValue();
    }

    @Override
    protected Tensor compute(Tensor x) {
        Tensor result = F.dropout(x, p.doubleValue(), isTraining());
        return inplace && result != x ? x.copy_(result) : result;
    }

    @Override
    public String extraRepr() {
        return "p=" + Repr.of(p) + ", inplace=" + Repr.of(inplace);
    }
}

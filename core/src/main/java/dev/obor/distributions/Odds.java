package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// A probability, as such or as the logarithm of its odds; whichever was not given is computed from the other.
///
/// @param isProbs what the value is
record Odds(Tensor value, boolean isProbs) {
    static Odds ofProbs(Tensor probs) {
        return new Odds(probs, true);
    }

    static Odds ofLogits(Tensor logits) {
        return new Odds(logits, false);
    }

    Tensor probs() {
        return isProbs ? value : value.sigmoid();
    }

    Tensor logits() {
        return isProbs ? Params.binaryLogits(value) : value;
    }

    /// Returns the precision of the dtype.
    double eps() {
        return Bounds.eps(value.dtype());
    }

    Shape shape() {
        return value.shape();
    }

    Odds expand(Shape shape) {
        return new Odds(value.expand(shape), isProbs);
    }

    Distribution.Parameter parameter() {
        return parameter(Constraints.UNIT_INTERVAL);
    }

    /// Returns the parameter, with what probabilities must satisfy.
    Distribution.Parameter parameter(Constraint ofProbs) {
        return isProbs
                ? new Distribution.Parameter("probs", value, ofProbs)
                : new Distribution.Parameter("logits", value, Constraints.REAL);
    }
}

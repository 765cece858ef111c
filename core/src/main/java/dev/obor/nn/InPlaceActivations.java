package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;

/// The functions of [F] that overwrite their input with an activation, and the softmax of random logits.
public abstract sealed class InPlaceActivations extends ActivationFunctions permits SpatialFunctions {
    InPlaceActivations() {}

    /// Replaces the elements by [#relu(Tensor)] and returns x.
    public static Tensor relu_(Tensor x) {
        return x.copy_(relu(x.clone()));
    }

    /// Replaces the elements by [#leakyRelu(Tensor, double)] and returns x.
    public static Tensor leakyRelu_(Tensor x, double slope) {
        return x.copy_(leakyRelu(x.clone(), slope));
    }

    /// Replaces the elements by [#elu(Tensor)] and returns x.
    public static Tensor elu_(Tensor x) {
        return x.copy_(elu(x.clone()));
    }

    /// Replaces the elements by [#selu(Tensor)] and returns x.
    public static Tensor selu_(Tensor x) {
        return x.copy_(selu(x.clone()));
    }

    /// Replaces the elements by [#celu(Tensor)] and returns x.
    public static Tensor celu_(Tensor x) {
        return x.copy_(celu(x.clone()));
    }

    /// Replaces the elements by [#hardtanh(Tensor, double, double)] and returns x.
    public static Tensor hardtanh_(Tensor x, double minVal, double maxVal) {
        return x.copy_(hardtanh(x.clone(), minVal, maxVal));
    }

    /// Replaces the elements by [#threshold(Tensor, double, double)] and returns x.
    public static Tensor threshold_(Tensor x, double threshold, double value) {
        return x.copy_(threshold(x.clone(), threshold, value));
    }

    /// Replaces the elements by [#rrelu(Tensor, double, double, boolean)] and returns x.
    public static Tensor rrelu_(Tensor x, double lower, double upper, boolean training) {
        return x.copy_(rrelu(x.clone(), lower, upper, training));
    }

    /// Returns a sample of the relaxed categorical distribution whose logits lie along the last dim: the
    /// softmax of logits plus Gumbel noise.
    public static Tensor gumbelSoftmax(Tensor logits) {
        return gumbelSoftmax(logits, 1, false, -1);
    }

    /// Returns a sample of the relaxed categorical distribution whose logits lie along the last dim.
    ///
    /// @param tau the temperature: the smaller, the nearer the sample is to a single 1
    /// @throws OborException if tau is not positive
    public static Tensor gumbelSoftmax(Tensor logits, double tau) {
        return gumbelSoftmax(logits, tau, false, -1);
    }

    /// Returns a sample of the relaxed categorical distribution whose logits lie along the last dim.
    ///
    /// @param tau the temperature: the smaller, the nearer the sample is to a single 1
    /// @param hard whether the sample is a single 1, with the gradient of the soft one
    public static Tensor gumbelSoftmax(Tensor logits, double tau, boolean hard) {
        return gumbelSoftmax(logits, tau, hard, -1);
    }

    /// Returns a sample of the relaxed categorical distribution whose logits lie along a dim: softmax((logits
    /// + g) / tau) with g = −log e for exponential numbers e from the process's generator (E. Jang et al.,
    /// "Categorical reparameterization with Gumbel-softmax", 2017; C. Maddison et al., "The concrete
    /// distribution", 2017).
    ///
    /// @param tau the temperature, more than 0: the smaller, the nearer the sample is to a single 1
    /// @param hard whether the sample is a single 1, with the gradient of the soft one
    /// @throws OborException if tau is not positive
    public static Tensor gumbelSoftmax(Tensor logits, double tau, boolean hard, int dim) {
        if (!(tau > 0)) {
            throw new OborException("gumbelSoftmax: tau is " + tau + " and must be more than 0");
        }
        Tensor gumbels = Obor.emptyLike(logits.detach()).exponential_().log().neg();
        Tensor soft = logits.add(gumbels).div(tau).softmax(dim);
        if (!hard) {
            return soft;
        }
        Tensor place = soft.detach().argmax(dim, true);
        Tensor single = Obor.zerosLike(logits.detach()).scatter(dim, place, 1.0);
        return single.sub(soft.detach()).add(soft);
    }
}

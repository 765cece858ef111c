package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// A distribution with a density exp(t(x) · θ − F(θ) + k(x)), natural parameters θ and log normalizer F. From
/// these two follows the divergence between members of one family (F. Nielsen and R. Nock, "Entropies and
/// cross-entropies of exponential families", ICIP 2010), which [KlDivergence] uses where it has no closed
/// form.
public abstract class ExponentialFamily extends Distribution {
    /// Makes a member.
    protected ExponentialFamily(Shape batchShape, Shape eventShape, Parameter... parameters) {
        super(batchShape, eventShape, parameters);
    }

    /// Returns the natural parameters.
    protected abstract Tensor[] naturalParams();

    /// Returns the log normalizer at natural parameters.
    protected abstract Tensor logNormalizer(Tensor... naturalParams);
}

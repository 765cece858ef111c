package dev.obor.nn;

import dev.obor.einops.Transform;
import dev.obor.layout.Axis;
import dev.obor.tensor.Tensor;

/// A change of shape by a pattern, as in `new Rearrange("b c h w -> b (c h w)")`.
public final class Rearrange extends Layer {
    private final Transform transform;

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.PatternException if the pattern is wrong for every tensor
    public Rearrange(String pattern, Axis... lengths) {
        this.transform = Transform.rearrange(pattern, lengths);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return transform.apply(x);
    }

    @Override
    public String extraRepr() {
        return transform.toString();
    }
}

package dev.obor.nn;

import dev.obor.einops.Transform;
import dev.obor.layout.Axis;
import dev.obor.tensor.Tensor;
import java.util.function.BiFunction;

/// A reduction by a pattern, as in `new Reduce("b c (h 2) (w 2) -> b c h w", "max")`. Not to be confused with
/// the operator [dev.obor.tensor.Reduce].
public final class Reduce extends Layer {
    private final Transform transform;

    /// Makes the layer.
    ///
    /// @param reduction `mean`, `sum`, `max`, `min`, `prod`, `any` or `all`
    /// @throws dev.obor.error.PatternException if the pattern is wrong for every tensor, or there is no such
    /// reduction
    public Reduce(String pattern, String reduction, Axis... lengths) {
        this.transform = Transform.reduce(pattern, reduction, lengths);
    }

    /// Makes the layer with a function of yours.
    ///
    /// @param reduction takes a tensor and the dims that must go, ascending
    /// @throws dev.obor.error.PatternException if the pattern is wrong for every tensor
    public Reduce(String pattern, BiFunction<Tensor, int[], Tensor> reduction, Axis... lengths) {
        this.transform = Transform.reduce(pattern, reduction, lengths);
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

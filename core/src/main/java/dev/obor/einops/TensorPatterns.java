package dev.obor.einops;

import dev.obor.layout.Axis;
import dev.obor.layout.Shape;
import dev.obor.tensor.PatternLanguage;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Gives the pattern methods of [Tensor] this package; the service loader makes it.
public final class TensorPatterns implements PatternLanguage {
    /// Makes the provider.
    public TensorPatterns() {}

    @Override
    public Tensor rearrange(Tensor x, String pattern, Axis... lengths) {
        return Einops.rearrange(x, pattern, lengths);
    }

    @Override
    public Tensor reduce(Tensor x, String pattern, String reduction, Axis... lengths) {
        return Einops.reduce(x, pattern, reduction, lengths);
    }

    @Override
    public Tensor reduce(Tensor x, String pattern, BiFunction<Tensor, int[], Tensor> reduction, Axis... lengths) {
        return Einops.reduce(x, pattern, reduction, lengths);
    }

    @Override
    public Tensor repeat(Tensor x, String pattern, Axis... lengths) {
        return Einops.repeat(x, pattern, lengths);
    }

    @Override
    public Tensor einsum(String pattern, Tensor... operands) {
        return Einops.einsum(pattern, operands);
    }

    @Override
    public List<Tensor> unpack(Tensor x, List<Shape> shapes, String pattern) {
        return Einops.unpack(x, shapes, pattern);
    }

    @Override
    public Map<String, Integer> parseShape(Tensor x, String pattern) {
        return Einops.parseShape(x, pattern);
    }
}

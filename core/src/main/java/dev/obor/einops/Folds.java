package dev.obor.einops;

import dev.obor.error.PatternException;
import dev.obor.tensor.Tensor;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// The reductions that have a name.
final class Folds {
    private static final Map<String, BiFunction<Tensor, int[], Tensor>> KNOWN = Map.of(
            "mean", Tensor::mean,
            "sum", Tensor::sum,
            "prod", Tensor::prod,
            "max", (x, dims) -> x.amax(dims, false),
            "min", (x, dims) -> x.amin(dims, false),
            "any", Tensor::any,
            "all", Tensor::all);

    private Folds() {}

    /// Returns the reduction of a name.
    ///
    /// @param pattern for the message
    /// @throws PatternException if there is none
    static BiFunction<Tensor, int[], Tensor> of(String name, String pattern) {
        BiFunction<Tensor, int[], Tensor> known = KNOWN.get(name);
        if (known == null) {
            throw new PatternException(
                    "reduce: there is no reduction '" + name + "': use one of " + new TreeSet<>(KNOWN.keySet())
                            + ", or pass a function of a tensor and dims\n  in pattern \"" + pattern + "\"");
        }
        return known;
    }

    /// Returns x: where no axis goes, nothing is brought together.
    static Tensor none(Tensor x, int... dims) {
        return x;
    }
}

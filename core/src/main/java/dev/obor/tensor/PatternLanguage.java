package dev.obor.tensor;

import dev.obor.error.OborException;
import dev.obor.layout.Axis;
import dev.obor.layout.Shape;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BiFunction;

/// What stands behind the methods of [Patterns]. The language is built upon tensors, in `dev.obor.einops`, and
/// so it comes to them the way the [Interpreter] does: declared here, provided there.
public interface PatternLanguage {
    /// Returns x with its axes rearranged.
    Tensor rearrange(Tensor x, String pattern, Axis... lengths);

    /// Returns x with axes reduced by a reduction that has a name.
    Tensor reduce(Tensor x, String pattern, String reduction, Axis... lengths);

    /// Returns x with axes reduced by a function.
    Tensor reduce(Tensor x, String pattern, BiFunction<Tensor, int[], Tensor> reduction, Axis... lengths);

    /// Returns x repeated along new axes.
    Tensor repeat(Tensor x, String pattern, Axis... lengths);

    /// Returns the parts that a pack was made of.
    List<Tensor> unpack(Tensor x, List<Shape> shapes, String pattern);

    /// Returns the sizes of axes by name.
    Map<String, Integer> parseShape(Tensor x, String pattern);

    /// Returns sums of products.
    Tensor einsum(String pattern, Tensor... operands);

    /// Returns the language that the library brings.
    static PatternLanguage installed() {
        return Default.INSTANCE;
    }

    /// Holds the language that the library brings.
    final class Default {
        private static final PatternLanguage INSTANCE = ServiceLoader.load(
                        PatternLanguage.class, PatternLanguage.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new OborException("patterns: none are provided: the obor-core jar is damaged"));

        private Default() {}
    }
}

package dev.obor.tensor;

import dev.obor.layout.Axis;
import dev.obor.layout.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Shapes and products by patterns of named axes; the notation is described in the package `dev.obor.einops`.
public sealed interface Patterns extends Applicable permits Tensor {
    /// Returns the elements in another shape and order, as in `"b (h w) c -> b c h w"`; a view where strides
    /// can express it.
    ///
    /// @param lengths those of axes that the shape alone does not tell
    /// @throws dev.obor.error.PatternException if the pattern is wrong or this tensor does not fit it
    default Tensor rearrange(String pattern, Axis... lengths) {
        return PatternLanguage.installed().rearrange(self(), pattern, lengths);
    }

    /// Returns the axes that do not stand on the right brought together, as in `"b c h w -> b c"`.
    ///
    /// @param reduction `mean`, `sum`, `max`, `min`, `prod`, `any` or `all`
    /// @throws dev.obor.error.PatternException if the pattern is wrong or this tensor does not fit it
    default Tensor reduce(String pattern, String reduction, Axis... lengths) {
        return PatternLanguage.installed().reduce(self(), pattern, reduction, lengths);
    }

    /// Returns the axes that do not stand on the right brought together by a function of yours.
    ///
    /// @param reduction takes a tensor and the dims that must go, ascending
    /// @throws dev.obor.error.PatternException if the pattern is wrong or this tensor does not fit it
    default Tensor reduce(String pattern, BiFunction<Tensor, int[], Tensor> reduction, Axis... lengths) {
        return PatternLanguage.installed().reduce(self(), pattern, reduction, lengths);
    }

    /// Returns the elements repeated along axes that stand on the right only, as in `"h w -> (h 2) w c"`; a
    /// view where strides can express it.
    ///
    /// @throws dev.obor.error.PatternException if the pattern is wrong or this tensor does not fit it
    default Tensor repeat(String pattern, Axis... lengths) {
        return PatternLanguage.installed().repeat(self(), pattern, lengths);
    }

    /// Returns the parts that a pack was made of, as in `"b *"`; views where strides can express them.
    ///
    /// @param shapes the shapes of the parts' packed axes, in order
    /// @throws dev.obor.error.PatternException if the pattern is wrong or this tensor does not fit it
    default List<Tensor> unpack(List<Shape> shapes, String pattern) {
        return PatternLanguage.installed().unpack(self(), shapes, pattern);
    }

    /// Returns the sizes of the axes by the names in a pattern, as in `"b c h w"`; `_` passes an axis over.
    ///
    /// @throws dev.obor.error.PatternException if the pattern is wrong or this tensor does not fit it
    default Map<String, Integer> parseShape(String pattern) {
        return PatternLanguage.installed().parseShape(self(), pattern);
    }

    /// Returns sums of products of this tensor, the first operand, with others, as in `"ij,jk->ik"` or
    /// `"batch d_in, d_out d_in -> batch d_out"`.
    ///
    /// @throws dev.obor.error.PatternException if the pattern is wrong or the tensors do not fit it
    default Tensor einsum(String pattern, Tensor... others) {
        Tensor[] operands = new Tensor[others.length + 1];
        operands[0] = self();
        System.arraycopy(others, 0, operands, 1, others.length);
        return PatternLanguage.installed().einsum(pattern, operands);
    }
}

package dev.obor.einops;

import dev.obor.Obor;
import dev.obor.error.PatternException;
import dev.obor.layout.Axis;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Functions that say by a pattern what happens to axes. The package's page describes the notation; for one
/// tensor they are methods of [Tensor] as well: `x.rearrange("b c h w -> b (c h w)")`.
public final class Einops {
    private Einops() {}

    /// Returns the length of an axis, as an argument.
    ///
    /// @throws dev.obor.error.ShapeException if it is negative
    public static Axis axis(String name, int length) {
        return new Axis(name, length);
    }

    /// Returns the elements of x in another shape and order: every axis of the left side stands on the right. A
    /// view where strides can express it.
    ///
    /// ```java
    /// rearrange(images, "b c (h h1) (w w1) -> b (c h1 w1) h w", axis("h1", 2), axis("w1", 2));
    /// ```
    ///
    /// @throws PatternException if the pattern is wrong or x does not fit it
    public static Tensor rearrange(Tensor x, String pattern, Axis... lengths) {
        return transform(Operation.REARRANGE, x, pattern, Folds::none, lengths);
    }

    /// Returns the same for tensors of one shape, which are taken as one tensor with a new first axis.
    ///
    /// @throws PatternException if the pattern is wrong, the tensors do not fit it or each other, or there are
    /// none
    public static Tensor rearrange(List<Tensor> tensors, String pattern, Axis... lengths) {
        return rearrange(stacked("rearrange", tensors), pattern, lengths);
    }

    /// Returns x with the axes that do not stand on the right brought together, by `mean`, `sum`, `max`, `min`,
    /// `prod`, `any` or `all`.
    ///
    /// ```java
    /// reduce(images, "b c (h 2) (w 2) -> b c h w", "max");
    /// ```
    ///
    /// @throws PatternException if the pattern is wrong, x does not fit it, or there is no such reduction
    public static Tensor reduce(Tensor x, String pattern, String reduction, Axis... lengths) {
        return reduce(x, pattern, Folds.of(reduction, pattern), lengths);
    }

    /// Returns x with the axes that do not stand on the right brought together by a function of yours. It is
    /// called with a tensor and the dims that must go, ascending; not at all where no axis goes.
    ///
    /// @throws PatternException if the pattern is wrong, x does not fit it, or the function's result has
    /// another shape
    public static Tensor reduce(
            Tensor x, String pattern, BiFunction<Tensor, int[], Tensor> reduction, Axis... lengths) {
        return transform(Operation.REDUCE, x, pattern, reduction, lengths);
    }

    /// Returns the same for tensors of one shape, which are taken as one tensor with a new first axis.
    public static Tensor reduce(List<Tensor> tensors, String pattern, String reduction, Axis... lengths) {
        return reduce(stacked("reduce", tensors), pattern, reduction, lengths);
    }

    /// Returns the same for tensors of one shape, which are taken as one tensor with a new first axis.
    public static Tensor reduce(
            List<Tensor> tensors, String pattern, BiFunction<Tensor, int[], Tensor> reduction, Axis... lengths) {
        return reduce(stacked("reduce", tensors), pattern, reduction, lengths);
    }

    /// Returns the elements of x repeated along the axes that stand on the right only; their lengths are
    /// arguments or numbers in the pattern. A view where strides can express it.
    ///
    /// ```java
    /// repeat(image, "h w -> (h 2) (w k)", axis("k", 3));
    /// ```
    ///
    /// @throws PatternException if the pattern is wrong or x does not fit it
    public static Tensor repeat(Tensor x, String pattern, Axis... lengths) {
        return transform(Operation.REPEAT, x, pattern, Folds::none, lengths);
    }

    /// Returns the same for tensors of one shape, which are taken as one tensor with a new first axis.
    public static Tensor repeat(List<Tensor> tensors, String pattern, Axis... lengths) {
        return repeat(stacked("repeat", tensors), pattern, lengths);
    }

    /// Returns the sums of products that a pattern tells: axes of one name run together, and those that do not
    /// stand on the right are summed over. Two notations are understood:
    ///
    /// - letters, as PyTorch's: `"bij,bjk->bik"`, with `...`, repeated letters for diagonals, and without an
    ///   arrow the letters that stand once, in alphabetical order;
    /// - names, separated by spaces: `"d_output d_input, batch d_input -> batch d_output"`.
    ///
    /// A pattern in which no term has a space inside is read as letters, unless the numbers of dims fit names
    /// only (as `"batch, batch ->"` for two vectors). An axis of size 1 broadcasts.
    ///
    /// @throws PatternException if the pattern is wrong or the tensors do not fit it, or differ in dtype
    public static Tensor einsum(String pattern, Tensor... operands) {
        return Einsum.run(pattern, operands);
    }

    /// Returns tensors in one, joined along the axis `*`, which in each of them stands for any number of axes.
    ///
    /// ```java
    /// Packed packed = pack(List.of(classToken, patches), "batch * channel");
    /// ```
    ///
    /// @throws PatternException if the pattern is wrong, a tensor does not fit it, or there is none
    public static Packed pack(List<Tensor> tensors, String pattern) {
        return Packing.parse("pack", pattern).pack(tensors);
    }

    /// Returns the tensors that were packed: `*` is split and each part gets its shape.
    ///
    /// @param shapes what `*` stands for in each of them
    /// @throws PatternException if the pattern is wrong, or the shapes do not fill the axis
    public static List<Tensor> unpack(Tensor x, List<Shape> shapes, String pattern) {
        return unpack(x, shapes.stream().map(Shape::toArray).toArray(int[][]::new), pattern);
    }

    /// Returns the tensors that were packed; one size in all the shapes may be -1 and is then found.
    ///
    /// @param shapes what `*` stands for in each of them
    /// @throws PatternException if the pattern is wrong, or the shapes do not fill the axis
    public static List<Tensor> unpack(Tensor x, int[][] shapes, String pattern) {
        return Packing.parse("unpack", pattern).unpack(x, shapes);
    }

    /// Returns the sizes of x under the names of a pattern such as `"batch _ h w"`, in their order; `_` and
    /// `...` are passed over, and numbers must be the size.
    ///
    /// @throws PatternException if the pattern is wrong or x does not fit it
    public static Map<String, Integer> parseShape(Tensor x, String pattern) {
        return ShapePattern.parse(x.shape(), pattern);
    }

    private static Tensor transform(
            Operation operation, Tensor x, String pattern, BiFunction<Tensor, int[], Tensor> fold, Axis... lengths) {
        return Transform.unchecked(operation, pattern, fold, lengths).apply(x);
    }

    private static Tensor stacked(String op, List<Tensor> tensors) {
        if (tensors.isEmpty()) {
            throw new PatternException(op + ": there are no tensors: pass at least one");
        }
        for (int i = 1; i < tensors.size(); i++) {
            if (!tensors.get(i).shape().equals(tensors.getFirst().shape())) {
                throw new PatternException(
                        op + ": tensor 0 has shape " + tensors.getFirst().shape() + " and tensor " + i + " "
                                + tensors.get(i).shape() + ": tensors in a list must have one shape");
            }
        }
        return Obor.stack(tensors, 0);
    }
}

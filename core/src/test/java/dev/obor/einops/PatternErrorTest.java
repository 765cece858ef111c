package dev.obor.einops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.obor.Obor;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.PatternException;
import dev.obor.layout.Axis;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatternErrorTest {
    /// Function, shapes, axis lengths and problem; then the pattern with the marks under it.
    private static final String CASES = """
            rearrange | 2,3 |  | there is no '->'
              a b
              ^^^
            rearrange | 2 |  | a second '->'
              a -> b -> a
                     ^^
            rearrange | 2,3 |  | there is no '->'
              a b > b a
              ^^^^^^^^^
            rearrange | 2,3 |  | axis 'a' stands on the left only
              a b -> b
              ^
            rearrange | 2 |  | axis 'b' stands on the right only
              a -> a b
                     ^
            rearrange | 2,2 |  | axis 'a' stands twice
              a a -> a
                ^
            rearrange | 2,3 |  | axis 'a' stands twice
              a b -> b (a a)
                          ^
            rearrange | 2,3 |  | the left side has 3 dims, the tensor 2
              a b c -> c b a
              ^^^^^
            rearrange | 2 |  | has 2 dims or more, the tensor 1
              a b ... -> a b ...
              ^^^^^^^
            rearrange | 6,2 |  | the lengths of 'a' and 'b' cannot both
              (a b) c -> a b c
              ^^^^^
            rearrange | 6,2 | a=4 | does not divide by a = 4
              (a b) c -> a b c
              ^^^^^
            rearrange | 6,2 | a=0 | does not divide by a = 0
              (a b) c -> a b c
              ^^^^^
            rearrange | 6,2 | a=2;b=2 | which make 4
              (a b) c -> a b c
              ^^^^^
            rearrange | 2,6 | a=5 | dim 1 has size 6
              c (a b) -> c a b
                ^^^^^
            rearrange | 2,3 | a=3 | dim 0 has size 2
              a b -> b a
              ^
            rearrange | 2,3 |  | an axis of length 1
              1 b -> b
              ^
            rearrange | 2,3 |  | an axis of length 1
              () b -> b
              ^^
            rearrange | 2,3 | z=3 | axis 'z', which the pattern does not name
              a b -> b a
              ^^^^^^^^^^
            rearrange | 2,3 | a=2;a=2 | two lengths are given for axis 'a'
              a b -> b a
              ^^^^^^^^^^
            rearrange | 2,3 |  | not closed
              a (b -> a b
                ^
            rearrange | 2,3 |  | was not opened
              a b) -> a b
                 ^
            rearrange | 2,3 |  | within parentheses
              a b -> (a (b))
                        ^
            rearrange | 2,3 |  | dots stand in threes
              a .. b -> a b
                ^^
            rearrange | 2,3 |  | dots stand in threes
              a .... -> a
                ^^^^
            rearrange | 2,3 |  | dots stand in threes
              a . b -> a b
                ^
            rearrange | 2,3 |  | a name and '...' touch
              a... -> a ...
              ^^
            rearrange | 2,3 |  | '...' and a name touch
              ...a -> ... a
              ^^^^
            rearrange | 2,3 |  | stands on the left only
              a ... -> a
                ^^^
            rearrange | 2,3 |  | stands on the right only
              a b -> a b ...
                         ^^^
            rearrange | 2 |  | parentheses on the left
              (a ...) -> a ...
                 ^^^
            rearrange | 2,3 |  | underscores
              _a b -> b _a
              ^^
            rearrange | 2,3 |  | underscores
              a_ b -> b a_
              ^^
            rearrange | 2,3 |  | names begin with a letter
              1a b -> b 1a
              ^^
            rearrange | 2,3 |  | is not positive
              a 0 -> a
                ^
            rearrange | 2,3 |  | is too large
              a 99999999999 -> a
                ^^^^^^^^^^^
            rearrange | 2,3 |  | the symbol ','
              a, b -> b a
               ^
            rearrange | 2,3 |  | rearrange makes no new axis of length 2
              a b -> b a 2
                         ^
            reduce | 2,3 |  | axis 'c' stands on the right only
              a b -> a c
                       ^
            reduce | 2,3 |  | reduce makes no new axis
              a b -> a 2
                       ^
            reduce | 2,3 |  | the pattern says 2
              a 2 -> a
                ^
            reduce | 2,3 |  | does not divide by 2
              a (b 2) -> a b
                ^^^^^
            repeat | 2,3 |  | the length of the new axis 'c' is not known
              a b -> a b c
                         ^
            repeat | 2,3 |  | axis 'b' stands on the left only
              a b -> a
                ^
            repeat | 2,3 |  | without a name
              a 3 -> a 3
                ^
            repeat | 2,3 |  | stands on the left only
              a ... -> a
                ^^^
            parseShape | 2,6 |  | cannot be told apart
              a (b c)
                ^^^^^
            parseShape | 2,6 |  | has 3 dims, the tensor 2
              a b c
              ^^^^^
            parseShape | 2,6 |  | size 6, and the pattern says 1
              a 1
                ^
            parseShape | 2,6 |  | size 6, and the pattern says 5
              a 5
                ^
            parseShape | 2,6 |  | stands twice
              a a
                ^
            pack | 2,3 |  | there is no '*'
              a b
              ^^^
            pack | 2,3 |  | '*' stands twice
              * a *
                  ^
            pack | 2,3 |  | 'a' stands twice
              a * a
                  ^
            pack | 2,3 |  | names 3 axes beside
              a b c *
              ^^^^^^^
            pack | 2,3 |  | underscores
              a_ *
              ^^
            pack | 2,3 |  | '(a' is no axis name
              (a b) *
              ^^
            einsum | 2,3 |  | axis 'c' stands on the right only
              a b -> a c
                       ^
            einsum | 2,3 |  | stands twice on the right
              a b -> b b
                       ^
            einsum | 2,3 |  | there is no '->'
              a b
                 ^
            einsum | 2,3 |  | has 2 operands, and 1 tensors
              a b, b -> a
              ^^^^^^^^^^^
            einsum | 2,1 |  | no parentheses
              a () -> a
                ^^
            einsum | 2,3 |  | no parentheses
              a b -> (a b)
                     ^^^^^
            einsum | 2,1 |  | a name for each axis
              a 1 -> a
                ^
            einsum | 2,3 |  | a name for each axis
              a 3 -> a
                ^
            einsum | 2,3 |  | names begin with a letter
              a 2b -> a
                ^^
            einsum | 2,3 |  | operand 0 has 2 dims, and its term 3
              a b c -> a
              ^^^^^
            einsum | 2,3,4;4,5 |  | operand 0 has 3 dims, and its term 2
              ab,bc->ac
              ^^
            einsum | 2,3;4,5 |  | 3 at dim 1 of operand 0 and 4 at dim 0
              ab,bc->ac
               ^ ^
            einsum | 2,3;3,5 |  | axis 'd' stands on the right only
              ab,bc->ad
                      ^
            einsum | 2,3 |  | 2 at dim 0 of operand 0 and 3 at dim 1
              aa->a
              ^^
            einsum | 2,3 |  | its term 1
              a1->a
              ^^
            einsum | 2,3 |  | the symbol '-'
              a-b
               ^
            einsum | 2,3 |  | dots stand in threes
              a..b->a
               ^^
            einsum | 2,3 |  | dots stand in threes
              ......->a
              ^^^^^^
            einsum | 2,3 |  | a second '...'
              ...a...->a
                  ^^^
            einsum | 2,3 |  | stands on the left only
              ... a -> a
              ^^^
            einsum | 2,2 |  | a second '_'
              _ _ -> _
                ^
            """;

    static List<List<String>> cases() {
        List<String> lines = CASES.lines().toList();
        return IntStream.range(0, lines.size() / 3)
                .mapToObj(i -> lines.subList(3 * i, 3 * i + 3))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pointsAtThePlace(List<String> lines) {
        String[] part = Arrays.stream(lines.getFirst().split("\\|", -1))
                .map(String::strip)
                .toArray(String[]::new);
        String pattern = lines.get(1).substring(2);
        OborException e = catchThrowableOfType(OborException.class, () -> call(part[0], pattern, part[1], part[2]));
        assertThat(e).isInstanceOf(PatternException.class);
        List<String> message = e.getMessage().lines().toList();
        assertThat(message.getFirst()).startsWith(part[0] + ": ").contains(part[3]);
        assertThat(message.get(1)).isEqualTo("  " + pattern);
        assertThat(message.get(2).stripTrailing()).isEqualTo(lines.get(2));
        assertThat(message.get(3)).startsWith("  in pattern \"" + pattern + "\"");
    }

    private static void call(String op, String pattern, String shapes, String axes) {
        Tensor[] x = shapes(shapes).stream().map(s -> Obor.zeros(s.toArray())).toArray(Tensor[]::new);
        Axis[] lengths = axes.isEmpty()
                ? new Axis[0]
                : Arrays.stream(axes.split(";", -1))
                        .map(text -> new Axis(text.split("=", -1)[0], Integer.parseInt(text.split("=", -1)[1])))
                        .toArray(Axis[]::new);
        switch (op) {
            case "rearrange" -> x[0].rearrange(pattern, lengths);
            case "reduce" -> x[0].reduce(pattern, "sum", lengths);
            case "repeat" -> x[0].repeat(pattern, lengths);
            case "parseShape" -> Einops.parseShape(x[0], pattern);
            case "pack" -> Einops.pack(List.of(x), pattern);
            default -> Einops.einsum(pattern, x);
        }
    }

    private static List<Shape> shapes(String text) {
        return Arrays.stream(text.split(";", -1))
                .map(shape -> Shape.of(Arrays.stream(shape.split(",", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray()))
                .toList();
    }

    @Test
    void tellsTheLengthsInForce() {
        Tensor x = Obor.zeros(7, 2);
        PatternException e =
                catchThrowableOfType(PatternException.class, () -> x.rearrange("(a b) c -> a b c", new Axis("a", 2)));
        assertThat(e)
                .hasMessage("rearrange: dim 0 has size 7, which does not divide by a = 2, so there is no length for "
                        + "'b': choose lengths that divide 7\n"
                        + "  (a b) c -> a b c\n"
                        + "  ^^^^^\n"
                        + "  in pattern \"(a b) c -> a b c\", shape [7, 2], axis lengths a = 2");
    }

    @Test
    void refusesNegativeLengths() {
        refused(() -> new Axis("a", -2), "axis: the length of 'a' is -2");
    }

    @Test
    void refusesListsThatDoNotStack() {
        refused(() -> Einops.rearrange(List.of(), "a b -> b a"), "there are no tensors");
        refused(
                () -> Einops.rearrange(List.of(Obor.zeros(2), Obor.zeros(3)), "a b -> b a"),
                "tensor 0 has shape [2] and tensor 1 [3]");
    }

    @Test
    void refusesUnknownReductionsAndWrongResults() {
        Tensor x = Obor.zeros(2, 3);
        refused(() -> x.reduce("a b -> a", "median"), "there is no reduction 'median'");
        refused(() -> x.reduce("a b -> a", (y, dims) -> y), "made shape [2, 3] of [2, 3]");
        refused(() -> Obor.zeros(2, 0).reduce("a b -> a", "max"), "amax: dim 1 of [2, 0] has no elements");
    }

    @Test
    void keepsTheKindOfErrorsAboutTypes() {
        Tensor whole = Obor.arange(0, 6).reshape(2, 3);
        assertThat(catchThrowableOfType(DTypeException.class, () -> whole.reduce("a b -> a", "mean")))
                .hasMessageContaining("mean: the tensor is int64")
                .hasMessageContaining("in pattern \"a b -> a\", shape [2, 3]");
        assertThat(catchThrowableOfType(DTypeException.class, () -> whole.einsum("ab,ab->", Obor.zeros(2, 3))))
                .hasMessageContaining("operand 0 is int64 and operand 1 float32");
    }

    @Test
    void refusesResultsThatAreTooLarge() {
        refused(() -> Obor.zeros(70_000).repeat("a -> a b", new Axis("b", 70_000)), "more than 2147483647 elements");
        refused(() -> Obor.zeros(70_000, 0, 70_000).rearrange("a z b -> z (a b)"), "longer than 2147483647");
    }

    private static void refused(ThrowingCallable call, String problem) {
        assertThat(catchThrowableOfType(OborException.class, call)).hasMessageContaining(problem);
    }
}

package dev.obor.einops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.PatternException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {
    private final Tensor x = Obor.zeros(4, 2);

    record LinearMap(
            @Shape(value = "d_output d_input", dtype = DType.FLOAT32)
            Tensor weight,

            @Shape("d_output") Tensor bias) {
        LinearMap {
            Shapes.check(LinearMap.class, weight, bias);
        }
    }

    record Pair(
            @Shape("n") Tensor first,
            int between,
            @Shape("n+1") Tensor second) {}

    record Early(@Shape("n") Tensor first) {
        Early {
            Shapes.check(this);
        }
    }

    record Wrong(@Shape("n") String text) {}

    @Test
    void bindsSizesAcrossArguments() {
        Shapes shapes = Shapes.check("batch d_input", x).and("d_output d_input", Obor.zeros(3, 2));
        assertThat(shapes.size("batch")).isEqualTo(4);
        assertThat(shapes.sizes())
                .containsExactly(Map.entry("batch", 4), Map.entry("d_input", 2), Map.entry("d_output", 3));
    }

    @Test
    void namesTheAxisBothPlacesAndBothSizes() {
        assertThatThrownBy(() -> Shapes.check("batch d_input", x).and("d_output d_input", Obor.zeros(3, 5)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        shapes: axis 'd_input' is 2 in argument 1 and 5 in argument 2: they must be equal
                          argument 1 of shape [4, 2]: batch d_input
                                                            ^^^^^^^
                          argument 2 of shape [3, 5]: d_output d_input
                                                               ^^^^^^^""");
        assertThatThrownBy(() -> Shapes.check("n n", x))
                .hasMessageContaining("'n' is 4 in argument 1 and 2 in argument 1");
    }

    @ParameterizedTest
    @CsvSource({
        "4 2",
        "n 2",
        "_ _",
        "... 2",
        "4 ...",
        "n ... 2",
        "...",
        "n n-2",
        "n+2 n",
        "n+n n",
        "a+b-1 b",
        "n #4-2",
        "_ 2",
        "...  n+1",
        "2+2 2",
        "n m",
    })
    void accepts(String pattern) {
        Shapes start = Shapes.check("a", Obor.zeros(3));
        assertThat(start.and(pattern, x).sizes()).containsEntry("a", 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4       | has 2 dims, and its pattern 1",
                "a b c   | has 2 dims, and its pattern 3",
                "... a b c | has 2 dims, and its pattern 3 or more",
                "4 3     | argument 2 has size 2 where the pattern says 3: they must be equal",
                "n n+1   | argument 2 has size 2 where the pattern says n+1, and 'n' is 4 in argument 2, which makes 5",
                "#a _    | axis 'a' is 3 in argument 1 and 4 in argument 2: they must be equal, or the size 1",
                "x+y 2   | neither 'x' nor 'y' is known",
                "n+5 2   | no 'n' of 0 or more makes that",
                "n+n+1 2 | argument 2 has size 4 where the pattern says n+n+1, and no 'n'",
            })
    void refuses(String pattern, String problem) {
        Shapes start = Shapes.check("a", Obor.zeros(3));
        assertThatThrownBy(() -> start.and(pattern, x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("argument 2 of shape [4, 2]: " + pattern.strip());
    }

    @Test
    void lets1StandForABroadcastableSize() {
        Shapes shapes = Shapes.check("#n #m", Obor.zeros(1, 5))
                .and("#n m", Obor.zeros(3, 5))
                .and("#n", Obor.zeros(1));
        assertThat(shapes.size("n")).isEqualTo(3);
        assertThatThrownBy(() -> Shapes.check("#n", Obor.zeros(1)).size("n"))
                .hasMessageContaining("there is no size 'n'");
        assertThatThrownBy(() -> shapes.and("n", Obor.zeros(1))).hasMessageContaining("axis 'n' is 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a ... ... | 6",
                "a + b | 2",
                "a+ b | 2",
                "_a | 0",
                "a (b) | 2",
                "+a | 0",
                "a* | 0",
                "## | 1",
                "a 1b | 2",
            })
    void refusesPatternsThatMeanNothing(String pattern, int caret) {
        assertThatThrownBy(() -> Shapes.check(pattern, x))
                .isInstanceOf(PatternException.class)
                .hasMessageContaining("\n  " + pattern + "\n  " + " ".repeat(caret) + "^");
    }

    @Test
    void checksTypes() {
        assertThat(Shapes.check("a b", x, DType.FLOAT32, DType.FLOAT64).size("a"))
                .isEqualTo(4);
        assertThatThrownBy(() -> Shapes.check("a b", x, DType.INT64, DType.BOOL))
                .isInstanceOf(DTypeException.class)
                .hasMessage(
                        "shapes: argument 1, \"a b\", is float32 and must be int64 or bool: convert it with to(INT64)");
    }

    @Test
    void checksRecords() {
        assertThat(new LinearMap(Obor.zeros(3, 2), Obor.zeros(3)).bias().size(0))
                .isEqualTo(3);
        assertThatThrownBy(() -> new LinearMap(Obor.zeros(3, 2), Obor.zeros(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(
                        "axis 'd_output' is 3 in component 'weight' of LinearMap and 2 in component 'bias'");
        assertThatThrownBy(() -> new LinearMap(Obor.arange(0, 6).reshape(3, 2), Obor.zeros(3)))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("component 'weight' of LinearMap");
        assertThat(Shapes.check(new Pair(Obor.zeros(2), 7, Obor.zeros(3))).sizes())
                .containsOnly(Map.entry("n", 2));
        assertThatThrownBy(() -> Shapes.check(new Pair(Obor.zeros(2), 7, Obor.zeros(2))))
                .hasMessageContaining("says n+1, and 'n' is 2");
    }

    @Test
    void saysWhatIsWrongWithARecord() {
        assertThatThrownBy(() -> new Early(x)).hasMessageContaining("Shapes.check(Early.class, …)");
        assertThatThrownBy(() -> new LinearMap(x, null)).hasMessageContaining("component 'bias' of LinearMap is null");
        assertThatThrownBy(() -> Shapes.check(new Wrong("a"))).hasMessageContaining("is a String");
        assertThatThrownBy(() -> Shapes.check(Pair.class, x)).hasMessageContaining("3 components, and 1 are given");
    }
}

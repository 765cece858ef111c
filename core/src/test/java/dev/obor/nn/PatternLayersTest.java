package dev.obor.nn;

import static dev.obor.einops.Einops.axis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.einops.Einops;
import dev.obor.error.OborException;
import dev.obor.error.PatternException;
import dev.obor.layout.Axis;
import dev.obor.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternLayersTest {
    @Test
    void mapPatchesToClasses() {
        Obor.manualSeed(1);
        Layer net = new Sequential(
                new Rearrange("b 1 (h p) (w q) -> b (h w) (p q)", axis("p", 2), axis("q", 2)),
                new EinMix("b n c -> b n d", "c d", "d", axis("c", 4), axis("d", 5)),
                new Reduce("b n d -> b d", "mean"),
                new Linear(5, 3));
        Tensor x = Obor.randn(7, 1, 6, 4);
        Tensor y = net.forward(x);
        assertThat(y.shape()).hasToString("[7, 3]");
        y.sum().backward();
        assertThat(net.parameters()).hasSize(4).allMatch(Tensor::hasGrad);
        assertThat(net).hasToString("""
                Sequential(
                  (0): Rearrange('b 1 (h p) (w q) -> b (h w) (p q)', p=2, q=2)
                  (1): EinMix('b n c -> b n d', 'c d', 'd', c=4, d=5)
                  (2): Reduce('b n d -> b d', 'mean')
                  (3): Linear(in_features=5, out_features=3, bias=True)
                )""");
        assertThatThrownBy(() -> net.forward(Obor.zeros(7, 1, 5, 4)))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("dim 2 has size 5, which does not divide by p = 2")
                .hasMessageContaining("axis lengths p = 2, q = 2")
                .hasMessageContaining("in 0 (Rearrange) of Sequential");
    }

    @Test
    void areCheckedWhenMade() {
        assertThatThrownBy(() -> new Rearrange("a b -> c")).isInstanceOf(PatternException.class);
        assertThatThrownBy(() -> new Reduce("a b -> a", "median")).isInstanceOf(PatternException.class);
        assertThatThrownBy(() -> new Reduce("a b -> c", Tensor::sum)).isInstanceOf(PatternException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b c h w -> w d h b | c d    | [4, 13, 3, 2]",
                "b c h w -> w c h b | ''     | [4, 12, 3, 2]",
                "b c h w -> b d     | c d h w | [2, 13]",
                "b (g k) h w -> b (g d) h w | g k d | [2, 26, 3, 4]",
                "... c h w -> ... d h w | c d | [2, 13, 3, 4]",
                "b c h w -> (b h) 1 (w c) | c | [6, 1, 48]",
            })
    void einMixMapsAnyAxes(String pattern, String weight, String shape) {
        Axis[] all = {axis("c", 12), axis("d", 13), axis("g", 2), axis("k", 6), axis("h", 3), axis("w", 4)};
        Axis[] used = java.util.Arrays.stream(all)
                .filter(axis -> (" " + weight + " ").contains(" " + axis.name() + " "))
                .toArray(Axis[]::new);
        assertThat(new EinMix(pattern, weight, used)
                        .forward(Obor.randn(2, 12, 3, 4))
                        .shape())
                .hasToString(shape);
    }

    @Test
    void einMixIsALinearMap() {
        Obor.manualSeed(3);
        EinMix layer = new EinMix("t b c -> t b d", "c d", "d", axis("c", 4), axis("d", 5));
        Tensor x = Obor.randn(2, 3, 4);
        Tensor expected = x.matmul(layer.weight()).add(layer.bias().orElseThrow());
        assertThat(layer.forward(x).sub(expected).abs().amax().item()).isLessThan(1e-6);
        double bound = Math.sqrt(3.0 / 4);
        assertThat(layer.weight().abs().amax().item()).isBetween(bound / 2, bound);
        assertThat(layer.bias().orElseThrow().shape()).hasToString("[1, 1, 5]");
        assertThat(new EinMix("... b -> ... d", "b d", "d", axis("b", 4), axis("d", 5))
                        .bias()
                        .orElseThrow()
                        .shape())
                .hasToString("[5]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b c -> b d | c d | '' | c=2 | the length of axis 'd' is not known",
                "b c -> b e | c d | '' | c=2;d=3 | axis 'e' comes from neither",
                "b c -> b c | d   | '' | d=3 | axis 'd' of the weight stands on neither side",
                "b c -> b d | c d | c  | c=2;d=3 | axis 'c' of the bias does not stand on the right",
                "b c -> b d | (c d) | '' | c=2;d=3 | named axes only",
                "b 2 -> b d | d | '' | d=3 | only named axes can be mixed",
                "b c -> b d | c d | '' | c=2;d=3;z=4 | a length is given for axis 'z'",
                "b ... c -> b d | c d | '' | c=2;d=3 | must stand on both sides",
                "c ... -> d ... | c d | d | c=2;d=3 | must come after '...'",
                "b c b d | c d | '' | c=2;d=3 | there is no '->'",
            })
    void einMixRefuses(String pattern, String weight, String bias, String lengths, String problem) {
        Axis[] axes = java.util.Arrays.stream(lengths.split(";", -1))
                .map(text -> axis(text.split("=", -1)[0], Integer.parseInt(text.split("=", -1)[1])))
                .toArray(Axis[]::new);
        assertThatThrownBy(() -> new EinMix(pattern, weight, bias, axes))
                .isInstanceOf(PatternException.class)
                .hasMessageContaining("EinMix: ")
                .hasMessageContaining(problem)
                .hasMessageContaining("^");
    }

    @Test
    void einMixChecksLengthsOfTheInput() {
        EinMix layer = new EinMix("b c -> b c", "c", axis("c", 3));
        assertThatThrownBy(() -> layer.forward(Obor.zeros(2, 1))).isInstanceOf(PatternException.class);
        assertThat(Einops.einsum("b c, c -> b c", Obor.zeros(2, 1), layer.weight())
                        .shape())
                .hasToString("[2, 3]");
    }
}

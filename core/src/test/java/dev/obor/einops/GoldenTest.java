package dev.obor.einops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.layout.Axis;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values of einops 0.8.2 on numbers ((41 i mod 101) − 50) / 8, which tell every place from every other.
class GoldenTest {
    /// Function, pattern, reduction, shapes of the inputs, axis lengths, shape of the result, what its elements
    /// are multiplied with here, and they.
    private static final String CASES = """
            rearrange | (a b) c -> a (b c) |  | [6,2] | a=3 | [3,4] | 8 |\
             -50, -9, 32, -28, 13, -47, -6, 35, -25, 16, -44, -3
            rearrange | a b -> a () b |  | [2,3] |  | [2,1,3] | 8 |\
             -50, -9, 32, -28, 13, -47
            rearrange | b ... -> b (...) |  | [2,3,4] |  | [2,12] | 8 |\
             -50, -9, 32, -28, 13, -47, -6, 35, -25, 16, -44, -3, 38, -22, 19, -41, 0, 41, -19, 22, \
             -38, 3, 44, -16
            rearrange | (a b c) -> c b a |  | [24] | a=2,b=3 | [4,3,2] | 8 |\
             -50, 38, 13, 0, -25, -38, -9, -22, -47, 41, 16, 3, 32, 19, -6, -19, -44, 44, -28, -41, 35, \
             22, -3, -16
            rearrange | (a b) (c d) -> (d b) (c a) |  | [4,6] | b=2,d=2 | [4,6] | 8 |\
             -50, 38, 32, 19, 13, 0, -6, -19, -25, -38, -44, 44, -9, -22, -28, -41, -47, 41, 35, 22, \
             16, 3, -3, -16
            rearrange | a b->(b   a) |  | [2,3] |  | [6] | 8 |\
             -50, -28, -9, 13, 32, -47
            reduce | a b -> a | max | [3,4] |  | [3] | 1 |\
             4.0, 4.375, 2.0
            reduce | b c (h 2) (w 2) -> b c h w | sum | [1,2,4,6] |  | [1,2,2,3] | 1 |\
             -3.75, -0.625, -10.125, 2.375, -7.125, 8.625, -4.125, 11.625, 2.125, -10.625, 5.125, \
             -4.375
            reduce | b c h w -> b c | mean | [2,3,2,2] |  | [2,3] | 1 |\
             -1.71875, -0.15625, -1.75, -0.1875, 1.375, -0.21875
            reduce | ... c -> ... | prod | [2,3,4] |  | [2,3] | 1 |\
             -98.4375, 31.32568359375, -12.890625, 158.9951171875, -0.0, 19.59375
            reduce | ... ->  | sum | [2,3] |  | [] | 1 |\
             -11.125
            reduce | b (g c) n -> (b n) g | sum | [2,6,2] | g=3 | [4,3] | 1 |\
             -2.25, 0.875, -8.625, -4.625, -1.5, 1.625, 7.125, -2.375, 0.75, -7.875, 7.875, -1.625
            reduce | a b -> b a | max | [2,3] |  | [3,2] | 1 |\
             -6.25, -3.5, -1.125, 1.625, 4.0, -5.875
            repeat | h w -> (h repeat) w |  | [2,3] | repeat=2 | [4,3] | 8 |\
             -50, -9, 32, -50, -9, 32, -28, 13, -47, -28, 13, -47
            repeat | h w -> h (w repeat) |  | [2,3] | repeat=3 | [2,9] | 8 |\
             -50, -50, -50, -9, -9, -9, 32, 32, 32, -28, -28, -28, 13, 13, 13, -47, -47, -47
            repeat | -> 3 |  | [] |  | [3] | 8 |\
             -50, -50, -50
            repeat | 1 b -> a b |  | [1,3] | a=4 | [4,3] | 8 |\
             -50, -9, 32, -50, -9, 32, -50, -9, 32, -50, -9, 32
            repeat | a -> a b |  | [3] | b=1 | [3,1] | 8 |\
             -50, -9, 32
            einsum | i j -> j i |  | [2,3] |  | [3,2] | 1 |\
             -6.25, -3.5, -1.125, 1.625, 4.0, -5.875
            einsum | ... i, ... i -> ... |  | [2,3,4] [2,3,4] |  | [2,3] | 1 |\
             68.578125, 56.859375, 44.15625, 62.03125, 39.46875, 56.953125
            einsum | a b c, c d, b -> a d |  | [2,3,4] [4,2] [3] |  | [2,2] | 1 |\
             -154.62109375, 235.20703125, 356.251953125, 43.408203125
            """;

    static List<String> cases() {
        return CASES.lines().toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithEinops(String line) {
        String[] part = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        List<Tensor> inputs = Arrays.stream(part[3].split(" ", -1))
                .map(GoldenTest::sizes)
                .map(GoldenTest::distinct)
                .toList();
        Axis[] axes = Arrays.stream(part[4].split(",", -1))
                .filter(text -> !text.isEmpty())
                .map(text -> new Axis(text.split("=", -1)[0], Integer.parseInt(text.split("=", -1)[1])))
                .toArray(Axis[]::new);
        Tensor found = switch (part[0]) {
            case "rearrange" -> inputs.getFirst().rearrange(part[1], axes);
            case "reduce" -> inputs.getFirst().reduce(part[1], part[2], axes);
            case "repeat" -> inputs.getFirst().repeat(part[1], axes);
            default -> Einops.einsum(part[1], inputs.toArray(Tensor[]::new));
        };
        assertThat(found.shape()).isEqualTo(Shape.of(sizes(part[5])));
        double scale = Double.parseDouble(part[6]);
        double[] expected = Arrays.stream(part[7].split(",", -1))
                .mapToDouble(text -> Double.parseDouble(text.strip()) / scale)
                .toArray();
        assertThat(found.toDoubleArray()).containsExactly(expected, Offset.offset(1e-12));
    }

    private static int[] sizes(String text) {
        return Arrays.stream(text.replaceAll("[\\[\\]]", "").split(",", -1))
                .filter(size -> !size.isEmpty())
                .mapToInt(size -> Integer.parseInt(size.strip()))
                .toArray();
    }

    private static Tensor distinct(int... sizes) {
        double[] x = new double[Shape.of(sizes).numel()];
        Arrays.setAll(x, i -> ((41 * i) % 101 - 50) / 8.0);
        return Obor.fromArray(x).reshape(sizes);
    }
}

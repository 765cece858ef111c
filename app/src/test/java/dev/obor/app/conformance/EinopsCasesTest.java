package dev.obor.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EinopsCasesTest {
    private static final String MATRIX = "{'t': 'float64', 's': [2, 2], 'd': [1.0, 2.0, 3.0, 4.0]}";

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    private Summary run(String... cases) {
        String[] quoted = new String[cases.length];
        for (int i = 0; i < cases.length; i++) {
            quoted[i] = cases[i].replace('\'', '"');
        }
        return new Conformance(new ConformanceOptions(Optional.empty(), true))
                .run(List.of(GoldenFile.write(folder, quoted)), lines::add);
    }

    private static String reduce(String id, String reduction, double... expected) {
        return "{'id': '" + id + "', 'kind': 'reduce', 'pattern': 'a b -> a', 'reduction': '" + reduction
                + "', 'inputs': [" + MATRIX + "], 'axes': {}, 'out': " + GoldenFile.vector(false, expected) + "}";
    }

    private static String pack(String id, String packedShapes) {
        return "{'id': '" + id + "', 'kind': 'pack', 'pattern': '*', 'inputs': [" + MATRIX + ", "
                + GoldenFile.vector(false, 5) + "], 'out': " + GoldenFile.vector(false, 1, 2, 3, 4, 5)
                + ", 'packed_shapes': " + packedShapes + "}";
    }

    private static String bad(String id, String operation, String pattern, String axes) {
        return "{'id': '" + id + "', 'kind': 'bad_pattern', 'operation': '" + operation + "', 'pattern': '" + pattern
                + "', 'shapes': [[6]], 'axes': " + axes + ", 'reduction': null, 'why': 'a reason'}";
    }

    @Test
    void aReductionIsComparedByValue() {
        assertThat(run(reduce("right", "sum", 3, 7), reduce("wrong", "max", 3, 7)))
                .isEqualTo(new Summary(1, 1, 0));
        assertThat(lines.getFirst()).startsWith("failed wrong").contains("the result: ");
    }

    @Test
    void aPackIsComparedWithItsShapes() {
        assertThat(run(pack("right", "[[2, 2], [1]]"), pack("wrong", "[[2, 2], []]")))
                .isEqualTo(new Summary(1, 1, 0));
        assertThat(lines.getFirst()).startsWith("failed wrong").contains("the packed shapes[1]");
    }

    @Test
    void aBadPatternMustBeRefused() {
        assertThat(run(
                        bad("right", "rearrange", "(a b) -> a b", "{'a': 4}"),
                        bad("wrong", "rearrange", "(a b) -> a b", "{'a': 2}")))
                .isEqualTo(new Summary(1, 1, 0));
        assertThat(lines.getFirst())
                .startsWith("failed wrong")
                .contains("accepts")
                .contains("a reason");
    }

    @Test
    void theShapesOfABadUnpackStandAmongItsAxes() {
        assertThat(run(
                        bad("right", "unpack", "*", "{'shapes': [[7]]}"),
                        bad("wrong", "unpack", "*", "{'shapes': [[6]]}")))
                .isEqualTo(new Summary(1, 1, 0));
        assertThat(lines.getFirst()).startsWith("failed wrong");
    }

    @Test
    void aLengthThatIsNoWholeNumberIsNotTakenForARefusal() {
        assertThat(run(bad("half", "rearrange", "(a b) -> a b", "{'a': 'two'}")))
                .isEqualTo(new Summary(0, 0, 1));
    }
}

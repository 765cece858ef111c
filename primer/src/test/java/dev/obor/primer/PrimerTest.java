package dev.obor.primer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PrimerTest {
    /// Those that take some seconds; they run where there is MNIST.
    private static final Set<String> SLOW = Set.of("B17", "B18");

    private static final Digits DRAWN = Digits.drawn("drawn digits");

    @TempDir
    private Path folder;

    private static Stream<Exercise> all() {
        return Primer.sets().stream().flatMap(set -> set.exercises().stream());
    }

    static Stream<String> quick() {
        return all().map(Exercise::id).filter(id -> !SLOW.contains(id));
    }

    static Stream<String> ids() {
        return all().map(Exercise::id);
    }

    @Test
    void everyExerciseOfTheFiveSetsIsThereOnceAndInOrder() {
        Map<String, Integer> counts = Map.of("A", 19, "B", 18, "C", 17, "D", 15, "E", 12);
        assertThat(Primer.sets()).hasSize(5);
        for (ExerciseSet set : Primer.sets()) {
            List<String> expected = Stream.iterate(1, n -> n + 1)
                    .limit(counts.get(set.letter()))
                    .map(n -> set.letter() + n)
                    .toList();
            assertThat(set.exercises()).extracting(Exercise::id).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("quick")
    void passesWithDrawnDigits(String id) {
        run(id, DRAWN);
    }

    @ParameterizedTest
    @MethodSource("ids")
    @EnabledIfEnvironmentVariable(named = "OBOR_DATA", matches = ".+")
    void passesWithMnist(String id) {
        Digits digits = Digits.of(Digits.offline());
        assertThat(digits.real()).isTrue();
        run(id, digits);
    }

    private void run(String id, Digits digits) {
        StringWriter text = new StringWriter();
        boolean passed = new Primer(new PrintWriter(text), folder, digits).run(Primer.select(id));
        assertThat(passed).as(text.toString()).isTrue();
        assertThat(text.toString()).contains("✓ " + id).contains("1 of 1 exercises passed");
    }

    @Test
    void aFailingCheckSaysExpectedActualAndWhere() {
        Exercise wrong = new Exercise("Z1", "Wrong", page -> page.same(1 + 1, 3));
        StringWriter text = new StringWriter();
        assertThat(new Primer(new PrintWriter(text), folder, DRAWN).run(List.of(wrong)))
                .isFalse();
        assertThat(text.toString()).contains("✗ Z1 at PrimerTest.java:").contains("expected 3, actual 2");
        Exercise tensors = new Exercise("Z2", "Wrong", page -> page.close(Tensor.of(1f, 2f), 1, 2.5));
        assertThat(new Primer(new PrintWriter(text), folder, DRAWN).run(List.of(tensors)))
                .isFalse();
        assertThat(text.toString()).contains("✗ Z2 at").contains("2.5");
    }

    @Test
    void aSetIsFoundByItsLetterAndAnUnknownNameIsAnError() {
        assertThat(Primer.select("a")).hasSize(19);
        assertThat(Primer.select("e7")).extracting(Exercise::id).containsExactly("E7");
        assertThatThrownBy(() -> Primer.select("F1"))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("F1");
    }

    @Test
    void picturesLieInTheFolder() throws Exception {
        run("C16", DRAWN);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .contains("C16-log-joint.png");
        }
    }

    @Test
    void thePhraseBookHasALineForEveryExercise() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "exercises.md"));
        for (String id : ids().toList()) {
            assertThat(lines.stream()
                            .filter(line -> line.startsWith("| " + id + " |"))
                            .count())
                    .as(id)
                    .isOne();
        }
    }
}

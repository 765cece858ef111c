package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operator refuses what is wrong in the form `op: what is wrong (values): what to do`, where `op` is a
/// method that people know.
class ErrorTextTest {
    private static final Tensor SMALL = wave(3, 4);
    private static final Tensor PLACES = Obor.tensor(new int[][] {{0, 1, 2, 0}, {0, 1, 2, 0}, {0, 1, 2, 0}});

    /// Words that stand for what has no method of its own.
    private static final Set<String> OTHER_NAMES = Set.of("index", "maxUnpool", "dirichlet", "standard_gamma");

    private static final Pattern FORM = Pattern.compile("([A-Za-z]\\w*): (.+)", Pattern.DOTALL);

    private static final Pattern REMEDY =
            Pattern.compile(": |\\b(must|use|pass|give|convert|call|unsqueeze|flatten|expects)\\b");

    private static Tensor wave(int... sizes) {
        return Obor.arange(Shape.of(sizes).numel()).mul(0.37).sin().add(1.5).reshape(sizes);
    }

    /// What may be wrong.
    enum Wrong {
        SHAPES(new BadCalls(SMALL, wave(2, 5), PLACES, 1)),
        MORE_DIMS(new BadCalls(wave(2, 3, 5), wave(7), PLACES, 1)),
        BOOL(new BadCalls(SMALL.gt(1.5), SMALL.gt(2), PLACES, 1)),
        INTEGERS(new BadCalls(SMALL.to(DType.INT64), SMALL.to(DType.INT64), PLACES, 1)),
        MIXED_DTYPES(new BadCalls(SMALL, SMALL.to(DType.FLOAT64), PLACES, 1)),
        NO_DIMS(new BadCalls(Obor.scalar(1.5), Obor.scalar(2.5), Obor.scalar(0), 0)),
        NO_ELEMENTS(new BadCalls(Obor.zeros(0, 4), Obor.zeros(0, 4), PLACES, 1)),
        INDEX(new BadCalls(SMALL, SMALL, PLACES.mul(99), 1)),
        INDEX_OF_ONE_DIM(new BadCalls(SMALL, SMALL, Obor.tensor(99, 0, 1), 0)),
        OVERLAP(new BadCalls(wave(1, 4).expand(3, 4), SMALL, PLACES, 1));

        private final BadCalls calls;

        Wrong(BadCalls calls) {
            this.calls = calls;
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusalsHaveTheForm(Wrong wrong) {
        List<String> bad = complaints(wrong.calls.of(method -> true)).toList();
        assertThat(bad).isEmpty();
    }

    @Test
    void aDimOutOfRangeIsNamed() {
        Predicate<BadCalls.Outcome> isTold = outcome -> outcome.thrown().isPresent()
                && outcome.thrown().get().getMessage().contains("99");
        List<BadCalls.Outcome> outcomes = Stream.of(99, -99)
                .flatMap(dim -> new BadCalls(SMALL, SMALL, PLACES, dim)
                        .of(BadCalls.withParameter("dim|dim0|dim1|dim2|axis0|axis1|startDim|endDim")).stream())
                // These look at another argument first.
                .filter(outcome -> !outcome.method().getName().matches("scatter_?|.*quantile|narrow|tensorSplit"))
                .toList();
        assertThat(outcomes).hasSizeGreaterThan(300);
        assertThat(outcomes.stream().filter(isTold.negate())).isEmpty();
        assertThat(complaints(outcomes)).isEmpty();
    }

    @Test
    void anIndexOutOfRangeIsNamed() {
        List<BadCalls.Outcome> outcomes = new ArrayList<>(
                new BadCalls(SMALL, SMALL, PLACES.mul(99), 1).of(BadCalls.withParameter("index|indices")));
        List<String> named = outcomes.stream()
                .filter(outcome -> outcome.thrown().isPresent()
                        && outcome.thrown().get().getMessage().contains("99"))
                .map(outcome -> outcome.method().getName())
                .distinct()
                .toList();
        assertThat(named).contains("gather", "scatter", "scatterAdd", "scatterReduce", "take", "put");
    }

    @Test
    void aWriteToOverlappingElementsIsRefused() {
        BadCalls calls = new BadCalls(wave(1, 4).expand(3, 4), SMALL, PLACES, 1);
        long refused = calls.of(method -> method.getName().endsWith("_")).stream()
                .filter(outcome -> outcome.thrown().isPresent()
                        && outcome.thrown().get().getMessage().contains("lie in one place: edit a clone()"))
                .count();
        assertThat(refused).isGreaterThan(150);
    }

    @Test
    void aMeanOfTruthValuesIsRefusedByItsOwnName() {
        Tensor truths = SMALL.gt(1.5);
        assertThat(complaint(() -> truths.std(0))).startsWith("std: the tensor is bool");
        assertThat(complaint(() -> truths.varMean(0))).startsWith("varMean: the tensor is bool");
        assertThat(complaint(() -> SMALL.all(7, true))).startsWith("all: dim 7 is out of range");
        assertThat(complaint(() -> SMALL.view(5, 5))).startsWith("view: [3, 4] has 12 elements, [5, 5] has 25");
        assertThat(complaint(() -> SMALL.mm(SMALL))).startsWith("mm: shapes [3, 4] and [3, 4] do not fit");
        assertThat(complaint(() -> SMALL.add(wave(5), 2))).startsWith("add: shapes [3, 4] and [5] do not broadcast");
    }

    private static String complaint(Runnable body) {
        try {
            body.run();
        } catch (OborException e) {
            return e.getMessage();
        }
        throw new AssertionError("nothing was refused");
    }

    private static Stream<String> complaints(List<BadCalls.Outcome> outcomes) {
        Set<String> names = BadCalls.names();
        return outcomes.stream()
                .filter(outcome -> outcome.thrown().isPresent())
                .filter(outcome -> !isWellPut(outcome.thrown().get(), names))
                .map(BadCalls.Outcome::toString);
    }

    private static boolean isWellPut(Throwable thrown, Set<String> names) {
        if (!(thrown instanceof OborException) || thrown.getMessage() == null) {
            return false;
        }
        Matcher form = FORM.matcher(thrown.getMessage());
        if (!form.matches()) {
            return false;
        }
        String name = form.group(1);
        return (names.contains(name) || OTHER_NAMES.contains(name))
                && REMEDY.matcher(form.group(2)).find();
    }
}

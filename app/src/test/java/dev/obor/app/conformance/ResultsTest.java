package dev.obor.app.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private record Pair(Tensor values, Tensor indices) {}

    private static final Results RESULTS = new Results(dtype -> Tolerance.of("add", dtype));
    private static final Tensor ONE = Obor.tensor(1f);
    private static final Tensor TWO = Obor.tensor(2L);

    private static GoldenValue list(GoldenValue... items) {
        return new GoldenValue.Sequence(List.of(items));
    }

    private static GoldenValue golden(Tensor tensor) {
        return new GoldenValue.Tensor(tensor);
    }

    private static void passes(Object actual, GoldenValue expected) {
        assertThatCode(() -> RESULTS.compare("it", actual, expected)).doesNotThrowAnyException();
    }

    private static void fails(Object actual, GoldenValue expected) {
        assertThatThrownBy(() -> RESULTS.compare("it", actual, expected))
                .isInstanceOf(Mismatch.class)
                .hasMessageStartingWith("it");
    }

    @Test
    void severalResultsMayBeARecordAListOrAnArray() {
        GoldenValue expected = list(golden(ONE), golden(TWO));
        passes(new Pair(ONE, TWO), expected);
        passes(List.of(ONE, TWO), expected);
        passes(new Tensor[] {ONE, TWO}, expected);
        fails(new Pair(TWO, ONE), expected);
        fails(List.of(ONE), expected);
        fails(ONE, expected);
    }

    @Test
    void numbersTextsAndTruthValuesAreCompared() {
        passes(3, new GoldenValue.Whole(3));
        fails(3, new GoldenValue.Whole(4));
        fails(3.0, new GoldenValue.Whole(3));
        passes(0.1 + 0.2, new GoldenValue.Real(0.3));
        fails(0.3001, new GoldenValue.Real(0.3));
        passes(Double.NaN, new GoldenValue.Real(Double.NaN));
        fails(Double.MAX_VALUE, new GoldenValue.Real(Double.POSITIVE_INFINITY));
        passes(true, new GoldenValue.Truth(true));
        fails(true, new GoldenValue.Truth(false));
        passes("a", new GoldenValue.Text("a"));
        fails("a", new GoldenValue.Text("b"));
        passes(DType.INT8, new GoldenValue.Type(DType.INT8));
        passes(Shape.of(2, 3), list(new GoldenValue.Whole(2), new GoldenValue.Whole(3)));
        fails(Shape.of(2, 3), list(new GoldenValue.Whole(2), new GoldenValue.Whole(4)));
    }

    @Test
    void absentAndNamedResultsAreCompared() {
        passes(Optional.empty(), new GoldenValue.None());
        fails(Optional.of(ONE), new GoldenValue.None());
        passes(Optional.of(ONE), golden(ONE));
        fails(Optional.empty(), golden(ONE));
        passes(Map.of("a", ONE), new GoldenValue.Dict(Map.of("a", golden(ONE))));
        fails(Map.of("a", ONE), new GoldenValue.Dict(Map.of("b", golden(ONE))));
        fails(Map.of("a", TWO), new GoldenValue.Dict(Map.of("a", golden(ONE))));
    }

    @Test
    void integersMustBeEqualAndFloatsClose() {
        fails(Obor.tensor(3L), golden(TWO));
        passes(Obor.tensor(1.000001f), golden(ONE));
        fails(Obor.tensor(1.0001f), golden(ONE));
        passes(Obor.tensor(Float.NaN), golden(Obor.tensor(Float.NaN)));
        fails(ONE, golden(Obor.tensor(Float.NaN)));
    }
}

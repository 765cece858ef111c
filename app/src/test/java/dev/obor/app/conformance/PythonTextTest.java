package dev.obor.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.testing.GoldenValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonTextTest {
    @Test
    void literalsAreRead() {
        assertThat(PythonText.literal("-12")).isEqualTo(new GoldenValue.Whole(-12));
        assertThat(PythonText.literal("1e-05")).isEqualTo(new GoldenValue.Real(1e-5));
        assertThat(PythonText.literal("2**31")).isEqualTo(new GoldenValue.Whole(1L << 31));
        assertThat(PythonText.literal("5**0.5")).isEqualTo(new GoldenValue.Real(Math.sqrt(5)));
        assertThat(PythonText.literal("'mean'")).isEqualTo(new GoldenValue.Text("mean"));
        assertThat(PythonText.literal("None")).isEqualTo(new GoldenValue.None());
        assertThat(PythonText.literal("float64")).isEqualTo(new GoldenValue.Type(DType.FLOAT64));
        assertThat(PythonText.literal("(3, [True],)"))
                .isEqualTo(new GoldenValue.Sequence(List.of(
                        new GoldenValue.Whole(3), new GoldenValue.Sequence(List.of(new GoldenValue.Truth(true))))));
    }

    @Test
    void callsMethodsAndSlicesAreRead() {
        var call = new PythonText.Expression.Invocation(
                Optional.empty(),
                "randn",
                List.of(new PythonText.Expression.Literal(new GoldenValue.Whole(3))),
                Map.of("mode", new PythonText.Expression.Name("fan_in")));
        assertThat(PythonText.parse("randn(3, mode=fan_in)")).isEqualTo(call);
        assertThat(PythonText.parse("randn(3, mode=fan_in).t()"))
                .isEqualTo(new PythonText.Expression.Invocation(Optional.of(call), "t", List.of(), Map.of()));
        assertThat(PythonText.parse("randn(3, mode=fan_in)[1:-2]"))
                .isEqualTo(new PythonText.Expression.Subscript(
                        call, new GoldenValue.Slice(OptionalLong.of(1), OptionalLong.of(-2), OptionalLong.empty())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "f(", "f(1", "f(1 2)", "1 +", "x y", "'a", "f()[", "f()[a]", "-", "--1", "1.2.3", "[1", "f(1=2)"
            })
    void whatIsNotUnderstoodIsAbsent(String text) {
        assertThatThrownBy(() -> PythonText.parse(text)).isInstanceOf(Absent.class);
    }
}

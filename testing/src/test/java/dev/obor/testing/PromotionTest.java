package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The dtypes of results for all pairs of dtypes, with tensors of dims, tensors of none and Java numbers,
/// against PyTorch's `result_type`.
class PromotionTest {
    @Test
    void dtypesOfResultsArePyTorchs() {
        List<String> wrong = new ArrayList<>();
        List<GoldenValue> rows = OperatorGolden.resultTypes().get("rows").asList();
        for (GoldenValue row : rows) {
            List<String> fields = row.asList().stream().map(GoldenValue::asText).toList();
            Tensor a = operand(fields.get(0), fields.get(1));
            Tensor b = operand(fields.get(2), fields.get(3));
            List<String> actual = List.of(
                    a.add(b).dtype().toString(),
                    a.div(b).dtype().toString(),
                    a.eq(b).dtype().toString());
            if (!actual.equals(fields.subList(4, 7))) {
                wrong.add(fields + " but got " + actual);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rows).hasSizeGreaterThan(400);
    }

    private static Tensor operand(String dtype, String rank) {
        return switch (dtype) {
            case "int" -> Tensor.number(3);
            case "float" -> Tensor.number(2.5);
            default ->
                Tensor.full(
                        rank.equals("d") ? Shape.of(2) : Shape.SCALAR,
                        1,
                        DType.valueOf(dtype.toUpperCase(Locale.ROOT)));
        };
    }
}

package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sums of bools, which are counted, and kernels of bools, which are vectors of bytes, against those of numbers.
class CountsTest {
    private static final Generator GENERATOR = Generator.philox(42);

    @ParameterizedTest
    @CsvSource({"1, 100000", "3, 40000", "700, 65", "5000, 64", "40, 1000"})
    void rowsOfBoolsAreCounted(int rows, int length) {
        Tensor mask = Obor.rand(GENERATOR, rows, length + 3).gt(0.5);
        Tensor numbers = mask.to(DType.INT64);
        assertThat(mask.sum().equal(numbers.sum())).isTrue();
        Tensor part = mask.narrow(1, 2, length);
        Tensor ofNumbers = numbers.narrow(1, 2, length);
        assertThat(part.sum(1).equal(ofNumbers.sum(1))).isTrue();
        assertThat(part.sum(0).equal(ofNumbers.sum(0))).isTrue();
        assertThat(part.sum().equal(ofNumbers.sum())).isTrue();
        assertThat(part.t().sum(0).equal(ofNumbers.sum(1))).isTrue();
        Tensor cube = part.reshape(rows, 1, length).expand(rows, 3, length);
        assertThat(cube.sum(2).equal(ofNumbers.sum(1).reshape(rows, 1).expand(rows, 3)))
                .isTrue();
    }

    @Test
    void kernelsOfBoolsGiveWhatIntegersGive() {
        Tensor a = Obor.rand(GENERATOR, 1003).gt(0.5);
        Tensor b = Obor.rand(GENERATOR, 1003).gt(0.5);
        Tensor x = a.to(DType.INT32);
        Tensor y = b.to(DType.INT32);
        for (int i = 0; i < 60; i++) {
            assertThat(a.logicalAnd(b).equal(x.logicalAnd(y))).isTrue();
            assertThat(a.logicalOr(b).equal(x.logicalOr(y))).isTrue();
            assertThat(a.logicalXor(b).equal(x.logicalXor(y))).isTrue();
            assertThat(a.logicalNot().equal(x.logicalNot())).isTrue();
            assertThat(a.bitwiseAnd(b).equal(x.bitwiseAnd(y).ne(0))).isTrue();
            assertThat(a.bitwiseOr(b).equal(x.bitwiseOr(y).ne(0))).isTrue();
            assertThat(a.bitwiseXor(b).equal(x.bitwiseXor(y).ne(0))).isTrue();
            assertThat(a.add(b).equal(x.add(y).ne(0))).isTrue();
            assertThat(a.mul(b).equal(x.mul(y).ne(0))).isTrue();
            assertThat(a.eq(b).equal(x.eq(y))).isTrue();
            assertThat(a.ne(b).equal(x.ne(y))).isTrue();
            assertThat(a.lt(b).equal(x.lt(y))).isTrue();
            assertThat(a.le(b).equal(x.le(y))).isTrue();
            assertThat(a.maximum(b).equal(x.maximum(y).ne(0))).isTrue();
        }
    }
}

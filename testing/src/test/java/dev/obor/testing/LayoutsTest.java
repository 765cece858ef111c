package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutsTest {
    private final Tensor sample = Obor.arange(24).reshape(2, 3, 4).transpose(0, 1);

    @Test
    void denseTransposedAndSlicedHoldTheSampleOverTheirOwnStorage() {
        for (Layouts layout : List.of(Layouts.DENSE, Layouts.TRANSPOSED, Layouts.SLICED)) {
            Tensor laid = layout.of(sample);
            assertSameBits(laid, sample);
            assertThat(laid.view().storage()).isNotSameAs(sample.view().storage());
            assertThat(laid.layout().overlaps()).isFalse();
            assertThat(laid.isContiguous()).isEqualTo(layout == Layouts.DENSE);
        }
        assertThat(Layouts.TRANSPOSED.of(sample).layout().strides()).containsExactly(1, 3, 6);
        assertThat(Layouts.SLICED.of(sample).layout().offset()).isPositive();
        assertThat(Layouts.SLICED.of(sample).stride(2)).isEqualTo(2);
        assertThat(Layouts.TRANSPOSED.of(Obor.arange(3)).stride(0)).isEqualTo(2);
    }

    @Test
    void expandedRepeatsTheFirstSlice() {
        Tensor laid = Layouts.EXPANDED.of(sample);
        assertThat(laid.stride(0)).isZero();
        assertSameBits(laid, sample.narrow(0, 0, 1).expand(sample.shape()));
    }

    @Test
    void scalarAndEmptyHaveOneAndNoElement() {
        assertThat(Layouts.SCALAR.of(sample).shape()).isEqualTo(Shape.SCALAR);
        assertThat(Layouts.SCALAR.of(sample.add(5)).itemLong()).isEqualTo(5);
        assertThat(Layouts.EMPTY.of(sample).shape()).isEqualTo(Shape.of(0, 2, 4));
    }

    @Test
    void tensorsWithoutDimsOrElementsAreTakenAsTheyAre() {
        for (Layouts layout : Layouts.values()) {
            assertSameBits(layout.of(Obor.scalar(3)), Obor.scalar(3));
            assertThat(layout.of(Obor.zeros(0, 2)).shape()).isEqualTo(Shape.of(0, 2));
            for (DType dtype : DType.values()) {
                assertThat(layout.of(Obor.ones(dtype, 2, 2)).dtype()).isEqualTo(dtype);
            }
        }
    }
}

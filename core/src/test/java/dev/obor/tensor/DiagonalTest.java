package dev.obor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.FiniteDifferences;
import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagonalTest {
    private final Tensor x = Obor.arange(0, 12).reshape(3, 4);

    @Test
    void followsAnOffset() {
        assertThat(x.diagonal().toLongArray()).containsExactly(0, 5, 10);
        assertThat(x.diagonal(1, 0, 1).toLongArray()).containsExactly(1, 6, 11);
        assertThat(x.diagonal(-1, 0, 1).toLongArray()).containsExactly(4, 9);
        assertThat(x.diagonal(1, 1, 0).toLongArray()).containsExactly(4, 9);
        assertThat(x.diagonal(9, 0, 1).shape()).hasToString("[0]");
        assertThat(x.narrow(0, 1, 2).diagonal(2, -2, -1).toLongArray()).containsExactly(6, 11);
    }

    @Test
    void becomesTheLastDim() {
        Tensor cube = Obor.arange(0, 24).reshape(2, 3, 4).permute(1, 0, 2);
        assertThat(cube.diagonal(0, 1, 2).shape()).hasToString("[3, 2]");
        assertThat(cube.diagonal(0, 1, 2).toLongArray()).containsExactly(0, 13, 4, 17, 8, 21);
    }

    @Test
    void isAView() {
        Tensor square = Obor.zeros(2, 2);
        square.diagonal().fill_(3);
        assertThat(square.toFloatArray()).containsExactly(3, 0, 0, 3);
    }

    @Test
    void hasAGradient() {
        FiniteDifferences.checkSecond(
                in -> in.getFirst().square().diagonal(1, 0, 1),
                List.of(x.to(DType.FLOAT64).mul(0.3)));
    }

    @Test
    void needsTwoDims() {
        assertThatThrownBy(() -> x.diagonal(0, 1, -1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("two different");
        assertThatThrownBy(() -> Obor.scalar(1).diagonal()).isInstanceOf(dev.obor.error.OborException.class);
    }
}

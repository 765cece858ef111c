package dev.obor.eager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import org.junit.jupiter.api.Test;

class IntoTest {
    private final Tensor a = Obor.arange(6).reshape(2, 3).mul(1.5);
    private final Tensor b = Obor.arange(6).reshape(2, 3).add(0.25);
    private final Tensor target = Obor.zeros(2, 3);

    private void check(Tensor expected, java.util.function.Supplier<Tensor> body) {
        float[] array = (float[]) target.view().storage().array();
        assertThat(Obor.into(target, body)).isSameAs(target);
        assertThat(target.toFloatArray()).isEqualTo(expected.toFloatArray());
        assertThat(target.view().storage().array()).isSameAs(array);
    }

    @Test
    void oneOperatorWritesInPlace() {
        check(a.add(b), () -> {
            Tensor sum = a.add(b);
            assertThat(sum.view().storage()).isSameAs(target.view().storage());
            return sum;
        });
        check(a.mul(2), () -> a.mul(2));
        check(a.matmul(b.t()).matmul(b), () -> a.matmul(b.t()).matmul(b));
    }

    @Test
    void whatIsComputedLaterIsCopied() {
        check(a.add(b).mul(a).sub(b), () -> a.add(b).mul(a).sub(b));
        check(a.add(b).flip(0), () -> a.add(b).flip(0));
        check(a.softmax(1), () -> a.softmax(1));
        check(a, () -> a);
        Tensor square = Obor.arange(9).reshape(3, 3).mul(1.0);
        Tensor result = Obor.zeros(3, 3);
        Obor.into(result, () -> square.add(1).t());
        assertThat(result.toFloatArray())
                .isEqualTo(square.add(1).t().contiguous().toFloatArray());
    }

    @Test
    void theTargetMayBeReadFirst() {
        target.copy_(a);
        check(a.add(b), () -> target.add(b));
        target.copy_(a);
        check(a.t().reshape(2, 3).add(b), () -> target.t().reshape(2, 3).add(b));
    }

    @Test
    void theTargetIsNotReadLater() {
        assertThatThrownBy(() -> Obor.into(target, () -> a.add(b).mul(target)))
                .isInstanceOf(OborException.class)
                .hasMessageStartingWith("into: the tensor written to, of shape [2, 3], is read after it was written");
    }

    @Test
    void stridesAndDtypesOfTheTargetAreKept() {
        Tensor turned = Obor.zeros(3, 2).t();
        Obor.into(turned, () -> a.add(b));
        assertThat(turned.contiguous().toFloatArray()).isEqualTo(a.add(b).toFloatArray());
        assertThat(Obor.into(Obor.zeros(2, 3), () -> Obor.arange(6).reshape(2, 3))
                        .toFloatArray())
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThatThrownBy(() -> Obor.into(target, () -> a.sum()))
                .isInstanceOf(ShapeException.class)
                .hasMessage("into: the result has shape [] and the tensor written to [2, 3]: they must be equal");
    }

    @Test
    void nothingIsRecorded() {
        Tensor leaf = Obor.ones(2, 3).requiresGrad(true);
        assertThat(Obor.into(target, () -> leaf.mul(3)).requiresGrad()).isFalse();
        Obor.into(leaf, () -> a.add(b));
        assertThat(leaf.isLeaf()).isTrue();
    }
}

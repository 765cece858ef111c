package dev.obor.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactorsTest {
    private static final Results RESULTS = new Results(dtype -> Tolerance.of("svd", dtype));
    private static final Tensor U = matrix(2, 0.6, -0.8, 0.8, 0.6);
    private static final Tensor VALUES = Obor.fromArray(new double[] {3, 1});
    private static final Tensor V = matrix(2, 0, 1, -1, 0);

    private static Tensor matrix(int columns, double... elements) {
        return Obor.fromArray(elements, elements.length / columns, columns);
    }

    private static Tensor withOppositeFirstColumn(Tensor q) {
        return q.mul(Obor.fromArray(new double[] {-1, 1}));
    }

    private static GoldenValue golden(Tensor... tensors) {
        return new GoldenValue.Sequence(
                Arrays.stream(tensors).<GoldenValue>map(GoldenValue.Tensor::new).toList());
    }

    private static void fails(String op, GoldenValue expected, Tensor... actual) {
        assertThatThrownBy(() -> Factors.compare(op, RESULTS, List.of(actual), expected))
                .isInstanceOf(Mismatch.class);
    }

    @Test
    void signsAreFreeWhereTheProductIsTheSame() {
        GoldenValue expected = golden(U, VALUES, V);
        Tensor u = withOppositeFirstColumn(U).requiresGrad(true);
        Object signed = Factors.compare("svd", RESULTS, List.of(u, VALUES, withOppositeFirstColumn(V)), expected);
        RESULTS.compare("the result", signed, expected);
        assertThat(Results.differentiable(signed)).hasSize(1);
        fails("svd", expected, u, VALUES, V);
        fails("svd", expected, U, VALUES.neg(), V);
    }

    @Test
    void rowsGoWithColumns() {
        GoldenValue expected = golden(U, VALUES, V.t());
        Tensor opposite = withOppositeFirstColumn(V).t();
        Factors.compare("linalg.svd", RESULTS, List.of(withOppositeFirstColumn(U), VALUES, opposite), expected);
        fails("linalg.svd", expected, U, VALUES, opposite);
        Tensor r = matrix(2, 2, 1, 0, 4);
        Factors.compare("qr", RESULTS, List.of(withOppositeFirstColumn(U), matrix(2, -2, -1, 0, 4)), golden(U, r));
        fails("qr", golden(U, r), withOppositeFirstColumn(U), r);
    }

    @Test
    void eigenvectorsHaveFreeSignsAndEigenvaluesNot() {
        Factors.compare("linalg.eigh", RESULTS, List.of(VALUES, withOppositeFirstColumn(U)), golden(VALUES, U));
        fails("linalg.eigh", golden(VALUES, U), VALUES, matrix(2, 0.8, -0.6, 0.6, 0.8));
        fails("linalg.eigh", golden(VALUES, U), VALUES.add(1), U);
    }

    @Test
    void vectorsBeyondTheRankAreFreeButOrthonormal() {
        Tensor value = Obor.fromArray(new double[] {2});
        Tensor one = matrix(1, 1);
        Tensor u = matrix(3, 1, 0, 0, 0, 1, 0, 0, 0, 1);
        Tensor turned = matrix(3, -1, 0, 0, 0, 0.6, -0.8, 0, 0.8, 0.6);
        GoldenValue expected = golden(u, value, one);
        Factors.compare("linalg.svd", RESULTS, List.of(turned, value, one.neg()), expected);
        fails("linalg.svd", expected, matrix(3, -1, 0, 0, 0, 0.6, 0.6, 0, 0.8, 0.8), value, one.neg());
    }

    @Test
    void aFactorThatWasNotAskedForIsAnEmptyVector() {
        Tensor none = Obor.fromArray(new double[0], 0);
        Tensor r = matrix(2, 2, 1, 0, 4);
        Factors.compare("linalg.qr", RESULTS, List.of(none, matrix(2, -2, -1, 0, 4)), golden(none, r));
        fails("linalg.qr", golden(none, r), none, matrix(2, -2, 1, 0, 4));
        Call withoutFactors = new Call("svd", List.of(), Map.of("compute_uv", new GoldenValue.Truth(false)));
        assertThat(Factors.areReturnedBy(withoutFactors)).isFalse();
    }

    @Test
    void otherShapesFail() {
        fails("svd", golden(U, VALUES, V), U, VALUES);
        fails("svd", golden(U, VALUES, V), U, VALUES, matrix(1, 1, 2));
    }
}

package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertClose;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.nn.AttentionArguments;
import dev.obor.nn.AttentionOptions;
import dev.obor.nn.AttentionOutput;
import dev.obor.nn.F;
import dev.obor.nn.MultiheadAttention;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Attention against its definition, one query and one head at a time, and against numbers of PyTorch 1.13.1
/// where it is random.
class AttentionTest {
    private static final int FEATURES = 6;
    private static final int HEADS = 2;
    private static final int BATCH = 2;
    private static final int QUERIES = 3;
    private static final int KEYS = 4;

    private static Tensor random(int... sizes) {
        return Obor.randn(DType.FLOAT64, sizes);
    }

    private static AttentionArguments arguments() {
        return MultiheadAttention.arguments();
    }

    /// One head of one query: softmax(q · k / √n + mask) · v, with loops.
    private static double[] attend(Tensor q, Tensor k, Tensor v, double... mask) {
        double[] weights = new double[k.size(0)];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double score = q.mul(k.get(i)).sum().item() / Math.sqrt(q.size(0)) + mask[i];
            weights[i] = StrictMath.exp(score);
            sum += weights[i];
        }
        double[] result = new double[v.size(1)];
        for (int i = 0; i < weights.length; i++) {
            for (int c = 0; c < result.length; c++) {
                result[c] += weights[i] / sum * v.get(i, c).item();
            }
        }
        return result;
    }

    /// The definition with the module's own parameters; mask is `[queries, keys]`.
    private static Tensor byDefinition(MultiheadAttention attention, Tensor q, Tensor k, Tensor v, Tensor mask) {
        Map<String, Tensor> state = attention.stateDict();
        Tensor[] weights = {state.get("q_proj_weight"), state.get("k_proj_weight"), state.get("v_proj_weight")};
        if (state.containsKey("in_proj_weight")) {
            weights = state.get("in_proj_weight").detach().chunk(3, 0).toArray(Tensor[]::new);
        }
        List<Tensor> biases = state.get("in_proj_bias").detach().chunk(3, 0);
        Tensor mappedQ = F.linear(q, weights[0], biases.get(0)).detach();
        Tensor mappedK = F.linear(k, weights[1], biases.get(1)).detach();
        Tensor mappedV = F.linear(v, weights[2], biases.get(2)).detach();
        int size = FEATURES / HEADS;
        Tensor joined = Obor.zeros(DType.FLOAT64, q.size(0), q.size(1), FEATURES);
        for (int b = 0; b < q.size(1); b++) {
            for (int h = 0; h < HEADS; h++) {
                Tensor kh = mappedK.select(1, b).narrow(1, h * size, size);
                Tensor vh = mappedV.select(1, b).narrow(1, h * size, size);
                for (int i = 0; i < q.size(0); i++) {
                    Tensor qh = mappedQ.get(i, b).narrow(0, h * size, size);
                    double[] mixed = attend(qh, kh, vh, mask.get(i).toDoubleArray());
                    joined.get(i, b).narrow(0, h * size, size).copy_(Obor.fromArray(mixed));
                }
            }
        }
        return F.linear(joined, state.get("out_proj.weight"), state.get("out_proj.bias"));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void multiheadAttentionIsItsDefinition(boolean otherSizes, boolean masked) {
        Obor.manualSeed(1);
        AttentionOptions options = otherSizes ? AttentionOptions.DEFAULT.kdim(5).vdim(7) : AttentionOptions.DEFAULT;
        MultiheadAttention attention = new MultiheadAttention(FEATURES, HEADS, options);
        attention.to(DType.FLOAT64);
        Tensor q = random(QUERIES, BATCH, FEATURES);
        Tensor k = random(KEYS, BATCH, otherSizes ? 5 : FEATURES);
        Tensor v = random(KEYS, BATCH, otherSizes ? 7 : FEATURES);
        Tensor mask = masked ? random(QUERIES, KEYS) : Obor.zeros(DType.FLOAT64, QUERIES, KEYS);
        AttentionArguments arguments = masked ? arguments().attnMask(mask) : arguments();
        Tensor expected = byDefinition(attention, q, k, v, mask);
        AttentionOutput out = attention.forward(q, k, v, arguments);
        assertClose(out.output(), expected, 1e-12, 1e-12);
        assertThat(out.weights().orElseThrow().shape()).hasToString("[2, 3, 4]");
        assertClose(out.weights().orElseThrow().sum(-1), Obor.ones(DType.FLOAT64, BATCH, QUERIES), 1e-12, 1e-12);
        MultiheadAttention batchFirst = new MultiheadAttention(FEATURES, HEADS, options.batchFirst(true));
        batchFirst.to(DType.FLOAT64).loadStateDict(attention.stateDict());
        Tensor swapped = batchFirst
                .forward(q.transpose(0, 1), k.transpose(0, 1), v.transpose(0, 1), arguments)
                .output();
        assertClose(swapped.transpose(0, 1), expected, 1e-12, 1e-12);
        Tensor one = attention
                .forward(q.select(1, 1), k.select(1, 1), v.select(1, 1), arguments)
                .output();
        assertClose(one, expected.select(1, 1), 1e-12, 1e-12);
    }

    @Test
    void tensorsThatAreTheSameAreMappedTogetherAndComeToTheSame() {
        Obor.manualSeed(2);
        MultiheadAttention attention = new MultiheadAttention(FEATURES, HEADS);
        attention.to(DType.FLOAT64);
        Tensor x = random(QUERIES, BATCH, FEATURES);
        Tensor apart = attention.forward(x, x.clone(), x.clone()).output();
        assertClose(attention.forward(x, x, x).output(), apart, 1e-12, 1e-12);
        Tensor memory = random(KEYS, BATCH, FEATURES);
        Tensor both = attention.forward(x, memory, memory).output();
        assertClose(both, attention.forward(x, memory, memory.clone()).output(), 1e-12, 1e-12);
    }

    @Test
    void masksOfAllKinds() {
        Obor.manualSeed(3);
        MultiheadAttention attention = new MultiheadAttention(FEATURES, HEADS);
        Tensor x = Obor.randn(KEYS, BATCH, FEATURES);
        Tensor later = Obor.ones(DType.BOOL, KEYS, KEYS).triu(1);
        Tensor causal = attention.forward(x, x, x, arguments().attnMask(later)).output();
        Tensor added = Obor.zeros(KEYS, KEYS).maskedFill(later, Double.NEGATIVE_INFINITY);
        assertSameBits(attention.forward(x, x, x, arguments().attnMask(added)).output(), causal);
        Tensor each = later.expand(BATCH * HEADS, KEYS, KEYS);
        assertSameBits(attention.forward(x, x, x, arguments().attnMask(each)).output(), causal);
        Tensor first = attention
                .forward(x.narrow(0, 0, 1), x.narrow(0, 0, 1), x.narrow(0, 0, 1))
                .output();
        assertClose(causal.narrow(0, 0, 1), first, 1e-5, 1e-6);
        // What is padding might as well not be there.
        Tensor padding = Obor.tensor(false, false, true, true).expand(BATCH, KEYS);
        Tensor two = x.narrow(0, 0, 2);
        Tensor without = attention.forward(x, two, two).output();
        AttentionArguments padded = arguments().keyPaddingMask(padding);
        assertClose(attention.forward(x, x, x, padded).output(), without, 1e-5, 1e-6);
        Tensor nothing = Obor.ones(DType.BOOL, BATCH, KEYS);
        Tensor lost =
                attention.forward(x, x, x, arguments().keyPaddingMask(nothing)).output();
        assertThat(lost.isnan().all().itemBoolean()).isTrue();
    }

    @Test
    void keysThatAreAdded() {
        Obor.manualSeed(4);
        MultiheadAttention plain = new MultiheadAttention(FEATURES, HEADS);
        MultiheadAttention zero = new MultiheadAttention(FEATURES, HEADS, AttentionOptions.DEFAULT.addZeroAttn(true));
        zero.loadStateDict(plain.stateDict());
        Tensor x = Obor.randn(KEYS, BATCH, FEATURES);
        Tensor weights = plain.forward(x, x, x, arguments().averageAttnWeights(false))
                .weights()
                .orElseThrow();
        AttentionOutput out = zero.forward(x, x, x, arguments().averageAttnWeights(false));
        Tensor wider = out.weights().orElseThrow();
        assertThat(wider.shape()).hasToString("[2, 2, 4, 5]");
        // A key of zeros has score 0; the others keep their proportions.
        Tensor kept = wider.narrow(3, 0, KEYS);
        assertClose(kept.div(kept.sum(new int[] {-1}, true)), weights, 1e-5, 1e-6);
        MultiheadAttention learned = new MultiheadAttention(FEATURES, HEADS, AttentionOptions.DEFAULT.addBiasKv(true));
        assertThat(learned.stateDict()).containsKeys("bias_k", "bias_v");
        learned.forward(x, x, x).output().sum().backward();
        assertThat(learned.parameters()).allMatch(Tensor::hasGrad);
    }

    @Test
    void gradientsOfBothOrders() {
        Obor.manualSeed(5);
        MultiheadAttention attention = new MultiheadAttention(
                4, 2, AttentionOptions.DEFAULT.addBiasKv(true).addZeroAttn(true));
        attention.to(DType.FLOAT64);
        Tensor q = random(2, 1, 4).requiresGrad(true);
        Tensor k = random(3, 1, 4).requiresGrad(true);
        Tensor v = random(3, 1, 4).requiresGrad(true);
        GradCheck.Body body = in -> {
            AttentionOutput out = attention.forward(in.get(0), in.get(1), in.get(2));
            return List.of(out.output(), out.weights().orElseThrow());
        };
        new GradCheck("multi-head attention").check(body, q, k, v);
        new GradCheck("multi-head attention").checkSecondOrder(body, q, k, v);
    }

    /// Numbers of PyTorch's own: weights are dropped in the same order.
    @Test
    void dropoutOfWeightsIsPyTorchs() {
        Obor.manualSeed(3);
        MultiheadAttention attention = new MultiheadAttention(4, 2, AttentionOptions.DEFAULT.dropout(0.5));
        Tensor x = Obor.arange(12.0).reshape(3, 1, 4).div(10).to(DType.FLOAT32);
        AttentionOutput out = attention.forward(x, x, x, arguments().averageAttnWeights(false));
        Tensor output = Obor.tensor(
                0.2457793f,
                -0.5356525f,
                -0.2282254f,
                -0.0588277f,
                0.1241816f,
                -0.3032565f,
                -0.1324757f,
                -0.0546706f,
                -0.2127243f,
                -0.4531518f,
                -0.0186602f,
                -0.2499892f);
        assertClose(out.output().detach().flatten(), output, 1e-5, 1e-6);
        Tensor weights = Obor.tensor(
                0.641858f,
                0,
                0.691787f,
                0.5952203f,
                0.6640162f,
                0,
                0,
                0.6594223f,
                0.7904943f,
                0,
                0.6663108f,
                0.6401707f,
                0,
                0,
                0.5914408f,
                0.796958f,
                0,
                0.5443742f);
        assertClose(out.weights().orElseThrow().detach().flatten(), weights, 1e-5, 1e-6);
        attention.eval();
        Tensor sums = attention.forward(x, x, x).weights().orElseThrow().sum(-1);
        assertClose(sums.detach(), Obor.ones(1, 3), 1e-6, 1e-6);
    }

    @Test
    void scaledDotProductIsItsDefinition() {
        Obor.manualSeed(6);
        Tensor q = random(2, QUERIES, 3);
        Tensor k = random(2, KEYS, 3);
        Tensor v = random(2, KEYS, 5);
        Tensor out = F.scaledDotProductAttention(q, k, v);
        Tensor allowed = Obor.ones(DType.BOOL, QUERIES, KEYS).tril(0);
        Tensor causal = F.scaledDotProductAttention(q, k, v, Optional.empty(), 0, true);
        for (int b = 0; b < 2; b++) {
            for (int i = 0; i < QUERIES; i++) {
                double[] plain = attend(q.get(b, i), k.get(b), v.get(b), new double[KEYS]);
                assertClose(out.get(b, i), Obor.fromArray(plain), 1e-12, 1e-12);
                int seen = i + 1;
                double[] before = attend(
                        q.get(b, i), k.get(b).narrow(0, 0, seen), v.get(b).narrow(0, 0, seen), new double[seen]);
                assertClose(causal.get(b, i), Obor.fromArray(before), 1e-12, 1e-12);
            }
        }
        assertSameBits(F.scaledDotProductAttention(q, k, v, Optional.of(allowed), 0, false), causal);
        Tensor scaled = F.scaledDotProductAttention(q, k, v, Optional.empty(), 0, false, 2);
        assertClose(F.scaledDotProductAttention(q.mul(2 * Math.sqrt(3)), k, v), scaled, 1e-12, 1e-12);
        // Heads of queries share keys and values by broadcasting.
        Tensor many = random(7, 2, QUERIES, 3);
        assertThat(F.scaledDotProductAttention(many, k, v).shape()).hasToString("[7, 2, 3, 5]");
    }

    @Test
    void errors() {
        assertThatThrownBy(() -> new MultiheadAttention(6, 4))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("MultiheadAttention: 6 features do not divide into 4 heads");
        assertThatThrownBy(() -> new MultiheadAttention(6, 2, AttentionOptions.DEFAULT.dropout(-1)))
                .hasMessage("MultiheadAttention: dropout is -1.0 and must be from 0 to 1");
        MultiheadAttention attention = new MultiheadAttention(FEATURES, HEADS);
        Tensor x = Obor.ones(KEYS, BATCH, FEATURES);
        assertThatThrownBy(() -> attention.forward(x, Obor.ones(5, BATCH, 4), x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("MultiheadAttention: query, key and value have shapes [4, 2, 6], [5, 2, 4] and"
                        + " [4, 2, 6]: pass [queries, batch, 6], [keys, batch, 6] and [keys, batch, 6], or all without a"
                        + " batch");
        assertThatThrownBy(() -> attention.forward(x, x, x, arguments().attnMask(Obor.ones(3, 3))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("attnMask has shape [3, 3] and must have [4, 4], [queries, keys] or");
        assertThatThrownBy(() -> attention.forward(x, x, x, arguments().keyPaddingMask(Obor.ones(DType.INT64, 2, 4))))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("a mask is int64 and must be bool or floating-point");
        Tensor mask = Obor.ones(DType.BOOL, KEYS, KEYS);
        assertThatThrownBy(() -> F.scaledDotProductAttention(x, x, x, Optional.of(mask), 0, true))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("isCausal is true, which is a mask itself");
        assertThatThrownBy(() -> F.scaledDotProductAttention(x, x, Obor.ones(4, 3, 6)))
                .isInstanceOf(ShapeException.class);
    }
}

package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertClose;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.nn.Activation;
import dev.obor.nn.DecoderMasks;
import dev.obor.nn.F;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.MultiheadAttention;
import dev.obor.nn.Transformer;
import dev.obor.nn.TransformerDecoder;
import dev.obor.nn.TransformerDecoderLayer;
import dev.obor.nn.TransformerEncoder;
import dev.obor.nn.TransformerEncoderLayer;
import dev.obor.nn.TransformerOptions;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Transformers written out of their parts, and against numbers of PyTorch 1.13.1 where they are random.
class TransformerTest {
    private static final TransformerOptions SMALL =
            TransformerOptions.DEFAULT.dimFeedforward(8).dropout(0);

    private static Tensor part(Map<String, Tensor> state, String name) {
        return state.get(name);
    }

    private static Tensor norm(Tensor x, Map<String, Tensor> state, String name) {
        return F.layerNorm(
                x,
                new int[] {4},
                Optional.of(part(state, name + ".weight")),
                Optional.of(part(state, name + ".bias")),
                1e-5);
    }

    private static Tensor linear(Tensor x, Map<String, Tensor> state, String name) {
        return F.linear(x, part(state, name + ".weight"), part(state, name + ".bias"));
    }

    /// Attention of its own with the parameters under a name.
    private static Tensor attend(Tensor q, Tensor memory, Map<String, Tensor> state, String name) {
        MultiheadAttention attention = new MultiheadAttention(4, 2);
        attention.to(DType.FLOAT64);
        attention.loadStateDict(Map.of(
                "in_proj_weight", part(state, name + ".in_proj_weight"),
                "in_proj_bias", part(state, name + ".in_proj_bias"),
                "out_proj.weight", part(state, name + ".out_proj.weight"),
                "out_proj.bias", part(state, name + ".out_proj.bias")));
        return attention.forward(q, memory, memory).output();
    }

    private static Tensor random(int... sizes) {
        return Obor.randn(DType.FLOAT64, sizes);
    }

    @Test
    void anEncoderLayerIsItsParts() {
        Obor.manualSeed(1);
        Tensor x = random(3, 2, 4);
        TransformerEncoderLayer after = new TransformerEncoderLayer(4, 2, SMALL);
        Map<String, Tensor> s = after.to(DType.FLOAT64).stateDict();
        Tensor a = norm(x.add(attend(x, x, s, "self_attn")), s, "norm1");
        Tensor expected = norm(a.add(linear(linear(a, s, "linear1").relu(), s, "linear2")), s, "norm2");
        assertClose(after.forward(x), expected, 1e-12, 1e-12);
        TransformerEncoderLayer before =
                new TransformerEncoderLayer(4, 2, SMALL.normFirst(true).activation(Activation.GELU));
        before.to(DType.FLOAT64).loadStateDict(after.stateDict());
        Tensor normed = norm(x, s, "norm1");
        Tensor b = x.add(attend(normed, normed, s, "self_attn"));
        Tensor hidden = linear(norm(b, s, "norm2"), s, "linear1");
        assertClose(before.forward(x), b.add(linear(F.gelu(hidden, "none"), s, "linear2")), 1e-12, 1e-12);
    }

    @Test
    void aDecoderLayerIsItsParts() {
        Obor.manualSeed(2);
        Tensor x = random(3, 2, 4);
        Tensor memory = random(5, 2, 4);
        TransformerDecoderLayer layer = new TransformerDecoderLayer(4, 2, SMALL.activation(t -> t.tanh()));
        Map<String, Tensor> s = layer.to(DType.FLOAT64).stateDict();
        Tensor a = norm(x.add(attend(x, x, s, "self_attn")), s, "norm1");
        Tensor b = norm(a.add(attend(a, memory, s, "multihead_attn")), s, "norm2");
        Tensor expected = norm(b.add(linear(linear(b, s, "linear1").tanh(), s, "linear2")), s, "norm3");
        assertClose(layer.forward(x, memory), expected, 1e-12, 1e-12);
    }

    @Test
    void layersAreCopiesThatStartAlikeAndGoTheirOwnWay() {
        TransformerEncoderLayer layer = new TransformerEncoderLayer(4, 2, SMALL);
        layer.to(DType.FLOAT64);
        layer.parameters().getFirst().requiresGrad(false);
        layer.eval();
        TransformerEncoder encoder = new TransformerEncoder(layer, 2, Optional.of(new LayerNorm(4)));
        Map<String, Tensor> state = encoder.stateDict();
        layer.stateDict().forEach((name, tensor) -> {
            assertSameBits(state.get("layers.0." + name), tensor);
            assertSameBits(state.get("layers.1." + name), tensor);
            assertThat(state.get("layers.1." + name).requiresGrad()).isEqualTo(tensor.requiresGrad());
        });
        assertThat(encoder.namedModules().get("layers.0.self_attn").isTraining())
                .isFalse();
        Obor.noGrad(() -> state.get("layers.0.linear1.bias").fill_(7));
        assertThat(state.get("layers.1.linear1.bias").eq(7).any().itemBoolean()).isFalse();
        assertThat(layer.stateDict().get("linear1.bias").eq(7).any().itemBoolean())
                .isFalse();
    }

    @Test
    void copiesDrawNothing() {
        Obor.manualSeed(3);
        TransformerEncoderLayer layer = new TransformerEncoderLayer(4, 2, SMALL);
        Tensor next = Obor.rand(3);
        Obor.manualSeed(3);
        new TransformerEncoder(new TransformerEncoderLayer(4, 2, SMALL), 3);
        assertSameBits(Obor.rand(3), next);
        assertThat(layer.isTraining()).isTrue();
    }

    @Test
    void theWholeIsEncoderAndDecoder() {
        Obor.manualSeed(4);
        Transformer transformer = new Transformer(4, 2, 2, 1, SMALL.batchFirst(true));
        Tensor src = Obor.randn(2, 5, 4);
        Tensor tgt = Obor.randn(2, 3, 4);
        Tensor causal = Transformer.generateSquareSubsequentMask(3);
        Tensor padding = Obor.tensor(false, false, false, true, true).expand(2, 5);
        Tensor all = transformer.forward(
                src,
                tgt,
                Transformer.masks().tgtMask(causal).srcKeyPaddingMask(padding).memoryKeyPaddingMask(padding));
        Tensor memory = transformer.encoder().forward(src, Optional.empty(), Optional.of(padding));
        DecoderMasks masks = TransformerDecoder.masks().tgtMask(causal).memoryKeyPaddingMask(padding);
        assertSameBits(all, transformer.decoder().forward(tgt, memory, masks));
        // A step of the target does not depend on later ones, nor anything on padding.
        Tensor changed = tgt.clone();
        changed.select(1, 2).fill_(9);
        Tensor noise = src.clone();
        noise.narrow(1, 3, 2).fill_(9);
        Tensor other = transformer.forward(
                noise,
                changed,
                Transformer.masks().tgtMask(causal).srcKeyPaddingMask(padding).memoryKeyPaddingMask(padding));
        assertClose(other.narrow(1, 0, 2), all.narrow(1, 0, 2), 1e-5, 1e-6);
        all.sum().backward();
        assertThat(transformer.parameters()).allMatch(Tensor::hasGrad);
        Tensor one = transformer.forward(src.get(0), tgt.get(0));
        assertClose(one, transformer.forward(src, tgt).get(0), 1e-5, 1e-6);
    }

    @Test
    void encoderAndDecoderOfOnesOwn() {
        TransformerEncoder encoder = new TransformerEncoder(new TransformerEncoderLayer(4, 1, SMALL), 3);
        TransformerDecoder decoder = new TransformerDecoder(new TransformerDecoderLayer(4, 2, SMALL), 1);
        Tensor before = encoder.parameters().getFirst().detach().clone();
        Transformer transformer = new Transformer(4, encoder, decoder, false);
        assertThat(transformer.encoder()).isSameAs(encoder);
        assertThat(encoder.parameters().getFirst().equal(before))
                .as("drawn anew")
                .isFalse();
        Tensor src = Obor.randn(5, 2, 4);
        Tensor tgt = Obor.randn(3, 2, 4);
        assertSameBits(transformer.forward(src, tgt), decoder.forward(tgt, encoder.forward(src)));
    }

    @Test
    void gradientsOfALayer() {
        Obor.manualSeed(5);
        TransformerDecoderLayer layer = new TransformerDecoderLayer(4, 2, SMALL.activation(Activation.GELU));
        layer.to(DType.FLOAT64);
        Tensor x = random(2, 1, 4).requiresGrad(true);
        Tensor memory = random(3, 1, 4).requiresGrad(true);
        GradCheck.Body body = in -> List.of(layer.forward(in.get(0), in.get(1)));
        new GradCheck("decoder layer").check(body, x, memory);
        new GradCheck("decoder layer").checkSecondOrder(body, x, memory);
    }

    /// Numbers of PyTorch's own: weights are drawn, and elements dropped, in the same order.
    @Test
    void startAndDropoutArePyTorchs() {
        TransformerOptions options =
                TransformerOptions.DEFAULT.dimFeedforward(8).dropout(0.5);
        Tensor x = Obor.arange(12.0).reshape(3, 1, 4).div(10).to(DType.FLOAT32);
        Obor.manualSeed(3);
        check(
                new TransformerEncoderLayer(4, 2, options).forward(x),
                -1.1082041f,
                -0.5261877f,
                0.0558288f,
                1.578563f,
                1.3283541f,
                -0.7068141f,
                -1.1890349f,
                0.567495f,
                -1.4824125f,
                -0.2901948f,
                1.157548f,
                0.6150596f);
        Obor.manualSeed(3);
        check(
                new TransformerDecoderLayer(4, 2, options).forward(x, x.add(1)),
                -1.1208442f,
                -0.4127178f,
                -0.0690937f,
                1.6026556f,
                0.8743423f,
                -0.6789489f,
                1.0760634f,
                -1.2714567f,
                -0.4716345f,
                0.0525241f,
                -1.1481878f,
                1.5672983f);
        Obor.manualSeed(3);
        check(
                new Transformer(4, 2, 1, 1, options).forward(x, x.add(1)),
                0.0987881f,
                -1.6624179f,
                0.8270851f,
                0.7365445f,
                -1.6946181f,
                0.5456673f,
                0.866394f,
                0.2825567f,
                -0.3743352f,
                0.2890334f,
                1.4160874f,
                -1.3307855f);
    }

    private static void check(Tensor output, float... expected) {
        assertClose(output.detach().flatten(), Obor.tensor(expected), 1e-4, 1e-5);
    }

    @Test
    void theMaskOfLaterSteps() {
        assertThat(Transformer.generateSquareSubsequentMask(2).toFloatArray())
                .containsExactly(0, Float.NEGATIVE_INFINITY, 0, 0);
        assertThat(Transformer.generateSquareSubsequentMask(0, DType.FLOAT64).numel())
                .isZero();
        assertThatThrownBy(() -> Transformer.generateSquareSubsequentMask(-1))
                .hasMessage("generateSquareSubsequentMask: the size is -1 and must be 0 or more");
    }

    @Test
    void errors() {
        assertThatThrownBy(() -> new TransformerEncoder(new TransformerEncoderLayer(4, 2, SMALL), 0))
                .isInstanceOf(OborException.class)
                .hasMessage("TransformerEncoder: numLayers is 0 and must be 1 or more");
        Transformer transformer = new Transformer(4, 2, 1, 1, SMALL);
        assertThatThrownBy(() -> transformer.forward(Obor.ones(5, 2, 4), Obor.ones(3, 1, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Transformer: source and target have shapes [5, 2, 4] and [3, 1, 4]: pass"
                        + " [steps, batch, 4] with one batch, or both [steps, 4]");
        TransformerEncoder encoder = new TransformerEncoder(new TransformerEncoderLayer(4, 2, SMALL), 2);
        assertThatThrownBy(() -> encoder.forward(Obor.ones(5, 2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("in layers.0.self_attn (MultiheadAttention) of TransformerEncoder");
    }
}

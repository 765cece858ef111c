package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.ConvOptions;
import dev.obor.nn.F;
import dev.obor.nn.LSTM;
import dev.obor.nn.Linear;
import dev.obor.nn.MultiheadAttention;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.Adam;
import dev.obor.tensor.Tensor;
import java.util.function.Supplier;

/// Everyday calls at everyday sizes.
final class EverydayRows {
    private EverydayRows() {}

    static void all(Meter meter) {
        ofRows(meter);
        ofLayers(meter);
        ofElements(meter);
        moving(meter);
    }

    private static void ofRows(Meter meter) {
        Tensor m10 = Obor.randn(1000, 10);
        Tensor labels = Obor.randint(0, 10, 1000);
        Tensor m64 = Obor.randn(8192, 64);
        Tensor m100 = Obor.randn(10_000, 100);
        Tensor few = Obor.randn(64, 128);
        Tensor b3 = Obor.randn(32, 50, 64);
        Tensor images = Obor.randn(16, 32, 28, 28);
        Tensor m128 = Obor.randn(512, 128);
        Tensor big = Obor.randn(1000, 1000);
        Tensor row = Obor.randn(1000);
        Tensor weight = Obor.randn(128, 128);
        Tensor bias = Obor.randn(128);
        meter.time("W14_softmax_1000x10", 0, 0, () -> m10.softmax(1));
        meter.time("W14_logsumexp_1000x10", 0, 0, () -> m10.logsumexp(1));
        meter.time("W14_cross_entropy_1000x10", 0, 0, () -> F.crossEntropy(m10, labels));
        meter.time("W14_sum_rows_8192x64", 0, 0, () -> m64.sum(1));
        meter.time("W14_sum_rows_10000x100", 0, 0, () -> m100.sum(1));
        meter.time("W14_sum_columns_64x128", 0, 0, () -> few.sum(0));
        meter.time("W14_sum_middle_32x50x64", 0, 0, () -> b3.sum(1));
        meter.time("W14_mean_channels_16x32x28x28", 0, 0, () -> images.mean(0, 2, 3));
        meter.time("W14_var_rows_512x128", 0, 0, () -> m128.var(1));
        meter.time("W14_max_rows_512x128", 0, 0, () -> m128.max(1));
        meter.time("W14_topk_rows_512x128", 0, 0, () -> m128.topk(5, 1));
        meter.time("W14_mv_1000x1000", 0, 0, () -> big.mv(row));
        meter.time("W14_bmm_32x50x64", 0, 0, () -> b3.matmul(b3.transpose(1, 2)));
        meter.time("W14_linear_512x128x128", 0, 0, () -> F.linear(m128, weight, bias));
    }

    private static void ofLayers(Meter meter) {
        Tensor b3 = Obor.randn(32, 50, 64);
        Tensor images = Obor.randn(16, 32, 28, 28);
        Tensor scale = Obor.randn(64);
        Tensor shift = Obor.randn(64);
        BatchNorm2d norm = new BatchNorm2d(32);
        Conv2d conv = new Conv2d(32, 32, 3);
        Conv2d depthwise = new Conv2d(32, 32, 3, ConvOptions.DEFAULT.groups(32));
        MultiheadAttention attention = new MultiheadAttention(64, 4);
        LSTM lstm = new LSTM(64, 64, 1);
        meter.time("W14_layer_norm_32x50x64", 0, 0, () -> F.layerNorm(b3, new int[] {64}, scale, shift));
        meter.time("W14_batch_norm_16x32x28x28", 0, 0, () -> norm.forward(images));
        meter.time("W14_conv_3x3_16x32x28x28", 0, 0, () -> conv.forward(images));
        meter.time("W14_conv_depthwise_16x32x28x28", 0, 0, () -> depthwise.forward(images));
        meter.time("W14_max_pool_16x32x28x28", 0, 0, () -> F.maxPool2d(images, 2));
        meter.time("W14_attention_32x50x64_4", 0, 0, () -> attention.forward(b3, b3, b3));
        meter.time("W14_lstm_32x50x64", 0, 0, () -> lstm.forward(b3));
        Tensor x = Obor.randn(512, 128);
        Tensor classes = Obor.randint(0, 10, 512);
        Sequential net = new Sequential(new Linear(128, 64), new ReLU(), new Linear(64, 10));
        Adam adam = new Adam(net.parameters(), 1e-3);
        Supplier<Tensor> step = () -> {
            adam.zeroGrad();
            Tensor loss = F.crossEntropy(net.forward(x), classes);
            loss.backward();
            adam.step();
            return loss;
        };
        meter.time("W14_mlp_step_512x128x64x10", 0, 0, step);
    }

    private static void ofElements(Meter meter) {
        Tensor m10 = Obor.randn(1000, 10);
        Tensor big = Obor.randn(1000, 1000);
        Tensor row = Obor.randn(1000);
        Tensor other = Obor.randn(1000, 1000);
        Tensor positive = other.abs();
        Tensor mask = big.gt(0);
        Tensor column = Obor.randn(1000, 1);
        meter.time("W14_pow_1M", 0, 0, () -> positive.pow(3.5));
        meter.time("W14_remainder_1M", 0, 0, () -> big.remainder(other));
        meter.time("W14_floor_divide_1M", 0, 0, () -> big.floorDivide(other));
        meter.time("W14_gelu_1M", 0, 0, () -> F.gelu(big));
        meter.time("W14_compare_1M", 0, 0, () -> big.gt(0));
        meter.time("W14_and_1M", 0, 0, () -> mask.logicalAnd(mask));
        meter.time("W14_where_1M", 0, 0, () -> Obor.where(mask, big, other));
        meter.time("W14_masked_fill_1M", 0, 0, () -> big.maskedFill(mask, 0));
        meter.time("W14_row_times_matrix_1000x1000", 0, 0, () -> big.mul(row));
        meter.time("W14_column_times_matrix_1000x10", 0, 0, () -> m10.mul(column));
    }

    private static void moving(Meter meter) {
        Tensor images = Obor.randn(16, 32, 28, 28);
        Tensor m128 = Obor.randn(512, 128);
        Tensor big = Obor.randn(1000, 1000);
        Tensor words = Obor.randint(0, 1000, 64, 50);
        Tensor table = Obor.randn(1000, 64);
        Tensor some = Obor.randint(0, 512, 300);
        Tensor places = Obor.randint(0, 128, 512, 20);
        Tensor picked = Obor.randn(512, 20);
        meter.time("W14_embedding_64x50_of_1000x64", 0, 0, () -> F.embedding(words, table));
        meter.time("W14_index_select_300_of_512x128", 0, 0, () -> m128.indexSelect(0, some));
        meter.time("W14_gather_512x20_of_512x128", 0, 0, () -> m128.gather(1, places));
        meter.time("W14_scatter_add_512x20_to_512x128", 0, 0, () -> m128.scatterAdd(1, places, picked));
        meter.time("W14_cat_columns_512x128", 0, 0, () -> Obor.cat(1, m128, m128));
        meter.time("W14_stack_512x128", 0, 0, () -> Obor.stack(1, m128, m128));
        meter.time("W14_pad_16x32x28x28", 0, 0, () -> F.pad(images, 1, 1, 1, 1));
        meter.time("W14_flip_1000x1000", 0, 0, () -> big.flip(1));
        meter.time(
                "W14_permute_16x32x28x28",
                0,
                0,
                () -> images.permute(0, 2, 3, 1).contiguous());
    }
}

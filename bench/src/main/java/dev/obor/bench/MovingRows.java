package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Layer;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.tensor.Tensor;

/// Reductions and moves over tens of megabytes (W7), and convolutions (W8).
final class MovingRows {
    private MovingRows() {}

    static void reductions(Meter meter) {
        Tensor m = Obor.randn(3162, 3162);
        double bytes = 4. * 3162 * 3162;
        meter.time("W7_sum_dim0_3162", 0, bytes, () -> m.sum(0));
        meter.time("W7_sum_dim1_3162", 0, bytes, () -> m.sum(1));
        Tensor s = Obor.randn(10_000, 1000);
        Tensor into = Obor.emptyLike(s);
        meter.time("W7_softmax_rows_10000x1000", 0, 8e7, () -> s.softmax(1));
        meter.time("W7_softmax_rows_10000x1000_out", 0, 8e7, () -> Obor.into(into, () -> s.softmax(1)));
        meter.time("W7_logsumexp_rows_10000x1000", 0, 4e7, () -> s.logsumexp(1));
        meter.time("W7_argmax_rows_10000x1000", 0, 4e7, () -> s.argmax(1));
    }

    static void moves(Meter meter) {
        Tensor t = Obor.randn(64, 512, 512);
        Tensor target = Obor.emptyLike(t);
        double bytes = 8. * t.numel();
        meter.time(
                "W7_transpose_copy_64x512x512",
                0,
                bytes,
                () -> t.permute(0, 2, 1).contiguous());
        meter.time("W7_transpose_copy_64x512x512_out", 0, bytes, () -> target.copy_(t.permute(0, 2, 1)));
        Tensor u = Obor.randn(4000, 1);
        Tensor v = Obor.randn(1, 4000);
        Tensor sum = Obor.empty(4000, 4000);
        meter.time("W7_broadcast_add_4000", 0, 64e6, () -> u.add(v));
        meter.time("W7_broadcast_add_4000_out", 0, 64e6, () -> Obor.into(sum, () -> u.add(v)));
        Tensor a = Obor.randn(10_000_000);
        meter.time("W7_mask_select_10M", 0, 6e7, () -> a.maskedSelect(a.gt(0)));
        meter.time("W7_cumsum_10M", 0, 8e7, () -> a.cumsum(0));
        Tensor s = Obor.randn(10_000, 1000);
        Tensor columns = Obor.randint(0, 1000, 10_000, 100);
        Tensor rows = Obor.randperm(10_000);
        meter.time("W7_gather_dim1_10000x1000_k100", 0, 0, () -> s.gather(1, columns));
        meter.time("W7_index_select_rows_10000x1000", 0, 8e7, () -> s.indexSelect(0, rows));
        Tensor q = Obor.randn(1000, 10_000);
        meter.time("W7_sort_rows_1000x10000", 0, 0, () -> q.sort(1));
    }

    static void convolutions(Meter meter) {
        Layer net = new Sequential(new Conv2d(1, 20, 5), new ReLU(), new Conv2d(20, 20, 5), new ReLU());
        Tensor x = Obor.randn(64, 1, 28, 28);
        double flops = 2. * 64 * 20 * (576 * 25 + 400 * 500);
        meter.time("W8_smallconv_fwd", flops, 0, () -> Obor.noGrad(() -> net.forward(x)));
        meter.time("W8_smallconv_fwdbwd", 3 * flops, 0, () -> {
            net.zeroGrad();
            net.forward(x).sum().backward();
            return net;
        });
        Layer conv = new Conv2d(64, 64, 3, Conv2d.options().padding(1));
        Tensor y = Obor.randn(16, 64, 56, 56).requiresGrad(true);
        double large = 2. * 16 * 64 * 3136 * 576;
        meter.time("W8_resconv_fwd", large, 0, () -> Obor.noGrad(() -> conv.forward(y)));
        meter.time("W8_resconv_fwdbwd", 3 * large, 0, () -> {
            conv.zeroGrad();
            y.clearGrad();
            conv.forward(y).sum().backward();
            return conv;
        });
    }
}

package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import java.util.function.Supplier;

/// Element by element over ten million numbers, fresh and into a given result (W7), and ten numbers (W10).
final class ElementRows {
    private static final int N = 10_000_000;
    private static final double PASS = 4. * N;

    private ElementRows() {}

    static void pointwise(Meter meter) {
        Tensor a = Obor.randn(N);
        Tensor b = Obor.randn(N);
        Tensor c = Obor.randn(N);
        Tensor o = Obor.randn(N);
        meter.time("W7_add_10M", 0, 3 * PASS, () -> a.add(b));
        meter.time("W7_muladd_10M", 0, 6 * PASS, () -> a.mul(b).add(c));
        meter.time("W7_exp_10M", 0, 2 * PASS, a::exp);
        meter.time("W7_sigmoid_10M", 0, 2 * PASS, a::sigmoid);
        meter.time("W7_tanh_10M", 0, 2 * PASS, a::tanh);
        meter.time("W7_relu_10M", 0, 2 * PASS, a::relu);
        meter.time("W7_sum_10M", 0, PASS, a::sum);
        meter.time("W7_mul_scalar_10M", 0, 2 * PASS, () -> a.mul(2.));
        meter.time("W7_log1p_abs_10M", 0, 2 * PASS, () -> o.abs_().log1p());
        meter.time("W7_empty_fill_10M", 0, PASS, () -> Obor.ones(N));
        into(meter, "W7_add_10M_out", 3 * PASS, o, () -> a.add(b));
        into(meter, "W7_muladd_addcmul_10M_out", 4 * PASS, o, () -> c.addcmul(a, b));
        into(meter, "W7_exp_10M_out", 2 * PASS, o, a::exp);
        into(meter, "W7_sigmoid_10M_out", 2 * PASS, o, a::sigmoid);
        into(meter, "W7_tanh_10M_out", 2 * PASS, o, a::tanh);
        into(meter, "W7_relu_clampmin_10M_out", 2 * PASS, o, () -> a.clampMin(0));
        meter.time("W7_copy_10M_out", 0, 2 * PASS, () -> o.copy_(a));
        meter.time("W7_fill_10M_out", 0, PASS, () -> o.fill_(1.));
        Tensor a2 = Obor.randn(100_000);
        Tensor b2 = Obor.randn(100_000);
        Tensor o2 = Obor.empty(100_000);
        into(meter, "W7_add_100k_out", 0, o2, () -> a2.add(b2));
        into(meter, "W7_exp_100k_out", 0, o2, a2::exp);
        into(meter, "W7_tanh_100k_out", 0, o2, a2::tanh);
        into(meter, "W7_sigmoid_100k_out", 0, o2, a2::sigmoid);
        meter.time("W7_sum_100k_out", 0, 0, a2::sum);
    }

    private static void into(Meter meter, String workload, double bytes, Tensor target, Supplier<Tensor> body) {
        meter.time(workload, 0, bytes, () -> Obor.into(target, body));
    }

    /// How cost grows with size.
    static void scaling(Meter meter) {
        for (int n : new int[] {1_000_000, 10_000_000, 100_000_000}) {
            String size = n / 1_000_000 + "M";
            if (meter.wants("W13_scale_" + size)) {
                Tensor a = Obor.randn(n);
                meter.time("W13_scale_" + size + "_mul", 0, 8. * n, () -> a.mul(2.));
                meter.time("W13_scale_" + size + "_exp", 0, 8. * n, a::exp);
                meter.time("W13_scale_" + size + "_sum", 0, 4. * n, a::sum);
                meter.time("W13_scale_" + size + "_cumsum", 0, 8. * n, () -> a.cumsum(0));
                meter.time("W13_scale_" + size + "_argmax", 0, 4. * n, a::argmax);
                Tensor rows = a.view(-1, 1000);
                meter.time("W13_scale_" + size + "_softmax_rows", 0, 8. * n, () -> rows.softmax(1));
                meter.time(
                        "W13_scale_" + size + "_transpose",
                        0,
                        8. * n,
                        () -> rows.t().contiguous());
                meter.time("W13_scale_" + size + "_sort_rows", 0, 0, () -> rows.sort(1));
            }
        }
    }

    static void small(Meter meter) {
        Tensor x = Obor.rand(10);
        Tensor a = Obor.rand(10, 10);
        Tensor b = Obor.rand(10, 10);
        Tensor o = Obor.empty(10);
        Tensor leaf = Obor.rand(10).requiresGrad(true);
        meter.time("W10_add", 0, 0, () -> x.add(x));
        into(meter, "W10_add_out", 0, o, () -> x.add(x));
        meter.time("W10_mul_scalar", 0, 0, () -> x.mul(2));
        meter.time("W10_sum", 0, 0, x::sum);
        meter.time("W10_view", 0, 0, () -> x.view(2, 5));
        meter.time("W10_mm10x10", 0, 0, () -> a.matmul(b));
        meter.time("W10_relu", 0, 0, () -> F.relu(x));
        meter.time("W10_item", 0, 0, () -> x.get(0).item());
        meter.time("W10_index_row", 0, 0, () -> a.get(3));
        meter.time("W10_add_requires_grad", 0, 0, () -> leaf.add(leaf));
        meter.time("W10_sq_sum_fwd", 0, 0, () -> x.mul(x).sum());
        meter.time("W10_sq_sum_fwd_requires_grad", 0, 0, () -> leaf.mul(leaf).sum());
        meter.time("W10_sq_sum_fwd_bwd", 0, 0, () -> {
            leaf.clearGrad();
            leaf.mul(leaf).sum().backward();
            return leaf;
        });
    }
}

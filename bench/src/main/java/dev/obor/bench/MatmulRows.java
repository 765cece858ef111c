package dev.obor.bench;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;

/// Products of matrices: W1, and as einsum W11.
final class MatmulRows {
    private MatmulRows() {}

    static void matmul(Meter meter) {
        Tensor b = Obor.randn(784, 10);
        Tensor few = Obor.randn(5, 784);
        meter.time("W1a_mm_5x784_784x10_f32", 2. * 5 * 784 * 10, 0, () -> few.matmul(b));
        if (meter.wants("W1b_mm_50000x784_784x10_f32")) {
            Tensor many = Obor.randn(50_000, 784);
            double bytes = 4. * (50_000 * 784 + 50_000 * 10);
            meter.time("W1b_mm_50000x784_784x10_f32", 2. * 50_000 * 784 * 10, bytes, () -> many.matmul(b));
        }
        for (int n : new int[] {64, 256, 512, 1024, 2048, 4096}) {
            square(meter, "W1c_mm_" + n + "_f32", n, DType.FLOAT32);
        }
        square(meter, "W1d_mm_1024_f64", 1024, DType.FLOAT64);
        if (meter.wants("W1e_mm_1024_f32_xT")) {
            Tensor x = Obor.randn(1024, 1024);
            Tensor y = Obor.randn(1024, 1024);
            meter.time("W1e_mm_1024_f32_xT", 2. * 1024 * 1024 * 1024, 0, () -> x.t().matmul(y));
            meter.time("W1e_mm_1024_f32_yT", 2. * 1024 * 1024 * 1024, 0, () -> x.matmul(y.t()));
        }
    }

    private static void square(Meter meter, String workload, int n, DType dtype) {
        if (meter.wants(workload)) {
            Tensor x = Obor.randn(n, n).to(dtype);
            Tensor y = Obor.randn(n, n).to(dtype);
            meter.time(workload, 2. * n * n * n, 0, () -> x.matmul(y));
        }
    }

    static void einsum(Meter meter) {
        Tensor a = Obor.randn(512, 512);
        Tensor b = Obor.randn(512, 512);
        meter.time("W11_einsum_ik_kj_512", 2. * 512 * 512 * 512, 0, () -> Obor.einsum("ik,kj->ij", a, b));
        Tensor p = Obor.randn(128, 64, 64);
        Tensor q = Obor.randn(128, 64, 64);
        double bytes = 8. * p.numel();
        meter.time("W11_einsum_bij_bij_b_128x64x64", 0, bytes, () -> Obor.einsum("bij,bij->b", p, q));
        meter.time("W11_mulsum_bij_128x64x64", 0, bytes, () -> p.mul(q).sum(1, 2));
        Tensor c = Obor.randn(8, 8, 256, 64);
        Tensor d = Obor.randn(8, 8, 256, 64);
        double flops = 2. * 64 * 256 * 256 * 64;
        meter.time(
                "W11_einsum_bhqd_bhkd_8x8x256x64",
                flops,
                4. * (64 * 256 * 256 + 2 * c.numel()),
                () -> Obor.einsum("bhqd,bhkd->bhqk", c, d));
    }
}

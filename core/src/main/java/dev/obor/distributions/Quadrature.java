package dev.obor.distributions;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;

/// Gauss and Legendre's rule for integrals from 0 to 1.
final class Quadrature {
    private static final int COUNT = 96;
    private static final double[] NODES = new double[COUNT];
    private static final double[] WEIGHTS = new double[COUNT];

    static {
        // The zeros of Legendre's polynomial by Newton's method, from their asymptotic places.
        for (int i = 0; i < COUNT; i++) {
            double x = StrictMath.cos(Math.PI * (i + 0.75) / (COUNT + 0.5));
            double slope = 1;
            for (int step = 0; step < 10; step++) {
                double before = 1;
                double value = x;
                for (int n = 2; n <= COUNT; n++) {
                    double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
                    before = value;
                    value = next;
                }
                slope = COUNT * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            NODES[i] = 0.5 * (1 - x);
            WEIGHTS[i] = 1 / ((1 - x * x) * slope * slope);
        }
    }

    private Quadrature() {}

    static Tensor nodes(DType dtype) {
        return of(NODES).to(dtype);
    }

    static Tensor weights(DType dtype) {
        return of(WEIGHTS).to(dtype);
    }

    private static Tensor of(double... values) {
        return Tensor.of(new Storage.Doubles(values.clone()), DType.FLOAT64, Shape.of(values.length));
    }
}

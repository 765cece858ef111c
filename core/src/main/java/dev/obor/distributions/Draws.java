package dev.obor.distributions;

import dev.obor.dtype.DType;
import dev.obor.error.DistributionException;
import dev.obor.layout.Shape;
import dev.obor.random.Categories;
import dev.obor.random.Draw;
import dev.obor.random.Generator;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.util.function.DoubleFunction;

/// Tensors of random numbers, PyTorch's for the same seed and shape. They carry no gradients.
final class Draws {
    /// A distribution with two parameters.
    interface OfTwo {
        Draw of(double a, double b);
    }

    private Draws() {}

    /// Returns standard normal numbers.
    static Tensor normal(Shape shape, DType dtype, Generator generator) {
        return Tensor.full(shape, 0, dtype).normal_(0, 1, generator);
    }

    /// Returns uniform numbers of [from, to).
    static Tensor uniform(Shape shape, DType dtype, double from, double to, Generator generator) {
        return Tensor.full(shape, 0, dtype).uniform_(from, to, generator);
    }

    /// Returns numbers of one distribution.
    static Tensor each(Shape shape, DType dtype, Draw draw, Generator generator) {
        if (dtype == DType.FLOAT64) {
            double[] numbers = new double[shape.numel()];
            generator.fill(numbers, 0, numbers.length, draw);
            return of(numbers, shape, dtype);
        }
        float[] numbers = new float[shape.numel()];
        generator.fill(numbers, 0, numbers.length, draw);
        return of(numbers, shape, dtype);
    }

    /// Returns a number of a distribution for each element of its parameter.
    static Tensor each(Tensor parameter, DoubleFunction<Draw> draw, Generator generator) {
        double[] values = parameter.toDoubleArray();
        synchronized (generator) {
            for (int i = 0; i < values.length; i++) {
                values[i] = generator.draw(draw.apply(values[i]));
            }
        }
        return of(values, parameter.shape(), parameter.dtype());
    }

    /// Returns a number of a distribution for each element of its two parameters, which have one shape.
    static Tensor each(Tensor a, Tensor b, OfTwo draw, Generator generator) {
        double[] values = a.toDoubleArray();
        double[] seconds = b.toDoubleArray();
        synchronized (generator) {
            for (int i = 0; i < values.length; i++) {
                values[i] = generator.draw(draw.of(values[i], seconds[i]));
            }
        }
        return of(values, a.shape(), a.dtype());
    }

    /// Returns 1 with these probabilities, else 0.
    static Tensor bernoulli(Tensor probs, Generator generator) {
        if (probs.dtype() == DType.FLOAT64) {
            double[] numbers = probs.toDoubleArray();
            generator.bernoulli(numbers, 0, numbers.length);
            return of(numbers, probs.shape(), probs.dtype());
        }
        float[] numbers = probs.toFloatArray();
        generator.bernoulli(numbers, 0, numbers.length);
        return of(numbers, probs.shape(), probs.dtype());
    }

    /// Returns gamma numbers of scale 1 for these shapes.
    static Tensor standardGamma(Tensor shapes, Generator generator) {
        boolean wide = shapes.dtype() == DType.FLOAT64;
        return each(shapes, shape -> wide ? Draw.standardGamma(shape) : Draw.standardGamma((float) shape), generator);
    }

    /// Returns points of the simplex: gamma numbers made in float64 divided by their sums along the last dim,
    /// and kept off 0 and 1.
    static Tensor dirichlet(Tensor concentration, Generator generator) {
        DType dtype = concentration.dtype();
        Tensor wide = concentration.to(DType.FLOAT64);
        Tensor gamma = each(wide, Draw::standardGamma, generator);
        Tensor shares = gamma.div(gamma.sum(-1, true));
        double below1 = 1 - Bounds.eps(dtype) / 2;
        return shares.to(dtype).clamp(Bounds.tiny(dtype), below1);
    }

    /// Returns `count` categories for each row of weights, drawn with replacement.
    ///
    /// @param weights of shape `[rows, categories]`
    /// @return of shape `[rows, count]`, int64
    static Tensor categories(Tensor weights, int count, Generator generator) {
        int rows = weights.size(0);
        int categories = weights.size(1);
        Shape shape = Shape.of(rows, count);
        if (categories == 0) {
            throw new DistributionException("sample: there are no categories to draw from: give at least one weight");
        }
        double[] all = weights.toDoubleArray();
        long[] found = new long[shape.numel()];
        double[] row = new double[categories];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(all, r * categories, row, 0, categories);
            Categories.fill(generator, row, weights.dtype() != DType.FLOAT64, found, r * count, count);
        }
        return Tensor.of(new Storage.Longs(found), DType.INT64, shape);
    }

    private static Tensor of(double[] numbers, Shape shape, DType dtype) {
        return Tensor.of(new Storage.Doubles(numbers), DType.FLOAT64, shape).to(dtype);
    }

    private static Tensor of(float[] numbers, Shape shape, DType dtype) {
        return Tensor.of(new Storage.Floats(numbers), DType.FLOAT32, shape).to(dtype);
    }
}

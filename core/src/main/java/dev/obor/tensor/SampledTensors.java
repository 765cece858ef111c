package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.random.Categories;
import dev.obor.random.Draw;
import dev.obor.random.Generator;
import dev.obor.storage.Storage;
import java.util.Arrays;
import java.util.function.DoubleFunction;

/// Tensors of random numbers whose parameters are the elements of other tensors, drawn in row-major order.
public final class SampledTensors {
    private SampledTensors() {}

    /// Returns 1 with the probability that each element is, else 0, in its dtype.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    /// @throws OborException if an element is not from 0 to 1
    public static Tensor bernoulli(Tensor p, Generator generator) {
        checkFloating("bernoulli", p);
        // PyTorch compares float32 probabilities with numbers of 24 bits, float64 ones with 53.
        if (p.dtype() == DType.FLOAT64) {
            double[] numbers = p.toDoubleArray();
            generator.bernoulli(numbers, 0, numbers.length);
            return Tensor.of(new Storage.Doubles(numbers), DType.FLOAT64, p.shape());
        }
        float[] numbers = p.toFloatArray();
        generator.bernoulli(numbers, 0, numbers.length);
        return Tensor.of(new Storage.Floats(numbers), DType.FLOAT32, p.shape()).to(p.dtype());
    }

    /// Returns Poisson numbers of the rates that the elements are, in their dtype.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    /// @throws OborException if a rate is negative or not finite
    public static Tensor poisson(Tensor rate, Generator generator) {
        checkFloating("poisson", rate);
        return each(rate, generator, Draw::poisson);
    }

    /// Returns gamma numbers of scale 1 and the shapes that the elements are, in their dtype.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    /// @throws OborException if a shape is negative or not finite
    public static Tensor standardGamma(Tensor concentration, Generator generator) {
        checkFloating("standardGamma", concentration);
        boolean wide = concentration.dtype() == DType.FLOAT64;
        return each(concentration, generator, wide ? Draw::standardGamma : shape -> Draw.standardGamma((float) shape));
    }

    /// Returns numbers of successes in trials, in the dtype of the counts.
    ///
    /// @param count the numbers of trials
    /// @param prob the probability of success; both of a floating-point dtype, and broadcast
    /// @throws DTypeException unless both have the same floating-point dtype
    /// @throws OborException if a count is negative or a probability not from 0 to 1
    public static Tensor binomial(Tensor count, Tensor prob, Generator generator) {
        checkFloating("binomial", count);
        if (prob.dtype() != count.dtype()) {
            throw new DTypeException("binomial: the counts are " + count.dtype() + " and the probabilities "
                    + prob.dtype() + ": convert one with to");
        }
        Shape shape = Broadcast.of("binomial", count.shape(), prob.shape());
        double[] counts = count.expand(shape).toDoubleArray();
        double[] probabilities = prob.expand(shape).toDoubleArray();
        boolean wide = count.dtype() == DType.FLOAT64;
        double[] numbers = new double[counts.length];
        for (int i = 0; i < numbers.length; i++) {
            Draw draw = wide
                    ? Draw.binomial(counts[i], probabilities[i])
                    : Draw.binomial((float) counts[i], (float) probabilities[i]);
            numbers[i] = generator.draw(draw);
        }
        return Tensor.of(new Storage.Doubles(numbers), DType.FLOAT64, shape).to(count.dtype());
    }

    /// Returns points of the simplex of the last dim, from the Dirichlet distribution with the concentrations
    /// that the elements are, in their dtype. No coordinate is 0 or 1.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    /// @throws OborException if a concentration is negative or not finite
    public static Tensor dirichlet(Tensor concentration, Generator generator) {
        checkFloating("dirichlet", concentration);
        if (concentration.dim() == 0) {
            throw new ShapeException("dirichlet: the concentration has no dim: pass one number for each coordinate");
        }
        Tensor gamma = each(concentration.to(DType.FLOAT64), generator, Draw::standardGamma);
        Tensor point = gamma.div(gamma.sum(-1, true)).to(concentration.dtype());
        boolean wide = concentration.dtype() == DType.FLOAT64;
        double least = wide ? Double.MIN_NORMAL : Float.MIN_NORMAL;
        double most = wide ? Math.nextDown(1.0) : Math.nextDown(1.0f);
        return point.clamp(least, most);
    }

    /// Returns places drawn in proportion to the elements of each row.
    static Tensor multinomial(Tensor weights, int numSamples, boolean replacement, Generator generator) {
        checkFloating("multinomial", weights);
        if (weights.dim() != 1 && weights.dim() != 2) {
            throw new ShapeException("multinomial: the weights have shape " + weights.shape()
                    + " and must be one row or a matrix of rows");
        }
        int places = weights.size(-1);
        if (numSamples < 1 || !replacement && numSamples > places) {
            throw new OborException("multinomial: " + numSamples + " samples of " + places + " places: there must be 1 "
                    + (replacement ? "or more" : "to " + places + " without replacement"));
        }
        double[] values = weights.toDoubleArray();
        int rows = places == 0 ? 0 : values.length / places;
        checkWeights(values, rows, places);
        if (!replacement || numSamples == 1) {
            // The largest of weight / exponential number is each place with its share; the next are drawn without it.
            Tensor keys =
                    weights.div(Tensor.full(weights.shape(), 0, weights.dtype()).exponential_(1, generator));
            return numSamples == 1
                    ? keys.argmax(-1, true)
                    : keys.topk(numSamples).indices();
        }
        boolean single = weights.dtype() != DType.FLOAT64;
        long[] drawn = new long[Shape.of(rows, numSamples).numel()];
        for (int row = 0; row < rows; row++) {
            double[] shares = Arrays.copyOfRange(values, row * places, (row + 1) * places);
            Categories.fill(generator, shares, single, drawn, row * numSamples, numSamples);
        }
        Tensor result = Tensor.of(drawn);
        return weights.dim() == 1 ? result : result.reshape(rows, numSamples);
    }

    private static void checkWeights(double[] values, int rows, int places) {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * places; i < (row + 1) * places; i++) {
                if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
                    throw new OborException("multinomial: weight " + (i - row * places) + " is " + values[i]
                            + " and must be 0 or more, and finite");
                }
                sum += values[i];
            }
            if (!(sum > 0)) {
                throw new OborException("multinomial: all weights are 0: one must be more");
            }
        }
    }

    private static Tensor each(Tensor parameters, Generator generator, DoubleFunction<Draw> distribution) {
        double[] numbers = parameters.toDoubleArray();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = generator.draw(distribution.apply(numbers[i]));
        }
        return Tensor.of(new Storage.Doubles(numbers), DType.FLOAT64, parameters.shape())
                .to(parameters.dtype());
    }

    private static void checkFloating(String op, Tensor parameters) {
        if (!parameters.dtype().isFloating()) {
            throw new DTypeException(op + ": the parameters are " + parameters.dtype()
                    + " and must be floating-point: convert them with to(FLOAT32)");
        }
    }
}

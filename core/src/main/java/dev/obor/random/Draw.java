package dev.obor.random;

import dev.obor.error.OborException;

/// A distribution from which single numbers are drawn, each from float64 uniform numbers, whatever the type
/// of the array that [Generator#fill(float[], int, int, Draw)] and its kin write to. The factories give
/// PyTorch's numbers.
///
/// ```java
/// generator.fill(array, 0, array.length, Draw.exponential(2));
/// ```
@FunctionalInterface
public interface Draw {
    /// Returns the next number that `generator` gives for this distribution.
    double sample(Generator generator);

    /// Returns the distribution of 1 with probability `p` and else 0.
    ///
    /// @throws OborException if `p` lies outside [0, 1]
    static Draw bernoulli(double p) {
        Check.probability("bernoulli_", p);
        return (FromUniform) u -> u < p ? 1 : 0;
    }

    /// Returns the exponential distribution with this rate, the inverse of the mean; all numbers are infinite
    /// if it is 0.
    ///
    /// @throws OborException if `rate` is negative or NaN
    static Draw exponential(double rate) {
        Check.rate(rate);
        double scale = -1 / rate;
        // Of rate 0 and u 0 the product would be NaN.
        return (FromUniform) u -> rate == 0 ? Double.POSITIVE_INFINITY : scale * Elementary.log(1 - u);
    }

    /// Returns the distribution of the number of trials up to the first success, each of which has
    /// probability `p`.
    ///
    /// @throws OborException if `p` lies outside (0, 1)
    static Draw geometric(double p) {
        Check.geometric(p);
        // PyTorch takes log(1 - p) always, and so gives -infinity where that is 0.
        double logFailure = 1 - p < 1 ? StrictMath.log(1 - p) : StrictMath.log1p(-p);
        return (FromUniform) u -> Math.ceil(StrictMath.log(u) / logFailure);
    }

    /// Returns the Cauchy distribution with this median and this half width at half the maximum, which may be
    /// 0 or negative.
    static Draw cauchy(double median, double sigma) {
        return (FromUniform) u -> Math.fma(sigma, StrictMath.tan(Math.PI * (u - 0.5)), median);
    }

    /// Returns the distribution of numbers whose logarithm is normal with this mean and standard deviation.
    ///
    /// @throws OborException if `std` is not positive
    static Draw logNormal(double mean, double std) {
        Check.logNormal(std);
        return generator -> StrictMath.exp(generator.nextNormal(mean, std));
    }

    /// Returns the Poisson distribution with this rate, which is its mean.
    ///
    /// @throws OborException if `rate` is negative, infinite or NaN
    static Draw poisson(double rate) {
        Check.finiteParameter("poisson", "rate", rate);
        return generator -> Rejection.poisson(generator, rate);
    }

    /// Returns the distribution of the number of successes in `count` trials with probability `p` each, for
    /// float64 parameters.
    ///
    /// @throws OborException if `count` is negative, infinite or NaN or `p` lies outside [0, 1]
    static Draw binomial(double count, double p) {
        Check.finiteParameter("binomial", "count", count);
        Check.probability("binomial", p);
        return generator -> Rejection.binomial(generator, count, p, Rejection.Precision.DOUBLE);
    }

    /// Returns the distribution of the number of successes in `count` trials with probability `p` each, for
    /// parameters that come from float32 tensors: the same distribution, but now and then another number,
    /// because PyTorch calculates in float32.
    ///
    /// @throws OborException if `count` is negative, infinite or NaN or `p` lies outside [0, 1]
    static Draw binomial(float count, float p) {
        Check.finiteParameter("binomial", "count", count);
        Check.probability("binomial", p);
        return generator -> Rejection.binomial(generator, count, p, Rejection.Precision.SINGLE);
    }

    /// Returns the gamma distribution with this shape and scale 1, for a float64 shape. No number is less
    /// than the smallest normal float64.
    ///
    /// @throws OborException if `shape` is negative, infinite or NaN
    static Draw standardGamma(double shape) {
        Check.finiteParameter("standard_gamma", "shape", shape);
        return generator -> Math.max(Double.MIN_NORMAL, Rejection.gamma(generator, shape, Rejection.Precision.DOUBLE));
    }

    /// Returns the gamma distribution with this shape and scale 1, for a shape that comes from a float32
    /// tensor, for which PyTorch calculates in float32. No number is less than the smallest normal float32.
    ///
    /// @throws OborException if `shape` is negative, infinite or NaN
    static Draw standardGamma(float shape) {
        Check.finiteParameter("standard_gamma", "shape", shape);
        return generator ->
                Math.max(Float.MIN_NORMAL, (float) Rejection.gamma(generator, shape, Rejection.Precision.SINGLE));
    }
}

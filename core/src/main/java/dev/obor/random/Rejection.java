package dev.obor.random;

/// Draws by rejection: candidates from a simple distribution are drawn until one is accepted, so that a
/// number takes an unforeseeable count of words.
///
/// The constants and their precision (some are float32 constants used in float64) are those of PyTorch:
/// another digit would accept another candidate now and then and shift everything after it.
final class Rejection {
    private static final double THIRD = 1.0f / 3.0f;
    private static final double SQUEEZE = 0.0331f;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
    private static final double INVERSION_LIMIT = 10;
    private static final double[] STIRLING_TAILS = {
        0.08106146679532726,
        0.0413406959554093,
        0.02767792568499834,
        0.020790672103765093,
        0.016644691189821193,
        0.013876128823070748,
        0.01189670994589177,
        0.010411265261972096,
        0.009255462182712733,
        0.00833056343336287
    };

    private Rejection() {}

    /// How the arithmetic on the parameters is rounded: that of PyTorch runs in the dtype of the parameters'
    /// tensor.
    enum Precision {
        SINGLE,
        DOUBLE;

        /// Returns the result of one operation on numbers of this precision, given that of the same operation
        /// in float64.
        double round(double value) {
            return this == SINGLE ? (float) value : value;
        }
    }

    /// Returns a number of the gamma distribution with scale 1 (Marsaglia and Tsang, ACM TOMS 26(3), 2000;
    /// shapes below 1 by their boost from shape + 1).
    static double gamma(Generator generator, double shape, Precision precision) {
        double scale = 1;
        double boosted = shape;
        if (shape < 1) {
            if (shape == 0) {
                return 0;
            }
            scale = StrictMath.pow(1 - generator.nextUniform(), precision.round(1 / shape));
            boosted = precision.round(shape + 1);
        }
        double d = precision.round(boosted - THIRD);
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = generator.nextNormal(0, 1);
            double y = 1 + c * x;
            if (y <= 0) {
                continue;
            }
            double v = y * y * y;
            double u = 1 - generator.nextUniform();
            double xx = x * x;
            if (u < 1 - SQUEEZE * xx * xx || StrictMath.log(u) < 0.5 * xx + d * (1 - v + StrictMath.log(v))) {
                return scale * d * v;
            }
        }
    }

    /// Returns a number of the Poisson distribution: below a rate of 10 by multiplying uniform numbers, from
    /// there on by the transformed rejection PTRS (Hörmann, Insurance: Mathematics and Economics 12, 1993).
    static double poisson(Generator generator, double rate) {
        if (rate < INVERSION_LIMIT) {
            return rate == 0 ? 0 : poissonByProduct(generator, rate);
        }
        double logRate = StrictMath.log(rate);
        double b = 0.931 + 2.53 * Math.sqrt(rate);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double tight = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = generator.nextUniform() - 0.5;
            double v = generator.nextUniform();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + rate + 0.43);
            if (us >= 0.07 && v <= tight) {
                return k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            double left = StrictMath.log(v) + StrictMath.log(inverseAlpha) - StrictMath.log(a / (us * us) + b);
            if (left <= -rate + k * logRate - logFactorial(k)) {
                return k;
            }
        }
    }

    private static double poissonByProduct(Generator generator, double rate) {
        double limit = StrictMath.exp(-rate);
        double product = generator.nextUniform();
        int count = 0;
        while (product > limit) {
            count++;
            product *= generator.nextUniform();
        }
        return count;
    }

    /// Returns a number of the binomial distribution, that of failures instead where success is the likelier.
    static double binomial(Generator generator, double count, double p, Precision precision) {
        if (count == 0 || p == 0) {
            return 0;
        }
        if (p == 1) {
            return count;
        }
        if (p <= 0.5) {
            return binomialOfRare(generator, count, p, precision);
        }
        return count - binomialOfRare(generator, count, precision.round(1 - p), precision);
    }

    private static double binomialOfRare(Generator generator, double count, double p, Precision precision) {
        return precision.round(count * p) >= INVERSION_LIMIT
                ? binomialByRejection(generator, count, p, precision)
                : binomialByWaiting(generator, count, p, precision);
    }

    /// Adds the waiting times of successes, which are geometric, until they exceed the count of trials.
    private static double binomialByWaiting(Generator generator, double count, double p, Precision precision) {
        double logFailure = precision.round(StrictMath.log1p(-p));
        double trials = 0;
        double successes = -1;
        while (trials <= count) {
            trials += Math.ceil(StrictMath.log(generator.nextUniform()) / logFailure);
            successes++;
        }
        return successes;
    }

    /// The transformed rejection BTRS (Hörmann, J. Statist. Comput. Simul. 46, 1993).
    private static double binomialByRejection(Generator generator, double count, double p, Precision precision) {
        double mean = precision.round(count * p);
        double failure = precision.round(1 - p);
        double deviation = precision.round(Math.sqrt(precision.round(mean * failure)));
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double tight = 0.92 - 4.2 / b;
        double odds = precision.round(p / failure);
        double alpha = (2.83 + 5.1 / b) * deviation;
        double mode = Math.floor(precision.round((count + 1) * p));
        while (true) {
            double u = generator.nextUniform() - 0.5;
            double v = generator.nextUniform();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + (mean + 0.5));
            if (k < 0 || k > count) {
                continue;
            }
            if (us >= 0.07 && v <= tight) {
                return k;
            }
            double bound = (mode + 0.5) * StrictMath.log((mode + 1) / (odds * (count - mode + 1)))
                    + (count + 1) * StrictMath.log((count - mode + 1) / (count - k + 1))
                    + (k + 0.5) * StrictMath.log(odds * (count - k + 1) / (k + 1))
                    + stirlingTail(mode)
                    + stirlingTail(count - mode)
                    - stirlingTail(k)
                    - stirlingTail(count - k);
            if (StrictMath.log(v * alpha / (a / (us * us) + b)) <= bound) {
                return k;
            }
        }
    }

    /// Returns log(k!) to 3e-11, which decides wrongly between two candidates once in that many draws.
    private static double logFactorial(double k) {
        return HALF_LOG_TWO_PI + (k + 0.5) * StrictMath.log(k + 1) - (k + 1) + stirlingTail(k);
    }

    /// Returns what Stirling's formula in k + 1 lacks to log(k!), as in Hörmann's paper.
    private static double stirlingTail(double k) {
        if (k < STIRLING_TAILS.length) {
            return STIRLING_TAILS[(int) k];
        }
        double n = k + 1;
        double square = n * n;
        return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / n;
    }
}

package dev.obor.random;

import dev.obor.error.OborException;

/// Draws of categories with given weights, as `multinomial` makes them where it draws with replacement.
public final class Categories {
    private Categories() {}

    /// Fills with categories, each drawn with a probability in proportion to its weight: the place where a
    /// uniform number of 53 bits falls among the sums of the weights, found by bisection.
    ///
    /// @param weights from 0 on, not all 0; they need not have the sum 1
    /// @param single whether sums are rounded to float32, as PyTorch's are for weights of that dtype
    /// @throws OborException if a weight is negative, infinite or NaN, or all are 0
    public static void fill(Generator generator, double[] weights, boolean single, long[] out, int offset, int length) {
        Check.range("multinomial", out.length, offset, length);
        long[] thresholds = thresholds(weights, single);
        synchronized (generator) {
            generator.categories(thresholds, out, offset, length);
        }
    }

    /// A number u of 53 bits lies above a sum where its multiple u · 2⁵³ lies above the sum's, rounded down:
    /// so all is done in whole numbers.
    private static long[] thresholds(double[] weights, boolean single) {
        double[] sums = sums(weights, single);
        long[] thresholds = new long[sums.length - 1];
        for (int k = 0; k < thresholds.length; k++) {
            thresholds[k] = (long) (sums[k] * 0x1p53);
        }
        return thresholds;
    }

    private static double[] sums(double[] weights, boolean single) {
        double[] sums = new double[weights.length];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            if (!(weights[k] >= 0 && weights[k] < Double.POSITIVE_INFINITY)) {
                throw new OborException("multinomial: the weight of category " + k + " is " + weights[k]
                        + " and must be finite and 0 or more: correct it");
            }
            sum += weights[k];
            sum = single ? (float) sum : sum;
            sums[k] = sum;
        }
        if (!(sum > 0)) {
            throw new OborException("multinomial: the weights of " + weights.length + " categories have the sum " + sum
                    + ": give one of them a weight above 0");
        }
        for (int k = 0; k < sums.length; k++) {
            sums[k] = single ? (float) sums[k] / (float) sum : sums[k] / sum;
        }
        // The last sum, which is 1, lies above all numbers and is left out by the caller.
        return sums;
    }
}

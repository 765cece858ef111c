package dev.obor.testing;

import dev.obor.Obor;
import dev.obor.distributions.Constraint;
import dev.obor.distributions.Constraints;
import dev.obor.distributions.Distribution;
import dev.obor.distributions.VonMises;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// The integral of a density up to any place, by the trapezoidal rule after a double exponential change of
/// variable, which takes infinite bounds and singular ends (H. Takahasi and M. Mori, 1974).
record Integral(double[] places, double[] sums) {
    private static final int HALF = 6000;
    private static final double REACH = 4.2;

    /// A variable with its derivative.
    private record Place(double x, double slope) {}

    static Integral of(Distribution distribution) {
        int count = 2 * HALF + 1;
        double step = REACH / HALF;
        double[] x = new double[count];
        double[] slope = new double[count];
        for (int i = 0; i < count; i++) {
            Place place = place(distribution, (i - HALF) * step);
            x[i] = place.x();
            slope[i] = place.slope();
        }
        Distribution unchecked = distribution.withValidation(false);
        double[] density = unchecked.prob(Obor.fromArray(x)).toDoubleArray();
        double[] sums = new double[count];
        double before = 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double term = density[i] * slope[i] * step;
            term = Double.isFinite(term) ? term : 0;
            sum += 0.5 * (before + term);
            before = term;
            sums[i] = sum;
        }
        return new Integral(x, sums);
    }

    private static Place place(Distribution distribution, double t) {
        double s = 0.5 * Math.PI * Math.sinh(t);
        double ds = 0.5 * Math.PI * Math.cosh(t);
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        Constraint support =
                distribution instanceof VonMises ? Constraints.interval(-Math.PI, Math.PI) : distribution.support();
        switch (support) {
            case Constraints.Interval(Tensor a, Tensor b) -> {
                low = a.item();
                high = b.item();
            }
            case Constraints.GreaterThan(Tensor a) -> low = a.item();
            case Constraints.GreaterThanEq(Tensor a) -> low = a.item();
            default -> {}
        }
        boolean bounded = Double.isFinite(low) && Double.isFinite(high);
        if (bounded) {
            // From the nearer end, so that it is not rounded away.
            double part = 1 / (1 + Math.exp(2 * Math.abs(s)));
            double x = s < 0 ? low + (high - low) * part : high - (high - low) * part;
            return new Place(x, (high - low) * 2 * ds * part * (1 - part));
        }
        if (Double.isFinite(low)) {
            return new Place(low + Math.exp(s), Math.exp(s) * ds);
        }
        if (Double.isFinite(high)) {
            return new Place(high - Math.exp(-s), Math.exp(-s) * ds);
        }
        return new Place(Math.sinh(s), Math.cosh(s) * ds);
    }

    double total() {
        return sums[sums.length - 1];
    }

    /// Returns the integral up to a place, between the nodes by a straight line.
    double below(double x) {
        int found = Arrays.binarySearch(places, x);
        if (found >= 0) {
            return sums[found];
        }
        int right = -found - 1;
        if (right == 0 || right == places.length) {
            return right == 0 ? 0 : total();
        }
        double share = (x - places[right - 1]) / (places[right] - places[right - 1]);
        return sums[right - 1] + share * (sums[right] - sums[right - 1]);
    }
}

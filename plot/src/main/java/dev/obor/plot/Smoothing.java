package dev.obor.plot;

/// Calm curves through noisy ones.
public final class Smoothing {
    private Smoothing() {}

    /// Returns, for each point, the value there of a straight line fitted to the points around it, near ones
    /// weighing most (tricube weights). It neither lags behind the data as a running mean of the past does,
    /// nor flattens the steep start of a loss curve. At the ends the points of one side only are used.
    ///
    /// Points that are not finite give NaN and do not take part. Time grows with points times window.
    ///
    /// Source: W. S. Cleveland, *Robust locally weighted regression and smoothing scatterplots*, JASA 74
    /// (1979), without the robustness iterations and with a window that is counted in points.
    ///
    /// @param xs the places, rising
    /// @param ys the values, one for each place
    /// @param window the number of points of a fit, 1 or more; an even one counts as the next odd one
    /// @throws dev.obor.error.ShapeException if the arrays are empty or differ in length
    /// @throws PlotException if the window is less than 1
    public static double[] localLinear(double[] xs, double[] ys, int window) {
        Series.check("localLinear", "", "x", xs.length, "y", ys.length);
        if (window < 1) {
            throw new PlotException("localLinear: a window of " + window + " points: pass 1 or more");
        }
        double[] weights = tricube(Math.min(window / 2, xs.length));
        double[] smooth = new double[ys.length];
        for (int i = 0; i < ys.length; i++) {
            smooth[i] = isFinite(xs, ys, i) ? fitAt(xs, ys, i, weights) : Double.NaN;
        }
        return smooth;
    }

    private static boolean isFinite(double[] xs, double[] ys, int i) {
        return Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
    }

    /// Returns the weights by distance in points, from 0 to `half`.
    private static double[] tricube(int half) {
        double[] weights = new double[half + 1];
        for (int distance = 0; distance <= half; distance++) {
            double share = distance / (half + 1.0);
            double rest = 1 - share * share * share;
            weights[distance] = rest * rest * rest;
        }
        return weights;
    }

    /// Returns the fitted line's value at point `i`; xs and ys are taken relative to that point, so that the
    /// sums do not cancel.
    private static double fitAt(double[] xs, double[] ys, int i, double[] weights) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        int half = weights.length - 1;
        for (int j = Math.max(0, i - half); j <= Math.min(xs.length - 1, i + half); j++) {
            if (isFinite(xs, ys, j)) {
                double weight = weights[Math.abs(i - j)];
                double x = xs[j] - xs[i];
                double y = ys[j] - ys[i];
                sum += weight;
                sumX += weight * x;
                sumY += weight * y;
                sumXx += weight * x * x;
                sumXy += weight * x * y;
            }
        }
        double spread = sum * sumXx - sumX * sumX;
        // Points at one place have no slope: their mean is the fit.
        double atOrigin = spread > 1e-12 * sum * sumXx ? (sumXx * sumY - sumX * sumXy) / spread : sumY / sum;
        return ys[i] + atOrigin;
    }
}

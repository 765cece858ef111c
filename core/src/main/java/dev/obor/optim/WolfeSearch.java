package dev.obor.optim;

import dev.obor.tensor.Tensor;

/// A line search for a point that fulfils the strong Wolfe conditions, with cubic interpolation. Source: J.
/// Nocedal, S. Wright, *Numerical Optimization* (2006), algorithms 3.5 and 3.6; the details (bounds of steps,
/// the way out when progress is small) are those of PyTorch, so that the same points are tried.
///
/// @param objective the loss along the line
/// @param start the loss at the start of the line
/// @param size the largest element of the direction
/// @param tolerance the search ends when its bracket, times `size`, is smaller
record WolfeSearch(Objective objective, Value start, double size, double tolerance) {
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int MOST = 25;

    /// The loss along a line.
    interface Objective {
        Value at(double length);
    }

    /// The loss at a point, its gradient, and its slope along the line.
    record Value(double loss, Tensor gradient, double slope) {}

    /// Where the search ended.
    record Point(double length, double loss, Tensor gradient, int evaluations) {}

    private record Probe(double length, Value value) {
        double loss() {
            return value.loss();
        }

        double slope() {
            return value.slope();
        }
    }

    /// Returns the point that the search finds from a first length on.
    Point from(double first) {
        Probe before = new Probe(0, start);
        Probe now = probe(first);
        int evaluations = 1;
        Probe[] bracket = {before, now};
        int tries = 0;
        for (; tries < MOST; tries++) {
            if (isTooHigh(now) || tries > 1 && now.loss() >= before.loss()) {
                bracket = new Probe[] {before, now};
                break;
            }
            if (isFlat(now)) {
                return point(now, evaluations);
            }
            if (now.slope() >= 0) {
                bracket = new Probe[] {before, now};
                break;
            }
            double low = now.length() + 0.01 * (now.length() - before.length());
            double next = interpolated(before, now, low, now.length() * 10);
            before = now;
            now = probe(next);
            evaluations++;
            if (tries + 1 == MOST) {
                bracket = new Probe[] {new Probe(0, start), now};
            }
        }
        return zoom(bracket, tries, evaluations);
    }

    private Point zoom(Probe[] found, int triesBefore, int evaluationsBefore) {
        boolean firstIsLower = found[0].loss() <= found[1].loss();
        Probe low = found[firstIsLower ? 0 : 1];
        Probe high = found[firstIsLower ? 1 : 0];
        int evaluations = evaluationsBefore;
        boolean stuck = false;
        for (int tries = triesBefore; tries < MOST; tries++) {
            double left = Math.min(low.length(), high.length());
            double right = Math.max(low.length(), high.length());
            if ((right - left) * size < tolerance) {
                break;
            }
            double next = low.length() <= high.length()
                    ? interpolated(low, high, left, right)
                    : interpolated(high, low, left, right);
            // A point close to an end brings little: the second time it is moved off by a tenth.
            double margin = 0.1 * (right - left);
            if (Math.min(right - next, next - left) < margin) {
                if (stuck || next >= right || next <= left) {
                    next = Math.abs(next - right) < Math.abs(next - left) ? right - margin : left + margin;
                    stuck = false;
                } else {
                    stuck = true;
                }
            } else {
                stuck = false;
            }
            Probe now = probe(next);
            evaluations++;
            if (isTooHigh(now) || now.loss() >= low.loss()) {
                high = now;
                if (high.loss() < low.loss()) {
                    Probe swapped = low;
                    low = high;
                    high = swapped;
                }
            } else {
                if (isFlat(now)) {
                    return point(now, evaluations);
                }
                if (now.slope() * (high.length() - low.length()) >= 0) {
                    high = low;
                }
                low = now;
            }
        }
        return point(low, evaluations);
    }

    private Probe probe(double length) {
        return new Probe(length, objective.at(length));
    }

    private boolean isTooHigh(Probe probe) {
        return probe.loss() > start.loss() + DECREASE * probe.length() * start.slope();
    }

    private boolean isFlat(Probe probe) {
        return Math.abs(probe.slope()) <= -CURVATURE * start.slope();
    }

    private static Point point(Probe probe, int evaluations) {
        return new Point(probe.length(), probe.loss(), probe.value().gradient(), evaluations);
    }

    /// The minimum of the cubic through both losses and slopes (Nocedal & Wright, 3.59), kept within bounds.
    private static double interpolated(Probe a, Probe b, double low, double high) {
        double d1 = a.slope() + b.slope() - 3 * (a.loss() - b.loss()) / (a.length() - b.length());
        double square = d1 * d1 - a.slope() * b.slope();
        if (!(square >= 0)) {
            return (low + high) / 2;
        }
        double d2 = Math.sqrt(square);
        double place =
                b.length() - (b.length() - a.length()) * ((b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2));
        return Math.min(Math.max(place, low), high);
    }
}

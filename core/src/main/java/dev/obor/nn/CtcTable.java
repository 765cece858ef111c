package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.layout.Places;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import java.util.Arrays;

/// The alignments of one sequence with its labels: states 0 to 2 · labels, the even ones blank and state 2 i
/// + 1 label i, and the logarithms of the probabilities of paths through them. Source: A. Graves et al.,
/// "Connectionist temporal classification" (2006), equations 6, 7, 10 and 11.
final class CtcTable {
    private static final double NONE = Double.NEGATIVE_INFINITY;

    private final View logProbs;
    private final int[] from;
    private final int n;
    private final int steps;
    private final int[] classOf;

    /// Reads one sequence of a batch.
    ///
    /// @param inputs log-probabilities `[T, N, C]`, labels `[N, S]`, numbers of steps and of labels `[N]`
    CtcTable(View[] inputs, int[] from, int n, int blank) {
        this.logProbs = inputs[0];
        this.from = from;
        this.n = n;
        this.steps = whole(inputs[2], n);
        int[] labels = Places.of(inputs[1].layout());
        int width = inputs[1].shape().size(1);
        this.classOf = new int[2 * whole(inputs[3], n) + 1];
        Arrays.fill(classOf, blank);
        for (int s = 1; s < classOf.length; s += 2) {
            classOf[s] = (int) Elements.getLong(inputs[1].storage(), DType.INT64, labels[n * width + s / 2]);
        }
    }

    private static int whole(View view, int n) {
        return (int) Elements.getLong(view.storage(), DType.INT64, Places.of(view.layout())[n]);
    }

    int steps() {
        return steps;
    }

    int states() {
        return classOf.length;
    }

    int classOf(int state) {
        return classOf[state];
    }

    double logProb(int step, int ofClass) {
        int batch = logProbs.shape().size(1);
        int classes = logProbs.shape().size(2);
        return Elements.getDouble(logProbs.storage(), logProbs.dtype(), from[(step * batch + n) * classes + ofClass]);
    }

    /// Returns log p of the paths from the start to each state at each step, as rows of states.
    double[][] forward() {
        double[][] alphas = new double[steps][classOf.length];
        for (int t = 0; t < steps; t++) {
            for (int s = 0; s < classOf.length; s++) {
                double before = t == 0
                        ? (s < 2 ? 0 : NONE)
                        : sum(alphas[t - 1][s], at(alphas[t - 1], s - 1), skips(s) ? at(alphas[t - 1], s - 2) : NONE);
                alphas[t][s] = before + logProb(t, classOf[s]);
            }
        }
        return alphas;
    }

    /// Returns log p of the paths from each state at each step to the end, without the state's own.
    double[][] backward() {
        double[][] betas = new double[steps][classOf.length];
        for (int t = steps - 1; t >= 0; t--) {
            for (int s = 0; s < classOf.length; s++) {
                betas[t][s] = t == steps - 1
                        ? (s >= classOf.length - 2 ? 0 : NONE)
                        : sum(
                                after(betas, t, s),
                                after(betas, t, s + 1),
                                s + 2 < classOf.length && skips(s + 2) ? after(betas, t, s + 2) : NONE);
            }
        }
        return betas;
    }

    private double after(double[][] betas, int t, int s) {
        return s < classOf.length ? betas[t + 1][s] + logProb(t + 1, classOf[s]) : NONE;
    }

    /// Returns −log p of all alignments: infinite where there is none.
    double loss(double[][] alphas) {
        if (steps == 0) {
            return classOf.length == 1 ? 0 : -NONE;
        }
        double[] last = alphas[steps - 1];
        return -sum(last[last.length - 1], at(last, last.length - 2), NONE);
    }

    /// Tells whether a path may come to a state past the blank before it: not between equal labels.
    private boolean skips(int s) {
        return s % 2 == 1 && s >= 2 && classOf[s] != classOf[s - 2];
    }

    private static double at(double[] row, int s) {
        return s < 0 ? NONE : row[s];
    }

    /// Returns log(eᵃ + eᵇ + eᶜ).
    static double sum(double a, double b, double c) {
        double most = Math.max(a, Math.max(b, c));
        if (most == NONE) {
            return NONE;
        }
        return most + StrictMath.log(StrictMath.exp(a - most) + StrictMath.exp(b - most) + StrictMath.exp(c - most));
    }
}

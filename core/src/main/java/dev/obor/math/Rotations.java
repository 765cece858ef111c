package dev.obor.math;

/// Plane rotations and reflections of a row, for [Eigensystem].
final class Rotations {
    private Rotations() {}

    static void rotate(double[] row, int k, double c, double s) {
        double left = row[k - 1];
        row[k - 1] = c * left + s * row[k];
        row[k] = c * row[k] - s * left;
    }

    static void applyToRow(double[] row, int k, boolean three, double... u) {
        double p = u[0] * row[k] + u[1] * row[k + 1];
        if (three) {
            p += u[2] * row[k + 2];
            row[k + 2] -= p * u[4];
        }
        row[k] -= p;
        row[k + 1] -= p * u[3];
    }
}

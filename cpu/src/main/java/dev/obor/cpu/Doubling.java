package dev.obor.cpu;

/// Writes elements twice each, side by side.
interface Doubling {
    /// Scalar code, until its vector twin is warm.
    Tier<Doubling> TIER = tier();

    /// Writes `count` elements twice each.
    void run(float[] x, int from, int count, float[] out, int to);

    private static Tier<Doubling> tier() {
        float[] x = new float[173];
        float[] out = new float[2 * x.length];
        return new Tier<>(Doubling::twice, () -> VectorDoubling::run, form -> form.run(x, 0, x.length, out, 0));
    }

    private static void twice(float[] x, int from, int count, float[] out, int to) {
        for (int i = 0; i < count; i++) {
            out[to + 2 * i] = x[from + i];
            out[to + 2 * i + 1] = x[from + i];
        }
    }
}

package dev.obor.primer;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/// How long a piece of code takes.
///
/// @param mean of the runs, in seconds
/// @param deviation the standard deviation of the runs, in seconds
/// @param runs how many there were
/// @param loops how often the code was called in each
record Timing(double mean, double deviation, int runs, int loops) {
    private static final int RUNS = 7;
    private static final double LEAST_RUN = 0.02;

    /// Times code in 7 runs, each with as many calls as make it last 20 ms; calls that take longer than a fifth of a
    /// second are made once.
    static Timing of(Supplier<?> code) {
        double first = seconds(code, 1);
        if (first > 10 * LEAST_RUN) {
            return new Timing(first, 0, 1, 1);
        }
        int loops = 1;
        while (seconds(code, loops) < LEAST_RUN) {
            loops *= 2;
        }
        double[] times = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            times[run] = seconds(code, loops) / loops;
        }
        double mean = Arrays.stream(times).average().orElseThrow();
        double squares = Arrays.stream(times).map(time -> (time - mean) * (time - mean)).sum();
        return new Timing(mean, Math.sqrt(squares / RUNS), RUNS, loops);
    }

    private static double seconds(Supplier<?> code, int loops) {
        long start = System.nanoTime();
        for (int i = 0; i < loops; i++) {
            code.get();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /// Returns seconds with a unit that fits.
    static String format(double seconds) {
        if (seconds < 1e-3) {
            return String.format(Locale.ROOT, "%.2f µs", seconds * 1e6);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.2f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    @Override
    public String toString() {
        return format(mean) + " ± " + format(deviation) + " per loop (" + runs + " runs, " + loops + " loops each)";
    }
}

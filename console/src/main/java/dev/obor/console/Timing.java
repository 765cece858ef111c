package dev.obor.console;

import dev.obor.error.ShapeException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/// How long a piece of code takes, measured in some runs of many loops each, as IPython's `%timeit` does.
///
/// The code first runs often enough to be compiled, and until one run takes a fifth of a second; then come the
/// runs that count.
///
/// @param seconds the mean time of one loop in each run, in seconds
/// @param loops how often the code ran in each run
public record Timing(double[] seconds, int loops) {
    private static final int RUNS = 7;
    private static final double LEAST_SECONDS = 0.2;
    private static final int[] DIGITS = {1, 2, 5};
    private static final int MOST_LOOPS = 1_000_000_000;
    private static final String[] UNITS = {"s", "ms", "µs", "ns"};

    /// Where results go, so that the compiler cannot leave out the code that makes them.
    @SuppressWarnings("UnusedVariable")
    private static volatile Object sink = "";

    /// Makes a timing from its parts; copies the array.
    ///
    /// @throws ShapeException if there are no runs, or no loops
    public Timing {
        if (seconds.length == 0 || loops < 1) {
            throw new ShapeException(
                    "timeit: " + seconds.length + " runs of " + loops + " loops: pass 1 or more of each");
        }
        seconds = seconds.clone();
    }

    /// Returns how long code takes that returns something, in 7 runs of as many loops as take a fifth of a
    /// second.
    public static Timing timeit(Supplier<?> code) {
        Objects.requireNonNull(code, "code");
        int loops = 1;
        int decade = 1;
        for (int i = 1; run(code, loops) < LEAST_SECONDS && loops < MOST_LOOPS; i++) {
            decade *= i % DIGITS.length == 0 ? 10 : 1;
            loops = DIGITS[i % DIGITS.length] * decade;
        }
        return timeit(code, RUNS, loops);
    }

    /// Returns how long code takes that returns nothing, in 7 runs of as many loops as take a fifth of a
    /// second.
    public static Timing timeit(Runnable code) {
        return timeit(supplier(code));
    }

    /// Returns how long code takes that returns something.
    ///
    /// @param runs how many times are measured, 1 or more
    /// @param loops how often the code runs for each of them, 1 or more
    /// @throws ShapeException if a number is less than 1
    public static Timing timeit(Supplier<?> code, int runs, int loops) {
        double[] seconds = new double[Math.max(0, runs)];
        if (loops >= 1) {
            for (int i = 0; i < runs; i++) {
                seconds[i] = run(code, loops) / loops;
            }
        }
        return new Timing(seconds, loops);
    }

    /// Returns how long code takes that returns nothing.
    ///
    /// @param runs how many times are measured, 1 or more
    /// @param loops how often the code runs for each of them, 1 or more
    /// @throws ShapeException if a number is less than 1
    public static Timing timeit(Runnable code, int runs, int loops) {
        return timeit(supplier(code), runs, loops);
    }

    private static Supplier<?> supplier(Runnable code) {
        Objects.requireNonNull(code, "code");
        return () -> {
            code.run();
            return "";
        };
    }

    private static double run(Supplier<?> code, int loops) {
        long start = System.nanoTime();
        for (int i = 0; i < loops; i++) {
            sink = code.get();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /// Returns the mean time of one loop in each run, in seconds, in a new array.
    @Override
    public double[] seconds() {
        return seconds.clone();
    }

    /// Returns the mean over all runs, in seconds.
    public double mean() {
        return Arrays.stream(seconds).average().orElseThrow();
    }

    /// Returns the standard deviation of the runs, divided by their number, in seconds.
    public double deviation() {
        double mean = mean();
        return Math.sqrt(Arrays.stream(seconds)
                .map(each -> (each - mean) * (each - mean))
                .average()
                .orElseThrow());
    }

    /// Returns the time of the fastest run, in seconds.
    public double best() {
        return Arrays.stream(seconds).min().orElseThrow();
    }

    /// Returns mean, deviation, runs and loops in a line, as IPython prints them.
    @Override
    public String toString() {
        String runs = seconds.length == 1 ? "1 run" : seconds.length + " runs";
        String each = loops == 1 ? "1 loop" : String.format(Locale.ROOT, "%,d loops", loops);
        return format(mean()) + " ± " + format(deviation()) + " per loop (mean ± std. dev. of " + runs + ", " + each
                + " each)";
    }

    /// Returns a time in the unit in which it is at least 1, with three digits.
    static String format(double seconds) {
        if (seconds >= 60) {
            long whole = (long) seconds;
            return whole / 60 + " min " + whole % 60 + " s";
        }
        int unit = 0;
        double value = seconds;
        while (value < 1 && unit < UNITS.length - 1) {
            value *= 1000;
            unit++;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        // A value that is rounded up to 1000 belongs to the next unit.
        if (rounded.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit > 0) {
            rounded = BigDecimal.ONE;
            unit--;
        }
        BigDecimal shown = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        return shown.toPlainString() + " " + UNITS[unit];
    }
}

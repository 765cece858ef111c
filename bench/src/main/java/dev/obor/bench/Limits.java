package dev.obor.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What the machine can do: arithmetic out of registers and copying between large arrays, by plain loops that
/// HotSpot turns into vector code. The rows' fractions of the limit are told by these.
final class Limits {
    private static final int ELEMENTS = 2048;
    private static final int PASSES = 40_000;
    private static final int FLOPS_PER_ELEMENT = 2 * 8;
    private static final int COPIED = 20_000_000;
    private static final int ROUNDS = 18;

    private Limits() {}

    /// Prints rows whose `flops` or `bytes` a second are the limits.
    static void measure(Meter meter) {
        int threads = meter.threads();
        double work = (double) threads * ELEMENTS * PASSES * FLOPS_PER_ELEMENT;
        meter.print(row("limit_fma_f32", threads, "flops", work, () -> floats(new float[ELEMENTS])));
        meter.print(row("limit_fma_f64", threads, "flops", work, () -> doubles(new double[ELEMENTS])));
        List<float[][]> arrays = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            arrays.add(new float[][] {new float[COPIED], new float[COPIED]});
        }
        List<Callable<Object>> copies = new ArrayList<>();
        for (float[][] pair : arrays) {
            copies.add(() -> {
                System.arraycopy(pair[0], 0, pair[1], 0, COPIED);
                return pair;
            });
        }
        meter.print(row("limit_copy", threads, "bytes", 8. * threads * COPIED, copies));
    }

    private static Row row(String name, int threads, String unit, double work, Callable<Object> task) {
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            tasks.add(task);
        }
        return row(name, threads, unit, work, tasks);
    }

    private static Row row(String name, int threads, String unit, double work, List<Callable<Object>> tasks) {
        List<Double> times = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (Future<Object> done : pool.invokeAll(tasks)) {
                    done.get();
                }
                times.add((System.nanoTime() - start) * 1e-6);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("bench: interrupted while the limits were measured", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("bench: the limits could not be measured", e);
        }
        // A limit is what was reached, not what is usual.
        Collections.sort(times);
        return Row.of(name, threads, times.subList(0, ROUNDS / 3), Map.of(unit, work));
    }

    private static Object floats(float[] x) {
        for (int pass = 0; pass < PASSES; pass++) {
            chain(x, 0.999f, 0.001f);
        }
        return x;
    }

    private static Object doubles(double[] x) {
        for (int pass = 0; pass < PASSES; pass++) {
            chain(x, 0.999, 0.001);
        }
        return x;
    }

    /// Eight multiply-adds for each element between its load and its store: with fewer the stores would take longer,
    /// with more the processor would not see far enough ahead to begin the next elements.
    private static void chain(float[] x, float m, float c) {
        for (int i = 0; i < x.length; i++) {
            float v = x[i];
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            x[i] = Math.fma(v, m, c);
        }
    }

    private static void chain(double[] x, double m, double c) {
        for (int i = 0; i < x.length; i++) {
            double v = x[i];
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            v = Math.fma(v, m, c);
            x[i] = Math.fma(v, m, c);
        }
    }
}

package dev.obor.bench;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Times workloads and prints a line of JSON for each.
///
/// A workload is called once (its first call is a figure of its own), then warmed up, then repeated until the
/// budget is spent and at least [#REPEATS] samples are there. Calls of less than two milliseconds are timed
/// in batches.
final class Meter {
    private static final int REPEATS = 7;
    private static final int MOST_REPEATS = 200;
    private static final double BATCH_SECONDS = 0.002;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final PrintStream out;
    private final List<String> only;
    private final int threads;
    private final double warmUpSeconds;
    private final double budgetSeconds;

    /// Keeps a result alive, so that no call is left out as useless.
    @SuppressWarnings("UnusedVariable")
    private volatile Object kept = "";

    private boolean isHeapUsed;

    /// Makes a meter that prints the rows whose names begin with one of `only`, every row if it is empty.
    Meter(PrintStream out, List<String> only, int threads, double warmUpSeconds, double budgetSeconds) {
        this.out = out;
        this.only = only;
        this.threads = threads;
        this.warmUpSeconds = warmUpSeconds;
        this.budgetSeconds = budgetSeconds;
    }

    /// Tells whether a workload was asked for: `W1` asks for `W1a…` and not for `W10…`.
    boolean wants(String workload) {
        return only.isEmpty() || only.stream().anyMatch(prefix -> begins(workload, prefix));
    }

    /// Tells whether a name of a family of workloads, such as `W7`, has rows that were asked for.
    boolean wantsFamily(String family) {
        return only.isEmpty() || only.stream().anyMatch(prefix -> begins(prefix, family) || begins(family, prefix));
    }

    private static boolean begins(String name, String prefix) {
        return name.startsWith(prefix)
                && !(name.length() > prefix.length() && Character.isDigit(name.charAt(prefix.length())));
    }

    /// Times a call that needs `flops` operations of arithmetic and must move `bytes` bytes; 0 where it does
    /// not matter.
    void time(String workload, double flops, double bytes, Supplier<?> call) {
        if (!wants(workload)) {
            return;
        }
        double first = seconds(call, 1);
        useHeap();
        long start = System.nanoTime();
        int calls = 0;
        while (calls < 2 || since(start) < warmUpSeconds) {
            seconds(call, 1);
            calls++;
        }
        double one = seconds(call, 1);
        int batch = Math.max(1, (int) (BATCH_SECONDS / Math.max(one, 1e-8)));
        List<Double> times = new ArrayList<>();
        start = System.nanoTime();
        while (times.size() < REPEATS || since(start) < budgetSeconds && times.size() < MOST_REPEATS) {
            times.add(seconds(call, batch) / batch * 1e3);
        }
        emit(workload, first, times, flops, bytes, allocated(call));
    }

    /// Times a long call `repeats` times. Its first call counts as warm-up.
    void timeWhole(String workload, int repeats, double flops, Supplier<?> call) {
        if (!wants(workload)) {
            return;
        }
        double first = seconds(call, 1);
        useHeap();
        long start = System.nanoTime();
        while (first + since(start) < warmUpSeconds) {
            seconds(call, 1);
        }
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            times.add(seconds(call, 1) * 1e3);
        }
        emit(workload, first, times, flops, 0, allocated(call));
    }

    /// Goes once through the memory for new objects, as a program does in its first seconds: a page that is touched
    /// for the first time costs 1.5 to 11 µs, which would count in the rows that happen to come first.
    private void useHeap() {
        long before = collections();
        long megabytes = isHeapUsed ? 0 : Runtime.getRuntime().maxMemory() >> 20;
        for (long i = 0; i < megabytes && collections() == before; i++) {
            kept = new byte[1 << 20];
        }
        kept = "";
        isHeapUsed = true;
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /// Prints a row that was measured elsewhere.
    void print(Row row) {
        out.println(row.json());
        out.flush();
    }

    int threads() {
        return threads;
    }

    private void emit(String workload, double first, List<Double> times, double flops, double bytes, double allocated) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("first_ms", first * 1e3);
        numbers.put("allocated_bytes", allocated);
        if (flops > 0) {
            numbers.put("flops", flops);
        }
        if (bytes > 0) {
            numbers.put("bytes", bytes);
        }
        print(Row.of(workload, threads, times, numbers));
    }

    private double seconds(Supplier<?> call, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            kept = call.get();
        }
        return since(start);
    }

    private double allocated(Supplier<?> call) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        kept = call.get();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }
}

package dev.obor.cpu;

import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A kernel that starts as scalar code and moves to its vector twin when that has been compiled.
///
/// Vector code runs about a hundred times slower than scalar code until HotSpot's optimizing compiler has
/// compiled it. So a kernel that has done some work is warmed up on the background thread: the twin is made
/// and run on a small block of scratch data until its time is that of compiled code, and only then handed to
/// callers. Both must give the same bits, which makes the move invisible.
///
/// The system property `obor.kernels` is `tiered` (the default), `scalar` (never the twin) or `vector` (the
/// twin at once, for tests). Without the Vector API, and in a virtual machine that only interprets, kernels
/// stay scalar.
///
/// @param <K> the kernel's type
final class Tier<K> {
    /// Which of its two forms a kernel takes.
    enum Mode {
        TIERED,
        SCALAR,
        VECTOR
    }

    static final Mode MODE = configuredMode();

    private static final System.Logger LOG = System.getLogger(Tier.class.getName());

    /// Work after which a kernel is worth a warm-up, in elements: about 20 µs of scalar code. Less would
    /// spend the background thread on kernels that a program's set-up uses once; more would delay those of
    /// its loop.
    private static final long THRESHOLD = 30_000;

    /// Runs of the exercise in one measurement, so that the clock's own 25 ns do not count.
    private static final int BATCH = 8;

    /// Batches that the scalar form runs before its time is trusted: more invocations than HotSpot wants
    /// before it compiles a method with loops.
    private static final int SCALAR_BATCHES = 150;

    /// Consecutive batches at a compiled kernel's speed that are asked for.
    private static final int STREAK = 6;

    /// A twin this much slower than the scalar form has not been compiled: interpreted or half-compiled
    /// vector code is slower by a factor of ten or more.
    private static final int SLOWER = 2;

    /// The longest warm-up of a kernel at a stretch; after it others come first.
    private static final long LIMIT_NANOS = 5_000_000_000L;

    /// Warm-ups of a kernel, after which it stays scalar. On a busy machine a large kernel (`lstmStep` has
    /// 5,600 bytes of bytecode) waits longer than one of them for the compiler, which goes on meanwhile.
    private static final int ATTEMPTS = 5;

    private final K scalar;
    private final Supplier<K> vectorTwin;
    private final Consumer<K> exercise;
    private final long limitNanos;
    private volatile K current;
    private boolean counting;
    private int attempts;
    private K made;
    private long work;

    /// Makes a kernel from its scalar form, a maker of its vector twin, and a run of either on a small block
    /// of scratch data (some 25 vectors, allocated once) that touches nothing else.
    ///
    /// The exercise must take every branch that real calls take, such as the loop over a tail or both values
    /// of a flag: HotSpot compiles a branch that was never taken into a jump back to the interpreter, and the
    /// first caller to take it would find the twin slow again.
    Tier(K scalar, Supplier<K> vectorTwin, Consumer<K> exercise) {
        this(scalar, vectorTwin, exercise, LIMIT_NANOS);
    }

    /// Makes a kernel with a longest warm-up of its own.
    Tier(K scalar, Supplier<K> vectorTwin, Consumer<K> exercise, long limitNanos) {
        this.scalar = scalar;
        this.vectorTwin = vectorTwin;
        this.exercise = exercise;
        this.limitNanos = limitNanos;
        this.current = MODE == Mode.VECTOR ? vectorTwin.get() : scalar;
        this.counting = MODE == Mode.TIERED;
    }

    /// Makes a kernel that has no vector twin.
    Tier(K scalar) {
        this.scalar = scalar;
        this.vectorTwin = () -> scalar;
        this.exercise = _ -> {};
        this.limitNanos = LIMIT_NANOS;
        this.current = scalar;
    }

    private static Mode configuredMode() {
        String text = System.getProperty("obor.kernels", "tiered").strip().toLowerCase(Locale.ROOT);
        Mode asked = switch (text) {
            case "tiered", "" -> Mode.TIERED;
            case "scalar" -> Mode.SCALAR;
            case "vector" -> Mode.VECTOR;
            default -> {
                System.getLogger(Tier.class.getName())
                        .log(
                                Level.WARNING,
                                "kernels: system property obor.kernels is \"" + text
                                        + "\": give tiered, scalar or vector; using tiered");
                yield Mode.TIERED;
            }
        };
        boolean interpreted = System.getProperty("java.vm.info", "").contains("interpreted");
        if (asked == Mode.SCALAR || !Vectors.available() || asked == Mode.TIERED && interpreted) {
            return Mode.SCALAR;
        }
        return asked;
    }

    /// Returns the form to run now.
    K current() {
        return current;
    }

    /// Counts work done by the current form; enough of it starts the warm-up of the twin. Threads may lose one
    /// another's counts, which matters to nobody.
    void used(long elements) {
        if (counting) {
            work += elements;
            if (work >= THRESHOLD) {
                startWarmUp();
            }
        }
    }

    private synchronized void startWarmUp() {
        if (counting) {
            counting = false;
            Workers.background(this::warmUp);
        }
    }

    private void warmUp() {
        long start = System.nanoTime();
        try {
            K twin = attempts == 0 ? vectorTwin.get() : made;
            long scalarNanos = Long.MAX_VALUE;
            for (int i = 0; i < SCALAR_BATCHES && System.nanoTime() - start < limitNanos; i++) {
                scalarNanos = Math.min(scalarNanos, time(scalar));
            }
            int streak = 0;
            for (int i = 0; streak < STREAK && System.nanoTime() - start < limitNanos; i++) {
                streak = time(twin) <= SLOWER * scalarNanos ? streak + 1 : 0;
                if (i % 16 == 0) {
                    // The scalar form may itself have been compiled better in the meantime.
                    scalarNanos = Math.min(scalarNanos, time(scalar));
                }
            }
            attempts++;
            if (streak == STREAK) {
                current = twin;
            } else if (attempts < ATTEMPTS) {
                made = twin;
                Workers.background(this::warmUp);
            }
            log(streak == STREAK, System.nanoTime() - start);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "kernels: a vector kernel could not be made; its scalar form stays in use", e);
        }
    }

    private long time(K kernel) {
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            exercise.accept(kernel);
        }
        return System.nanoTime() - start;
    }

    private void log(boolean moved, long nanos) {
        LOG.log(
                Level.DEBUG,
                () -> "kernels: " + scalar.getClass().getName() + (moved ? " moved" : " did not move")
                        + " to vectors after " + nanos / 1_000_000 + " ms of warm-up");
    }
}

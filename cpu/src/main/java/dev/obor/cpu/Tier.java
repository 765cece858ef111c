package dev.obor.cpu;

import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
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
    static final long THRESHOLD = 30_000;

    /// Runs of the exercise in one measurement, so that the clock's own 25 ns do not count.
    static final int BATCH = 8;

    /// Batches that the scalar form runs before its time is trusted: more invocations than HotSpot wants
    /// before it compiles a method with loops.
    private static final int SCALAR_BATCHES = 150;

    /// Consecutive batches at a compiled kernel's speed that are asked for.
    private static final int STREAK = 6;

    /// A twin this much slower than the scalar form has not been compiled: interpreted or half-compiled
    /// vector code is slower by a factor of ten or more.
    private static final int SLOWER = 2;

    /// Batches of the twin after which HotSpot has been asked to compile it, if its queue is short: it counts
    /// 600 calls, and 15,000 calls and rounds of loops, but looks at its counters after every 1,024 calls
    /// only.
    private static final int FED_BATCHES = 300;

    /// Batches that follow if the twin is still slow after a while. HotSpot counts from when its first compiler is
    /// through with the twin, and on a busy machine the first 300 may have been over by then.
    private static final int MORE_BATCHES = 100;

    /// How long the first such while is; each is twice as long as the one before, for on a busy machine the
    /// compiler's queue may be long as well, and needs the processor more.
    private static final long PATIENCE_NANOS = 300_000_000;

    /// The longest turn of a warm-up on the background thread.
    private static final long TURN_NANOS = 2_000_000;

    /// Turns while the compiler works, and the rests between them.
    private static final long LOOK_NANOS = 400_000;

    private static final long LEAST_REST_NANOS = 400_000;
    private static final long LONGEST_REST_NANOS = 20_000_000;

    /// The time that a kernel may spend on its warm-up, after which it stays scalar. Rests do not count, so a
    /// busy machine, on which a large kernel (`lstmStep` has 5,600 bytes of bytecode) waits for seconds for
    /// the compiler, has it warmed up as well.
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private final K scalar;
    private final Supplier<K> vectorTwin;
    private final Consumer<K> exercise;
    private final long threshold;
    private final long limitNanos;
    private volatile K current;
    private boolean counting;
    private long work;
    private boolean queued;

    // The state of the warm-up, which the background thread alone sees.
    private Optional<K> twin = Optional.empty();
    private long scalarNanos = Long.MAX_VALUE;
    private int batches;
    private int streak;
    private long spent;
    private int fedBatches = FED_BATCHES;
    private long fedAt;
    private long patience = PATIENCE_NANOS;
    private long due;
    private long seen;
    private long recent;

    /// Makes a kernel from its scalar form, a maker of its vector twin, and a run of either on a small block
    /// of scratch data (some 25 vectors, allocated once) that touches nothing else.
    ///
    /// The exercise must take every branch that real calls take, such as the loop over a tail or both values
    /// of a flag: HotSpot compiles a branch that was never taken into a jump back to the interpreter, and the
    /// first caller to take it would find the twin slow again.
    Tier(K scalar, Supplier<K> vectorTwin, Consumer<K> exercise) {
        this(scalar, vectorTwin, exercise, THRESHOLD, LIMIT_NANOS);
    }

    /// Makes a kernel that is warmed up only after more work than others.
    Tier(K scalar, Supplier<K> vectorTwin, Consumer<K> exercise, long threshold) {
        this(scalar, vectorTwin, exercise, threshold, LIMIT_NANOS);
    }

    /// Makes a kernel with limits of its own.
    ///
    /// @param threshold the work after which it is warmed up
    /// @param limitNanos the time that its warm-up may take
    Tier(K scalar, Supplier<K> vectorTwin, Consumer<K> exercise, long threshold, long limitNanos) {
        this.scalar = scalar;
        this.vectorTwin = vectorTwin;
        this.exercise = exercise;
        this.threshold = threshold;
        this.limitNanos = limitNanos;
        this.current = MODE == Mode.VECTOR ? vectorTwin.get() : scalar;
        this.counting = MODE == Mode.TIERED;
        this.due = System.nanoTime();
    }

    /// Makes a kernel that has no vector twin.
    Tier(K scalar) {
        this.scalar = scalar;
        this.vectorTwin = () -> scalar;
        this.exercise = _ -> {};
        this.threshold = THRESHOLD;
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

    /// Counts work done by the current form; enough of it starts the warm-up of the twin. Threads may lose
    /// one another's counts, which matters to nobody.
    void used(long elements) {
        if (counting) {
            work += elements;
            if (work >= threshold && !queued) {
                startWarmUp();
            }
        }
    }

    /// Warms the twin up before the kernel has done any work, when nothing else waits.
    void warmUpEarly() {
        if (counting) {
            startWarmUp();
        }
    }

    private synchronized void startWarmUp() {
        if (!queued) {
            queued = true;
            WarmUps.add(this);
        }
    }

    /// Returns the work done of late: a half of what was done some five looks ago.
    long recentWork() {
        long now = work;
        recent += now - seen - recent / 8;
        seen = now;
        return recent;
    }

    /// Tells whether the time of the next turn has come.
    boolean isDue(long now) {
        return now - due >= 0;
    }

    /// Runs a part of the warm-up and tells whether it is over.
    boolean warmUp() {
        long start = System.nanoTime();
        boolean over = true;
        try {
            over = turn(start);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "kernels: a vector kernel could not be made; its scalar form stays in use", e);
        }
        counting = !over;
        return over;
    }

    private boolean turn(long start) {
        K vectors = twin.orElseGet(vectorTwin);
        twin = Optional.of(vectors);
        if (batches >= fedBatches && start - fedAt > patience) {
            fedBatches = batches + MORE_BATCHES;
            patience *= 2;
        }
        boolean isFed = batches >= fedBatches;
        long end = start + (isFed ? LOOK_NANOS : TURN_NANOS);
        if (batches == 0) {
            for (int i = 0; i < SCALAR_BATCHES && System.nanoTime() - start < limitNanos; i++) {
                scalarNanos = Math.min(scalarNanos, time(scalar));
            }
        }
        do {
            if (batches++ % 16 == 0) {
                // The scalar form may itself have been compiled better in the meantime.
                scalarNanos = Math.min(scalarNanos, time(scalar));
            }
            streak = time(vectors) <= SLOWER * scalarNanos ? streak + 1 : 0;
        } while (streak < STREAK && System.nanoTime() < end);
        long now = System.nanoTime();
        spent += now - start;
        if (!isFed) {
            fedAt = now;
        } else {
            due = now + Math.clamp((now - fedAt) / 16, LEAST_REST_NANOS, LONGEST_REST_NANOS);
        }
        boolean moved = streak == STREAK;
        if (moved) {
            current = vectors;
        }
        boolean over = moved || spent > limitNanos;
        if (over) {
            log(moved);
        }
        return over;
    }

    private long time(K kernel) {
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            exercise.accept(kernel);
        }
        return System.nanoTime() - start;
    }

    private void log(boolean moved) {
        LOG.log(
                Level.DEBUG,
                () -> "kernels: " + scalar.getClass().getName() + (moved ? " moved" : " did not move")
                        + " to vectors after " + spent / 1_000_000 + " ms of warm-up and " + batches + " batches");
    }
}

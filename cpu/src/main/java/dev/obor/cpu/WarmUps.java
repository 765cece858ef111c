package dev.obor.cpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// The kernels whose vector twins are being warmed up, which take turns on the background thread.
///
/// Whoever has done most work of late comes first: there a twin saves most. A twin that has run often enough
/// waits for HotSpot's optimizing compiler, which is mostly what a warm-up takes; meanwhile others run, or
/// nobody does, because on two processors that compiler needs the one that the program leaves.
final class WarmUps {
    /// Kernels under way at once: enough that the compiler always has the next, few enough that it gets them
    /// in the order of their work.
    private static final int UNDER_WAY = 3;

    private static final long NAP_NANOS = 500_000;

    private static final ConcurrentLinkedQueue<Tier<?>> ARRIVALS = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    /// Used by the background thread alone.
    private static final List<Tier<?>> WAITING = new ArrayList<>();

    /// Whether the tiles of matrix products have been queued that most programs will need. They come when
    /// nothing else waits for the first time, mostly while data are being loaded: a training's first steps,
    /// which spend their time in scalar tiles, are then over sooner.
    private static boolean isEarlyDone;

    private static volatile boolean isExpecting;

    private WarmUps() {}

    /// Queues a kernel.
    static void add(Tier<?> tier) {
        ARRIVALS.add(tier);
        start();
    }

    /// Notes that the program holds large tensors, before it computes with them.
    static void expectWork() {
        if (!isExpecting && Tier.MODE == Tier.Mode.TIERED) {
            isExpecting = true;
            start();
        }
    }

    private static void start() {
        if (RUNNING.compareAndSet(false, true)) {
            Workers.background(WarmUps::turn);
        }
    }

    /// Gives one kernel its turn; the next follows behind the other tasks in the background.
    private static void turn() {
        for (Tier<?> tier = ARRIVALS.poll(); tier != null; tier = ARRIVALS.poll()) {
            WAITING.add(tier);
        }
        if (WAITING.isEmpty() && !isEarlyDone) {
            isEarlyDone = true;
            GemmFloats.FLOAT32.commonTiles().forEach(Tier::warmUpEarly);
        } else if (WAITING.isEmpty()) {
            RUNNING.set(false);
            if (!ARRIVALS.isEmpty()) {
                start();
            }
            return;
        } else {
            next();
        }
        Workers.background(WarmUps::turn);
    }

    private static void next() {
        // The work goes on while kernels are sorted, so each is asked once.
        Map<Tier<?>, Long> work = new HashMap<>();
        WAITING.forEach(tier -> work.put(tier, tier.recentWork()));
        WAITING.sort(Comparator.comparing(work::get).reversed());
        long now = System.nanoTime();
        Optional<Tier<?>> due = WAITING.stream()
                .limit(UNDER_WAY)
                .filter(tier -> tier.isDue(now))
                .findFirst();
        if (due.isEmpty()) {
            LockSupport.parkNanos(NAP_NANOS);
        } else if (due.get().warmUp()) {
            WAITING.remove(due.get());
        }
    }
}

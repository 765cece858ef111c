package dev.obor.grid;

import dev.obor.backend.Backends;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Launches kernels.
public final class Grid {
    /// A launch: the sizes, the kernel, and whether races are looked for.
    record Launch(Size grid, Size block, Kernel kernel, boolean debug, long id) {
        static Launch of(Size grid, Size block, Kernel kernel, boolean debug) {
            return new Launch(grid, block, kernel, debug, IDS.incrementAndGet());
        }
    }

    private static final AtomicLong IDS = new AtomicLong();

    private Grid() {}

    /// Runs a kernel for every thread of every block, and returns when all have ended. The first exception of a thread
    /// ends the launch and is thrown here.
    ///
    /// @param grid in blocks
    /// @param block in threads
    public static void launch(Size grid, Size block, Kernel kernel) {
        Launch launch = Launch.of(grid, block, kernel, false);
        int workers = Math.min(Backends.cpu().threads(), grid.count());
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < grid.count() && failure.get() == null; i = next.getAndIncrement()) {
                try {
                    new BlockRun(launch, i).run();
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
            }
        };
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < workers; i++) {
            helpers.add(Thread.startVirtualThread(work));
        }
        work.run();
        helpers.forEach(Grid::join);
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError("a kernel cannot throw this", e);
        }
    }

    /// Runs a kernel as [#launch(Size, Size, Kernel)] does, one block after another, and looks for races.
    ///
    /// @throws GridException if two threads of a block use a cell, one of them to write, without a barrier between, or
    ///     threads of two blocks do; it names both
    public static void debug(Size grid, Size block, Kernel kernel) {
        Races.watch(() -> {
            Launch launch = Launch.of(grid, block, kernel, true);
            for (int i = 0; i < grid.count(); i++) {
                new BlockRun(launch, i).run();
            }
        });
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                // The blocks are computing with the caller's arrays, so they must end first.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

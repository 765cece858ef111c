package dev.obor.grid;

import java.util.concurrent.atomic.AtomicLong;

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

    /// Runs a kernel for every thread of every block, and returns when all have ended. The first exception
    /// of a thread ends the launch and is thrown here.
    ///
    /// @param grid in blocks
    /// @param block in threads
    public static void launch(Size grid, Size block, Kernel kernel) {
        run(Launch.of(grid, block, kernel, false));
    }

    /// Runs a kernel as [#launch(Size, Size, Kernel)] does, and looks for races.
    ///
    /// @throws GridException if two threads of a block use a cell, one of them to write, without a barrier
    ///     between, or threads of two blocks do; it names both
    public static void debug(Size grid, Size block, Kernel kernel) {
        Races.watch(() -> run(Launch.of(grid, block, kernel, true)));
    }

    private static void run(Launch launch) {
        for (int i = 0; i < launch.grid.count(); i++) {
            new BlockRun(launch, i).run();
        }
    }
}

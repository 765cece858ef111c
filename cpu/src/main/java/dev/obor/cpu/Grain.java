package dev.obor.cpu;

import dev.obor.error.OborException;
import java.util.function.IntConsumer;

/// How finely work is cut for the threads. Results never depend on it.
///
/// The system property `obor.grain` sets the elements of a block; a small one makes several threads work on
/// small tensors, which tests use.
final class Grain {
    /// Elements of a block: long enough that a call costs nothing, short enough that a loop is compiled after
    /// some blocks, and that blocks of several operands fit the second-level cache.
    static final int BLOCK = configured();

    /// Blocks that a task takes at most, and tasks for each thread at least: memory gives two threads half as much
    /// again where each reads long stretches.
    private static final int MOST_BLOCKS = 16;

    private static final int TASKS = 8;

    /// Elements from which on sharing pays: two blocks keep two threads busy for longer than it takes to wake
    /// one.
    static final int SHARED = 4 * BLOCK;

    private static final int LEAST = 1024;

    private Grain() {}

    private static int configured() {
        int block = Integer.getInteger("obor.grain", 16_384);
        if (block < LEAST || block > 1 << 24) {
            throw new OborException("grain: system property obor.grain is " + block
                    + ": give a number of elements from " + LEAST + " to " + (1 << 24));
        }
        return block;
    }

    /// Returns how many of some elements make a task: whole blocks, several where there are many.
    static int task(int elements) {
        return BLOCK * Math.clamp(elements / ((long) BLOCK * TASKS * Workers.threads()), 1, MOST_BLOCKS);
    }

    /// Runs tasks, on several threads if the elements that they work on are many.
    static void share(int work, int tasks, IntConsumer body) {
        if (work < SHARED) {
            for (int t = 0; t < tasks; t++) {
                body.accept(t);
            }
        } else {
            Workers.parallelFor(tasks, body);
        }
    }
}

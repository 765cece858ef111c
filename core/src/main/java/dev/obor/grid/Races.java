package dev.obor.grid;

import java.util.Arrays;

/// Looks for races while a launch in debug mode runs: remembers of each cell who read it and who wrote it
/// last.
final class Races {
    /// How many such launches run. Other launches look at this one number only, which need not be volatile:
    /// whoever runs a thread of such a launch was started after it was set.
    private static int watching;

    private static final ThreadLocal<GridThread> RUNNING = new ThreadLocal<>();

    /// A use of a cell.
    private record Use(GridThread thread, int phase) {
        boolean clashes(GridThread other) {
            if (thread.block().launch().id() != other.block().launch().id()) {
                return false;
            }
            return !isOfSameBlock(other)
                    || thread.number() != other.number()
                            && phase == other.block().phase();
        }

        boolean isOfSameBlock(GridThread other) {
            return thread.block().number() == other.block().number();
        }
    }

    private final String name;
    private final Use[] writers;
    private final Use[] readers;
    private final Use[] otherReaders;

    Races(String name, int cells) {
        this.name = name;
        this.writers = new Use[cells];
        this.readers = new Use[cells];
        this.otherReaders = new Use[cells];
    }

    static void watch(Runnable launch) {
        count(1);
        try {
            launch.run();
        } finally {
            count(-1);
        }
    }

    private static synchronized void count(int more) {
        watching += more;
    }

    static boolean isWatching() {
        if (watching == 0) {
            return false;
        }
        GridThread thread = RUNNING.get();
        return thread != null && thread.block().launch().debug();
    }

    static void running(GridThread thread) {
        RUNNING.set(thread);
    }

    /// Says that no thread of a grid runs on this thread of the system any more.
    static void ended() {
        RUNNING.remove();
    }

    /// Returns who runs on this thread of the system, for messages.
    static String who() {
        GridThread thread = RUNNING.get();
        return thread == null ? "the program" : thread.toString();
    }

    void read(int cell, int... index) {
        GridThread thread = RUNNING.get();
        check(writers[cell], thread, "writes", "reads", index);
        Use use = new Use(thread, thread.block().phase());
        // Two different readers suffice: a later writer clashes with one of them if it clashes with any.
        if (readers[cell] == null || !readers[cell].clashes(thread)) {
            readers[cell] = use;
        } else {
            otherReaders[cell] = use;
        }
    }

    void write(int cell, int... index) {
        GridThread thread = RUNNING.get();
        check(writers[cell], thread, "writes", "writes", index);
        check(readers[cell], thread, "reads", "writes", index);
        check(otherReaders[cell], thread, "reads", "writes", index);
        writers[cell] = new Use(thread, thread.block().phase());
    }

    private void check(Use before, GridThread thread, String did, String does, int... index) {
        if (before != null && before.clashes(thread)) {
            throw new GridException(
                    "grid: a race for " + name + Arrays.toString(index) + ": " + before.thread + " " + did + " it and "
                            + thread + " " + does + " it"
                            + (before.isOfSameBlock(thread)
                                    ? " without a barrier between: put thread.barrier() there"
                                    : ", and blocks run in any order: let each element be the work of one block"));
        }
    }
}

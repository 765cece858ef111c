package dev.obor.grid;

/// What one thread of a grid does.
@FunctionalInterface
public interface Kernel {
    /// Runs as a thread.
    void run(GridThread thread);
}

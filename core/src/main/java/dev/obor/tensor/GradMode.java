package dev.obor.tensor;

import java.util.function.Supplier;

/// Whether operators are recorded for gradients, on the current thread; on by default.
public final class GradMode {
    private static final ThreadLocal<boolean[]> ENABLED = ThreadLocal.withInitial(() -> new boolean[] {true});

    /// What restores the earlier mode; closing it twice does no harm.
    public static final class Scope implements AutoCloseable {
        private final boolean[] cell;
        private final boolean before;

        private Scope(boolean[] cell, boolean before) {
            this.cell = cell;
            this.before = before;
        }

        @Override
        public void close() {
            cell[0] = before;
        }
    }

    private GradMode() {}

    /// Tells whether operators are recorded.
    public static boolean isEnabled() {
        return ENABLED.get()[0];
    }

    /// Switches recording until the scope is closed: `try (var scope = GradMode.set(false)) { … }`.
    public static Scope set(boolean enabled) {
        boolean[] cell = ENABLED.get();
        Scope scope = new Scope(cell, cell[0]);
        cell[0] = enabled;
        return scope;
    }

    /// Returns what `body` returns, run without recording.
    public static <T> T noGrad(Supplier<T> body) {
        try (Scope _ = set(false)) {
            return body.get();
        }
    }
}

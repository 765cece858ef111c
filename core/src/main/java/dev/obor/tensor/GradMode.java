package dev.obor.tensor;

import java.util.function.Supplier;

/// What is done with operators on the current thread besides computing them: whether they are recorded for
/// gradients (on by default), and how. Each switch is a scope: `try (var _ = GradMode.set(false)) { … }`.
public final class GradMode {
    private static final ThreadLocal<State> STATE = ThreadLocal.withInitial(State::new);
    /// Whether any thread ever entered inference mode, so that nobody else pays for asking.
    private static volatile boolean inferenceWasUsed;

    /// The switches of a thread.
    static final class State {
        boolean enabled = true;
        boolean inference;
        boolean anomaly;
        SavedTensorHooks hooks;
    }

    /// What restores the earlier mode; closing it twice does no harm.
    public static final class Scope implements AutoCloseable {
        private final State state;
        private final boolean enabled;
        private final boolean inference;
        private final boolean anomaly;
        private final SavedTensorHooks hooks;

        private Scope(State state) {
            this.state = state;
            this.enabled = state.enabled;
            this.inference = state.inference;
            this.anomaly = state.anomaly;
            this.hooks = state.hooks;
        }

        @Override
        public void close() {
            state.enabled = enabled;
            state.inference = inference;
            state.anomaly = anomaly;
            state.hooks = hooks;
        }
    }

    private GradMode() {}

    static State state() {
        return STATE.get();
    }

    /// Tells whether operators are recorded.
    public static boolean isEnabled() {
        return STATE.get().enabled;
    }

    /// Switches recording until the scope is closed.
    public static Scope set(boolean enabled) {
        State state = STATE.get();
        Scope scope = new Scope(state);
        state.enabled = enabled;
        return scope;
    }

    /// Switches inference mode until the scope is closed: on, nothing is recorded, and what is made can never
    /// become part of a graph.
    public static Scope setInference(boolean inference) {
        State state = STATE.get();
        Scope scope = new Scope(state);
        state.inference = inference;
        state.enabled = !inference;
        inferenceWasUsed |= inference;
        return scope;
    }

    /// Tells whether tensors made now can never become part of a graph.
    public static boolean isInference() {
        return inferenceWasUsed && STATE.get().inference;
    }

    /// Switches the search for anomalies until the scope is closed: on, each recorded operator keeps the place
    /// that called it, and backward stops at the first NaN and says where the operator was called.
    public static Scope detectAnomaly(boolean on) {
        State state = STATE.get();
        Scope scope = new Scope(state);
        state.anomaly = on;
        return scope;
    }

    /// Hands every tensor that operators save for backward to `hooks`, until the scope is closed.
    public static Scope savedTensorHooks(SavedTensorHooks hooks) {
        State state = STATE.get();
        Scope scope = new Scope(state);
        state.hooks = hooks;
        return scope;
    }

    /// Returns what `body` returns, run without recording.
    public static <T> T noGrad(Supplier<T> body) {
        try (Scope _ = set(false)) {
            return body.get();
        }
    }
}

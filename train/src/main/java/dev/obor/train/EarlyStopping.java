package dev.obor.train;

import dev.obor.error.OborException;
import java.util.Map;

/// Ends a training when a number has not become better for some passes.
public final class EarlyStopping implements Callback {
    private final String metric;
    private final Goal goal;
    private final int patience;
    private final double least;
    private double best;
    private int worse;

    /// Makes a callback that counts every improvement.
    public EarlyStopping(String metric, Goal goal, int patience) {
        this(metric, goal, patience, 0);
    }

    /// Makes a callback.
    ///
    /// @param metric the name of a reported number, or "loss" for the mean loss of the pass
    /// @param patience how many passes in a row may bring nothing better before the training ends
    /// @param least by how much a number must be better to count
    /// @throws OborException if patience is less than 1 or `least` negative
    public EarlyStopping(String metric, Goal goal, int patience, double least) {
        if (patience < 1 || !(least >= 0)) {
            throw new OborException("EarlyStopping: patience is " + patience + " and the least difference " + least
                    + ": give 1 or more, and 0 or more");
        }
        this.metric = metric;
        this.goal = goal;
        this.patience = patience;
        this.least = least;
        this.best = goal.worst();
    }

    /// Returns the best number so far; infinite before the first.
    public double best() {
        return best;
    }

    @Override
    public void epoch(Run run) {
        double value = run.needed("EarlyStopping", metric);
        if (goal.isBetter(value, best, least)) {
            best = value;
            worse = 0;
        } else if (++worse >= patience) {
            run.stop();
        }
    }

    @Override
    public Map<String, Object> stateDict() {
        return Map.of("best", best, "worse", worse);
    }

    @Override
    public void loadStateDict(Map<String, ?> state) {
        State checked = new State("EarlyStopping's state", state);
        best = checked.number("best");
        worse = (int) checked.whole("worse");
    }
}

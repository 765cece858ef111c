package dev.obor.cpu;

import dev.obor.layout.LoopNest;

/// A walk over the runs of a nest, from one to the next, that keeps the places of all operands.
final class Runs {
    private final LoopNest nest;
    private final int[] places;
    private final int[] index;

    /// Starts at a run of a nest.
    Runs(LoopNest nest, int operands, int first) {
        this.nest = nest;
        this.places = new int[operands];
        this.index = new int[nest.rank() - 1];
        int rest = first;
        for (int d = index.length - 1; d >= 0; d--) {
            index[d] = rest % nest.size(d);
            rest /= nest.size(d);
        }
        for (int i = 0; i < operands; i++) {
            places[i] = nest.place(i, first * nest.runLength());
        }
    }

    /// Returns the place of an operand's first element in the current run.
    int place(int operand) {
        return places[operand];
    }

    /// Returns how many runs are left, from the current one on, that lie at equal distances.
    int left() {
        int last = index.length - 1;
        return last < 0 ? 1 : nest.size(last) - index[last];
    }

    /// Returns how far apart such runs of an operand lie.
    int distance(int operand) {
        return index.length == 0 ? 0 : nest.stride(operand, index.length - 1);
    }

    /// Goes on to the next run; from the last one to the first.
    void next() {
        next(1);
    }

    /// Goes on by some runs, at most those [#left].
    void next(int count) {
        int by = count;
        for (int d = index.length - 1; d >= 0; d--) {
            index[d] += by;
            if (index[d] < nest.size(d)) {
                move(d, by);
                return;
            }
            move(d, by - index[d]);
            index[d] = 0;
            by = 1;
        }
    }

    private void move(int dim, int by) {
        for (int i = 0; i < places.length; i++) {
            places[i] += by * nest.stride(i, dim);
        }
    }
}

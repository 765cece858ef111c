package dev.obor.cpu;

import dev.obor.layout.LoopNest;
import dev.obor.storage.View;
import dev.obor.tensor.Selection;
import java.util.Arrays;

/// Computes the places in x that the steps of a run lead to, a tile at a time, and checks the indices. One
/// belongs to one thread.
final class Pointers {
    /// The longest tile: its places and elements stay in the first-level cache.
    static final int TILE = 1024;

    /// Where x's base and the first index tensor stand among the operands of a nest.
    static final int BASE = 1;

    static final int INDEX = 2;

    private final Selection.Axes axes;
    private final Selection.Steps steps;
    private final Object[] indices;
    private final int[] at;
    private final int[] strides;
    private final int baseStride;
    private final boolean still;
    private final int[] tile;
    private int base;

    /// @param indices the index tensors
    /// @param nest over the steps: some operand, x's base, the index tensors
    Pointers(Selection.Axes axes, Selection.Steps steps, View[] indices, LoopNest nest) {
        this.axes = axes;
        this.steps = steps;
        this.indices = Arrays.stream(indices).map(view -> view.storage().array()).toArray();
        this.at = new int[indices.length];
        this.strides = new int[indices.length];
        boolean constant = true;
        for (int i = 0; i < strides.length; i++) {
            strides[i] = nest.runStride(INDEX + i);
            constant &= strides[i] == 0;
        }
        this.still = constant || nest.runLength() == 1;
        this.baseStride = nest.runStride(BASE);
        this.tile = new int[still ? 1 : Math.min(TILE, nest.runLength())];
    }

    /// Tells whether no index changes within a run, so that x's elements lie at the base's strides.
    boolean still() {
        return still;
    }

    /// Starts at an element of the current run.
    void start(Runs runs, int element) {
        base = runs.place(BASE) + element * baseStride;
        for (int i = 0; i < at.length; i++) {
            at[i] = runs.place(INDEX + i) + element * strides[i];
        }
    }

    /// Returns the place of the next step.
    int next() {
        return next(1)[0];
    }

    /// Returns the places of the next steps, `count` of them, not more than [#TILE], in an array that the next
    /// call overwrites.
    int[] next(int count) {
        for (int i = 0, place = base; i < count; i++, place += baseStride) {
            tile[i] = place;
        }
        base += count * baseStride;
        for (int i = 0; i < at.length; i++) {
            add(axes, steps, i, indices[i], at[i], strides[i], tile, count);
            at[i] += count * strides[i];
        }
        return tile;
    }

    /// Checks all indices.
    static void check(Selection.Axes axes, Selection.Steps steps, View... indices) {
        int[] scratch = new int[TILE];
        for (int i = 0; i < indices.length; i++) {
            View index = indices[i];
            if (index.shape().numel() == 0) {
                continue;
            }
            LoopNest nest = LoopNest.of(index.shape(), index.layout());
            Runs runs = new Runs(nest, 1, 0);
            for (int r = 0; r < nest.runs(); r++) {
                for (int e = 0; e < nest.runLength(); e += TILE) {
                    int count = Math.min(TILE, nest.runLength() - e);
                    int place = runs.place(0) + e * nest.runStride(0);
                    add(axes, steps, i, index.storage().array(), place, nest.runStride(0), scratch, count);
                }
                runs.next();
            }
        }
    }

    private static void add(
            Selection.Axes axes, Selection.Steps steps, int which, Object index, int at, int by, int[] tile, int count) {
        int stride = steps.strides()[which];
        long size = steps.sizes()[which];
        long wrap = axes.negative() ? size : 0;
        switch (index) {
            case long[] named -> {
                for (int i = 0, q = at; i < count; i++, q += by) {
                    long to = named[q] + (named[q] >> 63 & wrap);
                    if (to < 0 || to >= size) {
                        throw axes.outOfRange(which, named[q], (int) size);
                    }
                    tile[i] += (int) to * stride;
                }
            }
            case int[] named -> {
                for (int i = 0, q = at; i < count; i++, q += by) {
                    long to = named[q] + (named[q] >> 31 & wrap);
                    if (to < 0 || to >= size) {
                        throw axes.outOfRange(which, named[q], (int) size);
                    }
                    tile[i] += (int) to * stride;
                }
            }
            default -> throw new IllegalArgumentException("no array of indices: " + index.getClass());
        }
    }
}

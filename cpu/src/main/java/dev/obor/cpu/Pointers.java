package dev.obor.cpu;

import dev.obor.error.IndexException;
import dev.obor.layout.LoopNest;
import dev.obor.storage.View;
import dev.obor.tensor.Selection;
import java.util.Arrays;

/// Computes the places in x that steps lead to, a tile at a time, and checks the indices. One belongs to one
/// thread.
///
/// What is gathered rarely lies in a cache. A loop that only moves elements to and from places that stand in a
/// tile is so short that the processor has many of them under way at once; it is as fast as one that computes
/// the places, too, where that one is made for a stride of 1, and faster than a general one.
final class Pointers {
    /// The longest tile: its places and elements stay in the first-level cache.
    static final int TILE = 1024;

    /// Where x's base and the first index tensor stand among the operands of a nest.
    static final int BASE = 1;

    static final int INDEX = 2;

    private final Selection.Axes axes;
    private final Selection.Steps steps;
    private final Object[] indices;
    private final LoopNest nest;
    private final Runs runs;
    /// Made when it is first needed: a walk over runs that lie still needs none.
    private int[] tile = {};
    private int element;

    /// Starts at a step.
    ///
    /// @param indices the index tensors
    /// @param nest over the steps: some operand, x's base, the index tensors
    Pointers(Selection.Axes axes, Selection.Steps steps, View[] indices, LoopNest nest, int step) {
        this.axes = axes;
        this.steps = steps;
        this.indices =
                Arrays.stream(indices).map(view -> view.storage().array()).toArray();
        this.nest = nest;
        this.runs = new Runs(nest, INDEX + indices.length, step / nest.runLength());
        this.element = step % nest.runLength();
    }

    /// Tells whether no index changes within a run, so that x's elements lie at the base's strides.
    static boolean areStill(LoopNest nest, int indices) {
        for (int i = 0; i < indices; i++) {
            if (nest.runStride(INDEX + i) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Returns the place of the first operand's element at the next step.
    int place() {
        return runs.place(0) + element * nest.runStride(0);
    }

    /// Returns the place of x's base in the current run.
    int base() {
        return runs.place(BASE);
    }

    /// Returns how many steps of the current run are left.
    int left() {
        return nest.runLength() - element;
    }

    /// Goes on to the next run and returns the place in x of the current one's first step.
    int nextRun() {
        int place = runs.place(BASE);
        for (int i = 0; i < indices.length; i++) {
            int at = runs.place(INDEX + i);
            long named = indices[i] instanceof long[] longs ? longs[at] : ((int[]) indices[i])[at];
            long to = named < 0 && axes.negative() ? named + steps.sizes()[i] : named;
            if (to < 0 || to >= steps.sizes()[i]) {
                throw axes.outOfRange(i, named, steps.sizes()[i]);
            }
            place += (int) to * steps.strides()[i];
        }
        runs.next();
        return place;
    }

    /// Returns the places in x of the next steps, `count` of them, not more than [#TILE], in an array that the
    /// next call overwrites.
    int[] next(int count) {
        if (tile.length < count) {
            tile = new int[Math.min(TILE, nest.numel())];
        }
        int done = 0;
        while (done < count) {
            int length = Math.min(count - done, left());
            int by = nest.runStride(BASE);
            int base = runs.place(BASE) + element * by;
            for (int i = 0; i < length; i++) {
                tile[done + i] = base + i * by;
            }
            for (int i = 0; i < indices.length; i++) {
                int stride = nest.runStride(INDEX + i);
                add(axes, steps, i, indices[i], runs.place(INDEX + i) + element * stride, stride, tile, done, length);
            }
            done += length;
            element += length;
            if (element == nest.runLength()) {
                element = 0;
                runs.next();
            }
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
            int by = nest.runStride(0);
            for (int r = 0; r < nest.runs(); r++) {
                for (int e = 0; e < nest.runLength(); e += TILE) {
                    int count = Math.min(TILE, nest.runLength() - e);
                    add(axes, steps, i, index.storage().array(), runs.place(0) + e * by, by, scratch, 0, count);
                }
                runs.next();
            }
        }
    }

    /// Adds how far indices lead to the places of a tile.
    private static void add(
            Selection.Axes axes,
            Selection.Steps steps,
            int which,
            Object index,
            int at,
            int by,
            int[] tile,
            int from,
            int count) {
        int stride = steps.strides()[which];
        long size = steps.sizes()[which];
        long wrap = axes.negative() ? size : 0;
        // An index is looked at for being out of range after the loop, which then has no branch.
        long wrong = 0;
        switch (index) {
            case long[] named
            when by == 1 -> {
                for (int i = 0; i < count; i++) {
                    long to = named[at + i];
                    wrong |= to + wrap | size - 1 - to;
                    tile[from + i] += (int) (to + (to >> 63 & wrap)) * stride;
                }
            }
            case long[] named -> {
                for (int i = 0; i < count; i++) {
                    long to = named[at + i * by];
                    wrong |= to + wrap | size - 1 - to;
                    tile[from + i] += (int) (to + (to >> 63 & wrap)) * stride;
                }
            }
            case int[] named -> {
                for (int i = 0; i < count; i++) {
                    long to = named[at + i * by];
                    wrong |= to + wrap | size - 1 - to;
                    tile[from + i] += (int) (to + (to >> 63 & wrap)) * stride;
                }
            }
            default -> throw new IllegalArgumentException("no array of indices: " + index.getClass());
        }
        if (wrong < 0) {
            throw outOfRange(axes, which, index, at, by, count, (int) size);
        }
    }

    /// Returns what is wrong with the first of some indices that is out of range.
    private static IndexException outOfRange(
            Selection.Axes axes, int which, Object index, int at, int by, int count, int size) {
        for (int i = 0; i < count; i++) {
            long to = index instanceof long[] longs ? longs[at + i * by] : ((int[]) index)[at + i * by];
            if (to < (axes.negative() ? -size : 0) || to >= size) {
                return axes.outOfRange(which, to, size);
            }
        }
        throw new IllegalStateException("no index is out of range");
    }
}

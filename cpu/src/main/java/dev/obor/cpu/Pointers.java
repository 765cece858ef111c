package dev.obor.cpu;

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

    private final Axis[] named;
    private final Object[] indices;
    private final LoopNest nest;
    private final Runs runs;
    private final int[] tile;
    private final int[] others;
    private final boolean pairs;
    private int element;

    /// Starts at a step.
    ///
    /// @param indices the index tensors
    /// @param nest over the steps: some operand, x's base, the index tensors
    /// @param pairs whether the places of the first operand are asked for, too
    Pointers(Selection.Axes axes, Selection.Steps steps, View[] indices, LoopNest nest, int step, boolean pairs) {
        this(Axis.of(axes, steps), arrays(indices), nest, step, pairs);
    }

    /// Starts at a step of a nest in which no index tensor takes part; gives pairs.
    Pointers(LoopNest nest, int step) {
        this(new Axis[0], new Object[0], nest, step, true);
    }

    private Pointers(Axis[] named, Object[] indices, LoopNest nest, int step, boolean pairs) {
        this.named = named;
        this.indices = indices;
        this.nest = nest;
        this.runs = new Runs(nest, INDEX + indices.length, step / nest.runLength());
        this.element = step % nest.runLength();
        this.tile = new int[Math.min(TILE, nest.numel())];
        this.pairs = pairs;
        this.others = pairs ? new int[tile.length] : tile;
    }

    private static Object[] arrays(View... views) {
        Object[] arrays = new Object[views.length];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = views[i].storage().array();
        }
        return arrays;
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

    /// Returns the places of the first operand at the steps of the last [#next], if they are asked for.
    int[] others() {
        return others;
    }

    /// Returns the places in x of the next steps, `count` of them, not more than [#TILE], in an array that the
    /// next call overwrites.
    int[] next(int count) {
        int run = nest.runLength();
        int rows;
        int length;
        for (int done = 0; done < count; done += rows * length) {
            length = Math.min(count - done, left());
            rows = length < run ? 1 : Math.min((count - done) / run, runs.left());
            fill(BASE, tile, done, rows, length);
            if (pairs) {
                fill(0, others, done, rows, length);
            }
            for (int i = 0; i < indices.length; i++) {
                int by = nest.runStride(INDEX + i);
                int at = runs.place(INDEX + i) + element * by;
                int distance = runs.distance(INDEX + i);
                // What lies without gaps is one row: long loops are vectors.
                boolean flat = rows == 1 || distance == length * by;
                named[i].add(indices[i], at, distance, by, tile, done, flat ? 1 : rows, flat ? rows * length : length);
            }
            element += length;
            if (element == run) {
                element = 0;
                runs.next(rows);
            }
        }
        return tile;
    }

    private void fill(int operand, int[] places, int from, int rows, int length) {
        int by = nest.runStride(operand);
        int first = runs.place(operand) + element * by;
        int distance = runs.distance(operand);
        if (by == 0) {
            // Loops that write a number are vectors.
            int count = distance == 0 ? rows * length : length;
            for (int t = from; t < from + rows * length; t += count, first += distance) {
                Arrays.fill(places, t, t + count, first);
            }
            return;
        }
        for (int r = 0, t = from; r < rows; r++, t += length, first += distance) {
            for (int i = 0; i < length; i++) {
                places[t + i] = first + i * by;
            }
        }
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
            Axis axis = Axis.of(axes, steps)[i];
            Runs runs = new Runs(nest, 1, 0);
            int by = nest.runStride(0);
            for (int r = 0; r < nest.runs(); r++) {
                for (int e = 0; e < nest.runLength(); e += TILE) {
                    int count = Math.min(TILE, nest.runLength() - e);
                    Object array = index.storage().array();
                    axis.add(array, runs.place(0) + e * by, 0, by, scratch, 0, 1, count);
                }
                runs.next();
            }
        }
    }

    /// A dim of x that an index tensor names places of.
    private record Axis(Selection.Axes axes, int which, int stride, int size) {
        static Axis[] of(Selection.Axes axes, Selection.Steps steps) {
            Axis[] named = new Axis[steps.sizes().length];
            for (int i = 0; i < named.length; i++) {
                named[i] = new Axis(axes, i, steps.strides()[i], steps.sizes()[i]);
            }
            return named;
        }

        /// Adds how far indices lead to the places of a tile: those of some rows of one length, which lie
        /// `distance` apart.
        void add(Object index, int at, int distance, int by, int[] tile, int from, int rows, int length) {
            long last = size - 1L;
            long wrap = axes.negative() ? size : 0;
            int end = from + rows * length;
            // An index is looked at for being out of range after the loop, which then has no branch.
            long wrong = 0;
            switch (index) {
                case long[] named
                when by == 1 -> {
                    for (int t = from, row = at; t < end; t += length, row += distance) {
                        for (int i = 0; i < length; i++) {
                            long to = named[row + i];
                            wrong |= to + wrap | last - to;
                            tile[t + i] += (int) (to + (to >> 63 & wrap)) * stride;
                        }
                    }
                }
                case long[] named -> {
                    for (int t = from, row = at; t < end; t += length, row += distance) {
                        for (int i = 0; i < length; i++) {
                            long to = named[row + i * by];
                            wrong |= to + wrap | last - to;
                            tile[t + i] += (int) (to + (to >> 63 & wrap)) * stride;
                        }
                    }
                }
                case int[] named -> {
                    for (int t = from, row = at; t < end; t += length, row += distance) {
                        for (int i = 0; i < length; i++) {
                            long to = named[row + i * by];
                            wrong |= to + wrap | last - to;
                            tile[t + i] += (int) (to + (to >> 63 & wrap)) * stride;
                        }
                    }
                }
                default -> throw new IllegalArgumentException("no array of indices: " + index.getClass());
            }
            for (int r = 0; wrong < 0 && r < rows; r++) {
                checkRow(index, at + r * distance, by, length);
            }
        }

        /// Throws what is wrong with the first of some indices that is out of range, if one is.
        private void checkRow(Object index, int at, int by, int length) {
            for (int i = 0; i < length; i++) {
                long to = index instanceof long[] longs ? longs[at + i * by] : ((int[]) index)[at + i * by];
                if (to < (axes.negative() ? -size : 0) || to >= size) {
                    throw axes.outOfRange(which, to, size);
                }
            }
        }
    }
}

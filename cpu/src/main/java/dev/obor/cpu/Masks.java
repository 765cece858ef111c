package dev.obor.cpu;

import dev.obor.layout.Layout;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Masking;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Selection;

/// Runs operators on the elements that a bool tensor marks. A mask is taken in chunks, whose counts tell where
/// in the result each begins.
final class Masks {
    /// Counts the elements of a part of a mask that hold.
    static final Tier<Count> COUNT = count();

    private final Maps maps;

    Masks(Maps maps) {
        this.maps = maps;
    }

    /// Runs an operator.
    void run(Masking op, View[] inputs, View output) {
        switch (op) {
            case Masking.TrueCounts _ -> counts(dense(inputs[0]), output);
            case Masking.MaskedSelect _ -> select(dense(inputs[0]), dense(inputs[1]), starts(inputs[2]), output);
            case Masking.MaskedScatter _ -> scatter(inputs, output);
            case Masking.Nonzero nonzero -> nonzero(dense(inputs[0]), starts(inputs[1]), nonzero.total(), output);
        }
    }

    /// Returns a view whose elements follow one another.
    private View dense(View view) {
        if (view.layout().isContiguous()) {
            return view;
        }
        Storage storage = Storage.of(view.dtype(), view.shape().numel());
        View copy = new View(storage, Layout.dense(view.shape()), view.dtype());
        maps.run(Ops.CLONE, new View[] {view}, new View[] {copy});
        return copy;
    }

    private static boolean[] mask(View view) {
        return ((Storage.Booleans) view.storage()).array();
    }

    /// Returns where each chunk's part of the result begins, and at last the total.
    private int[] starts(View counts) {
        View dense = dense(counts);
        long[] array = ((Storage.Longs) dense.storage()).array();
        int[] starts = new int[counts.shape().numel() + 1];
        for (int c = 0; c + 1 < starts.length; c++) {
            starts[c + 1] = starts[c] + (int) array[dense.layout().offset() + c];
        }
        return starts;
    }

    private interface Chunk {
        void run(int chunk, int from, int to);
    }

    private static void each(View mask, Chunk body) {
        int numel = mask.shape().numel();
        int offset = mask.layout().offset();
        Workers.parallelFor(Math.ceilDiv(numel, Masking.CHUNK), chunk -> {
            int from = chunk * Masking.CHUNK;
            body.run(chunk, offset + from, offset + from + Math.min(Masking.CHUNK, numel - from));
        });
    }

    /// Counts the elements of a part of a mask that hold.
    interface Count {
        /// Returns how many there are from one place up to another.
        int run(boolean[] mask, int from, int to);
    }

    private static Tier<Count> count() {
        boolean[] mask = new boolean[1000];
        for (int i = 0; i < mask.length; i += 3) {
            mask[i] = true;
        }
        return new Tier<>(Masks::count, () -> Compress::count, form -> form.run(mask, 1, mask.length));
    }

    private static int count(boolean[] mask, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += mask[i] ? 1 : 0;
        }
        return count;
    }

    private static void counts(View mask, View output) {
        boolean[] array = mask(mask);
        COUNT.used(mask.shape().numel());
        Count form = COUNT.current();
        long[] counts = ((Storage.Longs) output.storage()).array();
        int first = output.layout().offset();
        each(mask, (chunk, from, to) -> counts[first + chunk] = form.run(array, from, to));
    }

    private static void select(View x, View mask, int[] starts, View output) {
        boolean[] array = mask(mask);
        Object from = x.storage().array();
        Object to = output.storage().array();
        int shift = x.layout().offset() - mask.layout().offset();
        int first = output.layout().offset();
        Pick pick = Pick.Forms.of(x.dtype(), x.shape().numel());
        each(mask, (chunk, start, end) -> {
            int count = starts[chunk + 1] - starts[chunk];
            pick.run(from, start + shift, array, start, end - start, to, first + starts[chunk], count);
        });
    }

    private void scatter(View[] inputs, View output) {
        boolean whole = output.layout().isContiguous();
        View target = whole
                ? output
                : new View(
                        Storage.of(output.dtype(), output.shape().numel()),
                        Layout.dense(output.shape()),
                        output.dtype());
        if (inputs[0].storage() != target.storage()) {
            maps.run(Ops.CLONE, new View[] {inputs[0]}, new View[] {target});
        }
        View mask = dense(inputs[1]);
        View source = dense(inputs[2]);
        boolean[] array = mask(mask);
        int[] starts = starts(inputs[3]);
        int shift = target.layout().offset() - mask.layout().offset();
        each(mask, (chunk, start, end) -> {
            int[] places = new int[starts[chunk + 1] - starts[chunk]];
            Pick.places(array, start, shift, places);
            int from = source.layout().offset() + starts[chunk];
            Moves.scatter(
                    Selection.Combine.REPLACE,
                    output.dtype(),
                    source.storage().array(),
                    from,
                    1,
                    target.storage().array(),
                    places,
                    places.length);
        });
        if (!whole) {
            maps.run(Ops.CLONE, new View[] {target}, new View[] {output});
        }
    }

    private static void nonzero(View mask, int[] starts, int total, View output) {
        boolean[] array = mask(mask);
        long[] indices = ((Storage.Longs) output.storage()).array();
        int[] sizes = mask.shape().toArray();
        int offset = mask.layout().offset();
        int first = output.layout().offset();
        each(mask, (chunk, start, end) -> {
            int[] places = new int[starts[chunk + 1] - starts[chunk]];
            Pick.places(array, start, -offset, places);
            for (int d = sizes.length - 1; d >= 0; d--) {
                int row = first + d * total + starts[chunk];
                for (int i = 0; i < places.length; i++) {
                    indices[row + i] = d == 0 ? places[i] : places[i] % sizes[d];
                    places[i] /= sizes[d];
                }
            }
        });
    }
}

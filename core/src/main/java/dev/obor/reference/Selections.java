package dev.obor.reference;

import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import dev.obor.tensor.Masking;
import dev.obor.tensor.Selection;
import java.util.Arrays;

/// The operators on places that integer and bool tensors name, as the shortest correct loops.
final class Selections {
    private Selections() {}

    static void gather(Selection.Gather op, View[] inputs, View output) {
        int[] from = places(op, inputs[0].layout(), inputs, 1);
        int[] to = Places.of(output.layout());
        for (int e = 0; e < to.length; e++) {
            put(output, to[e], inputs[0], from[e], Selection.Combine.REPLACE);
        }
    }

    static void scatter(Selection.Scatter op, View[] inputs, View output) {
        int[] to = places(op, output.layout(), inputs, 2);
        copy(inputs[0], output);
        int[] from = Places.of(inputs[1]
                .layout()
                .expand(Selection.Steps.of(op.axes(), output.layout(), indices(inputs, 2))
                        .shape()));
        for (int e = 0; e < to.length; e++) {
            put(output, to[e], inputs[1], from[e], op.combine());
        }
    }

    private static Layout[] indices(View[] inputs, int first) {
        return Arrays.stream(inputs).skip(first).map(View::layout).toArray(Layout[]::new);
    }

    /// The place in x of each step, in row-major order.
    private static int[] places(Selection op, Layout x, View[] inputs, int first) {
        Selection.Steps steps = Selection.Steps.of(op.axes(), x, indices(inputs, first));
        int[] places = Places.of(steps.base());
        for (int i = 0; i < steps.strides().length; i++) {
            View index = inputs[first + i];
            int[] from = Places.of(steps.indices()[i]);
            int size = steps.sizes()[i];
            for (int e = 0; e < places.length; e++) {
                long named = Elements.getLong(index.storage(), index.dtype(), from[e]);
                long at = named < 0 && op.axes().negative() ? named + size : named;
                if (at < 0 || at >= size) {
                    throw op.axes().outOfRange(i, named, size);
                }
                places[e] += (int) at * steps.strides()[i];
            }
        }
        return places;
    }

    private static void put(View to, int target, View from, int source, Selection.Combine combine) {
        if (from.dtype().isFloating()) {
            double old = Elements.getDouble(to.storage(), to.dtype(), target);
            double value = Elements.getDouble(from.storage(), from.dtype(), source);
            double result = switch (combine) {
                case REPLACE -> value;
                case ADD -> old + value;
                case MULTIPLY -> old * value;
                case MAX -> Math.max(old, value);
                case MIN -> Math.min(old, value);
            };
            Elements.setDouble(to.storage(), to.dtype(), target, result);
        } else {
            long old = Elements.getLong(to.storage(), to.dtype(), target);
            long value = Elements.getLong(from.storage(), from.dtype(), source);
            long result = switch (combine) {
                case REPLACE -> value;
                case ADD -> old + value;
                case MULTIPLY -> old * value;
                case MAX -> Math.max(old, value);
                case MIN -> Math.min(old, value);
            };
            Elements.setLong(to.storage(), to.dtype(), target, result);
        }
    }

    private static void copy(View from, View to) {
        int[] source = Places.of(from.layout());
        int[] target = Places.of(to.layout());
        for (int e = 0; e < source.length; e++) {
            put(to, target[e], from, source[e], Selection.Combine.REPLACE);
        }
    }

    static void masking(Masking op, View[] inputs, View output) {
        View mask = inputs[op instanceof Masking.TrueCounts || op instanceof Masking.Nonzero ? 0 : 1];
        int[] masked = Places.of(mask.layout());
        int[] x = Places.of(inputs[0].layout());
        int[] out = Places.of(output.layout());
        int[] source = op instanceof Masking.MaskedScatter ? Places.of(inputs[2].layout()) : x;
        if (op instanceof Masking.MaskedScatter) {
            copy(inputs[0], output);
        }
        int count = 0;
        for (int e = 0; e < masked.length; e++) {
            if (Elements.getLong(mask.storage(), mask.dtype(), masked[e]) == 0) {
                continue;
            }
            switch (op) {
                case Masking.TrueCounts _ -> {
                    int chunk = out[e / Masking.CHUNK];
                    long before = Elements.getLong(output.storage(), output.dtype(), chunk);
                    Elements.setLong(output.storage(), output.dtype(), chunk, before + 1);
                }
                case Masking.MaskedSelect _ -> put(output, out[count], inputs[0], x[e], Selection.Combine.REPLACE);
                case Masking.MaskedScatter _ ->
                    put(output, out[e], inputs[2], source[count], Selection.Combine.REPLACE);
                case Masking.Nonzero nonzero -> indices(mask, e, count, nonzero.total(), out, output);
            }
            count++;
        }
    }

    private static void indices(View mask, int element, int count, int total, int[] out, View output) {
        int rest = element;
        for (int d = mask.shape().rank() - 1; d >= 0; d--) {
            int size = mask.shape().size(d);
            Elements.setLong(output.storage(), output.dtype(), out[d * total + count], rest % size);
            rest /= size;
        }
    }
}

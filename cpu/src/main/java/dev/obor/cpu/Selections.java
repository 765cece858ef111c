package dev.obor.cpu;

import dev.obor.error.IndexException;
import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Selection;
import java.util.Arrays;

/// Runs operators that read or write places named by an integer tensor. Additions go in the order of the
/// index, on one thread, so that their bits do not depend on anything else.
final class Selections {
    private final Maps maps;

    Selections(Maps maps) {
        this.maps = maps;
    }

    /// Runs a selection.
    void run(Selection op, View[] inputs, View output) {
        switch (op) {
            case Selection.Gather gather -> gather(gather, inputs[0], inputs[1], output);
            case Selection.IndexSelect select -> indexSelect(select, inputs[0], inputs[1], output);
            case Selection.ScatterAdd scatter -> {
                copy(inputs[0], output);
                scatterAdd(scatter, inputs[1], inputs[2], output);
            }
            case Selection.IndexAdd add -> {
                copy(inputs[0], output);
                indexAdd(add, inputs[1], inputs[2], output);
            }
        }
    }

    private void copy(View from, View to) {
        maps.run(Ops.CLONE, new View[] {from}, new View[] {to});
    }

    private static int checked(Selection op, View index, int place, int size) {
        long at = Elements.getLong(index.storage(), index.dtype(), place);
        if (at < 0 || at >= size) {
            throw new IndexException(op.name() + ": index " + at + " is out of range for a dim of size " + size
                    + ": pass indices from 0 to " + (size - 1));
        }
        return (int) at;
    }

    /// The places in x of the index's elements at index 0 of the dim, in row-major order of the index.
    private static int[] bases(View x, Shape index, int dim) {
        if (x.shape().rank() == 0 || index.rank() == 0) {
            int[] bases = new int[index.numel()];
            Arrays.fill(bases, x.layout().offset());
            return bases;
        }
        int[] strides = x.layout().strides();
        strides[dim] = 0;
        return Places.of(Layout.of(index, strides, x.layout().offset()));
    }

    private static int stride(View x, int dim) {
        return x.shape().rank() == 0 ? 0 : x.layout().stride(dim);
    }

    private static int size(View x, int dim) {
        return x.shape().rank() == 0 ? 1 : x.shape().size(dim);
    }

    private static void gather(Selection.Gather op, View x, View index, View output) {
        int[] bases = bases(x, index.shape(), op.dim());
        int[] places = Places.of(index.layout());
        int stride = stride(x, op.dim());
        int size = size(x, op.dim());
        for (int e = 0; e < places.length; e++) {
            bases[e] += checked(op, index, places[e], size) * stride;
        }
        int target = output.layout().offset();
        pick(x.storage().array(), bases, output.storage().array(), target);
    }

    private static void pick(Object from, int[] places, Object to, int target) {
        switch (from) {
            case float[] a -> {
                float[] b = (float[]) to;
                for (int e = 0; e < places.length; e++) {
                    b[target + e] = a[places[e]];
                }
            }
            case double[] a -> {
                double[] b = (double[]) to;
                for (int e = 0; e < places.length; e++) {
                    b[target + e] = a[places[e]];
                }
            }
            default -> {
                for (int e = 0; e < places.length; e++) {
                    System.arraycopy(from, places[e], to, target + e, 1);
                }
            }
        }
    }

    private static void scatterAdd(Selection.ScatterAdd op, View index, View source, View output) {
        int[] bases = bases(output, index.shape(), op.dim());
        int[] places = Places.of(index.layout());
        int[] sources = Places.of(
                source.shape().rank() == 0 || index.shape().rank() == 0
                        ? Layout.of(
                                index.shape(),
                                new int[index.shape().rank()],
                                source.layout().offset())
                        : Layout.of(
                                index.shape(),
                                source.layout().strides(),
                                source.layout().offset()));
        int stride = stride(output, op.dim());
        int size = size(output, op.dim());
        for (int e = 0; e < places.length; e++) {
            bases[e] += checked(op, index, places[e], size) * stride;
        }
        for (int e = 0; e < places.length; e++) {
            add(source, sources[e], output, bases[e]);
        }
    }

    private static void add(View source, int from, View output, int to) {
        if (output.storage().array() instanceof float[] sums && source.storage().array() instanceof float[] values) {
            sums[to] += values[from];
        } else if (output.dtype().isFloating()) {
            double sum = Elements.getDouble(output.storage(), output.dtype(), to)
                    + Elements.getDouble(source.storage(), source.dtype(), from);
            Elements.setDouble(output.storage(), output.dtype(), to, sum);
        } else {
            long sum = Elements.getLong(output.storage(), output.dtype(), to)
                    + Elements.getLong(source.storage(), source.dtype(), from);
            Elements.setLong(output.storage(), output.dtype(), to, sum);
        }
    }

    private void indexSelect(Selection.IndexSelect op, View x, View index, View output) {
        int[] places = Places.of(index.layout());
        int size = size(x, op.dim());
        int[] at = new int[places.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = checked(op, index, places[i], size);
        }
        if (x.shape().rank() == 0) {
            copy(x, output);
            return;
        }
        if (x.shape().numel() == 0 || at.length == 0) {
            return;
        }
        View slice = x.with(x.layout().select(op.dim(), 0));
        if (op.dim() == 0 && slice.layout().isContiguous()) {
            int length = slice.shape().numel();
            for (int i = 0; i < at.length; i++) {
                System.arraycopy(
                        x.storage().array(),
                        x.layout().offset() + at[i] * x.layout().stride(0),
                        output.storage().array(),
                        output.layout().offset() + i * length,
                        length);
            }
            return;
        }
        for (int i = 0; i < at.length; i++) {
            copy(
                    x.with(x.layout().select(op.dim(), at[i])),
                    output.with(output.layout().select(op.dim(), i)));
        }
    }

    private void indexAdd(Selection.IndexAdd op, View index, View source, View output) {
        int[] places = Places.of(index.layout());
        int size = size(output, op.dim());
        for (int place : places) {
            checked(op, index, place, size);
        }
        for (int i = 0; i < places.length; i++) {
            boolean scalar = output.shape().rank() == 0;
            int at = checked(op, index, places[i], size);
            View to = scalar ? output : output.with(output.layout().select(op.dim(), at));
            View from = scalar ? source : source.with(source.layout().select(op.dim(), i));
            maps.run(Ops.ADD, new View[] {to, from}, new View[] {to});
        }
    }
}

package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.util.Arrays;

/// The order of the elements along the last dim of a dense tensor, as places. Equal elements keep their
/// order, NaN counts as the largest, −0 equals 0.
///
/// @param descending largest first
record Ordering(boolean descending) implements Routine {
    @Override
    public String name() {
        return "argsort";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {new Spec(inputs[0].shape(), DType.INT64)};
    }

    @Override
    public boolean isDifferentiable() {
        return false;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException("argsort has no gradient");
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        Shape shape = inputs[0].shape();
        int length = shape.rank() == 0 ? 1 : shape.size(-1);
        int rows = length == 0 ? 0 : shape.numel() / length;
        long[] places = ((Storage.Longs) outputs[0].storage()).array();
        int start = inputs[0].layout().offset();
        for (int row = 0; row < rows; row++) {
            long[] keys = keys(inputs[0], start + row * length, length);
            boolean narrow = inputs[0].dtype() != DType.FLOAT64 && inputs[0].dtype() != DType.INT64;
            if (narrow) {
                sortNarrow(keys, places, row * length);
            } else {
                sortWide(keys, places, row * length);
            }
        }
    }

    /// Numbers that are ordered as the elements are to be, by their unsigned lower half where the dtype has
    /// 32 bits or less.
    private long[] keys(View view, int start, int length) {
        long[] keys = new long[length];
        DType dtype = view.dtype();
        for (int i = 0; i < length; i++) {
            long key;
            if (dtype == DType.FLOAT64) {
                key = ofDouble(Elements.getDouble(view.storage(), dtype, start + i));
            } else if (dtype.isFloating()) {
                key = ofFloat((float) Elements.getDouble(view.storage(), dtype, start + i));
            } else {
                key = Elements.getLong(view.storage(), dtype, start + i);
                key = dtype == DType.INT64 ? key : key - Integer.MIN_VALUE;
            }
            keys[i] = !descending ? key : dtype == DType.FLOAT64 || dtype == DType.INT64 ? ~key : 0xFFFFFFFFL - key;
        }
        return keys;
    }

    private static long ofDouble(double x) {
        long bits = Double.doubleToLongBits(x == 0 ? 0 : x);
        return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
    }

    private static long ofFloat(float x) {
        int bits = Float.floatToIntBits(x == 0 ? 0 : x);
        return (long) (bits < 0 ? bits ^ Integer.MAX_VALUE : bits) - Integer.MIN_VALUE;
    }

    /// Key and place in one number: the platform's sort of numbers then is stable.
    private static void sortNarrow(long[] keys, long[] places, int start) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (keys[i] << 32 | i) ^ Long.MIN_VALUE;
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            places[start + i] = keys[i] & Integer.MAX_VALUE;
        }
    }

    /// A merge sort of places: keys of 64 bits leave no room for them.
    private static void sortWide(long[] keys, long[] places, int start) {
        int[] from = new int[keys.length];
        Arrays.setAll(from, i -> i);
        int[] to = new int[keys.length];
        for (int width = 1; width < keys.length; width *= 2) {
            for (int low = 0; low < keys.length; low += 2 * width) {
                merge(keys, from, to, low, Math.min(low + width, keys.length), Math.min(low + 2 * width, keys.length));
            }
            int[] swapped = from;
            from = to;
            to = swapped;
        }
        for (int i = 0; i < from.length; i++) {
            places[start + i] = from[i];
        }
    }

    private static void merge(long[] keys, int[] from, int[] to, int low, int middle, int high) {
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft = left < middle && (right >= high || keys[from[left]] <= keys[from[right]]);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}

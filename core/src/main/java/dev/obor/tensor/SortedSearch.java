package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.util.function.IntToLongFunction;

/// The places at which the rows of the first input would have to go into those of the second, which are in
/// ascending order, to leave them so: by halving. NaN stands at the end, −0 equals 0.
///
/// @param after whether equal elements come before the place
/// @param one whether all rows are looked for in the one row of the second input
record SortedSearch(boolean after, boolean one) implements RowRoutine {
    @Override
    public String name() {
        return "searchsorted";
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
        throw new IllegalStateException("searchsorted has no gradient");
    }

    /// @param inputs both dense
    @Override
    public void run(View[] inputs, View[] outputs, int from, int to) {
        int each = RowRoutine.length(inputs[0].shape());
        int length = RowRoutine.length(inputs[1].shape());
        int start = inputs[0].layout().offset();
        int sequence = inputs[1].layout().offset();
        int result = outputs[0].layout().offset();
        long[] places = ((Storage.Longs) outputs[0].storage()).array();
        int searches = one ? (to - from) * each : each;
        if (inputs[0].storage() instanceof Storage.Floats x
                && inputs[1].storage() instanceof Storage.Floats y
                && searches >= length) {
            int[] elements = new int[length];
            for (int row = from; row < to; row++) {
                if (!one || row == from) {
                    keys(y.array(), one ? sequence : sequence + row * length, elements);
                }
                for (int i = row * each; i < (row + 1) * each; i++) {
                    places[result + i] = find(elements, key(x.array()[start + i]));
                }
            }
            return;
        }
        boolean whole = !inputs[0].dtype().isFloating() && !inputs[1].dtype().isFloating();
        IntToLongFunction wanted = keys(inputs[0], whole);
        IntToLongFunction elements = keys(inputs[1], whole);
        for (int row = from; row < to; row++) {
            int begin = one ? sequence : sequence + row * length;
            for (int i = row * each; i < (row + 1) * each; i++) {
                places[result + i] = find(elements, begin, length, wanted.applyAsLong(start + i));
            }
        }
    }

    private static void keys(float[] row, int start, int[] keys) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(row[start + i]);
        }
    }

    /// Chooses by the sign of a difference, because a branch would go wrong half the time.
    private int find(int[] elements, int value) {
        long bound = value + (after ? 1L : 0L);
        int first = 0;
        for (int left = elements.length; left > 0; ) {
            int half = (left + 1) >>> 1;
            first += half & (int) (elements[first + half - 1] - bound >> 63);
            left -= half;
        }
        return first;
    }

    private int find(IntToLongFunction elements, int start, int length, long value) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            long element = elements.applyAsLong(start + middle);
            if (after ? element <= value : element < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Returns a view's elements as integers that are ordered as they are.
    private static IntToLongFunction keys(View view, boolean whole) {
        return whole
                ? i -> Elements.getLong(view.storage(), view.dtype(), i)
                : i -> key(Elements.getDouble(view.storage(), view.dtype(), i));
    }

    private static long key(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    private static int key(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }
}

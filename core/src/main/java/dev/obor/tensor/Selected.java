package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;

/// The place of the k-th smallest element along the last dim of a dense tensor, which stays with size 1. NaN
/// counts as the largest. By partition with the median of three as pivot (R. Sedgewick, "Implementing
/// quicksort programs", 1978; C. Hoare's algorithm 65, "Find", 1961), so that of equal elements the same is
/// found as by PyTorch.
///
/// @param k counted from 0
record Selected(int k) implements Routine {
    @Override
    public String name() {
        return "kthvalue";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape shape = inputs[0].shape();
        return new Spec[] {new Spec(shape.with(shape.rank() - 1, 1), DType.INT64)};
    }

    @Override
    public boolean isDifferentiable() {
        return false;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException("kthvalue's place has no gradient");
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        View x = inputs[0];
        int length = x.shape().size(-1);
        int rows = length == 0 ? 0 : x.shape().numel() / length;
        long[] places = ((Storage.Longs) outputs[0].storage()).array();
        for (int row = 0; row < rows; row++) {
            places[row] = new Row(x, x.layout().offset() + row * length, length).find(k);
        }
    }

    /// A row under partition: its elements as doubles, or longs, and their places.
    private static final class Row {
        private final double[] doubles;
        private final long[] longs;
        private final int[] places;

        Row(View x, int start, int length) {
            boolean floating = x.dtype().isFloating();
            doubles = new double[floating ? length : 0];
            longs = new long[floating ? 0 : length];
            places = new int[length];
            for (int i = 0; i < length; i++) {
                places[i] = i;
                if (floating) {
                    doubles[i] = Elements.getDouble(x.storage(), x.dtype(), start + i);
                } else {
                    longs[i] = Elements.getLong(x.storage(), x.dtype(), start + i);
                }
            }
        }

        /// Tells whether the element at a is larger than that at b.
        private boolean larger(int a, int b) {
            if (longs.length > 0) {
                return longs[a] > longs[b];
            }
            return doubles[a] > doubles[b] || Double.isNaN(doubles[a]) && !Double.isNaN(doubles[b]);
        }

        private void swap(int a, int b) {
            if (longs.length > 0) {
                long element = longs[a];
                longs[a] = longs[b];
                longs[b] = element;
            } else {
                double element = doubles[a];
                doubles[a] = doubles[b];
                doubles[b] = element;
            }
            int place = places[a];
            places[a] = places[b];
            places[b] = place;
        }

        private void swapIfLarger(int a, int b) {
            if (larger(a, b)) {
                swap(a, b);
            }
        }

        int find(int k) {
            int left = 0;
            int right = places.length - 1;
            while (right > left + 1) {
                swap((left + right) >>> 1, left + 1);
                swapIfLarger(left + 1, right);
                swapIfLarger(left, right);
                swapIfLarger(left + 1, left);
                int middle = partition(left, right);
                int i = lastRise;
                if (middle <= k) {
                    left = i;
                }
                if (middle >= k) {
                    right = middle - 1;
                }
            }
            if (right == left + 1) {
                swapIfLarger(left, right);
            }
            return places[k];
        }

        /// Where the upward walk of the last partition ended.
        private int lastRise;

        /// Brings what is smaller than the element at `left` before it and returns where it then stands.
        private int partition(int left, int right) {
            int i = left + 1;
            int j = right;
            while (true) {
                do {
                    i++;
                } while (larger(left, i));
                do {
                    j--;
                } while (larger(j, left));
                if (j < i) {
                    break;
                }
                swap(i, j);
            }
            swap(left, j);
            lastRise = i;
            return j;
        }
    }
}

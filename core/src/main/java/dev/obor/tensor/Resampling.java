package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.Arrays;

/// Weighted sums of a few places along one dim each: resizing, padding by mirrors and repeats, sums over
/// windows. The gradient is another one, with the table turned.
///
/// Element i is `weight₀·x[index₀]`, to which the others are added in order by fused multiply-adds, in float64
/// for float64 and else in float32; without weights the places are added, integers wrap. An element without
/// places is 0.
///
/// @param dim along which
/// @param table which places are summed
public record Resampling(int dim, Table table) implements Op {
    /// For each place of a result the places that are summed there, and their weights.
    ///
    /// @param size of the dim that is read
    /// @param start where each result's places begin in `index`, and a last entry for where they end
    /// @param index the places
    /// @param weight of each place; of length 0 where all are 1
    public record Table(int size, int[] start, int[] index, double[] weight) {
        /// Returns the table by which each result is the element at one place.
        public static Table picking(int size, int... index) {
            int[] start = new int[index.length + 1];
            Arrays.setAll(start, i -> i);
            return new Table(size, start, index, new double[0]);
        }

        /// Returns the table by which each result is the sum over a window.
        public static Table summing(int size, Windows windows) {
            int[] start = new int[windows.count() + 1];
            for (int i = 0; i < windows.count(); i++) {
                start[i + 1] = start[i] + windows.length(i);
            }
            int[] index = new int[start[windows.count()]];
            for (int i = 0; i < windows.count(); i++) {
                for (int t = 0; t < windows.length(i); t++) {
                    index[start[i] + t] = windows.start()[i] + t * windows.step();
                }
            }
            return new Table(size, start, index, new double[0]);
        }

        /// Returns the number of results.
        public int count() {
            return start.length - 1;
        }

        /// Returns the table of the transposed matrix; the places of each result ascend.
        public Table transposed() {
            int[] turned = new int[size + 1];
            for (int place : index) {
                turned[place + 1]++;
            }
            for (int i = 0; i < size; i++) {
                turned[i + 1] += turned[i];
            }
            int[] next = turned.clone();
            int[] places = new int[index.length];
            double[] weights = new double[weight.length];
            for (int i = 0; i < count(); i++) {
                for (int t = start[i]; t < start[i + 1]; t++) {
                    int to = next[index[t]]++;
                    places[to] = i;
                    if (weight.length > 0) {
                        weights[to] = weight[t];
                    }
                }
            }
            return new Table(count(), turned, places, weights);
        }
    }

    @Override
    public String name() {
        return "resample";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape x = inputs[0].shape();
        if (dim >= x.rank() || x.size(dim) != table.size) {
            throw new ShapeException(
                    "resample: the input has shape " + x + " and must have size " + table.size + " at dim " + dim);
        }
        DType dtype = inputs[0].dtype();
        if (table.weight.length > 0 && !dtype.isFloating()) {
            throw new DTypeException(
                    "resample: the input is " + dtype + ", and weights need fractions: convert it with to(FLOAT32)");
        }
        return new Spec[] {new Spec(x.with(dim, table.count()), dtype)};
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return Tensor.of(new Resampling(dim, table.transposed()), g);
    }
}

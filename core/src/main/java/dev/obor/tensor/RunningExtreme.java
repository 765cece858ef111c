package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;

/// The largest or smallest of the elements up to each along the last dim of a dense tensor, and its place, the
/// latest of equals. NaN counts as more extreme than any number.
///
/// @param largest or smallest
record RunningExtreme(boolean largest) implements RowRoutine {
    @Override
    public String name() {
        return largest ? "cummax" : "cummin";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0], new Spec(inputs[0].shape(), DType.INT64)};
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return saved == 1;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor zeros = Tensor.full(saved.spec(0).shape(), 0, g.dtype());
        return zeros.scatterAdd(-1, saved.output(1), g);
    }

    @Override
    public void run(View[] inputs, View[] outputs, int from, int to) {
        int length = RowRoutine.length(inputs[0].shape());
        Object x = inputs[0].storage().array();
        Object y = outputs[0].storage().array();
        long[] places = ((Storage.Longs) outputs[1].storage()).array();
        for (int row = from; row < to; row++) {
            int source = inputs[0].layout().offset() + row * length;
            int target = row * length;
            switch (x) {
                case float[] a when largest -> largest(a, source, (float[]) y, places, target, length);
                case float[] a -> smallest(a, source, (float[]) y, places, target, length);
                case double[] a when largest -> largest(a, source, (double[]) y, places, target, length);
                case double[] a -> smallest(a, source, (double[]) y, places, target, length);
                case long[] a -> ofLongs(a, source, (long[]) y, places, target, length);
                default -> ofOthers(inputs[0], source, outputs[0], places, target, length);
            }
        }
    }

    // Floating-point loops are written out for both directions: a comparison that is chosen in the loop costs as
    // much as the rest of it.

    private static void largest(float[] x, int source, float[] y, long[] places, int target, int length) {
        float best = x[source];
        long place = 0;
        for (int i = 0; i < length; i++) {
            float now = x[source + i];
            if (now >= best || Float.isNaN(now)) {
                best = now;
                place = i;
            }
            y[target + i] = best;
            places[target + i] = place;
        }
    }

    private static void smallest(float[] x, int source, float[] y, long[] places, int target, int length) {
        float best = x[source];
        long place = 0;
        for (int i = 0; i < length; i++) {
            float now = x[source + i];
            if (now <= best || Float.isNaN(now)) {
                best = now;
                place = i;
            }
            y[target + i] = best;
            places[target + i] = place;
        }
    }

    private static void largest(double[] x, int source, double[] y, long[] places, int target, int length) {
        double best = x[source];
        long place = 0;
        for (int i = 0; i < length; i++) {
            double now = x[source + i];
            if (now >= best || Double.isNaN(now)) {
                best = now;
                place = i;
            }
            y[target + i] = best;
            places[target + i] = place;
        }
    }

    private static void smallest(double[] x, int source, double[] y, long[] places, int target, int length) {
        double best = x[source];
        long place = 0;
        for (int i = 0; i < length; i++) {
            double now = x[source + i];
            if (now <= best || Double.isNaN(now)) {
                best = now;
                place = i;
            }
            y[target + i] = best;
            places[target + i] = place;
        }
    }

    private void ofLongs(long[] x, int source, long[] y, long[] places, int target, int length) {
        // The largest of numbers whose bits are all turned round is the smallest of theirs.
        long flip = largest ? 0 : -1;
        long best = Long.MIN_VALUE;
        long place = 0;
        for (int i = 0; i < length; i++) {
            long now = x[source + i] ^ flip;
            if (now >= best) {
                best = now;
                place = i;
            }
            y[target + i] = best ^ flip;
            places[target + i] = place;
        }
    }

    /// Dtypes whose values are all doubles.
    private void ofOthers(View input, int source, View output, long[] places, int target, int length) {
        double best = Elements.getDouble(input.storage(), input.dtype(), source);
        long place = 0;
        for (int i = 0; i < length; i++) {
            double now = Elements.getDouble(input.storage(), input.dtype(), source + i);
            if ((largest ? now >= best : now <= best) || Double.isNaN(now)) {
                best = now;
                place = i;
            }
            Elements.setDouble(output.storage(), output.dtype(), target + i, best);
            places[target + i] = place;
        }
    }
}

package dev.obor.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Writes each element twice, a vector at a time. Not to be loaded without the Vector API.
final class VectorDoubling {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(FLOATS, i -> i / 2);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(FLOATS, i -> (LANES + i) / 2);

    private VectorDoubling() {}

    /// Writes `count` elements twice each.
    static void run(float[] x, int from, int count, float[] out, int to) {
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, from + i);
            v.rearrange(LOW).intoArray(out, to + 2 * i);
            v.rearrange(HIGH).intoArray(out, to + 2 * i + LANES);
        }
        for (; i < count; i++) {
            out[to + 2 * i] = x[from + i];
            out[to + 2 * i + 1] = x[from + i];
        }
    }
}

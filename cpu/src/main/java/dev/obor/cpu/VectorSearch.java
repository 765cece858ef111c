package dev.obor.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Looks for elements a vector at a time. Not to be loaded without the Vector API.
final class VectorSearch {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    private VectorSearch() {}

    /// Returns the place of the first element of a row that equals a number; its length if there is none.
    static int first(float[] x, int start, int size, float value) {
        FloatVector wanted = VectorClasses.FLOAT.cast(FloatVector.broadcast(FLOATS, value));
        int i = 0;
        for (; i <= size - FLOATS.length(); i += FLOATS.length()) {
            VectorMask<Float> equal = wanted.compare(VectorOperators.EQ, FloatVector.fromArray(FLOATS, x, start + i));
            if (equal.anyTrue()) {
                return i + equal.firstTrue();
            }
        }
        while (i < size && x[start + i] != value) {
            i++;
        }
        return i;
    }

    /// Writes for each pair of numbers whether the second is the extreme: the greater one times `sign`, or the
    /// first that is not a number.
    static void inPairs(float sign, float[] x, int start, long[] result, int first, int pairs) {
        FloatVector signs = VectorClasses.FLOAT.cast(FloatVector.broadcast(FLOATS, sign));
        IntVector zero = VectorClasses.INT.cast(IntVector.zero(INTS));
        int t = 0;
        for (; t <= pairs - LONGS.length(); t += LONGS.length()) {
            FloatVector pair = VectorClasses.FLOAT
                    .cast(FloatVector.fromArray(FLOATS, x, start + 2 * t))
                    .mul(signs);
            FloatVector turned = pair.reinterpretAsLongs()
                    .lanewise(VectorOperators.ROL, Float.SIZE)
                    .reinterpretAsFloats();
            // Every other lane tells of its pair's second number.
            VectorMask<Float> second =
                    turned.compare(VectorOperators.LE, pair).not().and(pair.compare(VectorOperators.EQ, pair));
            zero.blend(1, second.cast(INTS)).reinterpretAsLongs().and(1).intoArray(result, first + t);
        }
        Extremes.inPairs(sign, x, start + 2 * t, result, first + t, pairs - t);
    }
}

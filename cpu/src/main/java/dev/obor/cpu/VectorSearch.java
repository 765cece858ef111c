package dev.obor.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Looks for an element a vector at a time. Not to be loaded without the Vector API.
final class VectorSearch {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

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
}

package dev.obor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The shuffles that bring the lanes from some place on to the front, as constants of HotSpot's: named by the
/// lane type and the place. Not to be loaded without the Vector API.
final class Halves {
    static final VectorShuffle<Float> FLOAT_8 = from(FloatVector.SPECIES_PREFERRED, 8);
    static final VectorShuffle<Float> FLOAT_4 = from(FloatVector.SPECIES_PREFERRED, 4);
    static final VectorShuffle<Float> FLOAT_2 = from(FloatVector.SPECIES_PREFERRED, 2);
    static final VectorShuffle<Float> FLOAT_1 = from(FloatVector.SPECIES_PREFERRED, 1);
    static final VectorShuffle<Double> DOUBLE_4 = from(DoubleVector.SPECIES_PREFERRED, 4);
    static final VectorShuffle<Double> DOUBLE_2 = from(DoubleVector.SPECIES_PREFERRED, 2);
    static final VectorShuffle<Double> DOUBLE_1 = from(DoubleVector.SPECIES_PREFERRED, 1);
    static final VectorShuffle<Integer> INT_8 = from(IntVector.SPECIES_PREFERRED, 8);
    static final VectorShuffle<Integer> INT_4 = from(IntVector.SPECIES_PREFERRED, 4);
    static final VectorShuffle<Integer> INT_2 = from(IntVector.SPECIES_PREFERRED, 2);
    static final VectorShuffle<Integer> INT_1 = from(IntVector.SPECIES_PREFERRED, 1);
    static final VectorShuffle<Long> LONG_4 = from(LongVector.SPECIES_PREFERRED, 4);
    static final VectorShuffle<Long> LONG_2 = from(LongVector.SPECIES_PREFERRED, 2);
    static final VectorShuffle<Long> LONG_1 = from(LongVector.SPECIES_PREFERRED, 1);

    private Halves() {}

    /// Lanes beyond the last come from the front again; nobody reads them.
    private static <E> VectorShuffle<E> from(VectorSpecies<E> species, int place) {
        return VectorShuffle.fromOp(species, lane -> (lane + place) & (species.length() - 1));
    }
}

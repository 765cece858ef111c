package dev.obor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/// The classes of the preferred vectors, of which programs can name only the abstract parents.
///
/// A vector that lives from one pass of a loop to the next is, for HotSpot, of the parent's type unless a
/// profile tells more, and without one it is made into an object in every pass. A cast to a constant class
/// says it for sure.
final class VectorClasses {
    static final Class<?> FLOAT =
            FloatVector.zero(FloatVector.SPECIES_PREFERRED).getClass();
    static final Class<?> DOUBLE =
            DoubleVector.zero(DoubleVector.SPECIES_PREFERRED).getClass();
    static final Class<?> INT = IntVector.zero(IntVector.SPECIES_PREFERRED).getClass();
    static final Class<?> LONG = LongVector.zero(LongVector.SPECIES_PREFERRED).getClass();

    private VectorClasses() {}
}

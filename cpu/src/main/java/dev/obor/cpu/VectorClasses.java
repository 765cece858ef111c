package dev.obor.cpu;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
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

    private static final ClassDesc SELF = ClassDesc.of("dev.obor.cpu.VectorClasses");
    private static final MethodTypeDesc CAST = MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private VectorClasses() {}

    /// Pushes a vector of elements of a type that was made in an earlier pass of a loop. Without the cast a
    /// store behind the loop makes HotSpot keep every sum as an object, unless the code was profiled long
    /// enough.
    ///
    /// @param vector the abstract class of such vectors
    static void carried(CodeBuilder code, ClassDesc vector, TypeKind element, int local) {
        code.getstatic(SELF, element.name(), ConstantDescs.CD_Class)
                .aload(local)
                .invokevirtual(ConstantDescs.CD_Class, "cast", CAST)
                .checkcast(vector);
    }
}

package dev.obor.cpu;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;

/// The classes of the preferred vectors, of which programs can name only the abstract parents.
///
/// The Vector API returns loaded vectors as their abstract parents, and so does a local that lives from one
/// pass of a loop to the next. HotSpot learns the class from a profile, which it does not have where its
/// compiler was busy or other code has loaded vectors of another class; then the next call on the vector is
/// resolved after the vector was made into an object, and the object is made in every pass. A cast to a
/// constant class costs nothing and says it for sure. In programs it must stand right where the vector is
/// loaded: a method between them might not be inlined, which makes an object as well.
final class VectorClasses {
    static final Class<? extends FloatVector> FLOAT =
            FloatVector.zero(FloatVector.SPECIES_PREFERRED).getClass();
    static final Class<? extends DoubleVector> DOUBLE =
            DoubleVector.zero(DoubleVector.SPECIES_PREFERRED).getClass();
    static final Class<? extends IntVector> INT =
            IntVector.zero(IntVector.SPECIES_PREFERRED).getClass();
    static final Class<? extends LongVector> LONG =
            LongVector.zero(LongVector.SPECIES_PREFERRED).getClass();
    static final Class<? extends ByteVector> BYTE =
            ByteVector.zero(ByteVector.SPECIES_PREFERRED).getClass();
    static final Class<?> FLOAT_MASK =
            FloatVector.SPECIES_PREFERRED.maskAll(true).getClass();
    static final Class<?> DOUBLE_MASK =
            DoubleVector.SPECIES_PREFERRED.maskAll(true).getClass();
    static final Class<?> INT_MASK = IntVector.SPECIES_PREFERRED.maskAll(true).getClass();
    static final Class<?> LONG_MASK = LongVector.SPECIES_PREFERRED.maskAll(true).getClass();

    /// The same of vectors of [Vectors#NARROW_BITS] bits, which only programs use.
    static final class Narrow {
        static final Class<?> FLOAT = FloatVector.zero(FloatVector.SPECIES_256).getClass();
        static final Class<?> DOUBLE =
                DoubleVector.zero(DoubleVector.SPECIES_256).getClass();
        static final Class<?> INT = IntVector.zero(IntVector.SPECIES_256).getClass();
        static final Class<?> LONG = LongVector.zero(LongVector.SPECIES_256).getClass();
        static final Class<?> FLOAT_MASK = FloatVector.SPECIES_256.maskAll(true).getClass();
        static final Class<?> DOUBLE_MASK =
                DoubleVector.SPECIES_256.maskAll(true).getClass();
        static final Class<?> INT_MASK = IntVector.SPECIES_256.maskAll(true).getClass();
        static final Class<?> LONG_MASK = LongVector.SPECIES_256.maskAll(true).getClass();

        private Narrow() {}
    }

    /// The classes of vectors of small elements, as many as the preferred vectors have lanes of 4 bytes.
    static final class Parts {
        static final Class<?> BYTE_64 = ByteVector.zero(ByteVector.SPECIES_64).getClass();
        static final Class<?> BYTE_128 = ByteVector.zero(ByteVector.SPECIES_128).getClass();
        static final Class<?> SHORT_64 =
                ShortVector.zero(ShortVector.SPECIES_64).getClass();
        static final Class<?> SHORT_128 =
                ShortVector.zero(ShortVector.SPECIES_128).getClass();
        static final Class<?> SHORT_256 =
                ShortVector.zero(ShortVector.SPECIES_256).getClass();

        private Parts() {}
    }

    private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    private static final ClassDesc SELF = ClassDesc.of("dev.obor.cpu.VectorClasses");
    private static final ClassDesc NARROW = SELF.nested("Narrow");
    private static final ClassDesc PARTS = SELF.nested("Parts");
    private static final MethodTypeDesc CAST = MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private VectorClasses() {}

    /// Tells HotSpot the class of the preferred vector on the stack.
    ///
    /// @param vector the abstract class of such vectors
    static void exact(CodeBuilder code, ClassDesc vector, TypeKind element) {
        exact(code, vector, element, false);
    }

    /// Tells HotSpot the class of the vector on the stack.
    ///
    /// @param vector the abstract class of such vectors
    /// @param isNarrow whether it has [Vectors#NARROW_BITS] bits
    static void exact(CodeBuilder code, ClassDesc vector, TypeKind element, boolean isNarrow) {
        cast(code, vector, isNarrow ? NARROW : SELF, element.name());
    }

    /// Tells HotSpot the class of the vector of bytes or shorts on the stack.
    static void exactPart(CodeBuilder code, ClassDesc vector, TypeKind element, int bits) {
        cast(code, vector, PARTS, element.name() + "_" + bits);
    }

    /// Tells HotSpot the class of the mask on the stack, which chooses among elements of a type.
    static void exactMask(CodeBuilder code, TypeKind element, boolean isNarrow) {
        cast(code, MASK, isNarrow ? NARROW : SELF, element.name() + "_MASK");
    }

    private static void cast(CodeBuilder code, ClassDesc parent, ClassDesc owner, String field) {
        code.getstatic(owner, field, ConstantDescs.CD_Class)
                .swap()
                .invokevirtual(ConstantDescs.CD_Class, "cast", CAST)
                .checkcast(parent);
    }
}

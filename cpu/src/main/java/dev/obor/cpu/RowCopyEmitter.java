package dev.obor.cpu;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// Writes the vector form of a [GemmElement.RowCopy]: each row is loaded and stored as some vectors. A call of
/// `System.arraycopy` for a row of 128 bytes takes so many steps that the processor waits for one row after the
/// other where these are far apart; of such short loops it has many rows under way.
final class RowCopyEmitter {
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(CD_void, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int);

    // The parameters' slots.
    private static final int ROWS = 1;
    private static final int FROM = 2;
    private static final int FROM_OFFSET = 3;
    private static final int FROM_STEP = 4;
    private static final int TO = 5;
    private static final int TO_OFFSET = 6;
    private static final int TO_STEP = 7;

    private RowCopyEmitter() {}

    /// Returns the kernel for float64 or float32 and rows of `vectors` vectors; `lanes` must be the number in the
    /// preferred species.
    static GemmElement.RowCopy emit(boolean isDouble, int lanes, int vectors) {
        return (GemmElement.RowCopy) GemmEmitter.define(
                "RowCopy" + vectors * lanes,
                GemmElement.RowCopy.class,
                type -> type.withMethodBody(
                        "run", RUN, ClassFile.ACC_PUBLIC, code -> body(code, isDouble, lanes, vectors)));
    }

    private static void body(CodeBuilder code, boolean isDouble, int lanes, int vectors) {
        TypeKind kind = isDouble ? TypeKind.DOUBLE : TypeKind.FLOAT;
        ClassDesc array = kind.upperBound().arrayType();
        ClassDesc vector = ClassDesc.of("jdk.incubator.vector." + (isDouble ? "DoubleVector" : "FloatVector"));
        code.aload(FROM).checkcast(array).astore(FROM);
        code.aload(TO).checkcast(array).astore(TO);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(ROWS).ifle(end);
        for (int v = 0; v < vectors; v++) {
            code.getstatic(vector, "SPECIES_PREFERRED", SPECIES);
            code.aload(FROM).iload(FROM_OFFSET).loadConstant(v * lanes).iadd();
            code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, array, CD_int));
            VectorClasses.exact(code, vector, kind);
            code.aload(TO).iload(TO_OFFSET).loadConstant(v * lanes).iadd();
            code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, array, CD_int));
        }
        code.iload(FROM_OFFSET).iload(FROM_STEP).iadd().istore(FROM_OFFSET);
        code.iload(TO_OFFSET).iload(TO_STEP).iadd().istore(TO_OFFSET);
        code.iinc(ROWS, -1).goto_(top).labelBinding(end).return_();
    }
}

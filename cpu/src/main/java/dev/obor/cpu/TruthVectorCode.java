package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Fn;
import dev.obor.expr.Kind;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// The lowering of the functions of bools: numbers, masks and bits are all vectors of bytes 0 and 1.
///
/// HotSpot does not make vectors of the scalar loop: operands of one Java type might overlap.
final class TruthVectorCode extends VectorCode {
    private static final ClassDesc BYTES = ClassDesc.of(PACKAGE + "ByteVector");
    private static final MethodTypeDesc FROM_ARRAY = MethodTypeDesc.of(BYTES, SPECIES, BOOLEANS, ConstantDescs.CD_int);
    private static final MethodTypeDesc INTO_ARRAY =
            MethodTypeDesc.of(ConstantDescs.CD_void, BOOLEANS, ConstantDescs.CD_int);

    TruthVectorCode() {
        super(DType.BOOL, false);
    }

    @Override
    void load(CodeBuilder code, int array, Runnable index, Kind kind, DType dtype) {
        species(code);
        code.aload(array);
        index.run();
        code.invokestatic(BYTES, "fromBooleanArray", FROM_ARRAY);
        VectorClasses.exact(code, BYTES, TypeKind.BYTE);
    }

    @Override
    void store(CodeBuilder code, int array, Runnable index, Kind kind, DType dtype) {
        code.aload(array);
        index.run();
        code.invokevirtual(BYTES, "intoBooleanArray", INTO_ARRAY);
    }

    @Override
    void broadcast(CodeBuilder code, int scalar, Kind kind) {
        species(code);
        code.iload(scalar).i2b();
        code.invokestatic(BYTES, "broadcast", MethodTypeDesc.of(BYTES, SPECIES, ConstantDescs.CD_byte));
        VectorClasses.exact(code, BYTES, TypeKind.BYTE);
    }

    @Override
    void apply(CodeBuilder code, Fn fn) {
        switch (fn) {
            case TO_BITS, FROM_BITS, ABS -> {}
            case MUL, MIN, AND, BITS_AND -> and(code);
            case ADD, MAX, OR, BITS_OR -> or(code);
            case NE, BITS_XOR -> xor(code);
            case NOT -> not(code);
            case EQ -> {
                xor(code);
                not(code);
            }
            case LT -> {
                code.swap();
                not(code);
                and(code);
            }
            case LE -> {
                code.swap();
                not(code);
                or(code);
            }
            default -> throw new IllegalStateException(fn + " of truth values has no lowering");
        }
    }

    private static void species(CodeBuilder code) {
        code.getstatic(BYTES, "SPECIES_PREFERRED", SPECIES);
    }

    private static void and(CodeBuilder code) {
        code.invokevirtual(BYTES, "and", MethodTypeDesc.of(BYTES, VECTOR));
    }

    private static void or(CodeBuilder code) {
        code.invokevirtual(BYTES, "or", MethodTypeDesc.of(BYTES, VECTOR));
    }

    private static void xor(CodeBuilder code) {
        code.getstatic(OPERATORS, "XOR", ASSOCIATIVE).swap();
        code.invokevirtual(BYTES, "lanewise", MethodTypeDesc.of(BYTES, BINARY, VECTOR));
    }

    private static void not(CodeBuilder code) {
        code.getstatic(OPERATORS, "XOR", ASSOCIATIVE).iconst_1();
        code.invokevirtual(BYTES, "lanewise", MethodTypeDesc.of(BYTES, BINARY, ConstantDescs.CD_byte));
    }
}

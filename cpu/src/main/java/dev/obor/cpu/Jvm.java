package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.dtype.Half;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// How dtypes are held in Java's arrays and on its stack, as bytecode.
final class Jvm {
    static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
    static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
    private static final ClassDesc HALF = ClassDesc.of(Half.class.getName());

    private Jvm() {}

    /// Returns the type of one value on the stack.
    static TypeKind stack(DType dtype) {
        return switch (dtype) {
            case BOOL, UINT8, INT8, INT16, INT32 -> TypeKind.INT;
            case INT64 -> TypeKind.LONG;
            case FLOAT16, BFLOAT16, FLOAT32 -> TypeKind.FLOAT;
            case FLOAT64 -> TypeKind.DOUBLE;
        };
    }

    /// Returns the integer type as wide as a compute type.
    static TypeKind bits(DType compute) {
        return compute.bytes() == 8 ? TypeKind.LONG : TypeKind.INT;
    }

    /// Returns the class of the arrays.
    static ClassDesc array(DType dtype) {
        return component(dtype).upperBound().arrayType();
    }

    private static TypeKind component(DType dtype) {
        return switch (dtype) {
            case BOOL -> TypeKind.BOOLEAN;
            case UINT8, INT8 -> TypeKind.BYTE;
            case INT16, FLOAT16, BFLOAT16 -> TypeKind.SHORT;
            case INT32 -> TypeKind.INT;
            case INT64 -> TypeKind.LONG;
            case FLOAT32 -> TypeKind.FLOAT;
            case FLOAT64 -> TypeKind.DOUBLE;
        };
    }

    /// Replaces an array and an index on the stack by the element's value.
    static void loadElement(CodeBuilder code, DType dtype) {
        code.arrayLoad(component(dtype));
        switch (dtype) {
            case UINT8 -> code.loadConstant(0xFF).iand();
            case FLOAT16 ->
                code.invokestatic(
                        FLOAT, "float16ToFloat", MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_short));
            case BFLOAT16 ->
                code.invokestatic(
                        HALF, "fromBfloat16", MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_short));
            default -> {}
        }
    }

    /// Stores a value of type `from` into the array at the index below it on the stack, converted as Java's
    /// casts do.
    static void storeElement(CodeBuilder code, TypeKind from, DType dtype) {
        if (dtype == DType.BOOL) {
            notZero(code, from);
        } else {
            convert(code, from, stack(dtype));
            switch (dtype) {
                case FLOAT16 ->
                    code.invokestatic(
                            FLOAT, "floatToFloat16", MethodTypeDesc.of(ConstantDescs.CD_short, ConstantDescs.CD_float));
                case BFLOAT16 ->
                    code.invokestatic(
                            HALF, "toBfloat16", MethodTypeDesc.of(ConstantDescs.CD_short, ConstantDescs.CD_float));
                default -> {}
            }
        }
        code.arrayStore(component(dtype));
    }

    /// Replaces a value by 1 where it differs from 0, else by 0.
    static void notZero(CodeBuilder code, TypeKind from) {
        switch (from) {
            case FLOAT -> code.fconst_0().fcmpl();
            case DOUBLE -> code.dconst_0().dcmpl();
            case LONG -> code.lconst_0().lcmp();
            default -> {}
        }
        code.ifThenElse(CodeBuilder::iconst_1, CodeBuilder::iconst_0);
    }

    /// Converts between types of the stack.
    static void convert(CodeBuilder code, TypeKind from, TypeKind to) {
        if (from != to) {
            code.conversion(from, to);
        }
    }

    /// Brings the result of an operation in int back to the range of a narrow compute type.
    static void narrow(CodeBuilder code, DType compute) {
        switch (compute) {
            case UINT8 -> code.loadConstant(0xFF).iand();
            case INT8 -> code.i2b();
            case INT16 -> code.i2s();
            case BOOL -> notZero(code, TypeKind.INT);
            default -> {}
        }
    }

    /// Pushes a number of a compute type.
    static void constant(CodeBuilder code, DType compute, double value) {
        switch (stack(compute)) {
            case FLOAT -> code.loadConstant((float) value);
            case DOUBLE -> code.loadConstant(value);
            case LONG -> code.loadConstant((long) value);
            default -> code.loadConstant((int) value);
        }
    }
}

package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Fn;
import dev.obor.expr.ScalarMethod;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/// The lowering of each basic function to scalar bytecode: the arguments lie on the stack, the result
/// replaces them.
final class ScalarCode {
    private static final MethodTypeDesc SQRT = MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double);

    private ScalarCode() {}

    /// Appends a function's instructions.
    static void apply(CodeBuilder code, Fn fn, DType compute) {
        TypeKind type = Jvm.stack(compute);
        switch (fn) {
            case ADD -> arithmetic(code, compute, Opcode.IADD, Opcode.LADD, Opcode.FADD, Opcode.DADD);
            case SUB -> arithmetic(code, compute, Opcode.ISUB, Opcode.LSUB, Opcode.FSUB, Opcode.DSUB);
            case MUL -> arithmetic(code, compute, Opcode.IMUL, Opcode.LMUL, Opcode.FMUL, Opcode.DMUL);
            case DIV -> arithmetic(code, compute, Opcode.IDIV, Opcode.LDIV, Opcode.FDIV, Opcode.DDIV);
            case NEG -> arithmetic(code, compute, Opcode.INEG, Opcode.LNEG, Opcode.FNEG, Opcode.DNEG);
            case FMA -> math(code, "fma", type, 3);
            case MIN -> math(code, "min", type, 2);
            case MAX -> math(code, "max", type, 2);
            case ABS -> {
                math(code, "abs", type, 1);
                Jvm.narrow(code, compute);
            }
            // The root in double, rounded to float, is the correctly rounded root in float.
            case SQRT -> {
                Jvm.convert(code, type, TypeKind.DOUBLE);
                code.invokestatic(Jvm.MATH, "sqrt", SQRT);
                Jvm.convert(code, TypeKind.DOUBLE, type);
            }
            case EQ -> compare(code, type, Opcode.IFEQ, Opcode.IF_ICMPEQ, false);
            case NE -> compare(code, type, Opcode.IFNE, Opcode.IF_ICMPNE, false);
            case LT -> compare(code, type, Opcode.IFLT, Opcode.IF_ICMPLT, true);
            case LE -> compare(code, type, Opcode.IFLE, Opcode.IF_ICMPLE, true);
            case AND -> code.iand();
            case OR -> code.ior();
            case NOT -> code.iconst_1().ixor();
            case TO_BITS -> toBits(code, compute);
            case FROM_BITS -> fromBits(code, compute);
            case BITS_ADD -> bits(code, compute, Opcode.IADD, Opcode.LADD);
            case BITS_SUB -> bits(code, compute, Opcode.ISUB, Opcode.LSUB);
            case BITS_AND -> bits(code, compute, Opcode.IAND, Opcode.LAND);
            case BITS_OR -> bits(code, compute, Opcode.IOR, Opcode.LOR);
            case BITS_XOR -> bits(code, compute, Opcode.IXOR, Opcode.LXOR);
            case SHIFT_LEFT -> bits(code, compute, Opcode.ISHL, Opcode.LSHL);
            case SHIFT_RIGHT -> bits(code, compute, Opcode.ISHR, Opcode.LSHR);
            case SHIFT_RIGHT_UNSIGNED -> bits(code, compute, Opcode.IUSHR, Opcode.LUSHR);
            case SELECT,
                    FLOOR,
                    CEIL,
                    ROUND,
                    TRUNC,
                    EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
                    EXP2,
                    LOG2,
                    LOG10,
                    SIN,
                    COS,
                    TANH,
                    ERF,
                    SIGMOID -> throw new IllegalStateException(fn + " is lowered elsewhere");
        }
    }

    /// Tells whether a function of truth values has a lowering.
    static boolean knowsForTruths(Fn fn) {
        return switch (fn) {
            case TO_BITS, FROM_BITS, ABS, ADD, MUL, MIN, MAX -> true;
            case AND, OR, NOT, BITS_AND, BITS_OR, BITS_XOR, EQ, NE, LT, LE -> true;
            default -> false;
        };
    }

    /// Appends a function's instructions for arguments that are 0 or 1, which give 0 or 1 without a branch.
    static void applyToTruths(CodeBuilder code, Fn fn) {
        switch (fn) {
            case TO_BITS, FROM_BITS, ABS -> {}
            case MUL, MIN, AND, BITS_AND -> code.iand();
            case ADD, MAX, OR, BITS_OR -> code.ior();
            case NE, BITS_XOR -> code.ixor();
            case EQ -> code.ixor().iconst_1().ixor();
            case LT -> code.swap().iconst_1().ixor().iand();
            case LE -> code.swap().iconst_1().ixor().ior();
            case NOT -> code.iconst_1().ixor();
            default -> throw new IllegalStateException(fn + " of truth values has no lowering");
        }
    }

    /// Appends the call of a method of doubles, or of longs.
    static void invoke(CodeBuilder code, ScalarMethod method, TypeKind type) {
        ClassDesc[] arguments = new ClassDesc[method.arity()];
        Arrays.fill(arguments, type.upperBound());
        code.invokestatic(
                ClassDesc.of(method.owner().getName()), method.name(), MethodTypeDesc.of(type.upperBound(), arguments));
    }

    private static void arithmetic(CodeBuilder code, DType compute, Opcode i, Opcode l, Opcode f, Opcode d) {
        code.with(OperatorInstruction.of(
                switch (Jvm.stack(compute)) {
                    case LONG -> l;
                    case FLOAT -> f;
                    case DOUBLE -> d;
                    default -> i;
                }));
        Jvm.narrow(code, compute);
    }

    private static void bits(CodeBuilder code, DType compute, Opcode i, Opcode l) {
        code.with(OperatorInstruction.of(Jvm.bits(compute) == TypeKind.LONG ? l : i));
    }

    private static void math(CodeBuilder code, String name, TypeKind type, int arity) {
        if (name.equals("fma") && (type == TypeKind.INT || type == TypeKind.LONG)) {
            throw new IllegalStateException("fma is a function of floating-point numbers");
        }
        ClassDesc desc = type.upperBound();
        ClassDesc[] arguments = new ClassDesc[arity];
        Arrays.fill(arguments, desc);
        code.invokestatic(Jvm.MATH, name, MethodTypeDesc.of(desc, arguments));
    }

    /// A comparison with NaN must fail, except ≠: for < and ≤ a NaN compares as larger.
    private static void compare(
            CodeBuilder code, TypeKind type, Opcode afterCompare, Opcode ofInts, boolean nanLarger) {
        Opcode test = afterCompare;
        switch (type) {
            case FLOAT -> {
                if (nanLarger) {
                    code.fcmpg();
                } else {
                    code.fcmpl();
                }
            }
            case DOUBLE -> {
                if (nanLarger) {
                    code.dcmpg();
                } else {
                    code.dcmpl();
                }
            }
            case LONG -> code.lcmp();
            default -> test = ofInts;
        }
        code.ifThenElse(test, CodeBuilder::iconst_1, CodeBuilder::iconst_0);
    }

    private static void toBits(CodeBuilder code, DType compute) {
        switch (compute) {
            case FLOAT32 ->
                code.invokestatic(
                        Jvm.FLOAT,
                        "floatToRawIntBits",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_float));
            case FLOAT64 ->
                code.invokestatic(
                        Jvm.DOUBLE,
                        "doubleToRawLongBits",
                        MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_double));
            default -> {}
        }
    }

    private static void fromBits(CodeBuilder code, DType compute) {
        switch (compute) {
            case FLOAT32 ->
                code.invokestatic(
                        Jvm.FLOAT, "intBitsToFloat", MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int));
            case FLOAT64 ->
                code.invokestatic(
                        Jvm.DOUBLE,
                        "longBitsToDouble",
                        MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long));
            default -> Jvm.narrow(code, compute);
        }
    }
}

package dev.obor.expr;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.obor.dtype.DType;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/// A [Program] of one input and one output as a compiled scalar function, for tests that need many values. It
/// is as fast as hand-written Java; [ProgramInterpreter] says what it has to give.
final class ProgramCompiler {
    /// A function of a float32.
    interface Single {
        float apply(float x);
    }

    /// A function of a float64.
    interface Wide {
        double apply(double x);
    }

    private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();
    private static final ClassDesc FLOAT = Float.class.describeConstable().orElseThrow();
    private static final ClassDesc DOUBLE = Double.class.describeConstable().orElseThrow();

    private final Program program;
    private final boolean single;
    private final ClassDesc number;
    private final ClassDesc bits;
    private final TypeKind numberKind;
    private final TypeKind bitsKind;

    private ProgramCompiler(Program program) {
        this.program = program;
        this.single = program.compute() == DType.FLOAT32;
        this.number = single ? CD_float : CD_double;
        this.bits = single ? CD_int : CD_long;
        this.numberKind = single ? TypeKind.FLOAT : TypeKind.DOUBLE;
        this.bitsKind = single ? TypeKind.INT : TypeKind.LONG;
    }

    /// Returns a function of input 0, compiled for float32.
    static Single single(Expr formula) {
        return (Single) new ProgramCompiler(Program.of(List.of(formula), DType.FLOAT32)).compile(Single.class);
    }

    /// Returns a function of input 0, compiled for float64.
    static Wide wide(Expr formula) {
        return (Wide) new ProgramCompiler(Program.of(List.of(formula), DType.FLOAT64)).compile(Wide.class);
    }

    private Object compile(Class<?> shape) {
        ClassDesc name = ClassDesc.of(ProgramCompiler.class.getPackageName(), "Compiled");
        byte[] bytes = ClassFile.of()
                .build(
                        name,
                        c -> c.withInterfaceSymbols(shape.describeConstable().orElseThrow())
                                .withMethodBody(
                                        INIT_NAME,
                                        MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        b -> b.aload(0)
                                                .invokespecial(ConstantDescs.CD_Object, INIT_NAME, MTD_void)
                                                .return_())
                                .withMethodBody(
                                        "apply", MethodTypeDesc.of(number, number), ClassFile.ACC_PUBLIC, this::body));
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new LinkageError("cannot compile " + program, e);
        }
    }

    private void body(CodeBuilder b) {
        int[] slots = new int[program.steps().size()];
        for (int i = 0; i < slots.length; i++) {
            switch (program.steps().get(i)) {
                case Program.Load _ -> b.loadLocal(numberKind, 1);
                case Program.Invoke invoke -> throw new IllegalStateException(invoke + " in a definition");
                case Program.Parameter _ -> throw new IllegalStateException("no parameters here");
                case Program.Constant constant -> number(b, constant.value());
                case Program.BitPattern pattern -> bits(b, pattern.value());
                case Program.Guard guard -> {
                    b.loadLocal(TypeKind.INT, slots[guard.mask()]);
                    b.ifThenElse(
                            usual -> usual.loadLocal(numberKind, slots[guard.usual()]),
                            rare -> invoke(rare, guard.rare(), slots));
                }
                case Program.Apply apply -> {
                    for (int place : apply.args()) {
                        b.loadLocal(kind(program.steps().get(place).kind()), slots[place]);
                    }
                    apply(b, apply.fn());
                }
            }
            TypeKind kind = kind(program.steps().get(i).kind());
            slots[i] = b.allocateLocal(kind);
            b.storeLocal(kind, slots[i]);
        }
        b.loadLocal(numberKind, slots[program.outputs().getFirst()]).return_(numberKind);
    }

    private void invoke(CodeBuilder b, Program.Invoke invoke, int[] slots) {
        ClassDesc[] arguments = new ClassDesc[invoke.args().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = CD_double;
            b.loadLocal(numberKind, slots[invoke.args().get(i)]);
            if (single) {
                b.f2d();
            }
        }
        ClassDesc owner = invoke.method().owner().describeConstable().orElseThrow();
        b.invokestatic(owner, invoke.method().name(), MethodTypeDesc.of(CD_double, arguments));
        if (single) {
            b.d2f();
        }
    }

    private TypeKind kind(Kind kind) {
        return switch (kind) {
            case NUMBER -> numberKind;
            case BITS -> bitsKind;
            case MASK -> TypeKind.INT;
        };
    }

    private void number(CodeBuilder b, double value) {
        if (single) {
            b.loadConstant((float) value);
        } else {
            b.loadConstant(value);
        }
    }

    private void bits(CodeBuilder b, long value) {
        if (single) {
            b.loadConstant((int) value);
        } else {
            b.loadConstant(value);
        }
    }

    private void apply(CodeBuilder b, Fn fn) {
        switch (fn) {
            case ADD -> pick(b, Opcode.FADD, Opcode.DADD);
            case SUB -> pick(b, Opcode.FSUB, Opcode.DSUB);
            case MUL -> pick(b, Opcode.FMUL, Opcode.DMUL);
            case DIV -> pick(b, Opcode.FDIV, Opcode.DDIV);
            case NEG -> pick(b, Opcode.FNEG, Opcode.DNEG);
            case FMA -> b.invokestatic(MATH, "fma", MethodTypeDesc.of(number, number, number, number));
            case MIN -> b.invokestatic(MATH, "min", MethodTypeDesc.of(number, number, number));
            case MAX -> b.invokestatic(MATH, "max", MethodTypeDesc.of(number, number, number));
            case ABS -> b.invokestatic(MATH, "abs", MethodTypeDesc.of(number, number));
            case SQRT -> sqrt(b);
            case EQ -> compare(b, Opcode.IFEQ);
            case NE -> compare(b, Opcode.IFNE);
            case LT -> compare(b, Opcode.IFLT);
            case LE -> compare(b, Opcode.IFLE);
            case AND -> b.iand();
            case OR -> b.ior();
            case NOT -> b.iconst_1().ixor();
            case SELECT -> select(b);
            case TO_BITS ->
                b.invokestatic(
                        single ? FLOAT : DOUBLE,
                        single ? "floatToRawIntBits" : "doubleToRawLongBits",
                        MethodTypeDesc.of(bits, number));
            case FROM_BITS ->
                b.invokestatic(
                        single ? FLOAT : DOUBLE,
                        single ? "intBitsToFloat" : "longBitsToDouble",
                        MethodTypeDesc.of(number, bits));
            case BITS_ADD -> pick(b, Opcode.IADD, Opcode.LADD);
            case BITS_SUB -> pick(b, Opcode.ISUB, Opcode.LSUB);
            case BITS_AND -> pick(b, Opcode.IAND, Opcode.LAND);
            case BITS_OR -> pick(b, Opcode.IOR, Opcode.LOR);
            case BITS_XOR -> pick(b, Opcode.IXOR, Opcode.LXOR);
            case SHIFT_LEFT -> shift(b, Opcode.ISHL, Opcode.LSHL);
            case SHIFT_RIGHT -> shift(b, Opcode.ISHR, Opcode.LSHR);
            case SHIFT_RIGHT_UNSIGNED -> shift(b, Opcode.IUSHR, Opcode.LUSHR);
            case FLOOR, CEIL, ROUND, TRUNC, EXP, EXPM1, LOG, LOG1P, EXP2, LOG2, LOG10, SIN, COS, TANH, ERF, SIGMOID ->
                throw new IllegalStateException(fn + " should have been replaced by its definition");
        }
    }

    private void pick(CodeBuilder b, Opcode narrow, Opcode wide) {
        b.with(OperatorInstruction.of(single ? narrow : wide));
    }

    private void shift(CodeBuilder b, Opcode narrow, Opcode wide) {
        if (!single) {
            b.l2i();
        }
        pick(b, narrow, wide);
    }

    /// A square root computed in double and rounded again is the correctly rounded one.
    private void sqrt(CodeBuilder b) {
        if (single) {
            b.f2d();
        }
        b.invokestatic(MATH, "sqrt", MethodTypeDesc.of(CD_double, CD_double));
        if (single) {
            b.d2f();
        }
    }

    /// An unordered comparison counts as "larger", so that only "not equal" holds for NaN.
    private void compare(CodeBuilder b, Opcode when) {
        pick(b, Opcode.FCMPG, Opcode.DCMPG);
        b.ifThenElse(when, CodeBuilder::iconst_1, CodeBuilder::iconst_0);
    }

    private void select(CodeBuilder b) {
        int no = b.allocateLocal(numberKind);
        int yes = b.allocateLocal(numberKind);
        b.storeLocal(numberKind, no).storeLocal(numberKind, yes);
        b.ifThenElse(Opcode.IFNE, t -> t.loadLocal(numberKind, yes), e -> e.loadLocal(numberKind, no));
    }
}

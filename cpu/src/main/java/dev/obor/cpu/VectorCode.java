package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Fn;
import dev.obor.expr.Kind;
import dev.obor.expr.ScalarMethod;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// The lowering of each basic function to calls of the Vector API: the arguments lie on the stack, the result
/// replaces them. Every call names a constant species, so that HotSpot turns it into one instruction.
class VectorCode {
    static final String PACKAGE = "jdk.incubator.vector.";
    static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
    static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    static final ClassDesc INTS = ClassDesc.of(PACKAGE + "IntVector");
    static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    static final ClassDesc COMPARISON = ClassDesc.of(PACKAGE + "VectorOperators$Comparison");
    static final ClassDesc BINARY = ClassDesc.of(PACKAGE + "VectorOperators$Binary");
    static final ClassDesc ASSOCIATIVE = ClassDesc.of(PACKAGE + "VectorOperators$Associative");
    private static final ClassDesc SHUFFLE = ClassDesc.of(PACKAGE + "VectorShuffle");
    private static final ClassDesc HALVES = ClassDesc.of(Halves.class.getName());
    static final ClassDesc BOOLEANS = ConstantDescs.CD_boolean.arrayType();

    /// The bytes of the smallest numbers that vectors compute with.
    static final int LEAST_BYTES = 4;

    private final ClassDesc number;
    private final ClassDesc bits;
    private final DType compute;
    private final boolean isNarrow;

    /// @param isNarrow whether vectors have [Vectors#NARROW_BITS] bits and not as many as the processor prefers
    VectorCode(DType compute, boolean isNarrow) {
        this.compute = compute;
        this.isNarrow = isNarrow;
        this.number = vectorClass(Jvm.stack(compute));
        this.bits = vectorClass(Jvm.bits(compute));
    }

    /// Tells whether a function of integers has a lowering.
    static boolean knowsForIntegers(Fn fn) {
        return fn != Fn.DIV && fn != Fn.SQRT && fn != Fn.FMA;
    }

    private static ClassDesc vectorClass(TypeKind type) {
        return ClassDesc.of(PACKAGE
                + switch (type) {
                    case INT -> "IntVector";
                    case LONG -> "LongVector";
                    case FLOAT -> "FloatVector";
                    case DOUBLE -> "DoubleVector";
                    default -> throw new IllegalStateException("no vectors of " + type);
                });
    }

    private void species(CodeBuilder code, ClassDesc vector) {
        code.getstatic(vector, isNarrow ? "SPECIES_256" : "SPECIES_PREFERRED", SPECIES);
    }

    private void exact(CodeBuilder code, ClassDesc vector, TypeKind element) {
        VectorClasses.exact(code, vector, element, isNarrow);
    }

    /// Pushes the vector of the elements of an array from an index on.
    ///
    /// @param dtype of the elements
    void load(CodeBuilder code, int array, Runnable index, Kind kind, DType dtype) {
        if (kind != Kind.MASK && dtype.bytes() < LEAST_BYTES) {
            new VectorConversion(code, dtype, compute).load(array, index);
            return;
        }
        if (kind == Kind.MASK) {
            species(code, number);
            code.aload(array);
            index.run();
            code.invokestatic(MASK, "fromArray", MethodTypeDesc.of(MASK, SPECIES, BOOLEANS, ConstantDescs.CD_int));
            VectorClasses.exactMask(code, Jvm.stack(compute), isNarrow);
            return;
        }
        species(code, number);
        code.aload(array);
        index.run();
        code.invokestatic(
                number, "fromArray", MethodTypeDesc.of(number, SPECIES, Jvm.array(compute), ConstantDescs.CD_int));
        exact(code, number, Jvm.stack(compute));
    }

    /// Replaces an array and an index by the vector of the elements from there on that a mask chooses, and of
    /// zeros.
    void loadSome(CodeBuilder code, int array, Runnable index, int mask) {
        species(code, number);
        code.aload(array);
        index.run();
        exactMask(code, mask);
        code.invokestatic(
                number,
                "fromArray",
                MethodTypeDesc.of(number, SPECIES, Jvm.array(compute), ConstantDescs.CD_int, MASK));
        exact(code, number, Jvm.stack(compute));
    }

    /// Pushes the mask of the lanes l with `start + l` less than an int local.
    void maskUpTo(CodeBuilder code, int start, int end) {
        species(code, number);
        code.loadConstant(start).iload(end);
        code.invokeinterface(
                SPECIES, "indexInRange", MethodTypeDesc.of(MASK, ConstantDescs.CD_int, ConstantDescs.CD_int));
        VectorClasses.exactMask(code, Jvm.stack(compute), isNarrow);
    }

    /// Replaces two vectors of numbers by one: the lanes that a mask chooses from the second, else the first.
    void blend(CodeBuilder code, int mask) {
        exactMask(code, mask);
        code.invokevirtual(number, "blend", MethodTypeDesc.of(number, VECTOR, MASK));
    }

    private void exactMask(CodeBuilder code, int mask) {
        code.aload(mask);
        VectorClasses.exactMask(code, Jvm.stack(compute), isNarrow);
    }

    /// Stores the vector on the stack into an array.
    ///
    /// @param dtype of the elements
    void store(CodeBuilder code, int array, Runnable index, Kind kind, DType dtype) {
        if (kind != Kind.MASK && dtype.bytes() < LEAST_BYTES) {
            new VectorConversion(code, dtype, compute).store(array, index);
            return;
        }
        code.aload(array);
        index.run();
        if (kind == Kind.MASK) {
            code.invokevirtual(
                    MASK, "intoArray", MethodTypeDesc.of(ConstantDescs.CD_void, BOOLEANS, ConstantDescs.CD_int));
        } else {
            code.invokevirtual(
                    number,
                    "intoArray",
                    MethodTypeDesc.of(ConstantDescs.CD_void, Jvm.array(compute), ConstantDescs.CD_int));
        }
    }

    /// Stores those numbers of the vector on the stack into an array that a mask chooses.
    void storeSome(CodeBuilder code, int array, Runnable index, int mask) {
        code.aload(array);
        index.run();
        exactMask(code, mask);
        code.invokevirtual(
                number,
                "intoArray",
                MethodTypeDesc.of(ConstantDescs.CD_void, Jvm.array(compute), ConstantDescs.CD_int, MASK));
    }

    /// Pushes a vector, all of whose lanes hold the scalar in a local.
    void broadcast(CodeBuilder code, int scalar, Kind kind) {
        switch (kind) {
            case MASK -> {
                species(code, number);
                code.iload(scalar);
                code.invokeinterface(SPECIES, "maskAll", MethodTypeDesc.of(MASK, ConstantDescs.CD_boolean));
                VectorClasses.exactMask(code, Jvm.stack(compute), isNarrow);
            }
            case NUMBER -> broadcast(code, number, Jvm.stack(compute), scalar);
            case BITS -> broadcast(code, bits, Jvm.bits(compute), scalar);
        }
    }

    private void broadcast(CodeBuilder code, ClassDesc vector, TypeKind type, int scalar) {
        species(code, vector);
        code.loadLocal(type, scalar);
        code.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, type.upperBound()));
        exact(code, vector, type);
    }

    /// Pushes a vector of numbers that was made in an earlier pass of a loop.
    void carried(CodeBuilder code, int local) {
        code.aload(local);
        exact(code, number, Jvm.stack(compute));
    }

    /// Replaces a vector of numbers by one whose lanes from 0 on are its lanes from `half` on, as many.
    void upperHalf(CodeBuilder code, int half) {
        code.getstatic(HALVES, Jvm.stack(compute).name() + "_" + half, SHUFFLE);
        code.invokevirtual(number, "rearrange", MethodTypeDesc.of(number, SHUFFLE));
        exact(code, number, Jvm.stack(compute));
    }

    /// Replaces a vector of numbers by the number in its first lane.
    void firstLane(CodeBuilder code) {
        code.iconst_0();
        code.invokevirtual(number, "lane", MethodTypeDesc.of(Jvm.stack(compute).upperBound(), ConstantDescs.CD_int));
    }

    /// Appends a function's calls.
    void apply(CodeBuilder code, Fn fn) {
        switch (fn) {
            case ADD -> arithmetic(code, "add");
            case SUB -> arithmetic(code, "sub");
            case MUL -> arithmetic(code, "mul");
            case DIV -> two(code, number, "div");
            case MIN -> two(code, number, "min");
            case MAX -> two(code, number, "max");
            case FMA -> code.invokevirtual(number, "fma", MethodTypeDesc.of(number, VECTOR, VECTOR));
            case SQRT -> one(code, number, "sqrt");
            case ABS -> {
                one(code, number, "abs");
                narrow(code);
            }
            case NEG -> {
                one(code, number, "neg");
                narrow(code);
            }
            case EQ, NE, LT, LE -> between(code, number, "compare", fn.name(), COMPARISON, COMPARISON, MASK);
            case AND -> code.invokevirtual(MASK, "and", MethodTypeDesc.of(MASK, MASK));
            case OR -> code.invokevirtual(MASK, "or", MethodTypeDesc.of(MASK, MASK));
            case NOT -> code.invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
            case TO_BITS -> reinterpret(code, number, bits, Jvm.bits(compute));
            case FROM_BITS -> {
                reinterpret(code, bits, number, Jvm.stack(compute));
                narrow(code);
            }
            case BITS_ADD -> two(code, bits, "add");
            case BITS_SUB -> two(code, bits, "sub");
            case BITS_AND -> two(code, bits, "and");
            case BITS_OR -> two(code, bits, "or");
            case BITS_XOR -> between(code, bits, "lanewise", "XOR", ASSOCIATIVE, BINARY, bits);
            case SELECT -> select(code);
            case SHIFT_LEFT,
                    SHIFT_RIGHT,
                    SHIFT_RIGHT_UNSIGNED,
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

    private void arithmetic(CodeBuilder code, String name) {
        two(code, number, name);
        narrow(code);
    }

    /// Brings the results of an operation in int back to the range of a narrow compute type, as
    /// [Jvm#narrow(CodeBuilder, DType)] does.
    private void narrow(CodeBuilder code) {
        switch (compute) {
            case UINT8 -> lanewise(code, "AND", ASSOCIATIVE, 0xFF);
            case INT8, INT16 -> {
                int unused = Integer.SIZE - 8 * compute.bytes();
                lanewise(code, "LSHL", BINARY, unused);
                lanewise(code, "ASHR", BINARY, unused);
            }
            default -> {}
        }
    }

    /// Replaces the vector of ints on the stack by the results of an operator with a constant.
    static void lanewise(CodeBuilder code, String operator, ClassDesc type, int constant) {
        code.getstatic(OPERATORS, operator, type)
                .loadConstant(constant)
                .invokevirtual(INTS, "lanewise", MethodTypeDesc.of(INTS, BINARY, ConstantDescs.CD_int));
    }

    /// Pushes the usual vector, but for the lanes outside the mask the values of a method, which is called for
    /// one lane after another.
    void guard(CodeBuilder code, int mask, int usual, ScalarMethod method, List<Integer> arguments) {
        code.aload(mask).invokevirtual(MASK, "allTrue", MethodTypeDesc.of(ConstantDescs.CD_boolean));
        code.ifThenElse(all -> all.aload(usual), rare -> patch(rare, mask, usual, method, arguments));
    }

    private void patch(CodeBuilder code, int mask, int usual, ScalarMethod method, List<Integer> arguments) {
        TypeKind type = Jvm.stack(compute);
        MethodTypeDesc toArray = MethodTypeDesc.of(Jvm.array(compute));
        int kept = code.allocateLocal(TypeKind.REFERENCE);
        int values = code.allocateLocal(TypeKind.REFERENCE);
        int lane = code.allocateLocal(TypeKind.INT);
        code.aload(mask)
                .invokevirtual(MASK, "toArray", MethodTypeDesc.of(BOOLEANS))
                .astore(kept);
        code.aload(usual).invokevirtual(number, "toArray", toArray).astore(values);
        int[] arrays = new int[arguments.size()];
        for (int a = 0; a < arrays.length; a++) {
            arrays[a] = code.allocateLocal(TypeKind.REFERENCE);
            code.aload(arguments.get(a))
                    .invokevirtual(number, "toArray", toArray)
                    .astore(arrays[a]);
        }
        Label top = code.newLabel();
        Label next = code.newLabel();
        code.iconst_0().istore(lane).labelBinding(top);
        code.aload(kept).iload(lane).baload().ifne(next);
        code.aload(values).iload(lane);
        for (int array : arrays) {
            code.aload(array).iload(lane).arrayLoad(type);
            Jvm.convert(code, type, TypeKind.DOUBLE);
        }
        ScalarCode.invoke(code, method, TypeKind.DOUBLE);
        Jvm.convert(code, TypeKind.DOUBLE, type);
        code.arrayStore(type).labelBinding(next).iinc(lane, 1);
        code.iload(lane).aload(kept).arraylength().if_icmplt(top);
        species(code, number);
        code.aload(values).iconst_0();
        code.invokestatic(
                number, "fromArray", MethodTypeDesc.of(number, SPECIES, Jvm.array(compute), ConstantDescs.CD_int));
    }

    /// Appends a shift of the vector on the stack by a constant.
    void shift(CodeBuilder code, Fn fn, long by) {
        String name = switch (fn) {
            case SHIFT_LEFT -> "LSHL";
            case SHIFT_RIGHT -> "ASHR";
            default -> "LSHR";
        };
        TypeKind type = Jvm.bits(compute);
        code.getstatic(OPERATORS, name, BINARY);
        if (type == TypeKind.LONG) {
            code.loadConstant(by);
        } else {
            code.loadConstant((int) by);
        }
        code.invokevirtual(bits, "lanewise", MethodTypeDesc.of(bits, BINARY, type.upperBound()));
    }

    /// Appends a call whose operator stands between the operands, as in `vector.compare(LT, vector)`.
    private static void between(
            CodeBuilder code,
            ClassDesc vector,
            String method,
            String operator,
            ClassDesc type,
            ClassDesc parameter,
            ClassDesc result) {
        int right = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(right).getstatic(OPERATORS, operator, type).aload(right);
        code.invokevirtual(vector, method, MethodTypeDesc.of(result, parameter, VECTOR));
    }

    /// From mask, yes, no on the stack: no.blend(yes, mask).
    private void select(CodeBuilder code) {
        int no = code.allocateLocal(TypeKind.REFERENCE);
        int yes = code.allocateLocal(TypeKind.REFERENCE);
        int mask = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(no).astore(yes).astore(mask);
        code.aload(no).aload(yes).aload(mask);
        code.invokevirtual(number, "blend", MethodTypeDesc.of(number, VECTOR, MASK));
    }

    private void reinterpret(CodeBuilder code, ClassDesc from, ClassDesc to, TypeKind element) {
        if (!from.equals(to)) {
            String name = switch (to.displayName()) {
                case "IntVector" -> "reinterpretAsInts";
                case "LongVector" -> "reinterpretAsLongs";
                case "FloatVector" -> "reinterpretAsFloats";
                default -> "reinterpretAsDoubles";
            };
            code.invokevirtual(from, name, MethodTypeDesc.of(to));
            exact(code, to, element);
        }
    }

    private static void one(CodeBuilder code, ClassDesc vector, String name) {
        code.invokevirtual(vector, name, MethodTypeDesc.of(vector));
    }

    private static void two(CodeBuilder code, ClassDesc vector, String name) {
        code.invokevirtual(vector, name, MethodTypeDesc.of(vector, VECTOR));
    }
}

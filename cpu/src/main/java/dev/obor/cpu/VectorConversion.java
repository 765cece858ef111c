package dev.obor.cpu;

import static dev.obor.cpu.VectorCode.ASSOCIATIVE;
import static dev.obor.cpu.VectorCode.BINARY;
import static dev.obor.cpu.VectorCode.COMPARISON;
import static dev.obor.cpu.VectorCode.INTS;
import static dev.obor.cpu.VectorCode.MASK;
import static dev.obor.cpu.VectorCode.OPERATORS;
import static dev.obor.cpu.VectorCode.PACKAGE;
import static dev.obor.cpu.VectorCode.SPECIES;
import static dev.obor.cpu.VectorCode.VECTOR;
import static dev.obor.cpu.VectorCode.lanewise;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.obor.dtype.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// The vectors of elements that take fewer bytes than the numbers of the arithmetic: small integers, which are
/// computed as ints or floats, and the 16-bit floating-point formats, which are computed as floats.
///
/// A vector of numbers has as many lanes as such a vector, which is a half or a quarter as wide. HotSpot makes
/// vectors of the scalar conversions of some of these types only.
final class VectorConversion {
    private static final ClassDesc FLOATS = ClassDesc.of(PACKAGE + "FloatVector");
    private static final ClassDesc CONVERSION = ClassDesc.of(PACKAGE + "VectorOperators$Conversion");
    private static final MethodTypeDesc OF_TWO = MethodTypeDesc.of(INTS, VECTOR);
    private static final MethodTypeDesc OF_FLOAT = MethodTypeDesc.of(FLOATS, CD_float);

    /// The fewest bits of a vector.
    private static final int LEAST_BITS = 64;

    // Bits of a float, and of a 16-bit format.
    private static final int MAGNITUDE = 0x7FFF_FFFF;
    private static final int INFINITY = 0x7F80_0000;
    private static final int BFLOAT16_NAN = 0x7FC0;
    private static final int FLOAT16_SIGN = 0x8000;
    private static final int FLOAT16_MAGNITUDE = 0x7FFF;
    private static final int FLOAT16_INFINITY = 0x7C00;
    private static final int FLOAT16_NAN = 0x7E00;

    /// How many digits a float has more than a float16.
    private static final int FLOAT16_DIGITS = 13;

    /// How much larger the exponents of floats are written.
    private static final int FLOAT16_EXPONENT = 112 << 23;

    private final CodeBuilder code;
    private final DType dtype;
    private final TypeKind number;
    private final ClassDesc elements;
    private final int bits;

    /// @param dtype of the elements
    /// @param compute of the arithmetic
    VectorConversion(CodeBuilder code, DType dtype, DType compute) {
        this.code = code;
        this.dtype = dtype;
        this.number = Jvm.stack(compute);
        this.elements = ClassDesc.of(PACKAGE + (dtype.bytes() == 1 ? "ByteVector" : "ShortVector"));
        this.bits = bits(dtype);
    }

    /// Tells whether there are vectors of elements of one dtype for numbers of another.
    static boolean knows(DType dtype, DType compute) {
        boolean knows = switch (dtype) {
            case UINT8, INT8, INT16 -> Jvm.stack(compute) == TypeKind.INT || compute == DType.FLOAT32;
            case FLOAT16, BFLOAT16 -> compute == DType.FLOAT32;
            default -> false;
        };
        return knows && bits(dtype) >= LEAST_BITS;
    }

    private static int bits(DType dtype) {
        return Vectors.bits() / VectorCode.LEAST_BYTES * dtype.bytes();
    }

    /// Pushes the numbers of the elements of an array from an index on.
    void load(int array, Runnable index) {
        code.getstatic(elements, "SPECIES_" + bits, SPECIES).aload(array);
        index.run();
        code.invokestatic(elements, "fromArray", MethodTypeDesc.of(elements, SPECIES, Jvm.array(dtype), CD_int));
        VectorClasses.exactPart(code, elements, component(), bits);
        String toInts = switch (dtype) {
            case UINT8 -> "ZERO_EXTEND_B2I";
            case INT8 -> "B2I";
            case INT16 -> "S2I";
            default -> "ZERO_EXTEND_S2I";
        };
        convert(toInts, INTS, TypeKind.INT);
        switch (dtype) {
            case FLOAT16 -> readFloat16();
            case BFLOAT16 -> {
                shift("LSHL", Short.SIZE);
                toFloats();
            }
            default -> {
                if (number == TypeKind.FLOAT) {
                    convert("I2F", FLOATS, TypeKind.FLOAT);
                }
            }
        }
    }

    /// Stores the vector of numbers on the stack into an array from an index on.
    void store(int array, Runnable index) {
        switch (dtype) {
            case FLOAT16 -> roundToFloat16();
            case BFLOAT16 -> roundToBfloat16();
            default -> {
                if (number == TypeKind.FLOAT) {
                    convert("F2I", INTS, TypeKind.INT);
                }
            }
        }
        code.getstatic(OPERATORS, dtype.bytes() == 1 ? "I2B" : "I2S", CONVERSION)
                .getstatic(elements, "SPECIES_" + bits, SPECIES);
        convertShape();
        VectorClasses.exactPart(code, elements, component(), bits);
        code.aload(array);
        index.run();
        code.invokevirtual(elements, "intoArray", MethodTypeDesc.of(CD_void, Jvm.array(dtype), CD_int));
    }

    /// A float16 is a float of the same digits whose exponent is smaller, but for infinities and NaN, where all bits
    /// of the exponent are set.
    private void readFloat16() {
        int value = keep();
        code.aload(value);
        and(FLOAT16_MAGNITUDE);
        shift("LSHL", FLOAT16_DIGITS);
        int magnitude = keep();
        code.aload(magnitude);
        toFloats();
        code.loadConstant(0x1p112f).invokevirtual(FLOATS, "mul", OF_FLOAT);
        toInts();
        code.aload(magnitude);
        lanewise(code, "OR", ASSOCIATIVE, INFINITY);
        code.aload(magnitude);
        compare("GE", FLOAT16_INFINITY << FLOAT16_DIGITS);
        code.invokevirtual(INTS, "blend", MethodTypeDesc.of(INTS, VECTOR, MASK)).aload(value);
        and(FLOAT16_SIGN);
        shift("LSHL", Short.SIZE);
        code.invokevirtual(INTS, "or", OF_TWO);
        toFloats();
    }

    /// As [dev.obor.dtype.Half#toBfloat16(float)].
    private void roundToBfloat16() {
        toInts();
        int value = keep();
        roundOff(value, Short.SIZE, 0);
        code.loadConstant(BFLOAT16_NAN).aload(value);
        and(MAGNITUDE);
        compare("GT", INFINITY);
        blendConstant();
    }

    /// As [dev.obor.dtype.Half#toFloat16(float)]. Where the result is subnormal, the sum with ½ has its last digit
    /// where the result has it.
    private void roundToFloat16() {
        toInts();
        int value = keep();
        code.aload(value);
        and(MAGNITUDE);
        int magnitude = keep();
        roundOff(magnitude, FLOAT16_DIGITS, -FLOAT16_EXPONENT);
        code.aload(magnitude);
        toFloats();
        code.loadConstant(0.5f).invokevirtual(FLOATS, "add", OF_FLOAT);
        toInts();
        lanewise(code, "SUB", BINARY, Float.floatToRawIntBits(0.5f));
        code.aload(magnitude);
        compare("LT", Float.floatToRawIntBits(0x1p-14f));
        code.invokevirtual(INTS, "blend", MethodTypeDesc.of(INTS, VECTOR, MASK));
        code.loadConstant(FLOAT16_INFINITY).aload(magnitude);
        compare("GE", Float.floatToRawIntBits(0x1p16f));
        blendConstant();
        code.loadConstant(FLOAT16_NAN).aload(magnitude);
        compare("GT", INFINITY);
        blendConstant();
        code.aload(value);
        shift("LSHR", Short.SIZE);
        and(FLOAT16_SIGN);
        code.invokevirtual(INTS, "or", OF_TWO);
    }

    /// Pushes ints plus a number, without their last digits, rounded to the nearest, ties to even.
    private void roundOff(int value, int digits, int plus) {
        code.aload(value);
        shift("LSHR", digits);
        and(1);
        lanewise(code, "ADD", ASSOCIATIVE, plus + (1 << (digits - 1)) - 1);
        code.aload(value).invokevirtual(INTS, "add", OF_TWO);
        shift("LSHR", digits);
    }

    private TypeKind component() {
        return dtype.bytes() == 1 ? TypeKind.BYTE : TypeKind.SHORT;
    }

    /// Moves the ints on the stack to a new local.
    private int keep() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    private void and(int bits) {
        lanewise(code, "AND", ASSOCIATIVE, bits);
    }

    private void shift(String operator, int by) {
        lanewise(code, operator, BINARY, by);
    }

    /// Replaces ints by the mask of those that compare with a constant.
    private void compare(String comparison, int constant) {
        code.getstatic(OPERATORS, comparison, COMPARISON)
                .loadConstant(constant)
                .invokevirtual(INTS, "compare", MethodTypeDesc.of(MASK, COMPARISON, CD_int));
    }

    /// Replaces ints, a constant and a mask by the ints, but for the constant where the mask is set.
    private void blendConstant() {
        code.invokevirtual(INTS, "blend", MethodTypeDesc.of(INTS, CD_int, MASK));
    }

    private void toInts() {
        code.invokevirtual(FLOATS, "reinterpretAsInts", MethodTypeDesc.of(INTS));
        VectorClasses.exact(code, INTS, TypeKind.INT);
    }

    private void toFloats() {
        code.invokevirtual(INTS, "reinterpretAsFloats", MethodTypeDesc.of(FLOATS));
        VectorClasses.exact(code, FLOATS, TypeKind.FLOAT);
    }

    private void convert(String conversion, ClassDesc to, TypeKind element) {
        code.getstatic(OPERATORS, conversion, CONVERSION).getstatic(to, "SPECIES_PREFERRED", SPECIES);
        convertShape();
        VectorClasses.exact(code, to, element);
    }

    private void convertShape() {
        code.iconst_0().invokevirtual(VECTOR, "convertShape", MethodTypeDesc.of(VECTOR, CONVERSION, SPECIES, CD_int));
    }
}

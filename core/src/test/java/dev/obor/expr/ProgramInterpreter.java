package dev.obor.expr;

import dev.obor.dtype.DType;
import java.util.List;

/// The plainest execution of a [Program] of one output over numbers: each step's value is kept as the bits of
/// the compute type, masks as 1 and 0.
final class ProgramInterpreter {
    private final Program program;

    ProgramInterpreter(Program program) {
        this.program = program;
    }

    /// Makes an interpreter of a function of inputs 0, 1 …
    static ProgramInterpreter of(Expr formula, DType compute) {
        return new ProgramInterpreter(Program.of(List.of(formula), compute));
    }

    float apply(float... inputs) {
        long[] bits = new long[inputs.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(inputs[i]);
        }
        return Float.intBitsToFloat((int) run(bits));
    }

    double apply(double... inputs) {
        long[] bits = new long[inputs.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(inputs[i]);
        }
        return Double.longBitsToDouble(run(bits));
    }

    private long run(long[] inputs) {
        long[] values = new long[program.steps().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (program.steps().get(i)) {
                case Program.Load load -> inputs[load.input()];
                case Program.Invoke invoke -> throw new IllegalStateException(invoke + " in a definition");
                case Program.Guard guard -> values[guard.mask()] != 0 ? values[guard.usual()] : rare(guard, values);
                case Program.Parameter _ -> throw new IllegalStateException("no parameters here");
                case Program.Constant constant -> encode(constant.value());
                case Program.BitPattern pattern -> pattern.value();
                case Program.Apply apply -> step(apply, values);
            };
        }
        return values[program.outputs().getFirst()];
    }

    private long step(Program.Apply apply, long[] values) {
        int n = apply.args().size();
        long a = values[apply.args().getFirst()];
        long b = n > 1 ? values[apply.args().get(1)] : 0;
        long c = n > 2 ? values[apply.args().get(2)] : 0;
        return switch (program.compute()) {
            case FLOAT32 -> single(apply.fn(), (int) a, (int) b, (int) c);
            case FLOAT64 -> wide(apply.fn(), a, b, c);
            default -> throw new IllegalStateException("no arithmetic in " + program.compute());
        };
    }

    private long rare(Program.Guard guard, long[] values) {
        boolean single = program.compute() == DType.FLOAT32;
        double[] args = guard.rare().args().stream()
                .mapToDouble(
                        arg -> single ? Float.intBitsToFloat((int) values[arg]) : Double.longBitsToDouble(values[arg]))
                .toArray();
        return encode(guard.rare().method().call(args));
    }

    private long encode(double value) {
        return program.compute() == DType.FLOAT32
                ? Float.floatToRawIntBits((float) value)
                : Double.doubleToRawLongBits(value);
    }

    private static int single(Fn fn, int i, int j, int k) {
        float a = Float.intBitsToFloat(i);
        float b = Float.intBitsToFloat(j);
        float c = Float.intBitsToFloat(k);
        return switch (fn) {
            case ADD -> Float.floatToRawIntBits(a + b);
            case SUB -> Float.floatToRawIntBits(a - b);
            case MUL -> Float.floatToRawIntBits(a * b);
            case DIV -> Float.floatToRawIntBits(a / b);
            case FMA -> Float.floatToRawIntBits(Math.fma(a, b, c));
            case SQRT -> Float.floatToRawIntBits((float) Math.sqrt(a));
            case MIN -> Float.floatToRawIntBits(Math.min(a, b));
            case MAX -> Float.floatToRawIntBits(Math.max(a, b));
            case ABS -> Float.floatToRawIntBits(Math.abs(a));
            case NEG -> Float.floatToRawIntBits(-a);
            case EQ -> a == b ? 1 : 0;
            case NE -> a != b ? 1 : 0;
            case LT -> a < b ? 1 : 0;
            case LE -> a <= b ? 1 : 0;
            case AND, BITS_AND -> i & j;
            case OR, BITS_OR -> i | j;
            case NOT -> 1 - i;
            case SELECT -> i != 0 ? j : k;
            case TO_BITS, FROM_BITS -> i;
            case BITS_ADD -> i + j;
            case BITS_SUB -> i - j;
            case BITS_XOR -> i ^ j;
            case SHIFT_LEFT -> i << j;
            case SHIFT_RIGHT -> i >> j;
            case SHIFT_RIGHT_UNSIGNED -> i >>> j;
            case FLOOR, CEIL, ROUND, TRUNC, EXP, EXPM1, LOG, LOG1P, EXP2, LOG2, LOG10, SIN, COS, TANH, ERF, SIGMOID ->
                throw new IllegalStateException(fn + " should have been replaced by its definition");
        };
    }

    private static long wide(Fn fn, long i, long j, long k) {
        double a = Double.longBitsToDouble(i);
        double b = Double.longBitsToDouble(j);
        double c = Double.longBitsToDouble(k);
        return switch (fn) {
            case ADD -> Double.doubleToRawLongBits(a + b);
            case SUB -> Double.doubleToRawLongBits(a - b);
            case MUL -> Double.doubleToRawLongBits(a * b);
            case DIV -> Double.doubleToRawLongBits(a / b);
            case FMA -> Double.doubleToRawLongBits(Math.fma(a, b, c));
            case SQRT -> Double.doubleToRawLongBits(Math.sqrt(a));
            case MIN -> Double.doubleToRawLongBits(Math.min(a, b));
            case MAX -> Double.doubleToRawLongBits(Math.max(a, b));
            case ABS -> Double.doubleToRawLongBits(Math.abs(a));
            case NEG -> Double.doubleToRawLongBits(-a);
            case EQ -> a == b ? 1 : 0;
            case NE -> a != b ? 1 : 0;
            case LT -> a < b ? 1 : 0;
            case LE -> a <= b ? 1 : 0;
            case AND, BITS_AND -> i & j;
            case OR, BITS_OR -> i | j;
            case NOT -> 1 - i;
            case SELECT -> i != 0 ? j : k;
            case TO_BITS, FROM_BITS -> i;
            case BITS_ADD -> i + j;
            case BITS_SUB -> i - j;
            case BITS_XOR -> i ^ j;
            case SHIFT_LEFT -> i << j;
            case SHIFT_RIGHT -> i >> j;
            case SHIFT_RIGHT_UNSIGNED -> i >>> j;
            case FLOOR, CEIL, ROUND, TRUNC, EXP, EXPM1, LOG, LOG1P, EXP2, LOG2, LOG10, SIN, COS, TANH, ERF, SIGMOID ->
                throw new IllegalStateException(fn + " should have been replaced by its definition");
        };
    }
}

package dev.obor.random;

import dev.obor.dtype.DType;
import dev.obor.dtype.Half;
import dev.obor.error.DTypeException;

/// Uniform and normal numbers of the two 16-bit floating-point formats, with the roundings that PyTorch's
/// arithmetic has on the way: float16 is rounded where a variable of that type stands, bfloat16 after every
/// operation.
final class HalfFills {
    private static final double FLOAT16_MAX = 65504;
    private static final double BFLOAT16_MAX = 0x1.FEp127;
    private static final int HALF_BLOCK = BoxMuller.BLOCK / 2;

    private HalfFills() {}

    static void uniform(BitSource source, short[] out, int offset, int length, double from, double to, DType dtype) {
        Check.range("uniform_", out.length, offset, length);
        Check.bounds(from, to, largest("uniform_", dtype), dtype);
        fillUniform(source, out, offset, length, (float) from, (float) to, dtype);
    }

    static void normal(
            Generator generator,
            BitSource source,
            short[] out,
            int offset,
            int length,
            double mean,
            double std,
            DType dtype) {
        Check.range("normal_", out.length, offset, length);
        Check.normal(std);
        largest("normal_", dtype);
        int end = offset + length;
        if (length < BoxMuller.BLOCK) {
            for (int i = offset; i < end; i++) {
                out[i] = bits((float) generator.nextNormal(mean, std), dtype);
            }
            return;
        }
        float roundMean = round((float) mean, dtype);
        float roundStd = round((float) std, dtype);
        fillUniform(source, out, offset, length, 0, 1, dtype);
        transform(out, offset, end, roundMean, roundStd, dtype);
        if (length % BoxMuller.BLOCK != 0) {
            fillUniform(source, out, end - BoxMuller.BLOCK, BoxMuller.BLOCK, 0, 1, dtype);
            transform(out, end - BoxMuller.BLOCK, end, roundMean, roundStd, dtype);
        }
    }

    private static void fillUniform(
            BitSource source, short[] out, int offset, int length, float from, float to, DType dtype) {
        int digits = dtype == DType.FLOAT16 ? 11 : 8;
        int mask = (1 << digits) - 1;
        float unit = 1f / (1 << digits);
        float start = round(from, dtype);
        float width = round(round(to, dtype) - start, dtype);
        for (int i = offset; i < offset + length; i++) {
            out[i] = bits(Math.fma((source.next() & mask) * unit, width, start), dtype);
        }
    }

    private static void transform(short[] data, int start, int end, float mean, float std, DType dtype) {
        for (int block = start; block <= end - BoxMuller.BLOCK; block += BoxMuller.BLOCK) {
            for (int j = block; j < block + HALF_BLOCK; j++) {
                float u = 1 - value(data[j], dtype);
                float angle = round((float) BoxMuller.angle(value(data[j + HALF_BLOCK], dtype)), dtype);
                float logarithm = step((float) StrictMath.log(u), dtype);
                float radius = round((float) Math.sqrt(step(-2 * logarithm, dtype)), dtype);
                data[j] = point(radius, (float) StrictMath.cos(angle), mean, std, dtype);
                data[j + HALF_BLOCK] = point(radius, (float) StrictMath.sin(angle), mean, std, dtype);
            }
        }
    }

    private static short point(float radius, float direction, float mean, float std, DType dtype) {
        float standard = step(radius * step(direction, dtype), dtype);
        float value = dtype == DType.FLOAT16 ? Math.fma(standard, std, mean) : round(standard * std, dtype) + mean;
        return bits(value, dtype);
    }

    /// Rounds the result of an operation that PyTorch rounds for bfloat16 only.
    private static float step(float value, DType dtype) {
        return dtype == DType.BFLOAT16 ? round(value, dtype) : value;
    }

    private static float round(float value, DType dtype) {
        return value(bits(value, dtype), dtype);
    }

    private static float value(short bits, DType dtype) {
        return dtype == DType.FLOAT16 ? Half.fromFloat16(bits) : Half.fromBfloat16(bits);
    }

    private static short bits(float value, DType dtype) {
        return dtype == DType.FLOAT16 ? Half.toFloat16(value) : Half.toBfloat16(value);
    }

    private static double largest(String op, DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> FLOAT16_MAX;
            case BFLOAT16 -> BFLOAT16_MAX;
            default ->
                throw new DTypeException(
                        op + ": an array of shorts cannot hold " + dtype + ": pass float16 or bfloat16");
        };
    }
}

package dev.obor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.dtype.DType;
import dev.obor.dtype.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Compares with the numbers and states of PyTorch.
class GoldenNumbersTest {
    static final List<String> DRAWS = GoldenNumbers.DRAWS.lines().toList();
    static final List<String> STATES = GoldenNumbers.STATES.lines().toList();

    // The fills must leave alone what lies around their range.
    private static final int OFFSET = 3;

    @ParameterizedTest
    @FieldSource("DRAWS")
    void drawsWhatPyTorchDraws(String line) {
        String[] parts = line.split(";", -1);
        int length = Integer.parseInt(parts[1]);
        Generator generator = Generator.mersenneTwister(Long.parseLong(parts[2]));
        String[] what = parts[0].split(" ", -1);
        DType dtype = what.length == 1 ? DType.INT64 : DType.valueOf(what[1].toUpperCase(Locale.ROOT));
        if (dtype.isFloating()) {
            double[] drawn = floating(generator, what[0], dtype, length);
            compare(drawn, dtype, parts[5].split(" ", -1));
            check(
                    parts[3],
                    Arrays.stream(drawn).mapToLong(Double::doubleToRawLongBits).toArray());
        } else {
            long[] drawn = whole(generator, what[0], dtype, length);
            compare(drawn, parts[5].split(" ", -1));
            check(parts[3], drawn);
        }
        long[] next = new long[1];
        generator.integers(next, 0, 1, 0, 1L << 31);
        assertThat(next[0]).as("place in the stream").isEqualTo(Long.parseLong(parts[4]));
    }

    @ParameterizedTest
    @FieldSource("STATES")
    void hasTheBytesOfPyTorchsState(String line) throws Exception {
        String[] parts = line.split(";", -1);
        Generator generator = Generator.mersenneTwister(Long.parseLong(parts[0]));
        int draws = Integer.parseInt(parts[1]);
        generator.normal(new float[draws], 0, draws, 0, 1);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(generator.state());
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(parts[2]);
    }

    private static double[] floating(Generator generator, String what, DType dtype, int length) {
        return switch (what) {
            case "rand" -> uniform(generator, dtype, length, 0, 1);
            case "uniform" -> uniform(generator, dtype, length, -2.3, 3.1);
            case "randn" -> normal(generator, dtype, length, 0, 1);
            case "normal" -> normal(generator, dtype, length, 1.3, 2.7);
            case "strided" -> oneByOne(generator, dtype, length);
            case "bernoullis" -> bernoullis(generator, dtype, length);
            case "all", "between", "from", "rounded" -> {
                long[] drawn = whole(generator, what, dtype, length);
                yield Arrays.stream(drawn)
                        .mapToDouble(value -> round((double) value, dtype))
                        .toArray();
            }
            default -> fill(generator, dtype, length, distribution(what, dtype));
        };
    }

    private static Draw distribution(String what, DType dtype) {
        boolean single = dtype == DType.FLOAT32;
        return switch (what) {
            case "bernoulli" -> Draw.bernoulli(0.3);
            case "exponential" -> Draw.exponential(1.7);
            case "geometric" -> Draw.geometric(0.3);
            case "cauchy" -> Draw.cauchy(0, 2.5);
            case "logNormal" -> Draw.logNormal(0.5, 0.7);
            case "gamma0.5" -> single ? Draw.standardGamma(0.5f) : Draw.standardGamma(0.5);
            case "gamma2.5" -> single ? Draw.standardGamma(2.5f) : Draw.standardGamma(2.5);
            case "binomial5" -> single ? Draw.binomial(5f, 0.3f) : Draw.binomial(5.0, 0.3);
            case "binomial100" -> single ? Draw.binomial(100f, 0.4f) : Draw.binomial(100.0, 0.4);
            case "binomial1000" -> single ? Draw.binomial(1000f, 0.95f) : Draw.binomial(1000.0, 0.95);
            case "poisson0.5" -> Draw.poisson(0.5);
            case "poisson37.5" -> Draw.poisson(37.5);
            default -> throw new AssertionError("unknown draw " + what);
        };
    }

    private static long[] whole(Generator generator, String what, DType dtype, int length) {
        long[] out = new long[length + 2 * OFFSET];
        switch (what) {
            case "randperm" -> generator.permutation(out, OFFSET, length);
            case "all" -> generator.integers(out, OFFSET, length, dtype);
            case "between" -> generator.integers(out, OFFSET, length, 0, 2, dtype);
            case "from" -> generator.integersFrom(out, OFFSET, length, 3, dtype);
            case "small" -> generator.integers(out, OFFSET, length, -5, 17);
            case "word" -> generator.integers(out, OFFSET, length, 0, 1L << 32);
            case "huge" -> generator.integers(out, OFFSET, length, Long.MIN_VALUE, Long.MAX_VALUE);
            case "full" -> full(generator, out, dtype, length);
            case "geometric" -> generator.fill(out, OFFSET, length, Draw.geometric(0.3));
            case "rounded" -> {
                boolean half = dtype == DType.FLOAT16;
                generator.integers(out, OFFSET, length, half ? -2049 : -16777219, half ? 5001 : 98765432101L, dtype);
            }
            default -> throw new AssertionError("unknown integers " + what);
        }
        assertThat(out).startsWith(new long[OFFSET]).endsWith(new long[OFFSET]);
        return Arrays.copyOfRange(out, OFFSET, OFFSET + length);
    }

    private static void full(Generator generator, long[] out, DType dtype, int length) {
        if (dtype == DType.INT64) {
            generator.integersFrom(out, OFFSET, length, Long.MIN_VALUE, dtype);
            return;
        }
        int[] ints = new int[length];
        generator.integers(ints, 0, length, Integer.MIN_VALUE, 1L << 31);
        for (int i = 0; i < length; i++) {
            out[OFFSET + i] = ints[i];
        }
    }

    private static double[] uniform(Generator generator, DType dtype, int length, double from, double to) {
        return switch (dtype) {
            case FLOAT64 -> {
                double[] out = new double[length + 2 * OFFSET];
                generator.uniform(out, OFFSET, length, from, to);
                yield inner(out, length);
            }
            case FLOAT32 -> {
                float[] out = new float[length + 2 * OFFSET];
                generator.uniform(out, OFFSET, length, from, to);
                yield inner(widen(out), length);
            }
            default -> {
                short[] out = new short[length + 2 * OFFSET];
                generator.uniform(out, OFFSET, length, from, to, dtype);
                yield inner(widen(out, dtype), length);
            }
        };
    }

    private static double[] normal(Generator generator, DType dtype, int length, double mean, double std) {
        return switch (dtype) {
            case FLOAT64 -> {
                double[] out = new double[length + 2 * OFFSET];
                generator.normal(out, OFFSET, length, mean, std);
                yield inner(out, length);
            }
            case FLOAT32 -> {
                float[] out = new float[length + 2 * OFFSET];
                generator.normal(out, OFFSET, length, mean, std);
                yield inner(widen(out), length);
            }
            default -> {
                short[] out = new short[length + 2 * OFFSET];
                generator.normal(out, OFFSET, length, mean, std, dtype);
                yield inner(widen(out, dtype), length);
            }
        };
    }

    private static double[] oneByOne(Generator generator, DType dtype, int length) {
        double[] out = new double[length];
        for (int i = 0; i < length; i++) {
            out[i] = round(generator.normal(1.3, 2.7), dtype);
        }
        return out;
    }

    private static double[] bernoullis(Generator generator, DType dtype, int length) {
        if (dtype == DType.FLOAT64) {
            double[] out = new double[length];
            Arrays.fill(out, 0.3);
            generator.bernoulli(out, 0, length);
            return out;
        }
        float[] out = new float[length];
        Arrays.fill(out, 0.3f);
        generator.bernoulli(out, 0, length);
        return widen(out);
    }

    private static double[] fill(Generator generator, DType dtype, int length, Draw distribution) {
        if (dtype == DType.FLOAT64) {
            double[] out = new double[length + 2 * OFFSET];
            generator.fill(out, OFFSET, length, distribution);
            return inner(out, length);
        }
        float[] out = new float[length + 2 * OFFSET];
        generator.fill(out, OFFSET, length, distribution);
        return inner(widen(out), length);
    }

    private static double[] inner(double[] out, int length) {
        assertThat(out).startsWith(new double[OFFSET]).endsWith(new double[OFFSET]);
        return Arrays.copyOfRange(out, OFFSET, OFFSET + length);
    }

    private static double[] widen(float[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i];
        }
        return out;
    }

    private static double[] widen(short[] values, DType dtype) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = dtype == DType.FLOAT16 ? Half.fromFloat16(values[i]) : Half.fromBfloat16(values[i]);
        }
        return out;
    }

    private static double round(double value, DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> Half.fromFloat16(Half.toFloat16((float) value));
            case BFLOAT16 -> Half.fromBfloat16(Half.toBfloat16((float) value));
            case FLOAT32 -> (float) value;
            default -> value;
        };
    }

    /// Float32 normal numbers of PyTorch are off by up to 1.5e-6 standard deviations; float64 numbers hang on
    /// the last bits of its platform's logarithm and sine.
    private static void compare(double[] drawn, DType dtype, String[] expected) {
        for (int i = 0; i < expected.length; i++) {
            double shown = dtype == DType.FLOAT32 ? Float.parseFloat(expected[i]) : Double.parseDouble(expected[i]);
            double tolerance = dtype == DType.FLOAT64 ? 1e-14 * Math.max(1, Math.abs(shown)) : 5e-6;
            assertThat(drawn[place(i, drawn.length)]).as("number " + i).isCloseTo(shown, within(tolerance));
        }
    }

    private static void compare(long[] drawn, String[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(drawn[place(i, drawn.length)]).as("number " + i).isEqualTo(Long.parseLong(expected[i]));
        }
    }

    private static int place(int shown, int length) {
        return length <= 3 || shown == 0 ? shown : length - 3 + shown;
    }

    private static void check(String checksum, long[] bits) {
        if (checksum.equals("-")) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(8 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(bits);
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        assertThat(String.format(Locale.ROOT, "%08x", crc.getValue()))
                .as("checksum")
                .isEqualTo(checksum);
    }
}

package dev.obor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.FormatException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final float[] FLOATS = new float[20];
    private static final double[] DOUBLES = new double[20];
    private static final long[] LONGS = new long[20];

    /// Every refusal must leave the generator where it was.
    private static void refused(Class<? extends OborException> type, String text, Consumer<Generator> call) {
        Generator generator = Generator.mersenneTwister(3);
        byte[] before = generator.state();
        assertThatThrownBy(() -> call.accept(generator)).isInstanceOf(type).hasMessageContaining(text);
        assertThat(generator.state()).isEqualTo(before);
    }

    private static void refused(String text, Consumer<Generator> call) {
        refused(OborException.class, text, call);
    }

    @Test
    void rangesOutsideTheArray() {
        refused(IndexException.class, "uniform_: 5 elements from 16 on", g -> g.uniform(FLOATS, 16, 5, 0, 1));
        refused(IndexException.class, "array of 20", g -> g.uniform(DOUBLES, -1, 5, 0, 1));
        refused(IndexException.class, "normal_", g -> g.normal(FLOATS, 0, -1, 0, 1));
        refused(IndexException.class, "normal_", g -> g.normal(DOUBLES, 1, 20, 0, 1));
        refused(IndexException.class, "normal_", g -> g.normal(new short[3], 0, 4, 0, 1, DType.FLOAT16));
        refused(IndexException.class, "uniform_", g -> g.uniform(new short[3], 0, 4, 0, 1, DType.FLOAT16));
        refused(IndexException.class, "random_", g -> g.integers(LONGS, Integer.MAX_VALUE, 2, 0, 9));
        refused(IndexException.class, "random_", g -> g.integers(new int[4], 2, Integer.MAX_VALUE, 0, 9));
        refused(IndexException.class, "random_", g -> g.integers(LONGS, 0, 21, DType.INT8));
        refused(IndexException.class, "randperm", g -> g.permutation(LONGS, 10, 11));
        refused(IndexException.class, "bernoulli_", g -> g.bernoulli(FLOATS, 20, 1));
        refused(IndexException.class, "bernoulli_", g -> g.bernoulli(DOUBLES, 20, 1));
        Draw draw = Draw.exponential(1);
        refused(IndexException.class, "fill", g -> g.fill(FLOATS, 20, 1, draw));
        refused(IndexException.class, "fill", g -> g.fill(DOUBLES, 20, 1, draw));
        refused(IndexException.class, "fill", g -> g.fill(LONGS, 20, 1, draw));
        refused(IndexException.class, "fill", g -> g.fill(new boolean[1], 0, 2, draw));
    }

    @Test
    void boundsOfUniformNumbers() {
        refused("from=1.0 > to=0.0: swap", g -> g.uniform(FLOATS, 0, 20, 1, 0));
        refused("out of bounds for float32", g -> g.uniform(FLOATS, 0, 20, 0, 1e39));
        refused("exceeds the largest float32", g -> g.uniform(FLOATS, 0, 20, -3e38, 3e38));
        refused("out of bounds for float64", g -> g.uniform(DOUBLES, 0, 20, 0, Double.NaN));
        refused("exceeds the largest float64", g -> g.uniform(DOUBLES, 0, 20, -1e308, 1e308));
        refused("out of bounds for float16", g -> g.uniform(new short[1], 0, 1, 0, 1e5, DType.FLOAT16));
        refused(DTypeException.class, "cannot hold int16", g -> g.uniform(new short[1], 0, 1, 0, 1, DType.INT16));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN})
    void standardDeviations(double std) {
        refused("normal_: expects std >= 0, but found std=" + std, g -> g.normal(0, std));
        refused("normal_", g -> g.normal(FLOATS, 0, 0, 0, std));
        refused("normal_", g -> g.normal(DOUBLES, 0, 20, 0, std));
        refused("normal_", g -> g.normal(new short[1], 0, 1, 0, std, DType.BFLOAT16));
        refused("log_normal_", g -> g.draw(Draw.logNormal(0, std)));
        refused("log_normal_: expects std > 0, but found std=0.0", g -> g.draw(Draw.logNormal(0, 0)));
        refused(DTypeException.class, "float32", g -> g.normal(new short[1], 0, 1, 0, 1, DType.FLOAT32));
    }

    @Test
    void boundsOfIntegers() {
        refused("random_: expects from < to, but found from=5 >= to=5", g -> g.integers(LONGS, 0, 0, 5, 5));
        refused("to - 1=299 is out of bounds for uint8", g -> g.integers(LONGS, 0, 2, 0, 300, DType.UINT8));
        refused("from=-1 is out of bounds for bool", g -> g.integers(LONGS, 0, 2, -1, 1, DType.BOOL));
        refused("int32", g -> g.integers(new int[2], 0, 2, 0, (1L << 31) + 1));
        refused("no integer of float32", g -> g.integers(LONGS, 0, 2, 33554433, 33554434, DType.FLOAT32));
        refused("from=128", g -> g.integersFrom(LONGS, 0, 2, 128, DType.INT8));
        refused("from=16777216", g -> g.integersFrom(LONGS, 0, 2, 16777216, DType.FLOAT32));
        refused("float64", g -> g.integersFrom(LONGS, 0, 2, Long.MAX_VALUE, DType.FLOAT64));
        refused(DTypeException.class, "int32", g -> g.integersFrom(LONGS, 0, 2, Long.MIN_VALUE, DType.INT32));
        refused("randperm: n=-1", g -> g.permutation(-1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.5, Double.NaN})
    void probabilities(double p) {
        refused("bernoulli_: expects p in [0, 1], but found p=" + p, g -> g.draw(Draw.bernoulli(p)));
        refused("bernoulli_", g -> g.bernoulli(new double[] {0.5, p}, 0, 2));
        refused("bernoulli_", g -> g.bernoulli(new float[] {0.5f, (float) p}, 0, 2));
        refused("geometric_: expects p in (0, 1)", g -> g.draw(Draw.geometric(p)));
        refused("geometric_", g -> g.draw(Draw.geometric(1)));
        refused("binomial", g -> g.draw(Draw.binomial(3.0, p)));
        refused("binomial", g -> g.draw(Draw.binomial(3f, (float) p)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN})
    void ratesCountsAndShapes(double value) {
        refused("exponential_: expects lambda >= 0", g -> g.draw(Draw.exponential(value)));
        refused("poisson: expects a finite rate >= 0", g -> g.draw(Draw.poisson(value)));
        refused("poisson", g -> g.draw(Draw.poisson(Double.POSITIVE_INFINITY)));
        refused("binomial: expects a finite count", g -> g.draw(Draw.binomial(value, 0.5)));
        refused("binomial", g -> g.draw(Draw.binomial((float) value, 0.5f)));
        refused("standard_gamma: expects a finite shape", g -> g.draw(Draw.standardGamma(value)));
        refused("standard_gamma", g -> g.draw(Draw.standardGamma((float) value)));
    }

    @Test
    void splittingWhatHasOneStream() {
        refused("split: a Mersenne Twister has one stream only", g -> g.split(2));
        refused("split: cannot make -1", g -> g.split(-1));
    }

    @Test
    void bytesThatAreNoState() {
        byte[] good = Generator.mersenneTwister(1).state();
        refused(FormatException.class, "has 5056 bytes, not 7", g -> g.setState(new byte[7]));
        refused(FormatException.class, "never seeded", g -> g.setState(new byte[5056]));
        refused(FormatException.class, "contradict", g -> g.setState(changed(good, 8, 3)));
        refused(FormatException.class, "contradict", g -> g.setState(changed(good, 16, 100)));
        refused(FormatException.class, "word 2", g -> g.setState(changed(good, 24 + 2 * 8 + 4, 1)));
        refused(FormatException.class, "neither 0 nor 1", g -> g.setState(changed(good, 5040, 2)));
        byte[] philox = Generator.philox(1).state();
        refused(FormatException.class, "5056 bytes, not 48", g -> g.setState(philox));
        Generator other = Generator.philox(2);
        assertThatThrownBy(() -> other.setState(good)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> other.setState(changed(philox, 0, 0))).hasMessageContaining("PHILOX10");
        assertThatThrownBy(() -> other.setState(changed(philox, 40, 9))).hasMessageContaining("neither 0 nor 1");
    }

    private static byte[] changed(byte[] state, int at, int value) {
        byte[] result = Arrays.copyOf(state, state.length);
        result[at] = (byte) value;
        return result;
    }
}

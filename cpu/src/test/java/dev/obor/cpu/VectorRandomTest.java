package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.random.Generator;
import dev.obor.random.PortableKernels;
import dev.obor.random.RandomKernels;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector loops give the bits of the portable ones, and threads those of one.
class VectorRandomTest {
    private static final int ROOM = 2600;
    private final RandomKernels portable = new PortableKernels();
    private final RandomKernels vectors = new VectorRandom(portable);
    private final int threads = Workers.threads();

    @AfterEach
    void putThreadsBack() {
        Workers.setThreads(threads);
    }

    private static int[] words(int count) {
        int[] words = new Random(4).ints(count).toArray();
        // The edges: chances of 1 and 2⁻²⁴, angles of whole eighths of a turn.
        for (int i = 0; i < Math.min(count, 256); i++) {
            words[i] = (i & 8) == 0 ? -(i & 1) : (i >> 4) << 21;
        }
        return words;
    }

    @Test
    void twists() {
        int[] state = words(624);
        int[] expected = new int[624];
        int[] actual = new int[624];
        portable.twist(state, expected);
        vectors.twist(state, actual);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 33, 100, 623})
    void tempersAndMakesUniformNumbers(int count) {
        int[] state = words(640);
        int[] expected = new int[700];
        int[] actual = new int[700];
        portable.temper(state, 2, expected, 5, count);
        vectors.temper(state, 2, actual, 5, count);
        assertThat(actual).isEqualTo(expected);
        float[] expectedNumbers = new float[700];
        float[] actualNumbers = new float[700];
        portable.uniform(state, expectedNumbers, 7, count, 3.7f, -1.1f);
        vectors.uniform(state, actualNumbers, 7, count, 3.7f, -1.1f);
        assertThat(actualNumbers).isEqualTo(expectedNumbers);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 32, 48, 2496})
    void makesNormalNumbers(int count) {
        int[] words = words(ROOM);
        for (float mean : new float[] {0, -0f, 2.5f}) {
            float[] expected = new float[ROOM];
            float[] actual = new float[ROOM];
            portable.normal(words, expected, 3, count, mean, 1.3f);
            vectors.normal(words, actual, 3, count, mean, 1.3f);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 17, 31, 100})
    void makesPhiloxBlocks(int blocks) {
        int[] expected = new int[ROOM];
        int[] actual = new int[ROOM];
        for (long number : new long[] {0, 5, 0xFFFFFFFAL, -9}) {
            portable.philox(0x123456789ABCDEFL, 0xFEDCBA9876543210L, number, expected, 3, blocks);
            vectors.philox(0x123456789ABCDEFL, 0xFEDCBA9876543210L, number, actual, 3, blocks);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 16, 17, 40})
    void findsCategories(int thresholds) {
        int[] words = words(400);
        long[] bounds = LongStream.range(0, thresholds)
                .map(k -> (k + 1) * ((1L << 53) / (thresholds + 1)))
                .toArray();
        for (int count : new int[] {0, 1, 7, 8, 13, 200}) {
            long[] expected = new long[210];
            long[] actual = new long[210];
            portable.categories(words, bounds, expected, 2, count);
            vectors.categories(words, bounds, actual, 2, count);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void fillsOfManyThreadsAreThoseOfOne() {
        int length = 200_003;
        Workers.setThreads(1);
        float[][] alone = fills(length);
        for (int count : new int[] {2, 3, 7}) {
            Workers.setThreads(count);
            assertThat(Arrays.deepEquals(fills(length), alone)).isTrue();
        }
    }

    private static float[][] fills(int length) {
        Generator generator = Generator.philox(9);
        generator.random();
        float[] uniform = new float[length];
        generator.uniform(uniform, 0, length, 0, 1);
        float[] normal = new float[length];
        generator.normal(normal, 0, length, 0, 1);
        long[] integers = new long[length];
        generator.integers(integers, 0, length, 0, 1L << 40);
        float[] low = new float[length + 1];
        for (int i = 0; i < length; i++) {
            low[i] = integers[i];
        }
        low[length] = generator.random() & 0xFFFF;
        return new float[][] {uniform, normal, low};
    }
}

package dev.obor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
    static final List<Supplier<Generator>> KINDS =
            List.of(() -> Generator.mersenneTwister(12), () -> Generator.philox(12));

    @Test
    void startsWithPyTorchsDefaultSeed() {
        assertThat(new Generator().initialSeed()).isEqualTo(67280421310721L);
        assertThat(new Generator().random())
                .isEqualTo(Generator.mersenneTwister(67280421310721L).random());
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void seedingStartsTheStreamAnewAndForgetsTheSecondNormal(Supplier<Generator> kind) {
        Generator generator = kind.get();
        double first = generator.normal(0, 1);
        assertThat(generator.manualSeed(12)).isSameAs(generator);
        assertThat(generator.normal(0, 1)).isEqualTo(first);
        assertThat(generator.initialSeed()).isEqualTo(12);
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void seedsOfTheSystemHave53BitsAndDiffer(Supplier<Generator> kind) {
        Generator generator = kind.get();
        long seed = generator.seed();
        assertThat(seed).isBetween(0L, (1L << 53) - 1).isEqualTo(generator.initialSeed());
        assertThat(generator.seed()).isNotEqualTo(seed);
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void stateCarriesPlaceAndSecondNormal(Supplier<Generator> kind) {
        Generator generator = kind.get();
        generator.skip(1001);
        generator.normal(0, 1);
        byte[] state = generator.state();
        Generator copy = generator.copy();
        Generator set = kind.get().manualSeed(99);
        set.setState(state);
        double[] expected = mixture(generator);
        assertThat(mixture(copy)).isEqualTo(expected);
        assertThat(mixture(set)).isEqualTo(expected);
        assertThat(set.initialSeed()).isEqualTo(12);
        assertThat(set.state()).isEqualTo(generator.state()).isNotEqualTo(state);
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void stateOfAFreshGeneratorIsRead(Supplier<Generator> kind) {
        Generator set = kind.get().manualSeed(4);
        set.setState(kind.get().state());
        assertThat(set.random64()).isEqualTo(kind.get().random64());
    }

    private static double[] mixture(Generator generator) {
        double[] out = new double[700];
        generator.uniform(out, 0, 300, -1, 1);
        generator.normal(out, 300, 7, 0, 1);
        generator.fill(out, 307, 393, Draw.poisson(20));
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 33, 1000, 1024})
    void piecesAreTheNumbersOfOneCall(int piece) {
        for (Supplier<Generator> kind : KINDS) {
            int length = 5000;
            float[] whole = new float[length];
            double[] wholeDouble = new double[length];
            Generator generator = kind.get();
            generator.uniform(whole, 0, length, -1, 2);
            generator.fill(wholeDouble, 0, length, Draw.exponential(2));
            Generator pieces = kind.get();
            float[] out = new float[length];
            double[] outDouble = new double[length];
            for (int i = 0; i < length; i += piece) {
                pieces.ahead(i).uniform(out, i, Math.min(piece, length - i), -1, 2);
            }
            pieces.skip(length);
            for (int i = 0; i < length; i += piece) {
                pieces.ahead(2L * i).fill(outDouble, i, Math.min(piece, length - i), Draw.exponential(2));
            }
            assertThat(out).isEqualTo(whole);
            assertThat(outDouble).isEqualTo(wholeDouble);
        }
    }

    @Test
    void normalPiecesAreTheNumbersOfOneCall() {
        int length = 5005;
        float[] whole = new float[length];
        double[] wholeDouble = new double[length];
        Generator.philox(3).normal(whole, 0, length, 1, 2);
        Generator.philox(3).normal(wholeDouble, 0, length, 1, 2);
        float[] out = new float[length];
        double[] outDouble = new double[length];
        int last = 4000;
        for (int i = 0; i < length; i += 1600) {
            int end = i + 1600 > last ? length : i + 1600;
            Generator.philox(3).ahead(i).normal(out, i, end - i, 1, 2);
            Generator.philox(3).ahead(2L * i).normal(outDouble, i, end - i, 1, 2);
            if (end == length) {
                break;
            }
        }
        assertThat(out).isEqualTo(whole);
        assertThat(outDouble).isEqualTo(wholeDouble);
    }

    @Test
    void splitsIntoStreamsThatDiffer() {
        Generator parent = Generator.philox(1);
        Set<Long> seen = new HashSet<>();
        List<Generator> children = parent.split(40);
        List<Generator> more = parent.split(40);
        for (Generator generator : IntStream.range(0, 81)
                .mapToObj(i -> i < 40 ? children.get(i) : i < 80 ? more.get(i - 40) : parent)
                .toList()) {
            for (int i = 0; i < 50; i++) {
                seen.add(generator.random64());
            }
        }
        assertThat(seen).hasSize(81 * 50);
        assertThat(Generator.philox(1).split(3).get(2).random64())
                .isEqualTo(Generator.philox(1).split(40).get(2).random64());
        assertThat(parent.split(0)).isEmpty();
    }

    @Test
    void threadsThatShareAGeneratorGetEachNumberOnce() throws InterruptedException {
        Generator shared = new Generator();
        ConcurrentLinkedQueue<Long> drawn = new ConcurrentLinkedQueue<>();
        Runnable work = () -> {
            long[] some = new long[100];
            for (int i = 0; i < 50; i++) {
                shared.integers(some, 0, 100, 0, Long.MAX_VALUE);
                Arrays.stream(some).forEach(drawn::add);
            }
        };
        Thread other = new Thread(work);
        other.start();
        work.run();
        other.join();
        long[] expected = new long[10_000];
        new Generator().integers(expected, 0, expected.length, 0, Long.MAX_VALUE);
        assertThat(drawn)
                .containsExactlyInAnyOrder(Arrays.stream(expected).boxed().toArray(Long[]::new));
    }

    @Test
    void permutationsHoldEachNumberOnce() {
        for (int n : new int[] {0, 1, 2, 1024, 1025, 5000}) {
            long[] inOrder = IntStream.range(0, n).asLongStream().toArray();
            assertThat(sorted(new Generator().permutation(n))).isEqualTo(inOrder);
            long[] insideOut = new long[n + 2];
            Permutation.insideOut(new Philox(1, 0, 0), insideOut, 1, n);
            assertThat(sorted(Arrays.copyOfRange(insideOut, 1, n + 1))).isEqualTo(inOrder);
            assertThat(insideOut[0] + insideOut[n + 1]).isZero();
        }
    }

    private static long[] sorted(long[] values) {
        Arrays.sort(values);
        return values;
    }

    @Test
    void truthValuesComeWithTheirProbability() {
        boolean[] truths = new boolean[40_000];
        Generator.philox(5).fill(truths, 0, truths.length, Draw.bernoulli(0.2));
        long count = IntStream.range(0, truths.length).filter(i -> truths[i]).count();
        assertThat(count / 40_000.0).isCloseTo(0.2, within(0.008));
        Generator generator = new Generator();
        assertThat(generator.draw(Draw.bernoulli(0))).isZero();
        assertThat(generator.draw(Draw.bernoulli(1))).isEqualTo(1);
        float[] edges = {0, 1, 0, 1};
        generator.bernoulli(edges, 0, 4);
        assertThat(edges).containsExactly(0, 1, 0, 1);
    }

    @Test
    void meansAndVariancesAreThoseOfTheDistributions() {
        moments(Draw.exponential(2), 0.5, 0.25);
        moments(Draw.geometric(0.25), 4, 12);
        moments(Draw.geometric(1e-20), 1e20, 1e40);
        moments(Draw.logNormal(0, 0.5), Math.exp(0.125), Math.expm1(0.25) * Math.exp(0.25));
        moments(Draw.poisson(3), 3, 3);
        moments(Draw.poisson(200), 200, 200);
        moments(Draw.binomial(10.0, 0.3), 3, 2.1);
        moments(Draw.binomial(1000.0, 0.7), 700, 210);
        moments(Draw.binomial(1000f, 0.25f), 250, 187.5);
        moments(Draw.standardGamma(0.4), 0.4, 0.4);
        moments(Draw.standardGamma(7.5f), 7.5, 7.5);
        moments(generator -> generator.normal(3, 2), 3, 4);
        moments(generator -> generator.uniform(), 0.5, 1.0 / 12);
    }

    private static void moments(Draw distribution, double mean, double variance) {
        int count = 40_000;
        double[] drawn = new double[count];
        Generator.philox(77).fill(drawn, 0, count, distribution);
        double average = Arrays.stream(drawn).average().orElseThrow();
        double spread =
                Arrays.stream(drawn).map(x -> (x - average) * (x - average)).sum() / count;
        assertThat(average).isCloseTo(mean, within(5 * Math.sqrt(variance / count)));
        assertThat(spread / variance).isCloseTo(1, within(0.12));
    }

    @Test
    void degenerateParametersHaveTheirOnlyNumber() {
        Generator generator = new Generator();
        assertThat(generator.draw(Draw.exponential(0))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(generator.draw(Draw.exponential(Double.POSITIVE_INFINITY))).isZero();
        assertThat(generator.draw(Draw.cauchy(4, 0))).isEqualTo(4);
        assertThat(generator.draw(Draw.poisson(0))).isZero();
        assertThat(generator.draw(Draw.binomial(9.0, 0.0))).isZero();
        assertThat(generator.draw(Draw.binomial(9.0, 1.0))).isEqualTo(9);
        assertThat(generator.draw(Draw.standardGamma(0f))).isEqualTo(Float.MIN_NORMAL);
        assertThat(generator.draw(Draw.standardGamma(0.0))).isEqualTo(Double.MIN_NORMAL);
        assertThat(generator.normal(4, 0)).isEqualTo(4);
        float[] same = new float[20];
        generator.uniform(same, 0, 20, 3, 3);
        assertThat(same).containsOnly(3);
    }
}

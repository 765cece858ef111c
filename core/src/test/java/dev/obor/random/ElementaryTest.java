package dev.obor.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    @Test
    void logarithmIsThatOfThePlatformWithinAUnit() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double x = 1 - random.nextInt() * 0x1p-31 * StrictMath.pow(2, -random.nextInt(53));
            if (x > 0) {
                double expected = StrictMath.log(x);
                assertNear(Elementary.log(x), expected, Math.ulp(expected));
            }
        }
        assertThat(Elementary.log(1)).isZero();
        assertThat(Elementary.log(0x1p-53)).isEqualTo(-36.7368005696771);
    }

    @Test
    void sineAndCosineAreThoseOfThePlatformWithinAUnit() {
        Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            double angle = 2 * Math.PI * (i < 64 ? i / 64.0 : random.nextDouble());
            double sine = StrictMath.sin(angle);
            double cosine = StrictMath.cos(angle);
            assertNear(Elementary.sine(angle), sine, Math.ulp(sine));
            assertNear(Elementary.cosine(angle), cosine, Math.ulp(cosine));
        }
    }

    /// Values where half a unit decides, correctly rounded (by 60-digit arithmetic), which [StrictMath] misses.
    @Test
    void roundsCorrectlyWhereTheStrictFunctionsDoNot() {
        assertThat(Elementary.log(0.6106925256190239)).isEqualTo(-0.49316167786671444);
        assertThat(Elementary.log(0.6164082622728386)).isEqualTo(-0.48384577154937386);
        assertThat(Elementary.log(0.8394988695532235)).isEqualTo(-0.17495014903695086);
        assertThat(Elementary.log(0.6146957418037684)).isEqualTo(-0.48662786236863725);
        assertThat(Elementary.sine(0.606234140589631)).isEqualTo(0.5697767260834096);
        assertThat(Elementary.sine(5.129856687208253)).isEqualTo(-0.9141185806278157);
        assertThat(Elementary.sine(4.003792185775956)).isEqualTo(-0.7592757857504605);
        assertThat(Elementary.sine(4.551192837646819)).isEqualTo(-0.9870360098639065);
        assertThat(Elementary.cosine(3.6446008259287255)).isEqualTo(-0.8761363987581128);
        assertThat(Elementary.cosine(4.208388168144718)).isEqualTo(-0.4829327353358398);
        assertThat(Elementary.cosine(5.200522359013308)).isEqualTo(0.4689780878621756);
        assertThat(Elementary.cosine(5.625718405510873)).isEqualTo(0.7915427805854175);
    }

    @Test
    void floatNormalsAreNearlyExact() {
        int[] words = new int[1024];
        float[] drawn = new float[words.length];
        MersenneTwister twister = new MersenneTwister(3);
        for (int round = 0; round < 20; round++) {
            twister.fill(words, words.length);
            if (round == 0) {
                // The edges: chances of 1 and 2^-24, angles of whole eighths of a turn.
                for (int i = 0; i < 64; i++) {
                    words[i] = (i & 8) == 0 ? -(i & 1) : (i * 5) << 21;
                }
            }
            FloatNormals.fill(words, drawn, 0, words.length, 0, 1);
            for (int i = 0; i < words.length; i++) {
                int pair = i & ~8;
                double radius = Math.sqrt(-2 * StrictMath.log(1 - (words[pair] & 0xFFFFFF) * 0x1p-24));
                double angle = 2 * Math.PI * (words[pair + 8] & 0xFFFFFF) * 0x1p-24;
                double exact = radius * ((i & 8) == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle));
                assertNear(drawn[i], exact, 7e-7);
            }
        }
    }

    // AssertJ's own closeness compares the decimal texts, which is too coarse for a unit in the last place.
    private static void assertNear(double actual, double expected, double distance) {
        assertThat(Math.abs(actual - expected))
                .as("%s instead of %s", actual, expected)
                .isLessThanOrEqualTo(distance);
    }
}

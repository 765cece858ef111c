package dev.obor.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BitSourceTest {
    static final List<BitSource> SOURCES = List.of(new MersenneTwister(7), new Philox(-5, 0, 0), new Philox(3, 9, 0));

    /// The value that the C++ standard asks of std::mt19937.
    @Test
    void twisterGivesTheTenThousandthWordOfTheStandard() {
        MersenneTwister twister = new MersenneTwister(5489);
        twister.skip(9999);
        assertThat(twister.next()).isEqualTo((int) 4123659995L);
    }

    @Test
    void twisterIsSeededByTheLower32Bits() {
        assertThat(new MersenneTwister(1L << 40 | 6).next()).isEqualTo(new MersenneTwister(6).next());
        assertThat(new MersenneTwister(1L << 40 | 6).seed()).isEqualTo(1L << 40 | 6);
    }

    /// The known answers of the Random123 library: counter and key of zeros, of ones, of the digits of π.
    @Test
    void philoxGivesTheKnownAnswers() {
        assertThat(block(0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(block(-1, -1, -1)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertThat(block(0x299f31d0a4093822L, 0x0370734413198a2eL, 0x85a308d3243f6a88L))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    private static int[] block(long key, long stream, long number) {
        int[] words = new int[4];
        Philox.block(key, stream, number, words, 0);
        return words;
    }

    @ParameterizedTest
    @FieldSource("SOURCES")
    void bulkSinglesAndSkipsGiveOneStream(BitSource source) {
        int[] expected = new int[5000];
        source.copy().fill(expected, expected.length);
        Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            BitSource walker = source.copy();
            int place = 0;
            while (place < expected.length) {
                int count = Math.min(random.nextInt(random.nextBoolean() ? 9 : 900), expected.length - place);
                switch (random.nextInt(4)) {
                    case 0 -> walker.skip(count);
                    case 1 -> {
                        walker = walker.copy();
                        count = 0;
                    }
                    case 2 -> {
                        int[] words = new int[count + 1];
                        walker.fill(words, count);
                        assertThat(words[count]).isZero();
                        assertThat(Arrays.mismatch(words, 0, count, expected, place, place + count))
                                .isEqualTo(-1);
                    }
                    default -> {
                        assertThat(walker.next()).isEqualTo(expected[place]);
                        count = 1;
                    }
                }
                place += count;
            }
        }
    }

    @Test
    void philoxReachesAnyPlaceAtOnce() {
        Philox far = new Philox(1, 2, 0);
        far.skip(-3);
        assertThat(far.position()).isEqualTo(-3);
        Philox walked = new Philox(1, 2, -8);
        for (int i = 0; i < 5; i++) {
            walked.next();
        }
        assertThat(far.next()).isEqualTo(walked.next());
    }
}

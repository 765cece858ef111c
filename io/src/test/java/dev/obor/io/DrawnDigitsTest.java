package dev.obor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.DataException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawnDigitsTest {
    private static final int PIXELS = DrawnDigits.SIDE * DrawnDigits.SIDE;

    /// The bytes are a promise to every machine: should this fail, the drawing has changed or depends on the
    /// platform.
    @Test
    void aSeedGivesTheSameBytesEverywhere() {
        LabelledImages digits = DrawnDigits.generate(1, 200);
        assertThat(Samples.sha256(digits.pixels()))
                .isEqualTo("eeb28c22646ef74b0c0edadbc85103bd8f5300f9fd52a3cc07637622c40d89d4");
        assertThat(Samples.sha256(digits.labels()))
                .isEqualTo("91ebc5a475221715fbe40dc65b4449ccbf9d6054a1ed7d26d91d72e0e451a2bd");
    }

    @Test
    void theFirstDigitsDoNotDependOnHowManyFollow() {
        LabelledImages some = DrawnDigits.generate(7, 25);
        LabelledImages more = DrawnDigits.generate(7, 60);
        assertThat(some.pixels()).isEqualTo(Arrays.copyOf(more.pixels(), 25 * PIXELS));
        assertThat(some.labels()).isEqualTo(Arrays.copyOf(more.labels(), 25));
        assertThat(some.pixels()).isNotEqualTo(DrawnDigits.generate(8, 25).pixels());
    }

    @Test
    void everyTenDigitsHoldEachClassOnce() {
        byte[] labels = DrawnDigits.generate(3, 1000).labels();
        for (int i = 0; i < labels.length; i += 10) {
            assertThat(Arrays.copyOfRange(labels, i, i + 10)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void everyDigitHasInkAndABlackFrame() {
        LabelledImages digits = DrawnDigits.generate(4, 2000);
        for (int i = 0; i < digits.count(); i++) {
            int brightest = 0;
            for (int p = 0; p < PIXELS; p++) {
                int value = digits.pixels()[i * PIXELS + p] & 0xff;
                int row = p / DrawnDigits.SIDE;
                int column = p % DrawnDigits.SIDE;
                boolean frame = row == 0 || column == 0 || row == 27 || column == 27;
                assertThat(frame ? value : 0)
                        .as("digit %d, pixel %d, %d", i, row, column)
                        .isZero();
                brightest = Math.max(brightest, value);
            }
            assertThat(brightest).as("digit %d", i).isGreaterThan(200);
        }
    }

    /// A nearest neighbour among 3,000 digits of another seed: low ambiguity, but not without errors to learn
    /// from.
    @Test
    void aDigitResemblesDigitsOfItsClassMost() {
        LabelledImages known = DrawnDigits.generate(1, 3000);
        LabelledImages asked = DrawnDigits.generate(2, 200);
        int right = 0;
        for (int i = 0; i < asked.count(); i++) {
            right += asked.labels()[i] == known.labels()[nearest(known, asked, i)] ? 1 : 0;
        }
        assertThat(right).isGreaterThan(190);
    }

    private static int nearest(LabelledImages known, LabelledImages asked, int i) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int k = 0; k < known.count(); k++) {
            int distance = 0;
            for (int p = 0; p < PIXELS; p++) {
                int d = (known.pixels()[k * PIXELS + p] & 0xff) - (asked.pixels()[i * PIXELS + p] & 0xff);
                distance += d * d;
            }
            if (distance < least) {
                least = distance;
                best = k;
            }
        }
        return best;
    }

    @Test
    void refusesCountsThatNoArrayHolds() {
        assertThat(DrawnDigits.generate(1, 0).count()).isZero();
        assertThatThrownBy(() -> DrawnDigits.generate(1, -1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("count -1");
        assertThatThrownBy(() -> DrawnDigits.generate(1, Integer.MAX_VALUE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("pass 0 to 2739137");
    }
}

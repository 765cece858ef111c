package dev.obor.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.IndexException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    @Test
    void aTextIsReadAsPythonReadsIt() {
        assertThat(Index.parse("1:4, None, ..., ?, -1"))
                .containsExactly(Index.slice(1, 4), Index.newAxis(), Index.ellipsis(), new Index.Slot(), Index.at(-1));
        assertThat(Index.parse(":,::2,3:,:-2,1::3"))
                .containsExactly(
                        Index.all(),
                        Index.step(2),
                        Index.startAt(3),
                        Index.upTo(-2),
                        new Index.Slice(OptionalInt.of(1), NONE, 3));
        assertThat(Index.parse(" True , False ")).containsExactly(Index.truth(true), Index.truth(false));
        assertThat(Index.parse("[0, 2], [], [True, False]"))
                .containsExactly(
                        Index.places(0, 2), Index.places(), new Index.Truths(Shape.of(2), List.of(true, false)));
        assertThat(Index.parse("[[0, 1], [2, -3],]"))
                .containsExactly(new Index.Places(Shape.of(2, 2), List.of(0, 1, 2, -3)));
        assertThat(Index.parse("()")).isEmpty();
        assertThat(Index.parse("0,")).containsExactly(Index.at(0));
    }

    @Test
    void aTextIsReadOnce() {
        assertThat(Index.parse("0, 1:2, ...")).isSameAs(Index.parse("0, 1:2, ..."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|1|missing",
                "'1, , 2'|4|missing",
                "'a'|1|missing",
                "'0 0'|3|no part",
                "'::-1'|3|step",
                "'1:2:0'|5|step",
                "'1:2:3:4'|6|no part",
                "'[1, True]'|9|not both",
                "'[[1], [2, 3]]'|13|one length",
                "'[1, 2'|6|missing",
                "'[a]'|2|integers",
                "'99999999999'|1|32 bits",
                "'..'|1|missing",
                "'Nonesuch'|1|missing",
                "'(0, 1)'|1|missing",
                "'1.5'|2|no part"
            })
    void aTextThatIsNoIndexIsRefusedWhereItGoesWrong(String text, int place, String reason) {
        assertThatThrownBy(() -> Index.parse(text))
                .isInstanceOf(IndexException.class)
                .hasMessageStartingWith("index: \"" + text + "\" cannot be read at character " + place + ": ")
                .hasMessageContaining(reason)
                .hasMessageContaining("? for a tensor");
    }

    @Test
    void listsMustNotLieDeep() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> Index.parse(deep))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void aSliceGoesForward() {
        assertThatThrownBy(() -> Index.slice(3, 0, -1))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("-1")
                .hasMessageContaining("flip");
    }

    @Test
    void boundsAreCountedFromTheEndAndCutOff() {
        check(Index.slice(1, 4), 10, 1, 3);
        check(Index.slice(-3, -1), 10, 7, 2);
        check(Index.slice(-30, 30), 10, 0, 10);
        check(Index.slice(7, 3), 10, 7, 0);
        check(Index.slice(12, 20), 10, 10, 0);
        check(Index.slice(Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE), 10, 0, 1);
        check(Index.slice(1, 8, 3), 10, 1, 3);
        check(Index.step(4), 9, 0, 3);
        check(Index.all(), 0, 0, 0);
    }

    private static void check(Index index, int size, int first, int length) {
        Index.Slice slice = (Index.Slice) index;
        assertThat(slice.first(size)).isEqualTo(first);
        assertThat(slice.length(size)).isEqualTo(length);
    }
}

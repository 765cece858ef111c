package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.AWTError;
import java.awt.Font;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final Font FONT = Text.plain(13);

    @Test
    void breaksAtSpacesAndLosesNothing() {
        String words = "the quick brown fox jumps over the lazy dog";
        Text text = Text.of(words, FONT, 90);
        assertThat(text.lines()).hasSizeGreaterThan(2);
        assertThat(String.join(" ", text.lines())).isEqualTo(words);
        assertThat(text.width()).isLessThanOrEqualTo(90);
        assertThat(text.height()).isEqualTo(text.lines().size() * text.lineHeight());
    }

    @Test
    void breaksInsideAWordThatIsTooWideAlone() {
        String word = "Donaudampfschifffahrtsgesellschaftskapitän";
        Text text = Text.of("a " + word, FONT, 60);
        assertThat(String.join("", text.lines())).isEqualTo("a" + word);
        assertThat(text.width()).isLessThanOrEqualTo(60);
    }

    @Test
    void takesOneLetterALineWhereNoneFits() {
        assertThat(Text.of("abc", FONT, 0).lines()).containsExactly("a", "b", "c");
    }

    @Test
    void keepsLineFeedsAndDrawsOtherControlsAsSpaces() {
        assertThat(Text.of("a\nb\tc", FONT, 500).lines()).containsExactly("a", "b c");
    }

    @Test
    void oneLineEndsInAnEllipsisWhereItIsTooLong() {
        assertThat(Text.oneLine("a\nb", FONT, 500)).isEqualTo("a b");
        String cut = Text.oneLine("the quick brown fox", FONT, 60);
        assertThat(cut).startsWith("the").endsWith("…");
        assertThat(Text.widthOf(cut, FONT)).isLessThanOrEqualTo(60);
    }

    @Test
    void blankTextHasNoHeight() {
        assertThat(Text.of(" \n ", FONT, 500).height()).isZero();
    }

    @Test
    void adviceNamesThePackagesOrTheFlag() {
        Throwable noFonts = new InternalError(new RuntimeException("Fontconfig head is null"));
        assertThat(Text.advice(noFonts))
                .isEqualTo("plot: this machine cannot draw text (Fontconfig head is null): "
                        + "install fontconfig, FreeType and a font (on Debian and Ubuntu the packages fontconfig, libfreetype6 "
                        + "and fonts-dejavu-core) and start Java anew");
        assertThat(Text.advice(new AWTError("Can't connect to ':97'")))
                .isEqualTo("plot: the display cannot be reached "
                        + "(Can't connect to ':97'): start Java with -Djava.awt.headless=true");
    }
}

package dev.obor.plot;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.image.BufferedImage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A text broken into lines no wider than asked, measured and ready to draw.
final class Text {
    /// The colour of everything that is read first.
    static final Color INK = new Color(0x262626);
    /// The colour of what explains.
    static final Color SOFT_INK = new Color(0x595959);

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final List<String> lines;
    private final Font font;
    private final double width;
    private final double ascent;
    private final double lineHeight;

    private Text(List<String> lines, Font font) {
        this.lines = lines;
        this.font = font;
        this.width =
                lines.stream().mapToDouble(line -> widthOf(line, font)).max().orElse(0);
        LineMetrics metrics = font.getLineMetrics("Ág", CONTEXT);
        this.ascent = metrics.getAscent();
        this.lineHeight = Math.ceil(metrics.getAscent() + metrics.getDescent() + metrics.getLeading());
    }

    static Font plain(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    static Font bold(int size) {
        return new Font(Font.SANS_SERIF, Font.BOLD, size);
    }

    /// Checks that this machine can draw letters.
    ///
    /// @throws PlotException if it cannot, saying what to install
    static void requireFonts() {
        Fonts.problem.ifPresent(problem -> {
            throw new PlotException(problem.getMessage(), problem.getCause());
        });
    }

    /// The outcome of one trial. AWT's classes stay broken after their first failure and then say less about
    /// it.
    private static final class Fonts {
        private static final Optional<PlotException> problem = trial();

        private static Optional<PlotException> trial() {
            try {
                Graphics2D g = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
                try {
                    g.setFont(plain(12));
                    g.drawString("0", 0, 8);
                } finally {
                    g.dispose();
                }
                return Optional.empty();
            } catch (AWTError | LinkageError | InternalError | RuntimeException e) {
                // AWT has no exception of its own for any of this.
                return Optional.of(new PlotException(advice(e), e));
            }
        }
    }

    /// Returns what went wrong, by the message nearest to its origin, and what helps.
    static String advice(Throwable failure) {
        Throwable origin = failure;
        while (origin.getCause() != null) {
            origin = origin.getCause();
        }
        String reason = origin.getMessage() == null ? origin.getClass().getSimpleName() : origin.getMessage();
        if (origin instanceof AWTError || reason.contains("AWTError")) {
            return "plot: the display cannot be reached (" + reason + "): start Java with -Djava.awt.headless=true";
        }
        return "plot: this machine cannot draw text (" + reason + "): install fontconfig, FreeType and a font (on"
                + " Debian and Ubuntu the packages fontconfig, libfreetype6 and fonts-dejavu-core) and start Java anew";
    }

    /// Breaks a text at its line feeds, at spaces where a line would be wider than allowed, and inside a word
    /// only when the word alone is wider. An empty text has no lines and no height.
    static Text of(String text, Font font, double maxWidth) {
        List<String> lines = new ArrayList<>();
        if (!text.isBlank()) {
            text.lines().forEach(line -> wrap(printable(line), font, maxWidth, lines));
        }
        return new Text(lines, font);
    }

    /// Returns the width of a line in pixels.
    static double widthOf(String line, Font font) {
        return line.isEmpty() ? 0 : font.getStringBounds(line, CONTEXT).getWidth();
    }

    /// Returns a text as one line, with an ellipsis for what is beyond a width.
    static String oneLine(String text, Font font, double maxWidth) {
        String line = printable(text.strip());
        if (widthOf(line, font) <= maxWidth) {
            return line;
        }
        while (!line.isEmpty() && widthOf(line + "…", font) > maxWidth) {
            line = line.substring(0, line.offsetByCodePoints(line.length(), -1));
        }
        return line + "…";
    }

    private static String printable(String line) {
        return line.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void wrap(String text, Font font, double maxWidth, List<String> lines) {
        String line = "";
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (widthOf(longer, font) <= maxWidth) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = breakWord(word, font, maxWidth, lines);
        }
        lines.add(line);
    }

    /// Adds the lines that a word fills whole and returns what is left of it.
    private static String breakWord(String word, Font font, double maxWidth, List<String> lines) {
        String rest = word;
        while (widthOf(rest, font) > maxWidth) {
            BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
            letters.setText(rest);
            // A line takes one letter at least, so that the loop ends whatever the width.
            int end = letters.next();
            for (int next = letters.next(); next != BreakIterator.DONE; next = letters.next()) {
                if (widthOf(rest.substring(0, next), font) > maxWidth) {
                    break;
                }
                end = next;
            }
            if (end == rest.length()) {
                break;
            }
            lines.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        return rest;
    }

    List<String> lines() {
        return lines;
    }

    double width() {
        return width;
    }

    double height() {
        return lines.size() * lineHeight;
    }

    double lineHeight() {
        return lineHeight;
    }

    /// Draws the lines from the top down; each line lies at a share (0 left, 0.5 middle, 1 right) of the room
    /// that it leaves in the box from `x` of a width.
    void draw(Graphics2D g, Color color, double x, double top, double boxWidth, double share) {
        g.setColor(color);
        g.setFont(font);
        double baseline = top + ascent;
        for (String line : lines) {
            g.drawString(line, (float) (x + share * (boxWidth - widthOf(line, font))), (float) baseline);
            baseline += lineHeight;
        }
    }
}

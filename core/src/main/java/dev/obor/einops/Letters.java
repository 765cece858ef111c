package dev.obor.einops;

import java.util.ArrayList;
import java.util.List;

/// The notation of einsum in which each axis is one letter.
final class Letters {
    private Letters() {}

    /// Tells whether a pattern is written in letters.
    ///
    /// Note [letters or names]. A space, a digit or another symbol inside a term means names: `"i j, j k -> i
    /// k"` says the same in both, and `"ij, jk"` has no space inside. What is left open is a pattern of terms
    /// without spaces, as `"batch, batch ->"`; the ranks decide, because as names each such term has one axis.
    static boolean areMeant(String pattern, List<Span> terms, int... ranks) {
        String output = pattern.substring(Math.min(terms.getLast().end(), pattern.length()));
        boolean fitNames = true;
        boolean fitLetters = true;
        for (int i = 0; i < ranks.length; i++) {
            String term =
                    pattern.substring(terms.get(i).start(), terms.get(i).end()).strip();
            if (!term.chars().allMatch(Letters::belongs)) {
                return false;
            }
            boolean open = term.contains("...");
            fitNames &= !open && ranks[i] == Math.min(term.length(), 1);
            fitLetters &= open || ranks[i] == term.length();
        }
        boolean plain = output.replaceFirst("->", "").strip().chars().allMatch(Letters::belongs);
        return plain && (fitLetters || !fitNames);
    }

    private static boolean belongs(int c) {
        return isLetter(c) || c == '.';
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /// Reads a term.
    ///
    /// @throws dev.obor.error.PatternException pointing at what is no letter
    static Expression parse(Text text, Span span) {
        List<Group> groups = new ArrayList<>();
        boolean open = false;
        int at = span.start();
        while (at < span.end()) {
            char c = text.pattern().charAt(at);
            Span here = new Span(at, at + 1);
            if (isLetter(c)) {
                groups.add(new Group(List.of(new Item.Name(String.valueOf(c), here)), false, here));
            } else if (c == '.') {
                int end = at;
                while (end < span.end() && text.pattern().charAt(end) == '.') {
                    end++;
                }
                Span dots = new Span(at, end);
                if (end - at != 3) {
                    throw text.error("dots stand in threes only: write '...' for any number of axes", dots);
                }
                if (open) {
                    throw text.error("a second '...' in one term: there can be one", dots);
                }
                groups.add(new Group(List.of(new Item.Ellipsis(dots)), false, dots));
                open = true;
                at = end - 1;
            } else if (c != ' ') {
                throw text.error(
                        "the symbol '" + c + "' has no meaning here: axes are letters from a to z and A to Z", here);
            }
            at++;
        }
        return new Expression(List.copyOf(groups), span);
    }
}

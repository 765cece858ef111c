package dev.obor.einops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One side of a pattern, such as `b (h w) ...`.
///
/// @param groups one for each dim
/// @param span where it stands
record Expression(List<Group> groups, Span span) {
    /// Reads an expression.
    ///
    /// @param duplicates whether a name may stand more than once
    /// @param underscore whether a lone `_` is a name
    /// @throws dev.obor.error.PatternException pointing at what is not well-formed
    static Expression parse(Text text, Span span, boolean duplicates, boolean underscore) {
        return new Parser(text, span, duplicates, underscore).parse();
    }

    /// Returns all items in order.
    List<Item> items() {
        return groups.stream().flatMap(group -> group.items().stream()).toList();
    }

    /// Returns the ellipsis, if there is one.
    Optional<Item.Ellipsis> ellipsis() {
        return items().stream()
                .filter(Item.Ellipsis.class::isInstance)
                .map(Item.Ellipsis.class::cast)
                .findFirst();
    }

    /// Returns the name of this name in this expression, if it is there.
    Optional<Item.Name> find(String name) {
        return items().stream()
                .filter(item -> item instanceof Item.Name found && found.name().equals(name))
                .map(Item.Name.class::cast)
                .findFirst();
    }

    private static final class Parser {
        private final Text text;
        private final String pattern;
        private final Span span;
        private final boolean duplicates;
        private final boolean underscore;
        private final List<Group> groups = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final List<Item> inParentheses = new ArrayList<>();
        private int opened = -1;
        private int at;

        Parser(Text text, Span span, boolean duplicates, boolean underscore) {
            this.text = text;
            this.pattern = text.pattern();
            this.span = span;
            this.duplicates = duplicates;
            this.underscore = underscore;
            this.at = span.start();
        }

        Expression parse() {
            while (at < span.end()) {
                switch (pattern.charAt(at)) {
                    case ' ' -> at++;
                    case '(' -> open();
                    case ')' -> close();
                    case '.' -> ellipsis();
                    default -> word();
                }
            }
            if (opened >= 0) {
                throw text.error("this parenthesis is not closed: add ')'", new Span(opened, opened + 1));
            }
            return new Expression(List.copyOf(groups), span);
        }

        private void open() {
            if (opened >= 0) {
                throw text.error(
                        "parentheses cannot stand within parentheses: write the axes in one pair",
                        new Span(at, at + 1));
            }
            opened = at++;
        }

        private void close() {
            if (opened < 0) {
                throw text.error("this parenthesis was not opened: add '(' or remove ')'", new Span(at, at + 1));
            }
            at++;
            groups.add(new Group(List.copyOf(inParentheses), true, new Span(opened, at)));
            inParentheses.clear();
            opened = -1;
        }

        private void ellipsis() {
            int start = at;
            while (at < span.end() && pattern.charAt(at) == '.') {
                at++;
            }
            Span dots = new Span(start, at);
            if (at - start != 3) {
                throw text.error("dots stand in threes only: write '...' for any number of axes", dots);
            }
            if (at < span.end() && isWord(pattern.codePointAt(at))) {
                throw text.error("'...' and a name touch: put a space between them", new Span(start, at + 1));
            }
            if (!seen.add("...")) {
                throw text.error(
                        "a second '...': there can be one only, because two could share the axes in many ways", dots);
            }
            add(new Item.Ellipsis(dots));
        }

        private void word() {
            int start = at;
            while (at < span.end() && isWord(pattern.codePointAt(at))) {
                at += Character.charCount(pattern.codePointAt(at));
            }
            if (at == start) {
                String symbol = Character.toString(pattern.codePointAt(at));
                throw text.error(
                        "the symbol '" + symbol + "' has no meaning here: separate axis names by spaces",
                        new Span(at, at + symbol.length()));
            }
            Span word = new Span(start, at);
            if (at < span.end() && pattern.charAt(at) == '.') {
                throw text.error("a name and '...' touch: put a space between them", new Span(start, at + 1));
            }
            String name = pattern.substring(start, at);
            if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                number(name, word);
            } else {
                name(name, word);
            }
        }

        private void number(String digits, Span word) {
            String significant = digits.replaceFirst("^0+", "");
            if (significant.isEmpty() || significant.length() > 9) {
                throw text.error(
                        "the length " + digits + (significant.isEmpty() ? " is not positive" : " is too large")
                                + ": write a number from 1 to 999999999",
                        word);
            }
            int length = Integer.parseInt(significant);
            if (length > 1) {
                add(new Item.Length(length, word));
            } else if (opened < 0) {
                groups.add(new Group(List.of(), false, word));
            }
        }

        private void name(String name, Span word) {
            String problem = Names.problem(name);
            if (!problem.isEmpty() && !(underscore && name.equals("_"))) {
                throw text.error("'" + name + "' is no axis name: " + problem, word);
            }
            if (!name.equals("_") && !seen.add(name) && !duplicates) {
                throw text.error("axis '" + name + "' stands twice on one side: give the two different names", word);
            }
            add(new Item.Name(name, word));
        }

        private void add(Item item) {
            if (opened >= 0) {
                inParentheses.add(item);
            } else {
                groups.add(new Group(List.of(item), false, item.span()));
            }
        }

        private static boolean isWord(int c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }
    }
}

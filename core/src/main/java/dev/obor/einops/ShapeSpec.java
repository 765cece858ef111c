package dev.obor.einops;

import java.util.ArrayList;
import java.util.List;

/// The pattern of a named shape, read.
///
/// @param dims one for each dim, at most one of them [Dim.Rest]
record ShapeSpec(Text text, List<Dim> dims) {
    private static final Cache<String, ShapeSpec> PARSED = new Cache<>(1024);

    /// What a dim is to be.
    sealed interface Dim {
        /// Returns where it stands.
        Span span();

        /// `_`: anything.
        record Any(Span span) implements Dim {}

        /// `...`: any number of dims.
        record Rest(Span span) implements Dim {}

        /// A sum of names and numbers; most often one name.
        ///
        /// @param broadcasts whether size 1 will do as well
        record Sum(List<Part> parts, int constant, boolean broadcasts, Span span) implements Dim {
            /// Tells whether this is a name and nothing else.
            boolean isName() {
                return constant == 0 && parts.size() == 1 && parts.getFirst().sign > 0;
            }
        }
    }

    /// A name in a sum, added or subtracted.
    record Part(int sign, String name) {}

    /// Returns the specification that a pattern means.
    ///
    /// @throws dev.obor.error.PatternException pointing at what is not well-formed
    static ShapeSpec of(String pattern) {
        return PARSED.get(pattern, ShapeSpec::parse);
    }

    private static ShapeSpec parse(String pattern) {
        Text text = new Text("shapes", pattern);
        List<Dim> dims = new ArrayList<>();
        boolean rest = false;
        int at = 0;
        while (at < pattern.length()) {
            int end = pattern.indexOf(' ', at) < 0 ? pattern.length() : pattern.indexOf(' ', at);
            if (end > at) {
                Dim dim = dim(text, new Span(at, end));
                if (dim instanceof Dim.Rest && rest) {
                    throw text.error("a second '...': there can be one only", dim.span());
                }
                rest |= dim instanceof Dim.Rest;
                dims.add(dim);
            }
            at = end + 1;
        }
        return new ShapeSpec(text, List.copyOf(dims));
    }

    private static Dim dim(Text text, Span span) {
        String word = text.pattern().substring(span.start(), span.end());
        return switch (word) {
            case "_" -> new Dim.Any(span);
            case "..." -> new Dim.Rest(span);
            default -> sum(text, span, word.startsWith("#"));
        };
    }

    private static Dim sum(Text text, Span span, boolean broadcasts) {
        List<Part> parts = new ArrayList<>();
        int constant = 0;
        int sign = 1;
        int at = span.start() + (broadcasts ? 1 : 0);
        while (true) {
            int end = at;
            while (end < span.end()
                    && text.pattern().charAt(end) != '+'
                    && text.pattern().charAt(end) != '-') {
                end++;
            }
            String part = text.pattern().substring(at, end);
            if (part.matches("[0-9]{1,9}")) {
                constant += sign * Integer.parseInt(part);
            } else {
                String problem = Names.problem(part);
                if (!problem.isEmpty()) {
                    throw text.error("'" + part + "' is neither a name nor a number: " + problem, new Span(at, end));
                }
                parts.add(new Part(sign, part));
            }
            if (end == span.end()) {
                return new Dim.Sum(List.copyOf(parts), constant, broadcasts, span);
            }
            sign = text.pattern().charAt(end) == '+' ? 1 : -1;
            at = end + 1;
        }
    }
}

package dev.obor.einops;

import dev.obor.error.PatternException;

/// A pattern's text, for messages that point into it.
///
/// @param op the function that the pattern was given to
/// @param pattern the text
record Text(String op, String pattern) {
    /// Returns an exception that points at one part of the text.
    ///
    /// @param problem what is wrong, with the values: what to do
    PatternException error(String problem, Span at) {
        return error(problem, at, at);
    }

    /// Returns an exception that points at two parts of the text.
    PatternException error(String problem, Span at, Span also) {
        char[] marks = new char[Math.max(Math.max(at.end(), also.end()), Math.max(at.start(), also.start()) + 1)];
        java.util.Arrays.fill(marks, ' ');
        mark(marks, at);
        mark(marks, also);
        String line = pattern.replaceAll("\\p{Cntrl}", " ");
        return new PatternException(op + ": " + problem + "\n  " + line + "\n  " + new String(marks));
    }

    private static void mark(char[] marks, Span span) {
        for (int i = span.start(); i < Math.max(span.end(), span.start() + 1); i++) {
            marks[i] = '^';
        }
    }

    /// Returns the whole text's span.
    Span all() {
        return new Span(0, pattern.length());
    }
}

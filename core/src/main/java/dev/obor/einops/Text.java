package dev.obor.einops;

import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.PatternException;
import java.util.Arrays;

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
    PatternException error(String problem, Span first, Span second) {
        Span at = trimmed(first);
        Span also = trimmed(second);
        char[] marks = new char[Math.max(Math.max(at.end(), also.end()), Math.max(at.start(), also.start()) + 1)];
        Arrays.fill(marks, ' ');
        mark(marks, at);
        mark(marks, also);
        String line = pattern.replaceAll("\\p{Cntrl}", " ");
        return new PatternException(op + ": " + problem + "\n  " + line + "\n  " + new String(marks));
    }

    /// Returns an exception of the same kind with a line of context. What a tensor call found becomes a
    /// [PatternException], unless it is about dtypes.
    static OborException inContext(OborException e, String context) {
        String message = e.getMessage() + "\n  in " + context;
        return e instanceof DTypeException ? new DTypeException(message, e) : new PatternException(message, e);
    }

    /// Returns a span without the spaces at its ends, unless there is nothing else.
    private Span trimmed(Span span) {
        int start = span.start();
        int end = span.end();
        while (end > start && pattern.charAt(end - 1) == ' ') {
            end--;
        }
        while (start < end && pattern.charAt(start) == ' ') {
            start++;
        }
        return start == end ? new Span(span.start(), span.start()) : new Span(start, end);
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

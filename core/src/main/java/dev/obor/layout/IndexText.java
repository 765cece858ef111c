package dev.obor.layout;

import dev.obor.error.IndexException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// Reads the text form of an index.
///
/// ```
/// index  = "()" | item { "," item } [ "," ]
/// item   = number | [number] ":" [number] [ ":" [number] ] | "..." | "None" | "True" | "False" | "?" | list
/// list   = "[" [ (number | "True" | "False" | list) { "," … } [ "," ] ] "]"
/// ```
final class IndexText {
    /// Programs have few texts; one that makes texts without end shall not fill the memory.
    private static final int MOST = 1000;

    /// Deeper lists would exhaust the stack.
    private static final int DEEPEST = 64;

    private static final ConcurrentHashMap<String, List<Index>> KNOWN = new ConcurrentHashMap<>();

    private final String text;
    private int at;

    private IndexText(String text) {
        this.text = text;
    }

    static List<Index> parse(String text) {
        List<Index> known = KNOWN.get(text);
        if (known == null) {
            known = List.copyOf(new IndexText(text).items());
            if (KNOWN.size() >= MOST) {
                KNOWN.clear();
            }
            KNOWN.put(text, known);
        }
        return known;
    }

    private List<Index> items() {
        List<Index> items = new ArrayList<>();
        if (takes("()")) {
            end();
            return items;
        }
        do {
            items.add(item());
        } while (takes(",") && !atEnd());
        end();
        return items;
    }

    private Index item() {
        if (takes("...")) {
            return new Index.Ellipsis();
        }
        if (takes("?")) {
            return new Index.Slot();
        }
        if (takes("[")) {
            Nested nested = new Nested();
            Shape shape = list(nested, 1);
            return nested.index(shape);
        }
        if (takesWord("True")) {
            return Index.truth(true);
        }
        if (takesWord("False")) {
            return Index.truth(false);
        }
        if (takesWord("None")) {
            return new Index.NewAxis();
        }
        OptionalInt first = number();
        if (!takes(":")) {
            return new Index.At(first.orElseThrow(() -> wrong("an item is missing")));
        }
        OptionalInt end = number();
        int stepAt = at;
        OptionalInt step = takes(":") ? number() : OptionalInt.empty();
        if (step.orElse(1) < 1) {
            at = stepAt + 1;
            throw wrong("the step must be 1 or more");
        }
        return new Index.Slice(first, end, step.orElse(1));
    }

    /// The elements of nested lists: all integers or all truth values.
    private static final class Nested {
        private final List<Integer> numbers = new ArrayList<>();
        private final List<Boolean> truths = new ArrayList<>();

        Index index(Shape shape) {
            return truths.isEmpty() ? new Index.Places(shape, numbers) : new Index.Truths(shape, truths);
        }
    }

    /// Reads a list after its bracket and returns its shape.
    private Shape list(Nested nested, int depth) {
        if (depth > DEEPEST) {
            throw wrong("lists lie deeper than " + DEEPEST);
        }
        int length = 0;
        Shape inner = null;
        while (!takes("]")) {
            if (length > 0 && !takes(",")) {
                throw wrong("a comma or ] is missing");
            }
            if (length > 0 && takes("]")) {
                break;
            }
            Shape element = element(nested, depth);
            if (inner != null && !inner.equals(element)) {
                throw wrong("the lists in a list must be of one length");
            }
            inner = element;
            length++;
        }
        return inner == null ? Shape.of(0) : inner.insert(0, length);
    }

    private Shape element(Nested nested, int depth) {
        if (takes("[")) {
            return list(nested, depth + 1);
        }
        if (takesWord("True")) {
            nested.truths.add(true);
        } else if (takesWord("False")) {
            nested.truths.add(false);
        } else {
            nested.numbers.add(number().orElseThrow(() -> wrong("a list holds integers, or True and False")));
        }
        if (!nested.truths.isEmpty() && !nested.numbers.isEmpty()) {
            throw wrong("a list holds integers or truth values, not both");
        }
        return Shape.SCALAR;
    }

    private OptionalInt number() {
        skip();
        int start = at;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int digits = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (digits == at) {
            at = start;
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text, start, at, 10));
        } catch (NumberFormatException e) {
            at = start;
            throw wrong("a number has more than 32 bits");
        }
    }

    private boolean takes(String token) {
        skip();
        boolean found = text.startsWith(token, at);
        at += found ? token.length() : 0;
        return found;
    }

    private boolean takesWord(String word) {
        skip();
        int end = at + word.length();
        boolean found = text.startsWith(word, at)
                && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
        at += found ? word.length() : 0;
        return found;
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean atEnd() {
        skip();
        return at == text.length();
    }

    private void end() {
        if (!atEnd()) {
            throw wrong("this is no part of an index");
        }
    }

    private IndexException wrong(String what) {
        return new IndexException("index: \"" + text + "\" cannot be read at character " + (at + 1) + ": " + what
                + "; items are numbers, slices such as 1:4 or ::2, ..., None, True, False, lists and ? for a tensor");
    }
}

package dev.obor.app.conformance;

import dev.obor.dtype.DType;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the Python expressions in which golden files write calls, such as `empty(5, float32).normal_(0, 2)`:
/// literals, names, calls, method calls and one slice. Anything else is [Absent].
final class PythonText {
    /// An expression.
    sealed interface Expression {
        /// A value that stands in the text.
        record Literal(GoldenValue value) implements Expression {}

        /// A list of expressions.
        record Items(List<Expression> items) implements Expression {}

        /// A call of a function, or of a method where there is a receiver.
        record Invocation(
                Optional<Expression> receiver, String name, List<Expression> args, Map<String, Expression> kwargs)
                implements Expression {}

        /// An expression in brackets after another.
        record Subscript(Expression base, GoldenValue index) implements Expression {}

        /// A name that is no dtype and no constant.
        record Name(String name) implements Expression {}
    }

    private final String text;
    private int at;

    private PythonText(String text) {
        this.text = text;
    }

    /// Returns the expression that a text is.
    ///
    /// @throws Absent if it is beyond what is read here
    static Expression parse(String text) {
        PythonText parser = new PythonText(text);
        Expression result = parser.expression();
        if (parser.peek() != 0) {
            throw parser.unreadable();
        }
        return result;
    }

    /// Returns the value that a literal stands for.
    static GoldenValue literal(String text) {
        return value(parse(text)).orElseThrow(() -> new Absent("'" + text + "' is no literal"));
    }

    /// Returns the value of an expression without calls.
    static Optional<GoldenValue> value(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> Optional.of(literal.value());
            case Expression.Items items -> {
                List<GoldenValue> values = new ArrayList<>();
                items.items().forEach(item -> value(item).ifPresent(values::add));
                yield values.size() == items.items().size()
                        ? Optional.of(new GoldenValue.Sequence(values))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Absent unreadable() {
        return new Absent("the call '" + text + "' is not understood at '" + text.substring(at) + "'");
    }

    private char peek() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw unreadable();
        }
    }

    private Expression expression() {
        Expression result = primary();
        while (true) {
            if (take('.')) {
                String name = word();
                expect('(');
                result = invocation(Optional.of(result), name);
            } else if (take('[')) {
                result = new Expression.Subscript(result, slice());
            } else {
                return result;
            }
        }
    }

    private Expression primary() {
        char c = peek();
        if (c == '[' || c == '(') {
            at++;
            return new Expression.Items(items(c == '[' ? ']' : ')'));
        }
        if (c == '\'' || c == '"') {
            int end = text.indexOf(c, at + 1);
            if (end < 0) {
                throw unreadable();
            }
            String inner = text.substring(at + 1, end);
            at = end + 1;
            return new Expression.Literal(new GoldenValue.Text(inner));
        }
        if (c == '-' && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1))) {
            at++;
            return new Expression.Invocation(Optional.empty(), "neg", List.of(expression()), Map.of());
        }
        if (Character.isDigit(c) || c == '-' || c == '.') {
            return number();
        }
        String name = word();
        return take('(') ? invocation(Optional.empty(), name) : named(name);
    }

    private String word() {
        peek();
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw unreadable();
        }
        return text.substring(start, at);
    }

    private static Expression named(String name) {
        GoldenValue constant = switch (name) {
            case "True" -> new GoldenValue.Truth(true);
            case "False" -> new GoldenValue.Truth(false);
            case "None" -> new GoldenValue.None();
            case "inf" -> new GoldenValue.Real(Double.POSITIVE_INFINITY);
            default -> null;
        };
        if (constant != null) {
            return new Expression.Literal(constant);
        }
        for (DType dtype : DType.values()) {
            if (dtype.toString().equals(name)) {
                return new Expression.Literal(new GoldenValue.Type(dtype));
            }
        }
        return new Expression.Name(name);
    }

    private Expression number() {
        GoldenValue value = plainNumber();
        if (text.startsWith("**", at)) {
            at += 2;
            GoldenValue power = plainNumber();
            boolean whole = value instanceof GoldenValue.Whole && power instanceof GoldenValue.Whole;
            double result = Math.pow(value.asDouble(), power.asDouble());
            value = whole ? new GoldenValue.Whole((long) result) : new GoldenValue.Real(result);
        }
        return new Expression.Literal(value);
    }

    private GoldenValue plainNumber() {
        int start = at;
        take('-');
        while (at < text.length() && isPartOfNumber(at)) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            boolean whole = digits.chars().allMatch(d -> d == '-' || Character.isDigit(d));
            return whole
                    ? new GoldenValue.Whole(Long.parseLong(digits))
                    : new GoldenValue.Real(Double.parseDouble(digits));
        } catch (NumberFormatException e) {
            at = start;
            throw unreadable();
        }
    }

    private boolean isPartOfNumber(int i) {
        char c = text.charAt(i);
        return Character.isDigit(c) || c == '.' || c == 'e' || (c == '-' || c == '+') && text.charAt(i - 1) == 'e';
    }

    private List<Expression> items(char close) {
        List<Expression> items = new ArrayList<>();
        while (!take(close)) {
            items.add(expression());
            if (!take(',') && peek() != close) {
                throw unreadable();
            }
        }
        return items;
    }

    private Expression invocation(Optional<Expression> receiver, String name) {
        List<Expression> args = new ArrayList<>();
        Map<String, Expression> kwargs = new LinkedHashMap<>();
        while (!take(')')) {
            int start = at;
            Expression argument = expression();
            if (argument instanceof Expression.Name keyword && take('=')) {
                kwargs.put(keyword.name(), expression());
            } else if (peek() == '=') {
                at = start;
                throw unreadable();
            } else {
                args.add(argument);
            }
            if (!take(',') && peek() != ')') {
                throw unreadable();
            }
        }
        return new Expression.Invocation(receiver, name, args, kwargs);
    }

    private GoldenValue slice() {
        OptionalLong[] bounds = {OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()};
        int part = 0;
        while (!take(']')) {
            if (take(':')) {
                part++;
            } else if (part < 3 && (Character.isDigit(peek()) || peek() == '-')) {
                bounds[part] = OptionalLong.of(plainNumber().asLong());
            } else {
                throw unreadable();
            }
        }
        return part == 0
                ? new GoldenValue.Whole(bounds[0].orElseThrow(this::unreadable))
                : new GoldenValue.Slice(bounds[0], bounds[1], bounds[2]);
    }
}

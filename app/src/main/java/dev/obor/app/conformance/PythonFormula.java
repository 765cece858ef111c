package dev.obor.app.conformance;

import java.util.function.IntToDoubleFunction;

/// Python's arithmetic in one variable `e`: numbers, + - * / // % **, comparisons, `a if c else b`, min and
/// max.
final class PythonFormula {
    private final String text;
    private final double e;
    private int at;

    private PythonFormula(String text, double e) {
        this.text = text;
        this.e = e;
    }

    /// Returns the function that a text describes.
    static IntToDoubleFunction of(String text) {
        return epoch -> new PythonFormula(text, epoch).whole();
    }

    private double whole() {
        double value = choice();
        skip();
        if (at < text.length()) {
            throw new Absent("the formula '" + text + "' cannot be read from '" + text.substring(at) + "' on");
        }
        return value;
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean take(String token) {
        skip();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private double choice() {
        double yes = comparison();
        if (!take("if ")) {
            return yes;
        }
        double condition = comparison();
        if (!take("else ")) {
            throw new Absent("the formula '" + text + "' has an if without else");
        }
        double no = choice();
        return condition != 0 ? yes : no;
    }

    private double comparison() {
        double left = sum();
        for (String operator : new String[] {"<=", ">=", "==", "<", ">"}) {
            if (take(operator)) {
                double right = sum();
                boolean holds = switch (operator) {
                    case "<=" -> left <= right;
                    case ">=" -> left >= right;
                    case "==" -> left == right;
                    case "<" -> left < right;
                    default -> left > right;
                };
                return holds ? 1 : 0;
            }
        }
        return left;
    }

    private double sum() {
        double value = product();
        while (true) {
            if (take("+")) {
                value += product();
            } else if (take("-")) {
                value -= product();
            } else {
                return value;
            }
        }
    }

    private double product() {
        double value = power();
        while (true) {
            if (take("//")) {
                value = Math.floor(value / power());
            } else if (take("/")) {
                value /= power();
            } else if (take("%")) {
                double by = power();
                value -= by * Math.floor(value / by);
            } else if (!text.startsWith("**", at) && take("*")) {
                value *= power();
            } else {
                return value;
            }
        }
    }

    private double power() {
        if (take("-")) {
            return -power();
        }
        double base = atom();
        return take("**") ? StrictMath.pow(base, power()) : base;
    }

    private double atom() {
        if (take("(")) {
            double value = choice();
            take(")");
            return value;
        }
        for (String name : new String[] {"min(", "max("}) {
            if (take(name)) {
                double value = choice();
                while (take(",")) {
                    double other = choice();
                    value = name.startsWith("min") ? Math.min(value, other) : Math.max(value, other);
                }
                take(")");
                return value;
            }
        }
        skip();
        if (at < text.length() && text.charAt(at) == 'e') {
            at++;
            return e;
        }
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (start == at) {
            throw new Absent("the formula '" + text + "' cannot be read from place " + at + " on");
        }
        return Double.parseDouble(text.substring(start, at));
    }
}

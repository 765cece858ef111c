package dev.obor.nn;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Values as Python writes them, for printed trees.
final class Repr {
    private Repr() {}

    /// Returns a number: `2` for whole ones, `2.0` and `1e-05` for others.
    static String of(Number value) {
        if (!(value instanceof Double) && !(value instanceof Float)) {
            return value.toString();
        }
        double number = value.doubleValue();
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(number);
        String shortest = Double.toString(number);
        int mark = shortest.indexOf('E');
        if (number != 0 && (size < 1e-4 || size >= 1e16)) {
            String digits = shortest.substring(0, mark);
            int exponent = Integer.parseInt(shortest.substring(mark + 1));
            String sign = exponent < 0 ? "-" : "+";
            String plain = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
            return plain + "e" + sign + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        }
        if (mark < 0) {
            return shortest;
        }
        // Java turns to exponents earlier than Python.
        String text = new BigDecimal(shortest).stripTrailingZeros().toPlainString();
        return text.contains(".") ? text : text + ".0";
    }

    /// Returns `True` or `False`.
    static String of(boolean value) {
        return value ? "True" : "False";
    }

    /// Returns a tuple, `(2, 3)` or `(2,)`.
    static String tuple(int... values) {
        return values.length == 1
                ? "(" + values[0] + ",)"
                : Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    /// Returns a single number as itself and several as a tuple.
    static String sizes(int... values) {
        return values.length == 1 ? Integer.toString(values[0]) : tuple(values);
    }
}

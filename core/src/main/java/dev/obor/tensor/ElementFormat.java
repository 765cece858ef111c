package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Half;
import dev.obor.error.DTypeException;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How the elements of one printed tensor are written: in one notation, padded on the left to one width. Both
/// are chosen from the elements that will be shown, and from no others.
final class ElementFormat {
    private static final double LARGEST_RATIO = 1000;
    private static final double LARGEST_FIXED = 1e8;
    private static final double SMALLEST_FIXED = 1e-4;

    private enum Notation {
        /// Integers and truth values.
        EXACT,
        /// Floating-point numbers that are all whole: `2.`.
        WHOLE,
        /// As `2.5000`.
        FIXED,
        /// As `2.5000e+00`.
        SCIENTIFIC
    }

    private final View view;
    private final Notation notation;
    private final int precision;
    private final int width;

    private ElementFormat(View view, Notation notation, int precision, int width) {
        this.view = view;
        this.notation = notation;
        this.precision = precision;
        this.width = width;
    }

    /// Returns the format of a view of which the elements at these places of the storage will be shown.
    static ElementFormat of(View view, int[] places, PrintOptions options) {
        int precision = options.precision();
        if (!view.dtype().isFloating()) {
            return new ElementFormat(view, Notation.EXACT, precision, width(view, Notation.EXACT, precision, places));
        }
        boolean whole = true;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int place : places) {
            double value = number(view, place);
            if (isOrdinary(value)) {
                whole &= value == Math.rint(value);
                smallest = Math.min(smallest, Math.abs(value));
                largest = Math.max(largest, Math.abs(value));
            }
        }
        if (largest == 0) {
            return new ElementFormat(view, Notation.WHOLE, precision, 1);
        }
        boolean extreme = largest / smallest > LARGEST_RATIO || largest > LARGEST_FIXED || smallest < SMALLEST_FIXED;
        Notation plain = whole ? Notation.WHOLE : Notation.FIXED;
        Notation automatic = extreme ? Notation.SCIENTIFIC : plain;
        Notation chosen = switch (options.sciMode()) {
            case AUTOMATIC -> automatic;
            case ON -> Notation.SCIENTIFIC;
            case OFF -> plain;
        };
        // The width stays that of the automatic notation even where the options impose the other one, as in PyTorch.
        return new ElementFormat(view, chosen, precision, width(view, automatic, precision, places));
    }

    private static int width(View view, Notation notation, int precision, int[] places) {
        int width = 1;
        for (int place : places) {
            // Zeros, infinities and NaNs take what room there is.
            if (notation == Notation.EXACT || isOrdinary(number(view, place))) {
                width = Math.max(width, text(view, notation, precision, place).length());
            }
        }
        return width;
    }

    private static boolean isOrdinary(double value) {
        return Double.isFinite(value) && value != 0;
    }

    /// Returns the width that elements are padded to; a zero, an infinity or a NaN may be wider.
    int width() {
        return width;
    }

    /// Returns the text of the element at a place of the storage.
    String text(int place) {
        String text = text(view, notation, precision, place);
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String text(View view, Notation notation, int precision, int place) {
        if (notation == Notation.EXACT) {
            return exact(view, place);
        }
        double value = number(view, place);
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        // BigDecimal has no negative zero, and no sign is left where a small number is rounded to zero.
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        BigDecimal magnitude = new BigDecimal(Math.abs(value));
        return sign
                + switch (notation) {
                    case WHOLE -> magnitude.toBigInteger() + ".";
                    case SCIENTIFIC -> scientific(magnitude, precision);
                    default -> fixed(magnitude, precision);
                };
    }

    /// Returns `%.{precision}f` of C, which rounds the exact binary value and ties to even. Java's own
    /// formatter starts from the shortest decimal that names the double, and differs.
    private static String fixed(BigDecimal magnitude, int precision) {
        return magnitude.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    /// Returns `%.{precision}e` of C: one digit, the decimals, and an exponent of at least two digits.
    private static String scientific(BigDecimal magnitude, int precision) {
        BigDecimal rounded = magnitude.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().toString();
        int exponent = magnitude.signum() == 0 ? 0 : digits.length() - 1 - rounded.scale();
        StringBuilder text = new StringBuilder(digits).append("0".repeat(precision + 1 - digits.length()));
        if (precision > 0) {
            text.insert(1, '.');
        }
        text.append(exponent < 0 ? "e-" : "e+");
        return text.append(Math.abs(exponent) < 10 ? "0" : "")
                .append(Math.abs(exponent))
                .toString();
    }

    private static String exact(View view, int place) {
        return switch (view.storage()) {
            case Storage.Booleans booleans -> booleans.array()[place] ? "True" : "False";
            case Storage.Bytes bytes
            when view.dtype() == DType.UINT8 -> Integer.toString(Byte.toUnsignedInt(bytes.array()[place]));
            case Storage.Bytes bytes -> Integer.toString(bytes.array()[place]);
            case Storage.Shorts shorts -> Integer.toString(shorts.array()[place]);
            case Storage.Ints ints -> Integer.toString(ints.array()[place]);
            case Storage.Longs longs -> Long.toString(longs.array()[place]);
            case Storage.Floats _, Storage.Doubles _ -> throw mismatch(view);
        };
    }

    private static double number(View view, int place) {
        return switch (view.storage()) {
            case Storage.Doubles doubles -> doubles.array()[place];
            case Storage.Floats floats -> floats.array()[place];
            case Storage.Shorts shorts when view.dtype() == DType.FLOAT16 -> Half.fromFloat16(shorts.array()[place]);
            case Storage.Shorts shorts when view.dtype() == DType.BFLOAT16 -> Half.fromBfloat16(shorts.array()[place]);
            default -> throw mismatch(view);
        };
    }

    private static DTypeException mismatch(View view) {
        return new DTypeException(
                "repr: a storage of " + view.storage().getClass().getSimpleName() + " holds no " + view.dtype()
                        + ": view it with the dtype that it was made for");
    }
}

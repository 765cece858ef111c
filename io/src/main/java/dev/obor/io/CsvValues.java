package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import java.util.Locale;
import java.util.Optional;

/// Values that are read from texts, one after another.
final class CsvValues {
    private static final int FIRST = 64;

    private final CsvOptions options;
    private final DType dtype;
    private Storage storage;
    private int count;

    CsvValues(CsvOptions options) {
        this.options = options;
        this.dtype = options.dtype();
        this.storage = Storage.of(dtype, FIRST);
    }

    /// Adds the value that a text tells; returns what is wrong with it, empty if nothing is.
    String add(String field) {
        String text = field.strip();
        if (count == storage.length()) {
            if (count == Integer.MAX_VALUE - 8) {
                return "these are more than " + count + " values, the most that one tensor holds";
            }
            storage = copy((int) Math.min(2L * count, Integer.MAX_VALUE - 8));
        }
        if (options.missing().contains(text)) {
            if (!dtype.isFloating()) {
                return "the value is missing, and " + dtype + " has no NaN to stand for it";
            }
            Elements.setDouble(storage, dtype, count++, Double.NaN);
            return "";
        }
        return switch (dtype.category()) {
            case BOOL -> addTruth(text);
            case INTEGRAL -> addWhole(text);
            case FLOATING -> addReal(text);
        };
    }

    private String addTruth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> put(1);
            case "false", "0" -> put(0);
            default -> Faults.quote(text) + " is neither true, false, 1 nor 0";
        };
    }

    private String addWhole(String text) {
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException _) {
            return Faults.quote(text) + " is no whole number of 64 bits";
        }
        boolean unsigned = dtype == DType.UINT8;
        int bits = dtype.bytes() * Byte.SIZE;
        long least = unsigned ? 0 : -1L << bits - 1;
        long greatest = unsigned ? 255 : ~least;
        return number < least || number > greatest
                ? number + " does not fit " + dtype + ", which holds " + least + " to " + greatest
                : put(number);
    }

    private String put(long number) {
        Elements.setLong(storage, dtype, count++, number);
        return "";
    }

    private String addReal(String text) {
        if (dtype == DType.FLOAT32 && Numbers.isDecimal(text)) {
            // Not by way of a double, which would round twice.
            ((float[]) storage.array())[count++] = Float.parseFloat(text);
            return "";
        }
        Optional<Double> number = Numbers.parse(text).or(() -> Numbers.infinite(text));
        if (number.isEmpty()) {
            return Faults.quote(text) + " is no number";
        }
        Elements.setDouble(storage, dtype, count++, number.get());
        return "";
    }

    /// Returns all values.
    Storage storage() {
        return copy(count);
    }

    private Storage copy(int length) {
        Storage other = Storage.of(dtype, length);
        System.arraycopy(storage.array(), 0, other.array(), 0, count);
        return other;
    }
}

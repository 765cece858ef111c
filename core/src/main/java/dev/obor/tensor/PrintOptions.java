package dev.obor.tensor;

import dev.obor.error.OborException;
import java.util.Objects;

/// How tensors are written as text, with the meaning and the defaults of PyTorch's `set_printoptions`.
/// Immutable; one value at a time is in force for the whole process.
///
/// ```java
/// PrintOptions.set(PrintOptions.DEFAULT.withPrecision(2).withSciMode(PrintOptions.SciMode.OFF));
/// ```
///
/// @param precision decimals of floating-point numbers, 0 to 1074
/// @param threshold the most elements that are written in full; a tensor with more is summarised
/// @param edgeItems how many items a summary shows at each end of each dim, at least 1
/// @param lineWidth the characters after which lines of elements are broken, at least 1; a line holds one
///     element however narrow it is
/// @param sciMode whether floating-point numbers have an exponent
public record PrintOptions(int precision, int threshold, int edgeItems, int lineWidth, SciMode sciMode) {
    /// PyTorch's profile `default`: 4 decimals, summaries of 3 items at each end above 1000 elements, 80
    /// columns.
    public static final PrintOptions DEFAULT = new PrintOptions(4, 1000, 3, 80, SciMode.AUTOMATIC);

    /// PyTorch's profile `short`: 2 decimals, 2 items at each end.
    public static final PrintOptions SHORT = DEFAULT.withPrecision(2).withEdgeItems(2);

    /// PyTorch's profile `full`: no tensor is summarised.
    public static final PrintOptions FULL = DEFAULT.withThreshold(Integer.MAX_VALUE);

    // No double has more decimals; a limit keeps a slip from asking for gigabytes of zeros.
    private static final int MOST_DECIMALS = 1074;

    private static volatile PrintOptions current = DEFAULT;

    /// When floating-point numbers are written as `1.0000e+00`.
    public enum SciMode {
        /// Where the tensor needs it: magnitudes that differ by more than a factor of 1000, one above 10⁸ or
        /// one below 10⁻⁴. Zeros, infinities, NaNs and elements that a summary leaves out do not count.
        AUTOMATIC,
        /// Always, except that a tensor of nothing but zeros, infinities and NaNs has no exponents.
        ON,
        /// Never.
        OFF
    }

    /// Makes options.
    ///
    /// @throws OborException if a number is out of its range
    public PrintOptions {
        requireFrom(0, precision, "precision");
        requireFrom(0, threshold, "threshold");
        requireFrom(1, edgeItems, "edgeItems");
        requireFrom(1, lineWidth, "lineWidth");
        if (precision > MOST_DECIMALS) {
            throw new OborException("printOptions: precision " + precision
                    + " is more than any number needs: pass 0 to " + MOST_DECIMALS);
        }
        Objects.requireNonNull(sciMode, "printOptions: sciMode is null: pass AUTOMATIC, ON or OFF");
    }

    private static void requireFrom(int least, int value, String name) {
        if (value < least) {
            throw new OborException(
                    "printOptions: " + name + " " + value + " is too small: pass " + least + " or more");
        }
    }

    /// Returns the options in force for the whole process, [#DEFAULT] until [#set(PrintOptions)] is called.
    public static PrintOptions current() {
        return current;
    }

    /// Puts options in force for the whole process, all threads.
    public static void set(PrintOptions options) {
        current = Objects.requireNonNull(options, "printOptions: options are null: pass DEFAULT, SHORT or FULL");
    }

    /// Returns these options with another number of decimals.
    public PrintOptions withPrecision(int decimals) {
        return new PrintOptions(decimals, threshold, edgeItems, lineWidth, sciMode);
    }

    /// Returns these options with another number of elements above which tensors are summarised.
    public PrintOptions withThreshold(int elements) {
        return new PrintOptions(precision, elements, edgeItems, lineWidth, sciMode);
    }

    /// Returns these options with another number of items at each end of a summary.
    public PrintOptions withEdgeItems(int items) {
        return new PrintOptions(precision, threshold, items, lineWidth, sciMode);
    }

    /// Returns these options with another width of lines.
    public PrintOptions withLineWidth(int columns) {
        return new PrintOptions(precision, threshold, edgeItems, columns, sciMode);
    }

    /// Returns these options with another use of exponents.
    public PrintOptions withSciMode(SciMode mode) {
        return new PrintOptions(precision, threshold, edgeItems, lineWidth, mode);
    }
}

package dev.obor.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// The numbers in which XChart is told the places on an axis, so that its own choice of ticks falls on round
/// values.
sealed interface Ticks permits EvenTicks, DigitTicks, ShiftedTicks {
    /// Returns the number for a share of the axis.
    double at(double share);

    /// Returns the label of a number that [#at] may return.
    String label(double at);

    /// Returns the labelled distance that XChart is to aim at, in pixels.
    int spacing();

    /// Returns whether XChart is to place these numbers by their logarithms.
    boolean isLog();

    static String plain(BigDecimal value, int digits) {
        return sign(String.format(Locale.ROOT, "%,." + digits + "f", value));
    }

    /// Returns a value with the digits that others as far apart as 10 to the power of `-digits` need.
    static String scientific(BigDecimal value, int digits) {
        if (value.signum() == 0) {
            return "0";
        }
        int exponent = value.precision() - value.scale() - 1;
        BigDecimal bare =
                value.scaleByPowerOfTen(-exponent).setScale(Math.max(0, digits + exponent), RoundingMode.HALF_EVEN);
        return sign(bare.toPlainString() + "e" + exponent);
    }

    /// Returns a digit times a power of ten.
    static String power(int digit, int exponent) {
        BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
        return exponent >= -4 && exponent < 7 ? plain(value, Math.max(0, -exponent)) : scientific(value, -exponent);
    }

    /// Puts the minus sign, which is as wide as a digit, in the hyphen's place.
    private static String sign(String number) {
        return number.replace('-', '−');
    }
}

package dev.obor.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/// The places on an axis that are labelled or have a line of the grid.
sealed interface Ticks permits EvenTicks, DigitTicks, NameTicks {
    /// Returns the places from the start of the axis to its end.
    List<Tick> all();

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

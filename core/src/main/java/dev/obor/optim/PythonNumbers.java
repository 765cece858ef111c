package dev.obor.optim;

import java.math.BigDecimal;

/// Numbers as Python prints them.
final class PythonNumbers {
    private PythonNumbers() {}

    /// Returns the shortest text that reads back as the same number, with an exponent below 1e-4 and from
    /// 1e16 on.
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (size == 0 || size >= 1e-4 && size < 1e16) {
            String plain = size == 0 ? "0" : exact.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        int exponent = exact.precision() - exact.scale() - 1;
        String digits = exact.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        int places = Math.abs(exponent);
        return digits + "e" + (exponent < 0 ? "-" : "+") + (places < 10 ? "0" : "") + places;
    }
}

package dev.obor.optim;

/// Powers of the two decays of an optimizer. The parameters of a group are mostly at the same step, so each is
/// computed once for all of them: it takes longer than the update of a small parameter.
final class Powers {
    private double firstBase = 1;
    private int firstExponent;
    private double firstPower = 1;
    private double secondBase = 1;
    private int secondExponent;
    private double secondPower = 1;

    /// Returns `base` to the power `exponent`.
    double of(double base, int exponent) {
        if (base == firstBase && exponent == firstExponent) {
            return firstPower;
        }
        if (base == secondBase && exponent == secondExponent) {
            return secondPower;
        }
        secondBase = firstBase;
        secondExponent = firstExponent;
        secondPower = firstPower;
        firstBase = base;
        firstExponent = exponent;
        firstPower = StrictMath.pow(base, exponent);
        return firstPower;
    }
}

package dev.obor.optim;

import dev.obor.error.OborException;

/// Checks of options.
record Check(String optimizer) {
    /// Checks that a number is 0 or more, and finite.
    Check notNegative(String what, double value) {
        return range(what, value, 0, Double.MAX_VALUE);
    }

    /// Checks `low ≤ value ≤ high`.
    Check range(String what, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new OborException(optimizer + ": " + what + " is " + value + " and must be "
                    + (high == Double.MAX_VALUE ? low + " or more" : "from " + low + " to " + high));
        }
        return this;
    }

    /// Checks that both numbers are 0 or more and less than 1.
    Check shares(String what, Pair pair) {
        for (double share : new double[] {pair.first(), pair.second()}) {
            if (!(share >= 0 && share < 1)) {
                throw new OborException(optimizer + ": " + what + " are (" + pair.first() + ", " + pair.second()
                        + ") and must both be 0 or more and less than 1");
            }
        }
        return this;
    }

    /// Checks something else.
    Check that(boolean holds, String message) {
        if (!holds) {
            throw new OborException(optimizer + ": " + message);
        }
        return this;
    }
}

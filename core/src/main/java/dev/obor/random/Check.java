package dev.obor.random;

import dev.obor.dtype.DType;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;

/// The refusals of the generator's methods. Each comes before the first draw, so that a refused call leaves
/// the stream where it was.
final class Check {
    private Check() {}

    static void range(String op, int arrayLength, int offset, int length) {
        if (offset < 0 || length < 0 || length > arrayLength - offset) {
            throw new IndexException(op + ": " + length + " elements from " + offset
                    + " on do not lie inside an array of " + arrayLength + ": choose another offset or length");
        }
    }

    /// Checks the bounds of uniform numbers of a dtype whose largest number is `max`.
    static void bounds(double from, double to, double max, DType dtype) {
        if (!(Math.abs(from) <= max && Math.abs(to) <= max)) {
            throw new OborException("uniform_: from=" + from + " or to=" + to + " is out of bounds for " + dtype
                    + ": choose finite bounds that the dtype can hold");
        }
        if (from > to) {
            throw new OborException(
                    "uniform_: expects a range [from, to), but from=" + from + " > to=" + to + ": swap the bounds");
        }
        if (to - from > max) {
            throw new OborException("uniform_: to=" + to + " minus from=" + from + " exceeds the largest " + dtype
                    + ": choose closer bounds");
        }
    }

    static void normal(double std) {
        if (!(std >= 0)) {
            throw new OborException("normal_: expects std >= 0, but found std=" + std + ": pass a standard deviation");
        }
    }

    static void logNormal(double std) {
        if (!(std > 0)) {
            throw new OborException(
                    "log_normal_: expects std > 0, but found std=" + std + ": pass a positive standard deviation");
        }
    }

    static void rate(double rate) {
        if (!(rate >= 0)) {
            throw new OborException("exponential_: expects lambda >= 0, but found lambda=" + rate + ": pass a rate");
        }
    }

    static void geometric(double p) {
        if (!(p > 0 && p < 1)) {
            throw new OborException(
                    "geometric_: expects p in (0, 1), but found p=" + p + ": pass a probability of success");
        }
    }

    static void finiteParameter(String op, String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new OborException(op + ": expects a finite " + name + " >= 0, but found " + name + "=" + value
                    + ": correct the parameter");
        }
    }

    static void probability(String op, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new OborException(op + ": expects p in [0, 1], but found p=" + p + ": pass a probability");
        }
    }

    static void interval(long low, long high) {
        if (low >= high) {
            throw new OborException("random_: expects from < to, but found from=" + low + " >= to=" + high
                    + ": pass bounds with a number between them");
        }
    }

    static void inside(String name, long value, long min, long max, DType dtype) {
        if (value < min || value > max) {
            throw new OborException("random_: " + name + "=" + value + " is out of bounds for " + dtype
                    + ", which holds " + min + " to " + max + ": choose other bounds or a wider dtype");
        }
    }
}

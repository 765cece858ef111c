package dev.obor.distributions;

import dev.obor.dtype.DType;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Tensor;

/// Tells whether all of a tensor satisfies a constraint, from its extremes where these decide: one pass over
/// the values that writes nothing, where a mask of each comparison would be written and read again.
final class Validity {
    private Validity() {}

    /// Tells whether [Constraint#check] holds throughout.
    static boolean holds(Constraint constraint, Tensor value) {
        boolean numbers = value.dtype().isFloating() || value.dtype() == DType.INT64;
        if (value.numel() <= 1 || !numbers) {
            return all(constraint, value);
        }
        return switch (constraint) {
            case Constraints.Real _ -> !Double.isNaN(value.amax().item());
            case Constraints.GreaterThan(Tensor low)
            when low.dim() == 0 -> value.amin().gt(low).itemBoolean();
            case Constraints.GreaterThanEq(Tensor low)
            when low.dim() == 0 -> value.amin().ge(low).itemBoolean();
            case Constraints.LessThan(Tensor high)
            when high.dim() == 0 -> value.amax().lt(high).itemBoolean();
            case Constraints.Interval(Tensor low, Tensor high)
            when low.dim() == 0 && high.dim() == 0 ->
                value.amin().ge(low).itemBoolean() && value.amax().le(high).itemBoolean();
            case Constraints.IntegerGreaterThan(Tensor low)
            when low.dim() == 0 -> isWhole(value) && value.amin().ge(low).itemBoolean();
            case Constraints.IntegerInterval(Tensor low, Tensor high)
            when low.dim() == 0 && high.dim() == 0 ->
                isWhole(value)
                        && value.amin().ge(low).itemBoolean()
                        && value.amax().le(high).itemBoolean();
            case Constraints.Independent(Constraint base, int dims) when value.dim() >= dims -> holds(base, value);
            default -> all(constraint, value);
        };
    }

    private static boolean all(Constraint constraint, Tensor value) {
        Tensor valid = constraint.check(value);
        return valid.numel() == 1 ? valid.itemBoolean() : valid.all().itemBoolean();
    }

    /// NaN is the fraction of infinite numbers, and of itself.
    private static boolean isWhole(Tensor value) {
        return !value.dtype().isFloating()
                || value.apply(new Reduce(Reducer.MAX_FRACTION, Reduce.dims("check", value.dim()), false))
                                .item()
                        == 0;
    }
}

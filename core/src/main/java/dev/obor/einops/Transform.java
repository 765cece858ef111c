package dev.obor.einops;

import dev.obor.error.OborException;
import dev.obor.error.PatternException;
import dev.obor.layout.Axis;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// A pattern with its axis lengths, checked once, that can be applied to many tensors; immutable.
public final class Transform implements UnaryOperator<Tensor> {
    private static final Cache<Key, Plan> PLANS = new Cache<>(1024);

    private record Key(Operation operation, String pattern, int rank, List<String> given) {
        Plan plan() {
            return Pattern.parse(operation, pattern, given).plan(rank);
        }
    }

    private final Operation operation;
    private final String pattern;
    private final String reduction;
    private final BiFunction<Tensor, int[], Tensor> fold;
    private final List<Axis> axes;
    private final List<String> given;
    private final int[] lengths;

    /// @param reduction its name, empty if it has none
    private Transform(
            Operation operation,
            String pattern,
            String reduction,
            BiFunction<Tensor, int[], Tensor> fold,
            Axis... axes) {
        this.operation = operation;
        this.pattern = pattern;
        this.reduction = reduction;
        this.fold = fold;
        this.axes = List.of(axes);
        String[] names = new String[axes.length];
        this.lengths = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            names[i] = axes[i].name();
            lengths[i] = axes[i].length();
        }
        this.given = List.of(names);
    }

    /// Returns a change of shape; see [Einops#rearrange(Tensor, String, Axis...)].
    ///
    /// @throws PatternException if the pattern is wrong for every tensor
    public static Transform rearrange(String pattern, Axis... lengths) {
        return unchecked(Operation.REARRANGE, pattern, Folds::none, lengths).checked();
    }

    /// Returns a reduction; see [Einops#reduce(Tensor, String, String, Axis...)].
    ///
    /// @throws PatternException if the pattern is wrong for every tensor, or there is no such reduction
    public static Transform reduce(String pattern, String reduction, Axis... lengths) {
        return new Transform(Operation.REDUCE, pattern, reduction, Folds.of(reduction, pattern), lengths).checked();
    }

    /// Returns a reduction; see [Einops#reduce(Tensor, String, BiFunction, Axis...)].
    ///
    /// @throws PatternException if the pattern is wrong for every tensor
    public static Transform reduce(String pattern, BiFunction<Tensor, int[], Tensor> reduction, Axis... lengths) {
        return unchecked(Operation.REDUCE, pattern, reduction, lengths).checked();
    }

    /// Returns a repetition; see [Einops#repeat(Tensor, String, Axis...)].
    ///
    /// @throws PatternException if the pattern is wrong for every tensor
    public static Transform repeat(String pattern, Axis... lengths) {
        return unchecked(Operation.REPEAT, pattern, Folds::none, lengths).checked();
    }

    /// Returns a transform that is to be applied at once, which checks it as well.
    static Transform unchecked(
            Operation operation, String pattern, BiFunction<Tensor, int[], Tensor> fold, Axis... lengths) {
        return new Transform(operation, pattern, "", fold, lengths);
    }

    private Transform checked() {
        try {
            Pattern.parse(operation, pattern, given);
        } catch (PatternException e) {
            throw Text.inContext(e, "pattern \"" + pattern + "\"" + lengthsInForce());
        }
        return this;
    }

    /// Returns the tensor that the pattern makes of x: a view where strides can express it.
    ///
    /// @throws PatternException if x does not fit the pattern
    @Override
    public Tensor apply(Tensor x) {
        try {
            Plan plan = PLANS.get(new Key(operation, pattern, x.dim(), given), Key::plan);
            Tensor result = x;
            for (Step step : plan.steps(x.shape(), lengths)) {
                result = switch (step) {
                    case Step.Reshape reshape -> result.reshape(reshape.shape());
                    case Step.Permute permute -> result.permute(permute.order());
                    case Step.Expand expand -> result.expand(expand.shape());
                    case Step.Collapse collapse -> collapse(result, collapse);
                };
            }
            return result;
        } catch (OborException e) {
            throw Text.inContext(e, "pattern \"" + pattern + "\", shape " + x.shape() + lengthsInForce());
        }
    }

    private Tensor collapse(Tensor x, Step.Collapse step) {
        Tensor result = fold.apply(x, step.dims().clone());
        if (!result.shape().equals(step.result())) {
            throw new PatternException("reduce: the reduction made shape " + result.shape() + " of " + x.shape()
                    + " where dims " + java.util.Arrays.toString(step.dims()) + " go: it must return "
                    + step.result());
        }
        return result;
    }

    private String lengthsInForce() {
        if (axes.isEmpty()) {
            return ", no axis lengths";
        }
        return ", axis lengths "
                + String.join(", ", axes.stream().map(Axis::toString).toList());
    }

    /// Returns what the transform was made of, as in `'(h w) -> h', 'max', h=2`.
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of("'" + pattern + "'"));
        if (operation == Operation.REDUCE) {
            parts.add(reduction.isEmpty() ? "function" : "'" + reduction + "'");
        }
        axes.forEach(axis -> parts.add(axis.name() + "=" + axis.length()));
        return String.join(", ", parts);
    }
}

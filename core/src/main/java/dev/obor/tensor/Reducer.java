package dev.obor.tensor;

import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.expr.Substitution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What is done with the elements that a reduction brings together: a function applied to each element of the
/// inputs, and the way the values are combined. The function is part of the reduction so that a sum of
/// squares is one pass.
public final class Reducer {
    /// The ways to combine.
    public enum Combine {
        /// By addition, from 0.
        SUM,
        /// By multiplication, from 1.
        PROD,
        /// To the smallest.
        MIN,
        /// To the largest.
        MAX;

        /// Tells whether a single element is chosen, so that there must be one.
        public boolean isExtreme() {
            return this == MIN || this == MAX;
        }
    }

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Function SELF = Function.unary("identity", x -> x);

    /// The sum.
    public static final Reducer SUM = new Reducer("sum", Combine.SUM, SELF);
    /// The product.
    public static final Reducer PROD = new Reducer("prod", Combine.PROD, SELF);
    /// The largest element.
    public static final Reducer AMAX = new Reducer("amax", Combine.MAX, SELF);
    /// The smallest element.
    public static final Reducer AMIN = new Reducer("amin", Combine.MIN, SELF);
    /// The sum of squares.
    public static final Reducer SUM_SQUARES = new Reducer("sumSquares", Combine.SUM, Ops.SQUARE.function());
    /// The largest distance from the next whole number below; NaN of what is infinite.
    public static final Reducer MAX_FRACTION =
            new Reducer("maxFraction", Combine.MAX, Function.unary("fraction", x -> x.sub(Expr.floor(x))));
    /// 1 if two inputs differ anywhere, else 0.
    public static final Reducer DIFFERENT = new Reducer(
            "different",
            Combine.MAX,
            Function.binary("differs", (a, b) -> Expr.where(Expr.ne(a, b), Expr.constant(1), Expr.constant(0))));
    /// The sum of products of two inputs.
    public static final Reducer SUM_PRODUCTS = new Reducer("sumProducts", Combine.SUM, Ops.MUL.function());
    /// The sum of squared differences of two inputs.
    public static final Reducer SUM_SQUARED_DIFFERENCES = new Reducer(
            "sumSquaredDifferences",
            Combine.SUM,
            Function.binary("squaredDifference", (a, b) -> a.sub(b).square()));
    /// The sum of products of one input and the difference of two others.
    public static final Reducer SUM_SCALED_DIFFERENCES = new Reducer(
            "sumScaledDifferences", Combine.SUM, Function.ternary("scaledDifference", (g, a, b) -> g.mul(a.sub(b))));
    /// The sum of the exponentials of differences of two inputs.
    public static final Reducer SUM_EXP_DIFFERENCES = new Reducer(
            "sumExpDifferences", Combine.SUM, Function.binary("expDifference", (a, b) -> Expr.exp(a.sub(b))));

    private final int id = NEXT.getAndIncrement();
    private final String name;
    private final Combine combine;
    private final Function function;
    private final Pointwise each;

    private Reducer(String name, Combine combine, Function function) {
        this.name = name;
        this.combine = combine;
        this.function = function;
        this.each = Pointwise.of(overInputs(function), Pointwise.Result.PROMOTED);
    }

    /// Returns a function whose gradients do not mention its value: a reduction keeps its inputs, not each
    /// summand.
    private static Function overInputs(Function function) {
        List<Expr> variables = new ArrayList<>();
        for (int i = 0; i < function.arity(); i++) {
            variables.add(Expr.input(i));
        }
        variables.add(function.body());
        variables.add(function.cotangent());
        Expr[] gradients = new Expr[function.arity()];
        Arrays.setAll(gradients, i -> Substitution.apply(function.gradient(i), variables));
        return function.withGradients(gradients);
    }

    /// Returns a small number by which a backend finds the kernels.
    public int id() {
        return id;
    }

    /// Returns the name.
    public String name() {
        return name;
    }

    /// Returns the way the values are combined.
    public Combine combine() {
        return combine;
    }

    /// Returns the function applied to each element before.
    public Function function() {
        return function;
    }

    /// Returns that function's formula, as a list for kernels.
    public List<Expr> formulas() {
        return each.outputs();
    }

    /// Returns that function as an operator.
    Pointwise each() {
        return each;
    }
}

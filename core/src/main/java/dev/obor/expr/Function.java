package dev.obor.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A named formula with its derivative: derived from the formula, or given where a stabler form or another
/// subgradient is wanted. Immutable.
///
/// A gradient formula is written over the inputs `x`, the value `y` and the incoming gradient `g`; what a
/// backward pass must keep is read off its free variables.
public final class Function {
    /// A formula of three variables.
    @FunctionalInterface
    public interface Ternary {
        /// Returns the formula for these variables.
        Expr apply(Expr a, Expr b, Expr c);
    }

    /// A gradient formula of a function of one input.
    @FunctionalInterface
    public interface UnaryGradient {
        /// Returns the gradient for the incoming gradient, the input and the value.
        Expr apply(Expr g, Expr x, Expr y);
    }

    /// A gradient formula of a function of two inputs.
    @FunctionalInterface
    public interface BinaryGradient {
        /// Returns the gradient for the incoming gradient, the inputs and the value.
        Expr apply(Expr g, Expr a, Expr b, Expr y);
    }

    /// The gradient formulas of a function of three inputs.
    @FunctionalInterface
    public interface TernaryGradients {
        /// Returns the three gradients for the incoming gradient and the inputs.
        List<Expr> apply(Expr g, Expr a, Expr b, Expr c);
    }

    private final String name;
    private final int arity;
    private final Expr body;
    private final Supplier<List<Expr>> given;
    private volatile List<Expr> gradients;

    private Function(String name, int arity, Expr body, Supplier<List<Expr>> given) {
        this.name = name;
        this.arity = arity;
        this.body = body;
        this.given = given;
    }

    /// Makes a function from a formula over the inputs 0 to `arity − 1`, whose derivative is derived.
    public static Function of(String name, int arity, Expr body) {
        return new Function(name, arity, body, List::of);
    }

    /// Makes a function of one number.
    public static Function unary(String name, UnaryOperator<Expr> body) {
        return of(name, 1, body.apply(Expr.input(0)));
    }

    /// Makes a function of two numbers.
    public static Function binary(String name, BinaryOperator<Expr> body) {
        return of(name, 2, body.apply(Expr.input(0), Expr.input(1)));
    }

    /// Makes a function of three numbers.
    public static Function ternary(String name, Ternary body) {
        return of(name, 3, body.apply(Expr.input(0), Expr.input(1), Expr.input(2)));
    }

    /// Returns this function of one input with a given gradient instead of the derived one.
    public Function withGradient(UnaryGradient gradient) {
        return withGradients(() -> List.of(gradient.apply(cotangent(), Expr.input(0), value())));
    }

    /// Returns this function of two inputs with given gradients instead of the derived ones.
    public Function withGradients(BinaryGradient first, BinaryGradient second) {
        Expr a = Expr.input(0);
        Expr b = Expr.input(1);
        return withGradients(
                () -> List.of(first.apply(cotangent(), a, b, value()), second.apply(cotangent(), a, b, value())));
    }

    /// Returns this function of three inputs with given gradients instead of the derived ones.
    public Function withGradients(TernaryGradients gradients) {
        return withGradients(() -> gradients.apply(cotangent(), Expr.input(0), Expr.input(1), Expr.input(2)));
    }

    /// Returns this function with given gradients, one for each input, written over the inputs, [#value()] and
    /// [#cotangent()].
    public Function withGradients(Expr... given) {
        return withGradients(() -> List.of(given));
    }

    /// The gradients are asked for when they are first needed, so that functions can mention one another.
    private Function withGradients(Supplier<List<Expr>> given) {
        return new Function(name, arity, body, given);
    }

    private List<Expr> givenGradients() {
        List<Expr> known = gradients;
        if (known == null) {
            known = given.get();
            if (!known.isEmpty() && known.size() != arity) {
                throw new IllegalArgumentException(name + " takes " + arity + " gradients, not " + known.size());
            }
            gradients = known;
        }
        return known;
    }

    /// Tells whether gradients were given in the place of those that would be derived from the formula.
    public boolean hasGivenGradients() {
        return !givenGradients().isEmpty();
    }

    /// Returns the name, PyTorch's in camelCase.
    public String name() {
        return name;
    }

    /// Returns the number of inputs.
    public int arity() {
        return arity;
    }

    /// Returns the formula.
    public Expr body() {
        return body;
    }

    /// Returns the variable that stands for the function's value in a gradient formula.
    public Expr value() {
        return Expr.input(arity);
    }

    /// Returns the variable that stands for the incoming gradient in a gradient formula.
    public Expr cotangent() {
        return Expr.input(arity + 1);
    }

    /// Returns the gradient with respect to an input, over the inputs, [#value()] and [#cotangent()].
    public Expr gradient(int input) {
        return givenGradients().isEmpty()
                ? Derivative.of(this, input)
                : givenGradients().get(input);
    }

    /// Returns this function applied within another formula, where it keeps its derivative rule.
    public Expr of(Expr... args) {
        return new Expr.Inline(this, List.of(args));
    }

    /// Returns the gradients of an application, given its arguments, value and incoming gradient.
    List<Expr> gradientsAt(List<Expr> args, Expr value, Expr g) {
        List<Expr> variables = new ArrayList<>(args);
        variables.add(value);
        variables.add(g);
        List<Expr> result = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            result.add(args.get(i).kind() == Kind.MASK ? Constants.ZERO : Substitution.apply(gradient(i), variables));
        }
        return result;
    }

    @Override
    public String toString() {
        return name;
    }
}

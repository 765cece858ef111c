package dev.obor.autograd;

import dev.obor.Obor;
import dev.obor.error.AutogradException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Derivatives of functions of tensors, in the role of `torch.autograd.functional`. The functions are called on
/// detached copies of the inputs, whose values they must not edit.
public final class Functional {
    /// A function's value and a product with its derivative.
    ///
    /// @param output what the function returned
    /// @param product the product
    public record Product(Tensor output, Tensor product) {}

    private Functional() {}

    /// Returns all partial derivatives of `f` at x: a tensor of the output's shape followed by x's shape, with
    /// `[i…, j…]` the derivative of output i… by x j….
    ///
    /// @throws AutogradException if the output does not depend on x by recorded operators
    public static Tensor jacobian(UnaryOperator<Tensor> f, Tensor x) {
        return jacobian(inputs -> f.apply(inputs.getFirst()), List.of(x), false).getFirst();
    }

    /// Returns all partial derivatives of `f` by each of several inputs, each as of [#jacobian(UnaryOperator,
    /// Tensor)]; zeros for an input that the output does not depend on.
    ///
    /// @param createGraph whether the derivatives can be differentiated themselves
    public static List<Tensor> jacobian(Function<List<Tensor>, Tensor> f, List<Tensor> inputs, boolean createGraph) {
        try (GradMode.Scope _ = GradMode.set(true)) {
            List<Tensor> leaves = leaves(inputs, createGraph);
            Tensor output = output("jacobian", f.apply(leaves));
            return jacobian(output, leaves, createGraph);
        }
    }

    private static List<Tensor> jacobian(Tensor output, List<Tensor> inputs, boolean createGraph) {
        Tensor flat = output.reshape(output.numel());
        List<List<Tensor>> rows = new ArrayList<>();
        for (int k = 0; k < inputs.size(); k++) {
            rows.add(new ArrayList<>());
        }
        for (int i = 0; i < flat.numel(); i++) {
            List<Tensor> row = gradients(flat.get(i), inputs, true, createGraph);
            for (int k = 0; k < rows.size(); k++) {
                rows.get(k).add(row.get(k));
            }
        }
        List<Tensor> result = new ArrayList<>();
        for (int k = 0; k < rows.size(); k++) {
            Shape shape = joined(output.shape(), inputs.get(k).shape());
            result.add(
                    rows.get(k).isEmpty()
                            ? Tensor.full(shape, 0, inputs.get(k).dtype())
                            : stacked(rows.get(k)).reshape(shape));
        }
        return result;
    }

    /// Returns all second partial derivatives of a function with a single number as value: a tensor of x's
    /// shape twice.
    ///
    /// @throws ShapeException if the value is not a single number
    public static Tensor hessian(UnaryOperator<Tensor> f, Tensor x) {
        return hessian(inputs -> f.apply(inputs.getFirst()), List.of(x), false)
                .getFirst()
                .getFirst();
    }

    /// Returns all second partial derivatives of a function of several inputs: `[i][j]` has the shape of
    /// input i followed by that of input j.
    ///
    /// @param createGraph whether the derivatives can be differentiated themselves
    /// @throws ShapeException if the value is not a single number
    public static List<List<Tensor>> hessian(
            Function<List<Tensor>, Tensor> f, List<Tensor> inputs, boolean createGraph) {
        try (GradMode.Scope _ = GradMode.set(true)) {
            List<Tensor> leaves = leaves(inputs, createGraph);
            Tensor value = single("hessian", f.apply(leaves));
            List<List<Tensor>> result = new ArrayList<>();
            for (Tensor gradient : gradients(value, leaves, true, true)) {
                result.add(
                        gradient.requiresGrad()
                                ? jacobian(gradient, leaves, createGraph)
                                : leaves.stream()
                                        .map(leaf ->
                                                Tensor.full(joined(gradient.shape(), leaf.shape()), 0, leaf.dtype()))
                                        .toList());
            }
            return result;
        }
    }

    /// Returns `f` at x and vᵀ · J, for the Jacobian J of `f` at x: one backward pass.
    ///
    /// @param v of the output's shape
    /// @throws ShapeException if v has another shape
    public static Product vjp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
        try (GradMode.Scope _ = GradMode.set(true)) {
            Tensor leaf = leaf(x);
            Tensor output = output("vjp", f.apply(leaf));
            checkSame("vjp", "the output", output, v);
            return new Product(output.detach(), product(output, leaf, v, false));
        }
    }

    /// Returns `f` at x and J · v, for the Jacobian J of `f` at x. Two backward passes: vᵀ · J is linear in
    /// v, and the derivative of wᵀ · J by w, times v, is J · v.
    ///
    /// @param v of x's shape
    /// @throws ShapeException if v has another shape
    public static Product jvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
        checkSame("jvp", "the input", x, v);
        try (GradMode.Scope _ = GradMode.set(true)) {
            Tensor leaf = leaf(x);
            Tensor output = output("jvp", f.apply(leaf));
            Tensor weights = Tensor.full(output.shape(), 0, output.dtype()).requiresGrad(true);
            Tensor backward = product(output, leaf, weights, true);
            Tensor product = backward.requiresGrad()
                    ? product(backward, weights, v, false)
                    : Tensor.full(output.shape(), 0, output.dtype());
            return new Product(output.detach(), product);
        }
    }

    /// Returns `f` at x and H · v, for the Hessian H of `f` at x, in two backward passes; H is symmetric, so
    /// this is vᵀ · H as well.
    ///
    /// @param v of x's shape
    /// @throws ShapeException if v has another shape, or the value of `f` is not a single number
    public static Product hvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
        checkSame("hvp", "the input", x, v);
        try (GradMode.Scope _ = GradMode.set(true)) {
            Tensor leaf = leaf(x);
            Tensor value = single("hvp", f.apply(leaf));
            Tensor gradient = gradients(value, List.of(leaf), true, true).getFirst();
            Tensor product =
                    gradient.requiresGrad() ? product(gradient, leaf, v, false) : Tensor.full(x.shape(), 0, x.dtype());
            return new Product(value.detach(), product);
        }
    }

    private static Tensor product(Tensor output, Tensor input, Tensor v, boolean createGraph) {
        Optional<Tensor> found = Tensor.gradients(List.of(output), List.of(v), List.of(input), createGraph, createGraph)
                .getFirst();
        return found.orElseGet(() -> Tensor.full(input.shape(), 0, input.dtype()));
    }

    private static List<Tensor> gradients(
            Tensor output, List<Tensor> inputs, boolean retainGraph, boolean createGraph) {
        List<Optional<Tensor>> found = Tensor.gradients(List.of(output), List.of(), inputs, retainGraph, createGraph);
        List<Tensor> result = new ArrayList<>();
        for (int k = 0; k < found.size(); k++) {
            Tensor input = inputs.get(k);
            result.add(found.get(k).orElseGet(() -> Tensor.full(input.shape(), 0, input.dtype())));
        }
        return result;
    }

    private static List<Tensor> leaves(List<Tensor> inputs, boolean connected) {
        return inputs.stream()
                .map(input -> connected && input.requiresGrad() ? input.view(sizes(input)) : leaf(input))
                .toList();
    }

    private static int[] sizes(Tensor tensor) {
        return tensor.shape().toArray();
    }

    private static Tensor leaf(Tensor x) {
        return x.detach().clone().requiresGrad(true);
    }

    private static Tensor output(String op, Tensor output) {
        if (!output.requiresGrad()) {
            throw new AutogradException(op + ": the function's value, of shape " + output.shape()
                    + ", does not depend on its input by recorded operators: compute it from the tensor handed over,"
                    + " without detach or noGrad");
        }
        return output;
    }

    private static Tensor single(String op, Tensor value) {
        if (value.numel() != 1) {
            throw new ShapeException(op + ": the function's value has shape " + value.shape()
                    + " and must be a single number: reduce it, as in sum()");
        }
        return output(op, value).reshape(Shape.SCALAR);
    }

    private static void checkSame(String op, String what, Tensor x, Tensor v) {
        if (!x.shape().equals(v.shape())) {
            throw new ShapeException(
                    op + ": v has shape " + v.shape() + " and " + what + " " + x.shape() + ": they must be equal");
        }
    }

    private static Shape joined(Shape a, Shape b) {
        Shape all = a;
        for (int d = 0; d < b.rank(); d++) {
            all = all.insert(all.rank(), b.size(d));
        }
        return all;
    }

    private static Tensor stacked(List<Tensor> rows) {
        return Obor.stack(rows, 0);
    }
}

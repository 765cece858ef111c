package dev.obor.testing;

import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.layout.Places;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Checks gradients against numerical differentiation: each entry of the Jacobian that backward gives is
/// compared with the central difference (f(x + ε) − f(x − ε)) / 2ε, in float64.
///
/// ```java
/// new GradCheck("myLoss").check(in -> List.of(myLoss(in.get(0), in.get(1))), x, y);
/// ```
///
/// Inputs are taken in the layout they come in, so a strided input tests the strided path.
///
/// @param name what is checked, for messages
/// @param epsilon the step of the differences
/// @param rtol how far entries may differ, relative to the numerical one
/// @param atol how far entries may differ besides
public record GradCheck(String name, double epsilon, double rtol, double atol) {
    /// A function of tensors that computes with recorded operators.
    @FunctionalInterface
    public interface Body {
        /// Returns the outputs; those that are not floating-point are passed over.
        List<Tensor> apply(List<Tensor> inputs);
    }

    /// Checks the numbers.
    ///
    /// @throws OborException unless the step is positive and the tolerances are not negative
    public GradCheck {
        if (!(epsilon > 0 && rtol >= 0 && atol >= 0)) {
            throw new OborException("gradCheck: epsilon " + epsilon + ", rtol " + rtol + ", atol " + atol
                    + ": the step must be positive and the tolerances not negative");
        }
    }

    /// Makes a check with a step of 1e-6 and tolerances of 1e-5 relative and 1e-6 absolute, which suit
    /// functions whose values, derivatives and inputs are of the order of 1.
    public GradCheck(String name) {
        this(name, 1e-6, 1e-5, 1e-6);
    }

    /// Checks the gradients with respect to all inputs that require one.
    ///
    /// @param inputs float64 where they require a gradient; at least one does
    /// @throws AssertionError naming the output, the input, the indices within them and both values, if an
    ///     entry differs
    public void check(Body body, Tensor... inputs) {
        checkInputs(inputs);
        int[] versions = versions(inputs);
        List<Tensor> outputs = body.apply(List.of(inputs));
        if (!Arrays.equals(versions, versions(inputs))) {
            throw new AssertionError(name + ": the function edits an input in place: give it a clone()");
        }
        for (int o = 0; o < outputs.size(); o++) {
            Tensor output = outputs.get(o);
            if (output.dtype().isFloating()) {
                compare(o, analytical(o, output, inputs), numerical(body, o, output.numel(), inputs), output, inputs);
            }
        }
    }

    /// Checks the gradients of the gradients with respect to all inputs that require one, and to the incoming
    /// gradients.
    ///
    /// @param inputs float64 where they require a gradient; at least one does
    /// @throws AssertionError naming the output, the input, the indices within them and both values, if an
    ///     entry differs; here the outputs are the gradients of the inputs that require one, in order, and
    ///     the inputs are followed by the incoming gradients
    public void checkSecondOrder(Body body, Tensor... inputs) {
        checkInputs(inputs);
        SplittableRandom random = new SplittableRandom(1);
        List<Tensor> all = new ArrayList<>(List.of(inputs));
        for (Tensor output : body.apply(List.of(inputs))) {
            if (output.requiresGrad()) {
                double[] values = random.doubles(output.numel(), 0.25, 1.5).toArray();
                all.add(Tensor.of(new Storage.Doubles(values), DType.FLOAT64, output.shape())
                        .requiresGrad(true));
            }
        }
        Body gradients =
                every -> gradients(body, every.subList(0, inputs.length), every.subList(inputs.length, every.size()));
        new GradCheck(name + " (second order)", epsilon, rtol, atol).check(gradients, all.toArray(Tensor[]::new));
    }

    private static List<Tensor> gradients(Body body, List<Tensor> inputs, List<Tensor> incoming) {
        try (GradMode.Scope _ = GradMode.set(true)) {
            List<Tensor> outputs =
                    body.apply(inputs).stream().filter(Tensor::requiresGrad).toList();
            List<Tensor> wanted = inputs.stream().filter(Tensor::requiresGrad).toList();
            List<Optional<Tensor>> found = Tensor.gradients(outputs, incoming, wanted, true, true);
            return found.stream().flatMap(Optional::stream).toList();
        }
    }

    private void checkInputs(Tensor... inputs) {
        boolean any = false;
        for (int i = 0; i < inputs.length; i++) {
            any |= inputs[i].requiresGrad();
            if (inputs[i].requiresGrad() && inputs[i].dtype() != DType.FLOAT64) {
                throw new DTypeException("gradCheck: " + name + ": input " + i + " is " + inputs[i].dtype()
                        + ", too coarse for differences: convert it with to(FLOAT64)");
            }
        }
        if (!any) {
            throw new AutogradException(
                    "gradCheck: " + name + ": no input requires a gradient: call requiresGrad(true) on one");
        }
    }

    private static int[] versions(Tensor... inputs) {
        return Stream.of(inputs).mapToInt(x -> x.view().storage().version()).toArray();
    }

    /// The Jacobian by backward: for each input, null where it requires no gradient, `[output element][input
    /// element]`.
    private double[][][] analytical(int which, Tensor output, Tensor... inputs) {
        List<Tensor> wanted = Stream.of(inputs).filter(Tensor::requiresGrad).toList();
        double[][][] jacobian = new double[inputs.length][][];
        for (int i = 0; i < inputs.length; i++) {
            jacobian[i] = inputs[i].requiresGrad() ? new double[output.numel()][inputs[i].numel()] : null;
        }
        for (int e = 0; e < output.numel() && output.requiresGrad(); e++) {
            Tensor seed = Tensor.full(output.shape(), 0, output.dtype());
            Elements.setDouble(seed.view().storage(), seed.dtype(), e, 1);
            List<Optional<Tensor>> found = Tensor.gradients(List.of(output), List.of(seed), wanted, true, false);
            int next = 0;
            for (int i = 0; i < inputs.length; i++) {
                if (jacobian[i] == null) {
                    continue;
                }
                Optional<Tensor> gradient = found.get(next++);
                if (gradient.isPresent()) {
                    jacobian[i][e] =
                            checked(which, i, gradient.get(), inputs[i]).toDoubleArray();
                }
            }
        }
        return jacobian;
    }

    private Tensor checked(int output, int i, Tensor gradient, Tensor input) {
        if (!gradient.shape().equals(input.shape()) || gradient.dtype() != input.dtype()) {
            throw new AssertionError(name + ": the gradient of output " + output + " by input " + i + " is "
                    + gradient.dtype() + " of " + gradient.shape() + " and should be " + input.dtype() + " of "
                    + input.shape());
        }
        return gradient;
    }

    /// The Jacobian by central differences, in the form of [#analytical].
    private double[][][] numerical(Body body, int which, int numel, Tensor... inputs) {
        double[][][] jacobian = new double[inputs.length][][];
        for (int i = 0; i < inputs.length; i++) {
            if (!inputs[i].requiresGrad()) {
                continue;
            }
            Tensor[] moved = inputs.clone();
            moved[i] = movable(inputs[i]);
            jacobian[i] = new double[numel][inputs[i].numel()];
            double[] array = ((Storage.Doubles) moved[i].view().storage()).array();
            int[] places = Places.of(moved[i].layout());
            for (int e = 0; e < places.length; e++) {
                double before = array[places[e]];
                double up = before + epsilon;
                double down = before - epsilon;
                array[places[e]] = up;
                double[] above = values(body, which, numel, moved);
                array[places[e]] = down;
                double[] below = values(body, which, numel, moved);
                array[places[e]] = before;
                for (int o = 0; o < numel; o++) {
                    // Divided by the distance as rounded, not by 2ε.
                    jacobian[i][o][e] = (above[o] - below[o]) / (up - down);
                }
            }
        }
        return jacobian;
    }

    /// A copy in the same layout, so that elements can be moved one by one: dense where several share a place.
    private static Tensor movable(Tensor input) {
        View view = input.view();
        if (view.layout().overlaps()) {
            return Layouts.DENSE.of(input).requiresGrad(true);
        }
        double[] array = ((Storage.Doubles) view.storage()).array();
        View copy = new View(new Storage.Doubles(array.clone()), view.layout(), view.dtype());
        return Tensor.of(copy).requiresGrad(true);
    }

    private double[] values(Body body, int which, int numel, Tensor... inputs) {
        List<Tensor> outputs = GradMode.noGrad(() -> body.apply(List.of(inputs)));
        if (outputs.size() <= which || outputs.get(which).numel() != numel) {
            throw new AssertionError(name + ": the function gives other outputs when it is called again");
        }
        return outputs.get(which).toDoubleArray();
    }

    private void compare(int which, double[][][] actual, double[][][] expected, Tensor output, Tensor... inputs) {
        for (int i = 0; i < inputs.length; i++) {
            if (actual[i] == null) {
                continue;
            }
            for (int o = 0; o < output.numel(); o++) {
                for (int e = 0; e < inputs[i].numel(); e++) {
                    double a = actual[i][o][e];
                    double n = expected[i][o][e];
                    if (!(Math.abs(a - n) <= atol + rtol * Math.abs(n))) {
                        throw new AssertionError(name + ": the gradient of output " + which + " at "
                                + TensorAssertions.index(output.shape(), o) + " by input " + i + " at "
                                + TensorAssertions.index(inputs[i].shape(), e) + " is " + a
                                + " and should be near the numerical " + n + " (rtol " + rtol + ", atol " + atol
                                + "); the input there is "
                                + inputs[i].detach().toDoubleArray()[e]);
                    }
                }
            }
        }
    }
}

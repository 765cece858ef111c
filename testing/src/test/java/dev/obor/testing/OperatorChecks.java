package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static dev.obor.testing.TensorAssertions.assertWithinUlps;
import static dev.obor.testing.TestBackends.run;

import dev.obor.backend.Backend;
import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.storage.View;
import dev.obor.tensor.Op;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The checks that are made of every operator, each a method that throws; [HarnessTest] shows that they do.
final class OperatorChecks {
    /// How a check of one case fails: with what was checked in front.
    static void in(String what, Runnable check) {
        try {
            check.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(what + ": " + e.getMessage(), e);
        }
    }

    private OperatorChecks() {}

    /// A backend's value is PyTorch's.
    static void golden(Backend backend, Pointwise op, OperatorGolden golden, GoldenCase line) {
        Tensor expected = line.get("out").asTensor();
        Tensor actual = run(backend, golden.with(op), OperatorGolden.inputs(line));
        in(
                op + " of " + OperatorGolden.dtype(line) + ", " + line.place(),
                () -> assertNear(actual, expected, golden.ulp(), golden.floor(), golden.freeZeros()));
    }

    private static void assertNear(Tensor actual, Tensor expected, double ulps, double floor, boolean freeZeros) {
        // Adding 0 turns −0 into 0 and changes nothing else.
        Tensor a = freeZeros && actual.dtype().isFloating() ? actual.detach().add(0.0) : actual;
        Tensor e = freeZeros && expected.dtype().isFloating() ? expected.add(0.0) : expected;
        assertWithinUlps(a, e, ulps, floor);
    }

    /// The gradient of the current interpreter is PyTorch's.
    static void goldenGradient(Pointwise op, OperatorGolden golden, GoldenCase line) {
        Tensor[] inputs = OperatorGolden.inputs(line);
        List<Tensor> wanted = GoldenValue.tracked(List.of(line.get("inputs")));
        Tensor out = Tensor.of(golden.with(op), inputs);
        List<Optional<Tensor>> grads =
                Tensor.gradients(List.of(out), List.of(line.get("cot").asTensor()), wanted, false, false);
        List<GoldenValue> expected = line.get("grads").asList();
        for (int i = 0; i < expected.size(); i++) {
            Tensor actual = grads.get(i).orElseThrow();
            Tensor right =
                    expected.get(i).isNone() ? zeros(actual) : expected.get(i).asTensor();
            in(
                    "gradient of " + op + " by input " + i + ", " + line.place(),
                    () -> assertNear(actual, right, golden.gradUlp(), golden.gradFloor(), true));
        }
    }

    private static Tensor zeros(Tensor like) {
        return Tensor.full(like.shape(), 0, like.dtype());
    }

    /// A backend's value is the reference's, within what rounding at each step of the formula can do.
    static void reference(Backend backend, Op op, double ulps, double floor, Tensor... inputs) {
        assertWithinUlps(run(backend, op, inputs), run(TestBackends.reference(), op, inputs), ulps, floor);
    }

    /// A backend gives the same bits however the inputs lie.
    static void layouts(Backend backend, Op op, Tensor... samples) {
        for (Layouts layout : Layouts.values()) {
            Tensor[] inputs = laid(layout, samples);
            Tensor[] dense = laid(Layouts.DENSE, inputs);
            in(op + " of " + layout, () -> assertSameBits(run(backend, op, inputs), run(backend, op, dense)));
        }
        // Inputs that lie differently from each other take other paths than inputs that lie alike.
        for (int i = 0; i < samples.length && samples.length > 1; i++) {
            for (Layouts layout : List.of(Layouts.TRANSPOSED, Layouts.SLICED, Layouts.EXPANDED)) {
                Tensor[] inputs = samples.clone();
                inputs[i] = layout.of(samples[i]);
                Tensor[] dense = laid(Layouts.DENSE, inputs);
                in(
                        op + " with input " + i + " " + layout,
                        () -> assertSameBits(run(backend, op, inputs), run(backend, op, dense)));
            }
        }
    }

    static Tensor[] laid(Layouts layout, Tensor... samples) {
        return Arrays.stream(samples).map(layout::of).toArray(Tensor[]::new);
    }

    /// A backend gives the same bits when it writes over the first input, whatever lies between its elements
    /// stays.
    static void inPlace(Backend backend, Pointwise op, Tensor... samples) {
        Spec result = op.infer(TestBackends.specs(samples))[0];
        if (op.isMask(0)
                || result.dtype() != samples[0].dtype()
                || !result.shape().equals(samples[0].shape())) {
            return;
        }
        Tensor expected = run(backend, op, samples);
        for (Layouts layout : List.of(Layouts.DENSE, Layouts.TRANSPOSED, Layouts.SLICED)) {
            Tensor[] inputs = samples.clone();
            inputs[0] = layout.of(samples[0]);
            Tensor untouched = layout.of(expected);
            backend.run(op, TestBackends.views(inputs), new View[] {inputs[0].view()});
            in(op + " in place, " + layout, () -> {
                assertSameBits(inputs[0], expected);
                assertSameBits(whole(inputs[0]), whole(untouched));
            });
        }
    }

    /// A tensor's edit in place has the value and the gradient of the operator that makes a new tensor.
    static void inPlaceOnTensors(Pointwise op, Tensor... samples) {
        Spec result = op.infer(TestBackends.specs(samples))[0];
        if (op.isMask(0) || result.dtype() != samples[0].dtype()) {
            return;
        }
        Tensor[] fresh = tracked(op, samples);
        Tensor expected = Tensor.of(op, fresh);
        Tensor[] edited = tracked(op, samples);
        Tensor leaf = edited[0];
        edited[0] = leaf.clone();
        edited[0].applyInPlace(op, Arrays.copyOfRange(edited, 1, edited.length));
        assertSameBits(edited[0].detach(), expected.detach());
        if (!expected.requiresGrad()) {
            return;
        }
        expected.sum().backward();
        edited[0].sum().backward();
        if (leaf.requiresGrad()) {
            assertSameBits(leaf.grad(), fresh[0].grad());
        }
    }

    /// All of a tensor's storage, gaps included.
    private static Tensor whole(Tensor tensor) {
        View view = tensor.view();
        int length = view.storage().length();
        return Tensor.of(view.with(Layout.dense(dev.obor.layout.Shape.of(length))));
    }

    /// The shape and dtype rule says what comes out.
    static void shapeRule(Op op, Tensor... inputs) {
        Spec said = op.infer(TestBackends.specs(inputs))[0];
        Tensor out = Tensor.of(op, inputs);
        if (!said.shape().equals(out.shape()) || said.dtype() != out.dtype()) {
            throw new AssertionError(
                    op.name() + ": its rule says " + said + " and the result is " + new Spec(out.shape(), out.dtype()));
        }
    }

    /// First- and second-order gradients are the numerical ones, for inputs in several layouts and for
    /// broadcast ones.
    static void gradients(Pointwise op, OperatorGolden golden, Samples samples) {
        Tensor[] dense = samples.inputs(op, golden, DType.FLOAT64, 2, 3);
        Pointwise withParams = golden.with(op);
        GradCheck check = new GradCheck(op.name());
        GradCheck.Body body = in -> List.of(Tensor.of(withParams, in.toArray(Tensor[]::new)));
        for (Layouts layout :
                List.of(Layouts.DENSE, Layouts.TRANSPOSED, Layouts.SLICED, Layouts.EXPANDED, Layouts.SCALAR)) {
            in("layout " + layout, () -> check.check(body, tracked(op, laid(layout, dense))));
        }
        check.checkSecondOrder(body, tracked(op, laid(Layouts.SLICED, dense)));
        for (int i = 0; i < dense.length && dense.length > 1; i++) {
            List<Tensor> mixed = new ArrayList<>(List.of(dense));
            mixed.set(i, dense[i].get(0).clone());
            in("input " + i + " broadcast", () -> {
                check.check(body, tracked(op, mixed.toArray(Tensor[]::new)));
                check.checkSecondOrder(body, tracked(op, mixed.toArray(Tensor[]::new)));
            });
        }
    }

    static Tensor[] tracked(Tensor... inputs) {
        return Arrays.stream(inputs)
                .map(x -> x.dtype() == DType.FLOAT64 ? x.detach().requiresGrad(true) : x)
                .toArray(Tensor[]::new);
    }

    /// The float64 inputs with respect to which there are gradients, made to ask for them.
    static Tensor[] tracked(Pointwise op, Tensor... inputs) {
        Tensor[] result = inputs.clone();
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].dtype() == DType.FLOAT64 && op.hasGradient(i)) {
                result[i] = inputs[i].detach().requiresGrad(true);
            }
        }
        return result;
    }
}

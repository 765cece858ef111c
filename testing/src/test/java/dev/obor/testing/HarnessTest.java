package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.backend.Backend;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.layout.Shape;
import dev.obor.storage.Device;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Composite;
import dev.obor.tensor.Op;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Saved;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The checks report what they are made for: deliberately wrong kernels, gradients and rules.
class HarnessTest {
    private static final OperatorGolden TANH = OperatorGolden.of(Ops.TANH).orElseThrow();

    /// The reference backend with a mistake in one operator's first output.
    private record Wrong(Op op, Mistake mistake) implements Backend {
        private interface Mistake {
            void make(View[] inputs, View output);
        }

        @Override
        public String description() {
            return "wrong";
        }

        @Override
        public Device device() {
            return Device.CPU;
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public void setThreads(int count) {
            assertThat(count).isPositive();
        }

        @Override
        public Storage allocate(DType dtype, int length) {
            return Storage.of(dtype, length);
        }

        @Override
        public void run(Op what, View[] inputs, View[] outputs) {
            TestBackends.reference().run(what, inputs, outputs);
            if (what.name().equals(op.name()) && outputs[0].shape().numel() > 0) {
                mistake.make(inputs, outputs[0]);
            }
        }
    }

    private static void edit(View view, int place, java.util.function.DoubleUnaryOperator change) {
        double value = Elements.getDouble(view.storage(), view.dtype(), place);
        Elements.setDouble(view.storage(), view.dtype(), place, change.applyAsDouble(value));
    }

    private static void assertReported(ThrowingCallable check, String... parts) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContainingAll(parts);
    }

    @Test
    void aKernelThatIsWrongInOneElementIsReported() {
        Backend wrong = new Wrong(Ops.TANH, (in, out) -> edit(out, out.layout().offset(), y -> y + 1e-5 * Math.abs(y)));
        GoldenCase line = TANH.cases().getFirst();
        assertReported(
                () -> OperatorChecks.golden(wrong, Ops.TANH, TANH, line),
                "tanh of float32",
                "operators-functions.jsonl.gz, line",
                "1 of 35 elements",
                "[0, 0]");
        Tensor[] sample = new Samples(1).inputs(Ops.TANH, TANH, DType.FLOAT32, 3, 4);
        assertReported(() -> OperatorChecks.reference(wrong, Ops.TANH, 2, 0, sample), "1 of 12 elements");
        OperatorChecks.golden(
                wrong,
                Ops.EXP,
                OperatorGolden.of(Ops.EXP).orElseThrow(),
                OperatorGolden.of(Ops.EXP).orElseThrow().cases().getFirst());
    }

    @Test
    void aKernelThatIsWrongAtASpecialValueIsReported() {
        Backend wrong = new Wrong(Ops.FLOOR, (in, out) -> {
            for (int i = 0; i < out.shape().numel() && out.dtype().isFloating(); i++) {
                edit(out, i, y -> y + 0.0);
            }
        });
        OperatorGolden floor = OperatorGolden.of(Ops.FLOOR).orElseThrow();
        GoldenCase special = floor.cases().stream()
                .filter(line -> line.text("kind").equals("special"))
                .findFirst()
                .orElseThrow();
        assertReported(() -> OperatorChecks.golden(wrong, Ops.FLOOR, floor, special), "actual 0.0", "expected -0.0");
    }

    @Test
    void aKernelThatIsWrongForSomeStridesIsReported() {
        for (Layouts layout : List.of(Layouts.TRANSPOSED, Layouts.SLICED, Layouts.EXPANDED)) {
            Tensor sample = new Samples(2).uniform(DType.FLOAT32, -1, 1, 5, 7);
            var strides = layout.of(sample).layout();
            Backend wrong = new Wrong(Ops.ADD, (in, out) -> {
                if (in[1].layout().equals(strides)) {
                    edit(out, 34, y -> y + 1e-6);
                }
            });
            Tensor[] inputs = {sample, sample};
            assertReported(() -> OperatorChecks.layouts(wrong, Ops.ADD, inputs), "add", layout.toString(), "[4, 6]");
        }
    }

    @Test
    void aKernelThatReadsWhatItHasWrittenIsReported() {
        Backend wrong = new Wrong(Ops.MUL, (in, out) -> {
            if (in[0].storage() == out.storage()) {
                edit(out, out.layout().offset(), y -> y + 1);
            }
        });
        Tensor[] sample =
                new Samples(3).inputs(Ops.MUL, OperatorGolden.of(Ops.MUL).orElseThrow(), DType.INT64, 4, 3);
        assertReported(() -> OperatorChecks.inPlace(wrong, Ops.MUL, sample), "mul in place");
    }

    @Test
    void aKernelThatWritesBetweenTheElementsIsReported() {
        Backend wrong = new Wrong(Ops.NEG, (in, out) -> {
            if (out.storage().length() > out.shape().numel()) {
                edit(out, out.layout().offset() + 1, y -> 3);
            }
        });
        Tensor[] sample =
                new Samples(4).inputs(Ops.NEG, OperatorGolden.of(Ops.NEG).orElseThrow(), DType.FLOAT32, 4, 3);
        assertReported(
                () -> OperatorChecks.inPlace(wrong, Ops.NEG, sample), "neg in place, SLICED", "expected 10000.0");
    }

    private static Pointwise cubeWithGradient(Expr factor, boolean saveValue) {
        Function cube = Function.unary("cube", x -> x.mul(x).mul(x))
                .withGradient((g, x, y) -> saveValue ? g.mul(y) : g.mul(factor).mul(x.square()));
        return Pointwise.of(cube, Pointwise.Result.PROMOTED);
    }

    @Test
    void aWrongGradientIsReported() {
        Tensor x = Obor.fromArray(new double[] {0.5, -2, 1.5, 0.25}, 2, 2).requiresGrad(true);
        GradCheck check = new GradCheck("cube");
        Pointwise right = cubeWithGradient(Expr.constant(3), false);
        check.check(in -> List.of(Tensor.of(right, in.get(0))), x);
        check.checkSecondOrder(in -> List.of(Tensor.of(right, in.get(0))), x);
        Pointwise wrong = cubeWithGradient(Expr.constant(3.001), false);
        assertReported(
                () -> check.check(in -> List.of(in.get(0).sum(), Tensor.of(wrong, in.get(0))), x),
                "cube",
                "output 1 at [0, 0]",
                "input 0 at [0, 0]",
                "is 0.75025",
                "numerical 0.7499999");
        assertReported(
                () -> OperatorChecks.gradients(
                        cubeWithGradient(Expr.constant(-3), false),
                        OperatorGolden.of(Ops.SQUARE).orElseThrow(),
                        new Samples(5)),
                "layout DENSE",
                "cube");
    }

    @Test
    void aGradientThatIsRightButNotDifferentiableIsReportedBySecondOrder() {
        // x³ whose gradient is a constant 3x² as far as the engine sees: its own derivative is lost.
        Function hidden = Function.unary("hidden", x -> x)
                .withGradient((g, x, y) -> Expr.constant(0).mul(g));
        Pointwise blind = Pointwise.of(hidden, Pointwise.Result.PROMOTED);
        Tensor x = Obor.fromArray(new double[] {0.5, -2}).requiresGrad(true);
        GradCheck check = new GradCheck("blind");
        Function first = Function.binary("cubeOf", (a, b) -> a.mul(a).mul(b))
                .withGradients(
                        (g, a, b, y) -> g.mul(Expr.constant(3)).mul(a.mul(b)),
                        (g, a, b, y) -> Expr.constant(0).mul(g));
        Pointwise cube = Pointwise.of(first, Pointwise.Result.PROMOTED);
        GradCheck.Body body = in -> List.of(Tensor.of(cube, in.get(0), Tensor.of(blind, in.get(0))));
        check.check(body, x);
        assertReported(() -> check.checkSecondOrder(body, x), "blind (second order)", "output 0", "input 0");
    }

    /// The sum of two inputs with rules that can be wrong.
    private record Sum(Shape said, int swapped) implements Composite {
        @Override
        public String name() {
            return "wrongSum";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            return new Spec[] {new Spec(said, inputs[0].dtype())};
        }

        @Override
        public Tensor forward(Tensor... inputs) {
            return inputs[0].add(inputs[1]);
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return input == swapped ? g.mul(2) : g;
        }
    }

    @Test
    void aWrongShapeRuleIsReported() {
        Tensor x = Obor.ones(2, 3);
        OperatorChecks.shapeRule(new Sum(Shape.of(2, 3), -1), x, x);
        assertReported(
                () -> OperatorChecks.shapeRule(new Sum(Shape.of(3, 2), -1), x, x), "wrongSum", "[3, 2]", "[2, 3]");
    }

    @Test
    void aWrongGradientOfOneInputIsReportedAsThatInputs() {
        Tensor x = Obor.ones(DType.FLOAT64, 2).requiresGrad(true);
        Tensor y = Obor.ones(DType.FLOAT64, 2).requiresGrad(true);
        Sum wrong = new Sum(Shape.of(2), 1);
        assertReported(
                () -> new GradCheck("sum").check(in -> List.of(Tensor.of(wrong, in.get(0), in.get(1))), x, y),
                "output 0",
                "input 1",
                "is 2.0",
                "1.0");
    }

    @Test
    void gradCheckSaysWhatItCannotCheck() {
        GradCheck check = new GradCheck("f");
        Tensor single = Obor.ones(2).requiresGrad(true);
        assertThatThrownBy(() -> check.check(in -> in, single))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("float32")
                .hasMessageContaining("FLOAT64");
        assertThatThrownBy(() -> check.check(in -> in, Obor.ones(2)))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("requiresGrad(true)");
        assertThatThrownBy(() -> new GradCheck("f", 0, 1e-5, 1e-5))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("epsilon 0.0");
        Tensor x = Obor.ones(DType.FLOAT64, 2).requiresGrad(true);
        int[] calls = {0};
        assertReported(
                () -> check.check(
                        in -> List.of(calls[0]++ == 0 ? in.get(0) : in.get(0).sum()), x),
                "called again");
        Tensor edited = Obor.ones(DType.FLOAT64, 2);
        assertReported(() -> check.check(in -> List.of(in.get(0).mul(in.get(1).add_(1))), x, edited), "in place");
    }

    @Test
    void gradCheckPassesOverOutputsWithoutGradients() {
        Tensor x = Obor.fromArray(new double[] {1, 2}).requiresGrad(true);
        Tensor index = Tensor.of(1L);
        new GradCheck("mixed")
                .check(
                        in -> List.of(
                                in.get(0).argmax(), in.get(0).indexSelect(0, in.get(1)), Obor.ones(DType.FLOAT64, 3)),
                        x,
                        index);
        assertReported(
                () -> new GradCheck("cut")
                        .check(in -> List.of(in.get(0).detach().mul(3.0)), x),
                "is 0.0",
                "numerical 2.99999");
    }
}

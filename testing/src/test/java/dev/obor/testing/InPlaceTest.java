package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertClose;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.layout.Shape;
import dev.obor.nn.F;
import dev.obor.tensor.Aliases;
import dev.obor.tensor.BoundsInPlace;
import dev.obor.tensor.InPlace;
import dev.obor.tensor.LogicInPlace;
import dev.obor.tensor.Rounding;
import dev.obor.tensor.Tensor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The edits in place, generated from the families: each leaves in the tensor what its counterpart returns.
class InPlaceTest {
    /// Edits without a counterpart: they are tested where they belong.
    private static final Set<String> ALONE = Set.of("copy_", "zero_", "uniform_", "normal_");
    /// Those that take integers only.
    private static final String WHOLE = "(bitwise.*|gcd|lcm)_";

    @TestFactory
    Stream<DynamicTest> anEditLeavesWhatItsCounterpartReturns() {
        return Stream.<Class<?>>of(InPlace.class, BoundsInPlace.class, LogicInPlace.class, Aliases.class)
                .flatMap(family -> Arrays.stream(family.getDeclaredMethods()))
                .filter(method -> method.getName().endsWith("_") && !ALONE.contains(method.getName()))
                .map(method -> dynamicTest(
                        method.getName() + Arrays.toString(method.getParameterTypes()), () -> check(method)));
    }

    private static void check(Method edit) throws ReflectiveOperationException {
        DType dtype = edit.getName().matches(WHOLE) ? DType.INT64 : DType.FLOAT64;
        Samples samples = new Samples(7);
        Object[] arguments = Arrays.stream(edit.getParameterTypes())
                .map(type -> argument(edit.getName(), type, samples, dtype))
                .toArray();
        Tensor x = samples.uniform(dtype, -4, 4, 3, 4);
        String name = edit.getName().substring(0, edit.getName().length() - 1);
        Method plain = Tensor.class.getMethod(name, edit.getParameterTypes());
        Tensor expected = (Tensor) plain.invoke(x.clone(), arguments);
        for (Layouts layout : new Layouts[] {Layouts.DENSE, Layouts.TRANSPOSED, Layouts.SLICED}) {
            Tensor edited = layout.of(x);
            assertThat(edit.invoke(edited, arguments)).isSameAs(edited);
            assertSameBits(edited, expected.to(dtype));
        }
    }

    private static Object argument(String edit, Class<?> type, Samples samples, DType dtype) {
        if (type == Tensor.class) {
            return edit.equals("fill_") ? Tensor.full(Shape.SCALAR, 3, dtype) : samples.uniform(dtype, 1, 3, 4);
        }
        if (type == Rounding.class) {
            return Rounding.FLOOR;
        }
        return type == OptionalDouble.class ? OptionalDouble.of(2) : (Object) 2;
    }

    @Test
    void truthIsWrittenInTheTensorsDtype() {
        Tensor x = Obor.tensor(1f, 2f, 3f);
        assertThat(x.ge_(2).toFloatArray()).containsExactly(0, 1, 1);
        assertThat(x.logicalNot_().toFloatArray()).containsExactly(1, 0, 0);
        Tensor y = Obor.tensor(1f, 2f).requiresGrad(true);
        y.mul(2).gt_(3).sum().backward();
        assertThat(y.grad().toFloatArray()).containsExactly(0, 0);
    }

    @Test
    void anEditWithoutGradientIsRefusedWithinAGraph() {
        Tensor x = Obor.tensor(1f, 2f).requiresGrad(true).mul(2);
        assertThatThrownBy(() -> x.nextafter_(x.detach()))
                .isInstanceOf(AutogradException.class)
                .hasMessage("nextafter_: it has no gradient, and the tensor of shape [2] that it edits is part of a"
                        + " recorded graph: edit its detach().clone()");
        assertThat(x.detach().nextafter_(Obor.tensor(0f)).toFloatArray())
                .containsExactly(Math.nextDown(2f), Math.nextDown(4f));
    }

    @Test
    void aResultOfAHigherCategoryIsRefused() {
        Tensor whole = Obor.tensor(1, 2);
        assertThatThrownBy(() -> whole.clamp_(0.5, 2.5))
                .isInstanceOf(DTypeException.class)
                .hasMessageStartingWith("clamp_: a result of float32 does not fit a tensor of int64");
        assertThatThrownBy(() -> whole.copysign_(-1)).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> Obor.tensor(true).square_()).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> Obor.tensor(1f).floatPower_(2))
                .hasMessage("floatPower_: the result is float64 and the tensor written to float32: convert it with"
                        + " to(FLOAT64), or use floatPower");
        assertThatThrownBy(() -> whole.fill_(Double.NaN))
                .isInstanceOf(DTypeException.class)
                .hasMessageStartingWith("fill_: the value NaN does not fit into int64");
        assertThat(whole.toLongArray()).containsExactly(1, 2);
    }

    /// A layer's sum stands where its product stood, which must change no value, no gradient and no gradient of one.
    @Test
    void aBiasAddedInThePlaceOfTheProductIsASumLikeOthers() {
        Samples samples = new Samples(3);
        Tensor weight = samples.uniform(DType.FLOAT64, -1, 1, 4, 5).requiresGrad(true);
        Tensor whole = samples.uniform(DType.FLOAT64, -1, 1, 4).requiresGrad(true);
        Tensor other = samples.uniform(DType.FLOAT32, -1, 1, 4).requiresGrad(true);
        Tensor rows = samples.uniform(DType.FLOAT64, -1, 1, 3, 4).requiresGrad(true);
        for (int[] shape : new int[][] {{3, 5}, {5}, {2, 3, 5}}) {
            Tensor x = samples.uniform(DType.FLOAT64, -1, 1, shape).requiresGrad(true);
            for (Tensor bias : new Tensor[] {whole, whole.narrow(0, 1, 1), other, rows}) {
                Tensor linear = F.linear(x, weight, bias);
                Tensor plain = x.matmul(weight.t()).add(bias);
                assertSameBits(linear, plain);
                List<Tensor> found = gradients(linear, x, weight);
                List<Tensor> expected = gradients(plain, x, weight);
                for (int i = 0; i < found.size(); i++) {
                    assertSameBits(found.get(i), expected.get(i));
                }
            }
        }
    }

    /// Returns the gradients of a function of `y`, and those of a function of them.
    private static List<Tensor> gradients(Tensor y, Tensor... inputs) {
        List<Tensor> gradients = Obor.grad(y.square().sum(), List.of(inputs), true).stream()
                .map(Optional::get)
                .collect(Collectors.toCollection(ArrayList::new));
        Tensor sizes = gradients.stream()
                .map(g -> g.square().sum())
                .reduce(Tensor::add)
                .orElseThrow();
        gradients.addAll(Obor.grad(sizes, inputs));
        return gradients;
    }

    @Test
    void distancesAreTheSameWhetherTheirProductsAreKeptForAGradientOrNot() {
        Samples samples = new Samples(4);
        Tensor a = samples.uniform(DType.FLOAT32, -1, 1, 2, 30, 5);
        Tensor b = samples.uniform(DType.FLOAT32, -1, 1, 40, 5);
        Tensor before = a.clone();
        Tensor quiet = a.cdist(b);
        assertSameBits(quiet, a.clone().requiresGrad(true).cdist(b));
        assertSameBits(Obor.noGrad(() -> a.clone().requiresGrad(true).cdist(b)), quiet);
        assertSameBits(a, before);
        Tensor x = samples.uniform(DType.FLOAT64, -1, 1, 30, 5).requiresGrad(true);
        Tensor y = samples.uniform(DType.FLOAT64, -1, 1, 40, 5);
        assertClose(
                Obor.grad(x.cdist(y).square().sum(), x).getFirst(),
                Obor.grad(x.cdist(y, 2, "donot_use_mm_for_euclid_dist").square().sum(), x)
                        .getFirst(),
                1e-10,
                1e-10);
    }
}

package dev.obor.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LibraryTest {
    /// How a method asks for many arguments.
    public record Window(int stride, int[] padding, boolean ceilMode) {
        public static final Window DEFAULT = new Window(1, new int[] {0}, false);
    }

    /// An enum where Python has texts.
    public enum Rounding {
        FLOOR,
        TRUNC
    }

    /// The methods that calls look for; each tells which it was.
    public static final class Methods {
        public String scale(double factor) {
            return "double " + factor;
        }

        public String scale(int factor) {
            return "int " + factor;
        }

        public String scale(Tensor factor) {
            return "tensor " + factor.isNumber();
        }

        public String total(int[] dims, boolean keepDim) {
            return Arrays.toString(dims) + " " + keepDim;
        }

        public String shaped(Shape shape) {
            return shape.toString();
        }

        public String many(int first, int... rest) {
            return first + " " + Arrays.toString(rest);
        }

        public String joined(List<Tensor> tensors, int dim) {
            return tensors.size() + " along " + dim;
        }

        public String optional(Optional<Tensor> weight, OptionalInt dim) {
            return weight.isPresent() + " " + dim;
        }

        public String rounded(Rounding roundingMode) {
            return roundingMode.name();
        }

        public String pooled(int kernelSize, Window window) {
            return kernelSize + " " + window.stride() + Arrays.toString(window.padding()) + window.ceilMode();
        }

        public String typed(DType dtype, int... sizes) {
            return dtype + Arrays.toString(sizes);
        }

        public String broken(Tensor tensor) {
            if (!tensor.isNumber()) {
                throw new IllegalStateException("broken");
            }
            return "whole";
        }
    }

    private static GoldenValue whole(long value) {
        return new GoldenValue.Whole(value);
    }

    private static GoldenValue list(GoldenValue... items) {
        return new GoldenValue.Sequence(List.of(items));
    }

    private static GoldenValue tensor() {
        return new GoldenValue.Tensor(Obor.zeros(2));
    }

    private static Object call(String name, List<GoldenValue> args, Map<String, GoldenValue> kwargs) {
        return Library.callOn(new Methods(), new Call(name, args, kwargs));
    }

    private static Object call(String name, GoldenValue... args) {
        return call(name, List.of(args), Map.of());
    }

    @Test
    void theOverloadNearestToTheArgumentsIsCalled() {
        assertThat(call("scale", whole(2))).isEqualTo("int 2");
        assertThat(call("scale", new GoldenValue.Real(2))).isEqualTo("double 2.0");
        assertThat(call("scale", tensor())).isEqualTo("tensor false");
        assertThat(call("scale", whole(1L << 40))).isEqualTo("double 1.099511627776E12");
    }

    @Test
    void namedArgumentsFindParametersWhateverTheSpelling() {
        assertThat(call("total", List.of(), Map.of("dim", whole(1), "keepdim", new GoldenValue.Truth(true))))
                .isEqualTo("[1] true");
        assertThat(call("total", list(whole(0), whole(-1)))).isEqualTo("[0, -1] false");
        assertThat(call("rounded", List.of(), Map.of("rounding_mode", new GoldenValue.Text("floor"))))
                .isEqualTo("FLOOR");
    }

    @Test
    void looseArgumentsAreGatheredIntoTheLastParameter() {
        assertThat(call("shaped", whole(2), whole(3))).isEqualTo("[2, 3]");
        assertThat(call("shaped", list(whole(2), whole(3)))).isEqualTo("[2, 3]");
        assertThat(call("many", whole(1), whole(2), whole(3))).isEqualTo("1 [2, 3]");
        assertThat(call("many", whole(1))).isEqualTo("1 []");
        assertThat(call("typed", List.of(whole(4), whole(5)), Map.of("dtype", new GoldenValue.Type(DType.INT32))))
                .isEqualTo("int32[4, 5]");
    }

    @Test
    void noneIsAnEmptyOptionalAndOtherwiseLeftOut() {
        assertThat(call("optional", tensor(), whole(1))).isEqualTo("true OptionalInt[1]");
        assertThat(call("optional", new GoldenValue.None())).isEqualTo("false OptionalInt.empty");
        assertThat(call(
                        "rounded",
                        List.of(new GoldenValue.None()),
                        Map.of("rounding_mode", new GoldenValue.Text("trunc"))))
                .isEqualTo("TRUNC");
    }

    @Test
    void aRecordOfOptionsTakesNamedArgumentsAndKeepsItsDefaults() {
        assertThat(call(
                        "pooled",
                        List.of(whole(3)),
                        Map.of("ceil_mode", new GoldenValue.Truth(true), "padding", whole(2))))
                .isEqualTo("3 1[2]true");
        assertThatThrownBy(() -> call("pooled", List.of(whole(3)), Map.of("dilation", whole(2))))
                .isInstanceOf(Absent.class);
    }

    @Test
    void anArgumentIsOnlyLeftOutIfItSaysTheDefault() {
        assertThat(call("scale", List.of(whole(2)), Map.of("alpha", whole(1)))).isEqualTo("int 2");
        assertThatThrownBy(() -> call("scale", List.of(whole(2)), Map.of("alpha", whole(2))))
                .isInstanceOf(Absent.class)
                .hasMessageContaining("scale(int factor)");
        assertThatThrownBy(() -> call("scale", whole(2), whole(3))).isInstanceOf(Absent.class);
    }

    @Test
    void aDefaultOfPyTorchIsFilledInWhereJavaAsksForIt() {
        GoldenValue tensors = list(tensor(), tensor(), tensor());
        assertThat(Library.call(new Call("cat", List.of(tensors), Map.of())))
                .hasToString("tensor([0., 0., 0., 0., 0., 0.])");
        assertThatThrownBy(() -> call("joined", tensors)).isInstanceOf(Absent.class);
    }

    @Test
    void anExceptionOfTheLibraryIsCarriedOut() {
        assertThatThrownBy(() -> call("broken", tensor()))
                .isInstanceOf(Raised.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void pythonNamesBecomeJavaNames() {
        assertThat(List.of("log_softmax", "zero_", "_standard_gamma", "__radd__", "adaptive_avg_pool1d", "mT"))
                .map(Names::camelCase)
                .containsExactly("logSoftmax", "zero_", "_standardGamma", "__radd__", "adaptiveAvgPool1d", "mT");
    }

    @Test
    void everyLineOfTheTableOfSignaturesIsRead() {
        assertThat(Signature.of("cat").defaultOf("dim")).contains(whole(0));
        assertThat(Signature.of("linalg.matrix_norm").defaultOf("dim")).contains(list(whole(-2), whole(-1)));
        assertThat(Signature.of("nothing").defaultOf("keepDim")).contains(new GoldenValue.Truth(false));
        assertThat(Signature.of("nothing").defaultOf("dim")).isEmpty();
    }
}

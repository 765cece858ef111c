package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.layout.Index;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import dev.obor.testing.TensorAssertions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Cases of reading and writing with an index; `x` is the numbers from 0 in float64, and 7 where it has no
/// dims. Every index is tried in both notations, and they must agree.
final class IndexingCases {
    private static final Results RESULTS = new Results(_ -> Tolerance.EXACT);

    /// The gradient of a value that was broadcast is a sum, whose order is free.
    private static final Results SUMS = new Results(_ -> new Tolerance(1e-14, 1e-14));

    private IndexingCases() {}

    private static Tensor x(GoldenCase line) {
        int[] sizes =
                line.get("shape").asList().stream().mapToInt(GoldenValue::asInt).toArray();
        double[] elements = new double[Shape.of(sizes).numel()];
        Arrays.setAll(elements, i -> sizes.length == 0 ? 7 : i);
        return Obor.fromArray(elements).reshape(Shape.of(sizes)).requiresGrad(true);
    }

    private static Brackets index(GoldenCase line) {
        return Brackets.of(line.get("structured").asList());
    }

    /// Returns what reading with an index returns.
    static Tensor read(Tensor x, Brackets index) {
        return inBoth(index, items -> x.get(items), (text, tensors) -> x.get(text, tensors));
    }

    private interface Typed {
        Tensor call(List<Index> items);
    }

    private interface Written {
        Tensor call(String text, Tensor... tensors);
    }

    /// Calls the library in both notations; if there is no typed one, in the text alone.
    private static Tensor inBoth(Brackets index, Typed typed, Written written) {
        Supplier<Tensor> text = () -> written.call(index.text(), index.tensors());
        return Library.guard(() -> {
            Optional<List<Index>> items = index.typed();
            Tensor result = items.isPresent() ? typed.call(items.get()) : text.get();
            try {
                TensorAssertions.assertSameBits(text.get().detach(), result.detach());
            } catch (AssertionError e) {
                throw new Mismatch("the text \"" + index.text() + "\" reads something else: " + e.getMessage());
            }
            return result;
        });
    }

    static void read(GoldenCase line) {
        Tensor x = x(line);
        Tensor result = read(x, index(line));
        RESULTS.compare("the result", result, line.get("out"));
        if (result.numel() > 0) {
            // Whether a tensor without elements is a view cannot be seen.
            boolean isView = result.view().storage() == x.view().storage();
            RESULTS.compare("whether it is a view", isView, line.get("is_view"));
        }
        if (line.has("view_stride")) {
            List<Object> strides = new ArrayList<>();
            for (int d = 0; d < result.dim(); d++) {
                strides.add(result.stride(d));
            }
            RESULTS.compare("the strides", strides, line.get("view_stride"));
            RESULTS.compare("the offset", result.layout().offset(), line.get("view_offset"));
        }
        Gradients.compare(
                "get",
                RESULTS,
                Results.differentiable(result),
                List.of(line.get("cot").asTensor()),
                List.of(x),
                List.of(line.get("grad")));
    }

    static void badRead(GoldenCase line) {
        Brackets index = index(line);
        Optional<Brackets> reworded = index.reworded();
        if (line.has("ok")) {
            RESULTS.compare("the result", read(x(line), index), line.get("out"));
        } else if (reworded.isPresent()) {
            Tensor expected = read(x(line), reworded.get()).detach();
            RESULTS.compare("the result", read(x(line), index), new GoldenValue.Tensor(expected));
        } else {
            Refusals.expect(line, () -> read(x(line), index));
        }
    }

    /// Returns a copy of a tensor with a value written at an index.
    private static Tensor written(Tensor x, Brackets index, GoldenValue value) {
        return inBoth(
                index,
                items -> value instanceof GoldenValue.Tensor(Tensor tensor)
                        ? x.clone().set(items, tensor)
                        : x.clone().set(items, number(value)),
                (text, tensors) -> value instanceof GoldenValue.Tensor(Tensor tensor)
                        ? x.clone().set(text, tensor, tensors)
                        : x.clone().set(text, number(value), tensors));
    }

    private static Number number(GoldenValue value) {
        return switch (value) {
            case GoldenValue.Whole whole -> whole.value();
            case GoldenValue.Real real -> real.value();
            // As a Java caller writes a truth value where a number is asked for.
            case GoldenValue.Truth truth -> truth.value() ? 1L : 0L;
            default -> throw new Absent("there is no writing of " + Descriptions.of(value));
        };
    }

    static void write(GoldenCase line) {
        Tensor x = x(line);
        GoldenValue value = line.get("value");
        boolean tracked = line.has("grad_value");
        if (tracked) {
            value.asTensor().requiresGrad(true);
        }
        Tensor result = written(x, index(line), value);
        RESULTS.compare("the result", result, line.get("out"));
        if (line.has("cot")) {
            Gradients.compare(
                    "set",
                    SUMS,
                    List.of(result),
                    List.of(line.get("cot").asTensor()),
                    tracked ? List.of(x, value.asTensor()) : List.of(x),
                    tracked ? List.of(line.get("grad"), line.get("grad_value")) : List.of(line.get("grad")));
        }
    }

    /// Python's `x[index] += value` reads, adds in place and writes.
    static void update(GoldenCase line) {
        Brackets index = index(line);
        GoldenValue value = line.get("value");
        Tensor x = x(line).detach();
        Tensor sum = Library.guard(() -> {
            Tensor part = x.clone().get(index.typed().orElseThrow(() -> new Absent("no typed index")));
            return value instanceof GoldenValue.Tensor(Tensor tensor) ? part.add_(tensor) : part.add_(number(value));
        });
        RESULTS.compare("the result", written(x, index, new GoldenValue.Tensor(sum)), line.get("out"));
        if (line.has("index_put_accumulate")) {
            Tensor added = value instanceof GoldenValue.Tensor(Tensor tensor)
                    ? tensor
                    : Obor.full(DType.FLOAT64, number(value));
            Tensor result = Library.guard(() -> x.indexPut(tensors(index), added, true));
            RESULTS.compare("the sum", result, line.get("index_put_accumulate"));
        }
    }

    /// The tensors that an index of tensors and lists stands for.
    private static List<Tensor> tensors(Brackets index) {
        return index.items().stream()
                .map(item -> item instanceof GoldenValue.Sequence ? asTensor(item) : item.asTensor())
                .toList();
    }

    static void badWrite(GoldenCase line) {
        GoldenValue value = PythonText.value(PythonText.parse(line.text("value_text")))
                .orElseGet(() -> tensorCall(line.text("value_text")));
        if (line.has("ok")) {
            RESULTS.compare("the result", written(x(line), index(line), value), line.get("out"));
        } else {
            Refusals.expect(line, () -> written(x(line).detach(), index(line), value));
        }
    }

    /// Reads `tensor([[1., 2.]])`.
    private static GoldenValue tensorCall(String text) {
        if (PythonText.parse(text) instanceof PythonText.Expression.Invocation call
                && call.name().equals("tensor")
                && call.args().size() == 1
                && call.kwargs().isEmpty()) {
            Optional<GoldenValue> elements = PythonText.value(call.args().getFirst());
            if (elements.isPresent()) {
                return new GoldenValue.Tensor(asTensor(elements.get()));
            }
        }
        throw new Absent("there is no writing of " + text);
    }

    /// Nested lists of numbers, or of truth values, as a tensor; numbers with a point are float64 in these
    /// files.
    private static Tensor asTensor(GoldenValue nested) {
        List<GoldenValue> flat = new ArrayList<>();
        Shape shape = Brackets.flatten(nested, flat);
        double[] elements = flat.stream()
                .mapToDouble(element ->
                        element instanceof GoldenValue.Truth truth ? (truth.value() ? 1 : 0) : element.asDouble())
                .toArray();
        boolean truths = !flat.isEmpty() && flat.stream().allMatch(element -> element instanceof GoldenValue.Truth);
        boolean whole = flat.stream().allMatch(element -> element instanceof GoldenValue.Whole);
        return Obor.fromArray(elements).reshape(shape).to(truths ? DType.BOOL : whole ? DType.INT64 : DType.FLOAT64);
    }

    /// A value written into places 1 and 2 of a tensor, by a slice and by a list.
    static void writeDtype(GoldenCase line) {
        Tensor x = line.get("x").asTensor();
        GoldenValue value = line.get("value");
        Brackets slice = new Brackets(
                List.of(new GoldenValue.Slice(OptionalLong.of(1), OptionalLong.of(3), OptionalLong.empty())));
        if (!line.text("index").equals(slice.text())) {
            throw new Absent("the index is " + line.text("index"));
        }
        GoldenValue expected =
                line.has("out") ? line.get("out") : new GoldenValue.Failure(line.text("error"), line.text("message"));
        expect("the result", expected, () -> written(x, slice, value));
        Brackets list = new Brackets(
                List.of(new GoldenValue.Sequence(List.of(new GoldenValue.Whole(1), new GoldenValue.Whole(2)))));
        expect("the result of a list", line.get("out_list_index"), () -> written(x, list, value));
    }

    private static void expect(String what, GoldenValue expected, Supplier<Tensor> call) {
        if (expected instanceof GoldenValue.Failure) {
            Refusals.expect(expected, () -> {
                Tensor _ = call.get();
            });
        } else {
            RESULTS.compare(what, call.get(), expected);
        }
    }
}

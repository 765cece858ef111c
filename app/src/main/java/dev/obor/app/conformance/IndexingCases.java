package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Cases of reading with an index; `x` is the numbers from 0 in float64, and 7 where it has no dims.
final class IndexingCases {
    private static final Results RESULTS = new Results(_ -> Tolerance.EXACT);

    private IndexingCases() {}

    private static Tensor x(GoldenCase line) {
        int[] sizes =
                line.get("shape").asList().stream().mapToInt(GoldenValue::asInt).toArray();
        double[] elements = new double[Shape.of(sizes).numel()];
        Arrays.setAll(elements, i -> sizes.length == 0 ? 7 : i);
        return Obor.fromArray(elements).reshape(Shape.of(sizes)).requiresGrad(true);
    }

    /// Returns what reading with an index returns: by whole numbers where it has no more, else by its text.
    ///
    /// @throws Absent if there is no such reading
    private static Object read(Tensor x, GoldenCase line) {
        List<GoldenValue> items = line.get("structured").asList();
        boolean isText = items.stream().noneMatch(item -> item instanceof GoldenValue.Tensor);
        return areNumbers(items) || !isText ? read(x, items) : get(x, List.of(line.get("index")));
    }

    /// Returns what reading with an index of whole numbers returns.
    ///
    /// @throws Absent if there is something else in the index
    static Object read(Tensor x, List<GoldenValue> items) {
        if (!areNumbers(items)) {
            throw new Absent("there is no reading with "
                    + items.stream().map(Descriptions::of).toList());
        }
        return get(x, items);
    }

    private static boolean areNumbers(List<GoldenValue> items) {
        return items.stream().allMatch(item -> item instanceof GoldenValue.Whole);
    }

    private static Object get(Tensor x, List<GoldenValue> items) {
        List<GoldenValue> args = new ArrayList<>(List.of(new GoldenValue.Tensor(x)));
        args.addAll(items);
        return Library.call(new Call("get", args, Map.of()));
    }

    static void read(GoldenCase line) {
        Tensor x = x(line);
        Object result = read(x, line);
        RESULTS.compare("the result", result, line.get("out"));
        if (result instanceof Tensor tensor) {
            boolean isView = tensor.view().storage() == x.view().storage();
            RESULTS.compare("whether it is a view", isView, line.get("is_view"));
            if (line.has("view_stride")) {
                List<Object> strides = new ArrayList<>();
                for (int d = 0; d < tensor.dim(); d++) {
                    strides.add(tensor.stride(d));
                }
                RESULTS.compare("the strides", strides, line.get("view_stride"));
                RESULTS.compare("the offset", tensor.layout().offset(), line.get("view_offset"));
            }
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
        if (line.has("ok")) {
            RESULTS.compare("the result", read(x(line), line), line.get("out"));
        } else {
            Refusals.expect(line, () -> read(x(line), line));
        }
    }
}

package dev.obor.onnx;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Resampling;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Pooling and resizing as nodes. Windows that slide evenly are a pooling; others, as adaptive ones may be,
/// are taken one by one, or as a product with a matrix.
final class WindowLowering {
    private final Graph graph;

    WindowLowering(Graph graph) {
        this.graph = graph;
    }

    /// Windows that slide evenly along a dim.
    ///
    /// @param before places of padding before the first
    /// @param after and behind the last
    private record Sliding(int kernel, int stride, int before, int after, int dilation) {
        /// Finds the smallest kernel that makes windows like some.
        ///
        /// @param longest how many places the longest has
        /// @param step how far the last two lie apart; less than the stride where the first of two is cut off
        static Optional<Sliding> like(
                int size, int count, int dilation, int longest, int step, Predicate<Windows> alike) {
            int widest = count == 2 ? step + longest : step;
            for (int stride = Math.max(step, 1); stride <= widest; stride++) {
                for (int kernel = Math.max(longest, 1); kernel <= longest + stride + 1; kernel++) {
                    Optional<Sliding> found = with(size, count, dilation, kernel, stride, alike);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        }

        private static Optional<Sliding> with(
                int size, int count, int dilation, int kernel, int stride, Predicate<Windows> alike) {
            for (int before = 0; before < kernel; before++) {
                int end = (count - 1) * stride + (kernel - 1) * dilation + 1 - size - before;
                // ONNX counts windows itself, and must find as many.
                boolean fits = end < kernel && end > -stride;
                if (fits && alike.test(Windows.sliding(size, count, kernel, stride, before, dilation))) {
                    return Optional.of(new Sliding(kernel, stride, before, Math.max(end, 0), dilation));
                }
            }
            return Optional.empty();
        }

        static Optional<Sliding> of(Windows windows, int size) {
            int[] starts = windows.start();
            int last = starts.length - 1;
            int stride = last < 1 ? 1 : starts[last] - starts[last - 1];
            int longest = 0;
            for (int i = 0; i <= last; i++) {
                longest = Math.max(longest, windows.length(i));
            }
            return stride < 0
                    ? Optional.empty()
                    : like(
                            size,
                            last + 1,
                            windows.step(),
                            longest,
                            stride,
                            w -> Arrays.equals(w.start(), starts) && Arrays.equals(w.end(), windows.end()));
        }

        static Optional<Sliding> of(Resampling.Table table) {
            int last = table.count() - 1;
            if (last < 0 || table.weight().length > 0 || table.index().length == 0) {
                return Optional.empty();
            }
            int longest = 0;
            for (int i = 0; i <= last; i++) {
                longest = Math.max(longest, table.start()[i + 1] - table.start()[i]);
            }
            int stride = last < 1 ? 1 : first(table, last) - first(table, last - 1);
            return stride < 0
                    ? Optional.empty()
                    : like(table.size(), last + 1, 1, longest, stride, w -> {
                        Resampling.Table other = Resampling.Table.summing(table.size(), w);
                        return Arrays.equals(other.start(), table.start())
                                && Arrays.equals(other.index(), table.index());
                    });
        }

        private static int first(Resampling.Table table, int row) {
            int at = table.start()[row];
            return at < table.index().length ? table.index()[at] : 0;
        }
    }

    /// The largest of each window of the last dims.
    Value max(List<Windows> windows, Value x, Shape shape) {
        int lead = shape.rank() - windows.size();
        List<Sliding> sliding = new ArrayList<>();
        for (int d = 0; d < windows.size(); d++) {
            Sliding.of(windows.get(d), shape.size(lead + d)).ifPresent(sliding::add);
        }
        boolean pools = sliding.size() == windows.size()
                && lead <= 2
                && lead > 0
                && x.dtype().isFloating();
        if (!pools) {
            Value result = x;
            for (int d = 0; d < windows.size(); d++) {
                result = maxAlong(windows.get(d), result, lead + d);
            }
            return result;
        }
        return withBatch(lead, x, in -> graph.add("MaxPool", in.dtype(), attributes(sliding), in));
    }

    private Value withBatch(int lead, Value x, UnaryOperator<Value> body) {
        if (lead == 2) {
            return body.apply(x);
        }
        return graph.add("Squeeze", body.apply(graph.add("Unsqueeze", x, Graph.wholes(0))), Graph.wholes(0));
    }

    private static Map<String, Attribute> attributes(List<Sliding> sliding) {
        int rank = sliding.size();
        int[] pads = new int[2 * rank];
        for (int d = 0; d < rank; d++) {
            pads[d] = sliding.get(d).before;
            pads[d + rank] = sliding.get(d).after;
        }
        return Map.of(
                "kernel_shape",
                        Attribute.of(sliding.stream().mapToInt(Sliding::kernel).toArray()),
                "strides",
                        Attribute.of(sliding.stream().mapToInt(Sliding::stride).toArray()),
                "dilations",
                        Attribute.of(
                                sliding.stream().mapToInt(Sliding::dilation).toArray()),
                "pads", Attribute.of(pads));
    }

    private Value maxAlong(Windows windows, Value x, int dim) {
        Value[] parts = new Value[windows.count()];
        for (int i = 0; i < parts.length; i++) {
            Value part = graph.add(
                    "Slice",
                    x,
                    Graph.wholes(windows.start()[i]),
                    Graph.wholes(windows.end()[i]),
                    Graph.wholes(dim),
                    Graph.wholes(windows.step()));
            parts[i] = graph.add("ReduceMax", x.dtype(), Map.of("keepdims", Attribute.of(1L)), part, Graph.wholes(dim));
        }
        return parts.length == 1
                ? parts[0]
                : graph.add("Concat", x.dtype(), Map.of("axis", Attribute.of((long) dim)), parts);
    }

    /// Weighted sums of places along a dim.
    Value resample(Resampling op, Value x, Shape shape) {
        Resampling.Table table = op.table();
        boolean picks = table.weight().length == 0;
        for (int i = 0; picks && i < table.count(); i++) {
            picks = table.start()[i + 1] == table.start()[i] + 1;
        }
        if (picks) {
            long[] places = Arrays.stream(table.index()).asLongStream().toArray();
            return graph.add(
                    "Gather", x.dtype(), Map.of("axis", Attribute.of((long) op.dim())), x, Graph.wholes(places));
        }
        Optional<Sliding> sliding =
                x.dtype() == DType.FLOAT32 && op.dim() >= 2 && shape.rank() <= 5 ? Sliding.of(table) : Optional.empty();
        return sliding.map(s -> sums(s, op.dim() - 2, x, shape.rank() - 2))
                .orElseGet(() -> product(table, op.dim(), x, shape.rank()));
    }

    /// The sums over windows are their means, times how many places they have.
    private Value sums(Sliding along, int dim, Value x, int rank) {
        List<Sliding> sliding = new ArrayList<>();
        for (int d = 0; d < rank; d++) {
            sliding.add(d == dim ? along : new Sliding(1, 1, 0, 0, 1));
        }
        Map<String, Attribute> attributes = new TreeMap<>(attributes(sliding));
        attributes.remove("dilations");
        attributes.put("count_include_pad", Attribute.of(1L));
        Value means = graph.add("AveragePool", x.dtype(), attributes, x);
        return graph.add("Mul", means, Value.constant(Tensor.full(Shape.SCALAR, along.kernel, x.dtype())));
    }

    private Value product(Resampling.Table table, int dim, Value x, int rank) {
        double[] matrix = new double[table.size() * table.count()];
        for (int i = 0; i < table.count(); i++) {
            for (int t = table.start()[i]; t < table.start()[i + 1]; t++) {
                matrix[table.index()[t] * table.count() + i] += table.weight().length == 0 ? 1 : table.weight()[t];
            }
        }
        Tensor weights = Tensor.of(new Storage.Doubles(matrix), DType.FLOAT64, Shape.of(table.size(), table.count()));
        Value by = Value.constant(weights.to(x.dtype()));
        if (dim == rank - 1) {
            return rank == 1 ? vector(x, by) : graph.add("MatMul", x, by);
        }
        int[] swapped = new int[rank];
        Arrays.setAll(swapped, d -> d == dim ? rank - 1 : d == rank - 1 ? dim : d);
        Map<String, Attribute> swap = Map.of("perm", Attribute.of(swapped));
        Value product = graph.add("MatMul", graph.add("Transpose", x.dtype(), swap, x), by);
        return graph.add("Transpose", x.dtype(), swap, product);
    }

    private Value vector(Value x, Value by) {
        Value row = graph.add("Unsqueeze", x, Graph.wholes(0));
        return graph.add("Squeeze", graph.add("MatMul", row, by), Graph.wholes(0));
    }
}
